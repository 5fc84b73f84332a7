"""Milestones: every edge of overdue, due soon, slipped, at risk, unaccepted."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pmdesk.model import Contact
from tests.schedule.alerts.scenes import TODAY, alerts, day, deal, due, kinds


@pytest.mark.parametrize(
    ("when", "more", "expected"),
    [
        (day(11, 22), {}, ["overdue"]),
        (day(11, 23), {}, ["due-soon"]),
        (day(11, 30), {}, ["due-soon"]),
        (day(12, 1), {}, []),
        (day(11, 22), {"status": "done"}, []),
        (day(11, 22), {"status": "cancelled"}, []),
        (day(11, 22), {"status": "at-risk"}, ["at-risk", "overdue"]),
        (day(12, 1), {"baseline": day(11, 30)}, ["slipped"]),
        (day(12, 1), {"baseline": day(12, 2)}, []),
        (day(12, 1), {"baseline": None}, []),
        (day(12, 1), {"baseline": day(11, 30), "status": "done"}, []),
        (day(12, 1), {"status": "done", "acceptance": "signed"}, ["unaccepted"]),
        (day(12, 1), {"status": "done", "acceptance": "signed", "accepted_on": day(12, 1)}, []),
        (day(12, 1), {"status": "planned", "acceptance": "signed"}, []),
    ],
)
def test_edges(when: date, more: dict[str, Any], expected: list[str]) -> None:
    assert kinds(alerts(due(when, **more))) == expected


@pytest.mark.parametrize(
    ("engagement", "expected"),
    [
        (deal(status="active"), ["overdue"]),
        (deal(status="paused"), ["overdue"]),
        (deal(status="closed"), []),
        (deal(status="proposed"), []),
        (deal(client="OLD"), []),
    ],
)
def test_what_takes_part(engagement: Any, expected: list[str]) -> None:
    assert kinds(alerts(engagement, due(day(11, 20)))) == expected


def test_in_words() -> None:
    priya = Contact("PRIYA", "client/ACME", "Priya")
    (late,) = alerts(priya, due(day(11, 20), owner="contact/PRIYA"))
    assert late.message == "UAT was due Fri 20 Nov, 3 days ago, Priya"
    assert (late.severity, late.ref, late.client, late.day) == ("high", "milestone/M", "ACME", day(11, 20))
    (slipped,) = alerts(due(day(1, 4, 2027), baseline=day(12, 11)))
    assert slipped.message == "UAT slipped by 24 days: Mon 4 Jan 2027, first promised for Fri 11 Dec"
    (soon,) = alerts(due(TODAY))
    assert soon.message == "UAT is due Mon 23 Nov, today"


def test_the_last_days_of_the_calendar() -> None:
    assert kinds(alerts(due(date.max), today=date.max)) == ["due-soon"]
    assert kinds(alerts(due(date.max), today=date(9999, 12, 23))) == []
