"""A risk is put before one contact after the other, answered, becomes an issue; each is one change of the journal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from pmdesk.desk import Desk, settings
from pmdesk.desk.edits import Edit
from pmdesk.desk.escalating import answer, escalate, occurred, register_json, waits
from pmdesk.desk.locked import LockedDesk
from pmdesk.errors import InputError
from pmdesk.model import Client, Contact, Engagement, Escalation, Noun, RaidItem, Turn
from pmdesk.portfolio import Put

START = date(2026, 1, 5)
RISK = RaidItem("POS.R", "POS", "risk", "Permit late", 4, 5, visibility="client", plan="call")
BASE: tuple[Noun, ...] = (
    Client("ACME", "Acme Retail", timezone="Europe/Madrid", hours="Mon-Fri 09:00-17:00"),
    Engagement("POS", "ACME", "POS rollout", start=START), Contact("PM", "client/ACME", "Lead", escalation=1),
    Contact("CFO", "client/ACME", "Chief", escalation=2), RISK,
)  # fmt: skip


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 9, 0, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    opened = Desk.open(tmp_path / "s.db", now=clock, zone="Europe/Madrid")
    opened.apply([Put(row) for row in BASE], "made")
    yield opened
    opened.close()


def do(desk: Desk, edit: Edit) -> None:
    desk.apply(edit.changes, edit.words)


def test_one_is_asked_after_the_other(desk: Desk, clock: Clock) -> None:
    do(desk, escalate(desk, "POS.R"))
    assert desk.rows(Escalation) == [Escalation("POS.R", 1, "PM", datetime(2026, 11, 23, 9), Decimal(8))]
    assert desk.get(RaidItem, "POS.R") == replace(RISK, escalated_to="PM")
    assert desk.entries(1)[0].words == "escalated Permit late to Lead"
    (pair,) = waits(desk, desk.rows(RaidItem), desk.rows(Escalation)).values()
    assert not pair[1].is_over
    clock.now = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    (pair,) = waits(desk, desk.rows(RaidItem), desk.rows(Escalation)).values()
    assert pair[1].is_over
    do(desk, escalate(desk, "POS.R", Decimal(4)))
    assert [(row.step, row.contact) for row in desk.rows(Escalation)] == [(1, "PM"), (2, "CFO")]
    with pytest.raises(InputError, match="nobody is left to ask at Acme Retail"):
        escalate(desk, "POS.R")
    desk.undo()
    assert [row.contact for row in desk.rows(Escalation)] == ["PM"]


def test_the_hours_to_answer_are_those_of_the_settings(desk: Desk) -> None:
    settings.keep(desk, {"answer_hours": "2.5"})
    do(desk, escalate(desk, "POS.R"))
    assert [row.hours for row in desk.rows(Escalation)] == [Decimal("2.5")]
    for wrong in ("0", "-1", "soon", "1001"):
        with pytest.raises(InputError, match="not a number of hours"):
            settings.keep(desk, {"answer_hours": wrong})


def test_an_answer_is_noted_once(desk: Desk) -> None:
    with pytest.raises(InputError, match="waits for no answer"):
        answer(desk, "POS.R", "yes")
    do(desk, escalate(desk, "POS.R"))
    with pytest.raises(InputError, match="needs some words"):
        answer(desk, "POS.R", " ")
    do(desk, answer(desk, "POS.R", "Friday it is"))
    (row,) = desk.rows(Escalation)
    assert (row.answered, row.answer) == (datetime(2026, 11, 23, 9), "Friday it is")
    with pytest.raises(InputError, match="waits for no answer"):
        answer(desk, "POS.R", "again")


def test_a_risk_becomes_an_issue_and_the_register_tells_its_history(desk: Desk) -> None:
    do(desk, escalate(desk, "POS.R"))
    do(desk, occurred(RISK))
    row = desk.get(RaidItem, "POS.R")
    assert row is not None
    with pytest.raises(InputError, match="is no risk but an issue"):
        occurred(row)
    turns, steps = {"POS.R": desk.rows(Turn)}, {"POS.R": desk.rows(Escalation)}
    (told,) = register_json(desk, desk.portfolio(None), [row], turns, steps)
    assert (told["type"], told["exposure"], told["client"]) == ("issue", 20, "ACME")
    assert told["history"] == [
        {"at": "2026-11-23T09:00+00:00", "was": "risk", "became": "issue", "title": "Permit late", "probability": 4,
         "impact": 5, "response": None, "plan": "call", "contingency": "", "trigger": "", "owner": "me"},
    ]  # fmt: skip
    assert told["answer_due"] == "2026-11-24T09:00+00:00"
    assert not told["unanswered"]


def test_what_is_closed_or_not_there_is_not_escalated(desk: Desk) -> None:
    with pytest.raises(InputError, match="there is no RAID item X"):
        escalate(desk, "X")
    desk.apply([Put(replace(RISK, status="closed"))], "closed")
    with pytest.raises(InputError, match="is closed"):
        escalate(desk, "POS.R")


def test_an_alert_tells_of_an_answer_that_is_due_today_but_not_under_a_lock(desk: Desk, clock: Clock) -> None:
    do(desk, escalate(desk, "POS.R"))
    assert "unanswered" not in {alert.kind for alert in desk.alerts()}
    clock.now = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
    (alert,) = [alert for alert in desk.alerts() if alert.kind == "unanswered"]
    assert (alert.severity, alert.ref, alert.client, alert.day) == ("medium", "raid/POS.R", "ACME", date(2026, 11, 24))
    assert alert.message == "risk Permit late: Lead was to answer by Tue 24 Nov, today"
    locked = LockedDesk(desk, "ACME")
    assert "unanswered" not in {alert.kind for alert in locked.alerts()}
    assert locked.rows(Escalation) == []
    do(desk, answer(desk, "POS.R", "yes"))
    assert "unanswered" not in {alert.kind for alert in desk.alerts()}
