"""Looks that only a terminal of its own kind shows: without colour, in its 16, in ASCII."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.filter import Monochrome, NoColor

from pmdesk.tui.text import cells

from .driving import NARROW, driving


@pytest.mark.parametrize("theme", ["pmdesk-dark", "pmdesk-light", "ansi-dark", "ansi-light"])
async def test_without_colour_every_theme_has_its_own_filter(
    store: Path, theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with driving(store, NARROW) as driver:
        driver.app.theme = theme
        await driver.settle()
        kinds = {type(one) for one in driver.app._filters} & {NoColor, Monochrome}
        assert kinds == {NoColor if theme.startswith("ansi") else Monochrome}


async def test_the_cursors_row_is_of_one_piece_in_16_colours(store: Path) -> None:
    async with driving(store, NARROW) as driver:
        driver.app.theme = "ansi-dark"
        await driver.settle()
        looks = driver.app.looks
        told = [looks.style(role, "panel") for role in ("", "high", "@ACME", "dim", "@CEDAR bold")]
        assert {(style.color, style.reverse) for style in told} == {(None, True)}
        assert looks.style("good bar", "panel").reverse is None
        assert looks.style("good bar", "panel").color is not None


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_an_overlay_has_a_line_around_it_where_grounds_do_not_differ(store: Path, size: tuple[int, int]) -> None:
    async with driving(store, size) as driver:
        for theme, drawn in (("pmdesk-dark", False), ("ansi-dark", True)):
            driver.app.theme = theme
            await driver.settle()
            for keys in (("question_mark",), ("g",), ("A",), ("B",)):
                await driver.press(*keys)
                assert ("╭" in driver.text()) is drawn, (theme, keys)
                await driver.press("escape")


async def test_what_is_cut_ends_in_one_sign_in_ascii(store: Path) -> None:
    async with driving(store, NARROW) as driver:
        driver.app.take_looks({"glyphs": "ascii"})
        await driver.press("g", "t")
        assert cells(driver.app.glyphs.ellipsis) == 1
        assert driver.app.glyphs.ellipsis in driver.text()
        assert ".." not in driver.text()
