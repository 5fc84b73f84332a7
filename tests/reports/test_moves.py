"""What moved, and what the rows tell of why."""

from __future__ import annotations

from datetime import date

import pytest

from pmdesk.model import Blackout, Client, Engagement, Milestone, Predecessor
from pmdesk.portfolio import Portfolio, Window
from pmdesk.reports.facts import Facts, Was
from pmdesk.reports.moves import Changes, changes
from pmdesk.schedule.promises import promises
from tests.build import portfolio_of

TODAY = date(2026, 11, 23)
PERIOD = Window(date(2026, 11, 17), TODAY)


def day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


def desk(*rows: Milestone | Blackout) -> Portfolio:
    base = [Client(key="C", name="Acme"), Engagement(key="E", client="C", name="POS", start=date(2026, 1, 1))]
    return portfolio_of([*base, *rows], TODAY)


def compared(portfolio: Portfolio, last: dict[str, tuple[str, str]] | None, **why: str) -> Changes:
    """Compare with a last report that had the dues and states given by key."""
    known = {key: Was(day(due), status, f"old {key}") for key, (due, status) in (last or {}).items()}
    facts = Facts(date(2026, 11, 16), "green", known) if last is not None else None
    return changes(portfolio, promises(portfolio.milestones.values(), TODAY), facts, PERIOD, why)


def moves(found: Changes) -> list[tuple[str, int, str]]:
    return [(one.key, one.days, one.why) for one in found.moved]


def test_only_what_is_on_another_day_than_last_time_has_moved() -> None:
    portfolio = desk(
        Milestone("A", "E", "Build", day("12-01"), baseline=day("11-01")),
        Milestone("B", "E", "Test", day("12-05")),
        Milestone("N", "E", "New one", day("12-09")),
        Milestone("X", "E", "Dropped", day("12-09"), "cancelled"),
    )
    last = {"A": ("12-01", "planned"), "B": ("12-08", "planned"), "X": ("12-01", "planned"), "G": ("12-01", "done")}
    found = compared(portfolio, last)
    assert moves(found) == [("B", -3, "")]
    assert (found.added, found.dropped) == (("New one",), ("old X", "old G"))


def test_what_was_cancelled_last_time_is_not_dropped_again() -> None:
    portfolio = desk(Milestone("X", "E", "Dropped", day("12-09"), "cancelled"))
    assert compared(portfolio, {"X": ("12-01", "cancelled"), "Y": ("12-01", "cancelled")}) == Changes()


def test_the_first_report_compares_with_the_baselines() -> None:
    portfolio = desk(
        Milestone("A", "E", "Build", day("12-01"), baseline=day("11-01")),
        Milestone("B", "E", "Old", day("10-05"), "done", baseline=day("10-01"), done_on=day("10-05")),
        Milestone("C", "E", "Fresh", day("11-20"), "done", baseline=day("11-18"), done_on=day("11-20")),
    )
    found = compared(portfolio, None)
    assert moves(found) == [("C", 2, ""), ("A", 30, "")]
    assert (found.added, found.dropped) == ((), ())


@pytest.mark.parametrize(
    ("before", "lag", "why"),
    [
        (Milestone("A", "E", "Build", day("12-04")), 0, "follows Build, due 4 Dec 2026"),
        (Milestone("A", "E", "Build", day("11-30")), 5, "follows Build, due 30 Nov 2026 + 5 days"),
        (Milestone("A", "E", "Build", day("12-06")), -1, "follows Build, due 6 Dec 2026"),
        (
            Milestone("A", "E", "Build", day("11-30"), "done", done_on=day("12-08")), 0,
            "follows Build, done 8 Dec 2026",
        ),
        (Milestone("A", "E", "Build", day("12-03")), 0, "follows Build, which is 2 days later"),
        (Milestone("A", "E", "Build", day("12-01")), 0, ""),
        (Milestone("A", "E", "Build", day("11-29")), 0, ""),
        (Milestone("A", "E", "Build", day("12-09"), "cancelled"), 0, ""),
    ],
)  # fmt: skip
def test_a_predecessor_tells_why(before: Milestone, lag: int, why: str) -> None:
    after = Milestone("B", "E", "Test", day("12-10"), after=(Predecessor("A", lag),))
    found = compared(desk(before, after), {"A": ("12-01", "planned"), "B": ("12-03", "planned")})
    assert [one.why for one in found.moved if one.key == "B"] == [why]


@pytest.mark.parametrize(
    ("blocks", "start", "why"),
    [
        (None, "12-03", "clear of Freeze, 3 – 5 Dec 2026"),
        ("all", "12-01", "clear of Freeze, 1 – 5 Dec 2026"),
        ("events", "12-03", ""),
        (None, "12-04", ""),
    ],
)
def test_a_blackout_of_the_client_tells_why(blocks: str | None, start: str, why: str) -> None:
    freeze = Blackout("F", "client/C", day(start), day("12-05"), "Freeze", blocks)
    found = compared(desk(freeze, Milestone("B", "E", "Test", day("12-10"))), {"B": ("12-03", "planned")})
    assert moves(found) == [("B", 7, why)]


def test_what_the_writer_says_comes_first() -> None:
    portfolio = desk(
        Milestone("A", "E", "Build", day("12-04")),
        Milestone("B", "E", "Test", day("12-10"), after=(Predecessor("A"),)),
    )
    found = compared(portfolio, {"B": ("12-03", "planned")}, B="The lab burnt down")
    assert moves(found) == [("B", 7, "The lab burnt down")]
