"""Registers, what was told, remote calendars; order, focus, and the gate."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from pmdesk.errors import InputError
from pmdesk.model import Action, Blackout, Client, Event, Override, RaidItem
from pmdesk.portfolio.ledger import Syncing, Told
from pmdesk.schedule.alerts import KINDS
from tests.schedule.alerts.scenes import TODAY, alerts, day, deal, due, kinds

at = datetime.fromisoformat


def raid(**more: Any) -> RaidItem:
    more.setdefault("review", TODAY)
    return RaidItem("R", "A", more.pop("type", "risk"), "Permit late", **more)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (raid(), ["review-due/low"]),
        (raid(type="issue", probability=3, impact=5), ["review-due/medium"]),
        (raid(probability=2, impact=5), ["review-due/low"]),
        (raid(review=day(11, 24)), []),
        (raid(review=None), []),
        (raid(status="closed"), []),
        (raid(type="assumption"), []),
        (raid(type="dependency"), []),
        (raid(type="decision"), []),
    ],
)
def test_reviews(row: RaidItem, expected: list[str]) -> None:
    assert [f"{one.kind}/{one.severity}" for one in alerts(raid=(row,))] == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (Action("T", "A", "Call", day(11, 22)), ["action-overdue/medium/ACME"]),
        (Action("T", "A", "Call", day(11, 22), "client/ACME"), ["action-overdue/low/ACME"]),
        (Action("T", None, "Call", day(11, 22)), ["action-overdue/medium/None"]),
        (Action("T", "A", "Call", TODAY), []),
        (Action("T", "A", "Call", None), []),
        (Action("T", "A", "Call", day(11, 22), status="done"), []),
        (Action("T", "P", "Call", day(11, 22)), []),
    ],
)
def test_actions(row: Action, expected: list[str]) -> None:
    found = alerts(deal("P", status="proposed"), actions=(row,))
    assert [f"{one.kind}/{one.severity}/{one.client}" for one in found] == expected


def told(ref: str, first: date, last: date | None = None) -> dict[str, Any]:
    return {"told": (Told("ACME", ref, first, last or first, day(11, 3)),)}


def test_a_milestone_that_moved_since_its_client_was_told() -> None:
    far = due(day(3, 1, 2027))
    assert alerts(far, **told("milestone/M", day(3, 1, 2027))) == []
    (one,) = alerts(far, **told("milestone/M", day(2, 22, 2027)))
    assert one.message == "UAT is now Mon 1 Mar 2027; its client was told Mon 22 Feb 2027 on Tue 3 Nov"
    assert (one.kind, one.client, one.day) == ("untold", "ACME", day(3, 1, 2027))
    gone = due(day(3, 1, 2027), status="cancelled")
    assert alerts(gone, **told("milestone/M", day(2, 22, 2027))) == []
    assert alerts(**told("milestone/REMOVED", day(2, 22, 2027))) == []


def test_an_event_that_moved_counts_in_its_zone() -> None:
    late = Event("E", "A", "Demo", at("2026-12-01T23:00"), at("2026-12-02T01:00"))
    assert alerts(late, **told("event/E", day(12, 1), day(12, 2))) == []
    (one,) = alerts(late, **told("event/E", day(12, 1), day(12, 1)))
    assert one.message == "Demo is now Wed 2 Dec; its client was told Tue 1 Dec on Tue 3 Nov"
    assert kinds(alerts(late, **told("event/E", day(11, 30), day(12, 1)))) == ["untold"]


def test_a_recurring_event_counts_by_its_first_day() -> None:
    weekly = Event("E", "A", "Sync", at("2026-12-01T10:00"), at("2026-12-01T11:00"), rrule="FREQ=WEEKLY")
    assert alerts(weekly, **told("event/E", day(12, 1))) == []
    early = Override("E", at("2026-12-08T10:00"), at("2026-11-27T10:00"), None, None, None)
    assert kinds(alerts(weekly, early, **told("event/E", day(12, 1)))) == ["untold"]
    off = Override("E", at("2026-12-08T10:00"), at("2026-11-27T10:00"), None, None, "cancelled")
    assert alerts(weekly, off, **told("event/E", day(12, 1))) == []


def test_terms_and_blackouts_that_moved() -> None:
    freeze = Blackout("F", "client/ACME", day(12, 9), day(12, 20), "Freeze")
    assert alerts(freeze, **told("blackout/F", day(12, 9), day(12, 20))) == []
    assert kinds(alerts(freeze, **told("blackout/F", day(12, 9), day(12, 19)))) == ["untold"]
    term = deal(end=day(6, 1, 2027))
    assert alerts(term, **told("engagement/A", day(1, 5), day(6, 1, 2027))) == []
    assert kinds(alerts(term, **told("engagement/A", day(1, 5), day(5, 1, 2027)))) == ["untold"]
    assert alerts(deal(), **told("engagement/A", day(1, 5), day(1, 5))) == [], "an open end was told as its start"


def test_remote_calendars() -> None:
    waiting = Syncing("event/E", "ACME", "pending", day(11, 20))
    refused = Syncing("event/F", None, "refused", day(11, 21), "403 Forbidden")
    found = alerts(syncing=(waiting, refused))
    assert [(one.kind, one.severity, one.client) for one in found] == [
        ("sync-refused", "high", None), ("sync-pending", "low", "ACME"),
    ]  # fmt: skip
    assert found[0].message == "the calendar refused event/F since Sat 21 Nov: 403 Forbidden"


def test_order_and_focus() -> None:
    other = [Client("BOR", "Borealis"), deal("B", client="BOR")]
    rows = [
        *other,
        due(day(11, 20), key="LATE"), due(day(11, 19), key="LATER", engagement="B"),
        due(day(11, 24), key="SOON", status="at-risk"),
    ]  # fmt: skip
    found = alerts(*rows)
    assert [(one.kind, one.ref) for one in found] == [
        ("overdue", "milestone/LATER"), ("overdue", "milestone/LATE"),
        ("at-risk", "milestone/SOON"), ("due-soon", "milestone/SOON"),
    ]  # fmt: skip
    assert [one.ref for one in alerts(*rows, client="BOR")] == ["milestone/LATER"]
    assert {one.kind for one in found} <= set(KINDS)
    with pytest.raises(InputError, match="there is no client NOBODY"):
        alerts(client="NOBODY")


def test_hours_are_exact() -> None:
    row = deal(start=TODAY, end=TODAY, budget_hours=Decimal("0.3"))
    assert "burn" not in kinds(alerts(row, hours={"A": Decimal("0.1") + Decimal("0.2")}))
