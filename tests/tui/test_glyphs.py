"""The signs that screens draw with."""

from __future__ import annotations

import unicodedata
from dataclasses import fields

import pytest
from rich.cells import cell_len

from pmdesk.tui.glyphs import ASCII, NORMAL, Glyphs, glyphs_for


@pytest.mark.parametrize("glyphs", [NORMAL, ASCII])
def test_every_sign_is_one_cell(glyphs: Glyphs) -> None:
    for item in fields(Glyphs):
        if item.name in {"name", "ramp"}:
            continue
        sign = getattr(glyphs, item.name)
        assert len(sign) == cell_len(sign) == 1, item.name
    assert len(glyphs.ramp) == cell_len(glyphs.ramp) == 8


def test_no_sign_is_wide_or_an_emoji() -> None:
    signs = "".join(getattr(NORMAL, item.name) for item in fields(Glyphs))
    assert not [sign for sign in signs if unicodedata.east_asian_width(sign) in "WF"]
    assert not set(signs) & set("✔☑★⚠⏰▶◀⬛⬜◾◽▪▫⚪⚫☀✖➕➖")


def test_ascii_is_ascii() -> None:
    assert all(getattr(ASCII, item.name).isascii() for item in fields(Glyphs))


def test_states_of_milestones_differ_without_colour() -> None:
    for glyphs in (NORMAL, ASCII):
        signs = {glyphs.planned, glyphs.soon, glyphs.at_risk, glyphs.done, glyphs.cancelled}
        assert len(signs) == 5


@pytest.mark.parametrize(
    ("encoding", "expected"), [("utf-8", NORMAL), ("UTF8", NORMAL), ("ascii", ASCII), ("latin-1", ASCII), (None, ASCII)]
)
def test_the_set_follows_the_terminal(encoding: str | None, expected: Glyphs) -> None:
    assert glyphs_for(encoding) is expected
    assert glyphs_for(encoding, ascii_only=True) is ASCII
