from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from textual.app import App

from pmdesk.tui import words
from pmdesk.tui.line import Looks, Span, cell, ends, length, strip_of, width_of
from pmdesk.tui.widgets.drawn import wrapped


def text(line: list[Span]) -> str:
    return "".join(span.text for span in line)


def test_a_cell_has_its_width_whatever_is_in_it() -> None:
    for content in ("", "abc", "a much longer text", "日本語テキスト", "e\u0301" * 9, "a\tb\x1b[31m"):
        assert width_of(cell(content, 7).text) == 7
    assert cell("ab", 5, right=True).text == "   ab"
    assert cell("abc", 0).text == ""


def test_the_left_end_gives_way_to_the_right_one() -> None:
    assert text(ends([Span("left")], [Span("right")], 12)) == "left   right"
    short = ends([Span("a long left end")], [Span("right")], 12)
    assert text(short).endswith("right")
    assert length(short) == 12


@pytest.mark.parametrize("width", [2, 5, 9, 40])
def test_wrapped_lines_fit_and_lose_nothing(width: int) -> None:
    said = "UAT sign-off falls on 変更凍結 of Acme, averyveryverylongwordindeed"
    lines = wrapped(said, width)
    assert all(width_of(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(said.split())


def test_days_in_words() -> None:
    today = date(2026, 11, 23)
    assert words.week_day(date(2026, 12, 11), today) == "Fri 11 Dec"
    assert words.short_day(date(2028, 1, 4), today) == "4 Jan 2028"
    assert words.day_range(date(2026, 12, 7), date(2026, 12, 18)) == "7 – 18 Dec"
    assert words.day_range(date(2026, 12, 9), date(2027, 1, 3)) == "9 Dec – 3 Jan"
    assert [words.away(date(2026, 11, 23 + step), today) for step in (-1, 0, 1, 5)] == [
        "yesterday",
        "today",
        "tomorrow",
        "in 5 days",
    ]
    assert words.away(date(2026, 11, 20), today) == "3 days ago"


def test_moments_in_a_zone() -> None:
    start, end = datetime(2026, 12, 1, 15, tzinfo=UTC), datetime(2026, 12, 1, 15, 45, tzinfo=UTC)
    assert words.time_range(start, end, "Europe/Madrid") == "Tue 1 Dec 16:00–16:45"
    assert words.time_range(start, end, "Asia/Tokyo") == "Wed 2 Dec 00:00–00:45"
    late = datetime(2026, 12, 1, 23, 30, tzinfo=UTC)
    assert words.time_range(start, late, "Europe/Madrid") == "Tue 1 Dec 16:00–Wed 2 Dec 00:30"


@pytest.mark.parametrize(("is_plain", "sign"), [(False, "…"), (True, "~")])
def test_a_line_without_room_ends_in_an_ellipsis(is_plain: bool, sign: str) -> None:
    looks = Looks(App(), [], is_plain=is_plain)
    assert strip_of([Span("moves "), Span("Pilot go-live", "dim")], 11, looks).text == f"moves Pilo{sign}"
    assert strip_of([Span("Pilot go-live     ")], 13, looks).text == "Pilot go-live"
    assert strip_of([Span("Pilot")], 8, looks).text == "Pilot   "
    assert width_of(strip_of([Span("日本語テキスト")], 6, looks).text) == 6


def test_what_is_cut_says_so_once() -> None:
    left = [Span("A name that is too long"), Span(" · "), Span("and more")]
    told = "".join(span.text for span in ends(left, [Span("Esc")], 16))
    assert told == "A name that… Esc"
