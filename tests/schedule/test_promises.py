"""Milestones against their baseline, by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pmdesk.model import Milestone
from pmdesk.schedule.promises import promise, promises

TODAY = date(2026, 11, 23)


def milestone(due: int, **more: object) -> Milestone:
    """Give a milestone that is due so many days from today."""
    values = {"key": "M", "engagement": "E", "title": "UAT", "due": TODAY + timedelta(days=due), **more}
    return Milestone(**values)  # type: ignore[arg-type]


def days(number: int) -> date:
    return TODAY + timedelta(days=number)


@pytest.mark.parametrize(
    ("row", "state", "slip", "kept"),
    [
        (milestone(0), "on-track", 0, False),
        (milestone(0, baseline=days(1)), "on-track", -1, False),
        (milestone(0, baseline=days(-1)), "slipped", 1, False),
        (milestone(0, baseline=days(-1), status="at-risk"), "at-risk", 1, False),
        (milestone(-1), "late", 0, False),
        (milestone(-1, status="at-risk"), "late", 0, False),
        (milestone(-9, status="done", done_on=days(-9)), "done", 0, True),
        (milestone(-9, status="done", done_on=days(-8)), "done", 1, False),
        (milestone(-9, status="done", done_on=days(-8), baseline=days(-8)), "done", 0, True),
        (milestone(-9, status="done"), "done", 0, True),
        (milestone(-9, status="cancelled", baseline=days(-12)), "cancelled", 3, False),
    ],
)
def test_a_milestone_is_held_against_what_was_promised_first(row: Milestone, state: str, slip: int, kept: bool) -> None:
    one = promise(row, TODAY)
    assert (one.state, one.slip, one.is_kept) == (state, slip, kept)
    assert one.is_open == (state not in {"done", "cancelled"})


def test_they_stand_in_the_order_of_the_days_on_which_they_ended_or_will() -> None:
    rows = [
        milestone(3, key="C"),
        milestone(9, key="A", status="done", done_on=days(-2)),
        milestone(3, key="B"),
    ]
    assert [one.milestone.key for one in promises(rows, TODAY)] == ["A", "B", "C"]
