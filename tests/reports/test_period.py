"""Periods as a person writes them, and what follows."""

from __future__ import annotations

from datetime import date

import pytest

from pmdesk.errors import InputError
from pmdesk.model import Engagement
from pmdesk.portfolio import Window
from pmdesk.reports.period import following, read_period, usual_period

TODAY = date(2026, 11, 25)
"""A Wednesday."""


def window(text: str) -> Window:
    first, _, last = text.partition("..")
    return Window(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("text", "days", "after"),
    [
        ("week", "2026-11-23..2026-11-29", "2026-11-30..2026-12-06"),
        ("last-week", "2026-11-16..2026-11-22", "2026-11-23..2026-11-29"),
        ("Month", "2026-11-01..2026-11-30", "2026-12-01..2026-12-31"),
        ("last-month", "2026-10-01..2026-10-31", "2026-11-01..2026-11-30"),
        ("quarter", "2026-10-01..2026-12-31", "2027-01-01..2027-03-31"),
        ("2026-W53", "2026-12-28..2027-01-03", "2027-01-04..2027-01-10"),
        ("2027-02", "2027-02-01..2027-02-28", "2027-03-01..2027-03-31"),
        ("2026-q4", "2026-10-01..2026-12-31", "2027-01-01..2027-03-31"),
        ("2026-11-20..2026-11-25", "2026-11-20..2026-11-25", "2026-11-26..2026-12-01"),
        ("2026-11-25..2026-11-25", "2026-11-25..2026-11-25", "2026-11-26..2026-11-26"),
        ("9999-12", "9999-12-01..9999-12-31", "9999-12-31..9999-12-31"),
    ],
)
def test_a_period_is_read_and_another_follows(text: str, days: str, after: str) -> None:
    found = read_period(text, TODAY)
    assert found == window(days)
    assert following(found) == window(after)


@pytest.mark.parametrize(
    "text",
    ["", "soon", "2026", "2026-13", "2026-W54", "2026-Q5", "2026-11-31..2026-12-01", "2026-11-02..2026-11-01", "1..2",
     "20261101..20261102", "2026-11-01", "٢٠٢٦-11"],
)  # fmt: skip
def test_anything_else_is_an_error(text: str) -> None:
    with pytest.raises(InputError, match="period"):
        read_period(text, TODAY)


@pytest.mark.parametrize(
    ("every", "today", "days"),
    [
        ((), "2026-11-25", "2026-11-19..2026-11-25"),
        (("weekly", "monthly"), "2026-11-25", "2026-11-19..2026-11-25"),
        (("monthly", "biweekly", None), "2026-11-25", "2026-11-12..2026-11-25"),
        (("monthly",), "2026-11-25", "2026-10-26..2026-11-25"),
        (("monthly",), "2027-03-31", "2027-03-01..2027-03-31"),
    ],
)
def test_without_one_the_shortest_rhythm_of_reports_gives_it(
    every: tuple[str | None, ...], today: str, days: str
) -> None:
    rows = [Engagement(key=f"E{at}", client="C", report_every=one) for at, one in enumerate(every)]
    assert usual_period(rows, date.fromisoformat(today)) == window(days)
