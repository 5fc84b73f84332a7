"""The door by which a user's text becomes something drawn."""

from __future__ import annotations

import unicodedata

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.widgets import Label, Static

from pmdesk.tui.text import cells, content, fit, prose, shown
from tests.tui.hostile import PAYLOADS

IDS = [str(number) for number in range(len(PAYLOADS))]


@pytest.mark.parametrize("payload", PAYLOADS, ids=IDS)
def test_nothing_shown_is_a_control(payload: str) -> None:
    for text in (shown(payload), shown(payload, 20), prose(payload).plain.replace("\n", "")):
        assert not [c for c in text if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"}]
        assert not set(text) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")


@pytest.mark.parametrize("payload", PAYLOADS, ids=IDS)
@pytest.mark.parametrize("width", [1, 2, 3, 7, 20, 41])
def test_fit_gives_exactly_the_width(payload: str, width: int) -> None:
    for align in ("left", "right"):
        text = fit(payload, width, align)
        assert cell_len(text) == cells(text) == width


@pytest.mark.parametrize("payload", PAYLOADS, ids=IDS)
def test_every_character_that_is_drawn_has_a_width_of_its_own(payload: str) -> None:
    """No joiner or selector is left by which one terminal would draw fewer cells than another."""
    text = shown(payload)
    assert cell_len(text) == sum(cell_len(character) for character in text)


@pytest.mark.parametrize("payload", PAYLOADS, ids=IDS)
def test_shown_is_settled(payload: str) -> None:
    assert shown(shown(payload)) == shown(payload)
    assert shown(shown(payload, 12), 12) == shown(payload, 12)


@pytest.mark.parametrize("payload", PAYLOADS, ids=IDS)
def test_content_is_never_markup(payload: str) -> None:
    assert content(payload).plain == shown(payload)
    assert not content(payload).spans
    assert not prose(payload).spans


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("UAT sign-off", 12, "UAT sign-off"),
        ("UAT sign-off", 8, "UAT sig…"),
        ("UAT sign-off", 5, "UAT…"),
        ("日本語", 5, "日本…"),
        ("日本語", 4, "日…"),
        ("cafe\u0301s", 5, "cafe\u0301s"),
        ("cafe\u0301s", 4, "caf…"),
        ("a\nb\t c", None, "a b  c"),
        ("[ACME] x", None, "[ACME] x"),
        ("🇪🇸🇫🇷", 3, "🇪🇸…"),
    ],
)
def test_cutting_keeps_characters_whole(text: str, width: int | None, expected: str) -> None:
    assert shown(text, width) == expected


def test_a_mark_without_a_letter_gets_one_to_stand_on() -> None:
    assert shown("\u0301x") == "◌\u0301x"


def test_prose_keeps_its_lines() -> None:
    assert prose("one\r\ntwo\x1b[0m\n\tthree").plain == "one\ntwo[0m\n    three"


async def test_all_of_it_can_be_mounted() -> None:
    class Sink(App[None]):
        def compose(self) -> ComposeResult:
            for payload in PAYLOADS:
                yield Static(content(payload, 60))
                yield Label(prose(payload[:200]))

    app = Sink()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        drawn = [str(widget.render()) for widget in app.query(Static)]
    assert "[ACME] x" in drawn
    assert "[/]" in drawn
