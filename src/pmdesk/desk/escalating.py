"""What is done about a risk or an issue: put before the next contact, answered, become an issue; and its register."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pmdesk.desk.edits import Edit
from pmdesk.errors import InputError
from pmdesk.model import Escalation, RaidItem, Turn
from pmdesk.portfolio import Portfolio, Put, Window
from pmdesk.schedule.escalation import Waiting, calendar_of, next_contact, party_of, waiting
from pmdesk.schedule.working import Calendars

if TYPE_CHECKING:
    from pmdesk.desk.sight import Sight


def escalate(desk: Sight, key: str, hours: Decimal | None = None) -> Edit:
    """Give the edit that puts an item before the next contact; InputError where there is none, or it is closed.

    ``hours`` is the time to answer (None: that of the settings).
    """
    row, steps = _open(desk, key)
    today = desk.today()
    portfolio = desk.portfolio(Window(today, today))
    asked = {one.contact for one in steps if one.contact is not None}
    contact = next_contact(portfolio, row, asked)
    if contact is None:
        name = portfolio.name_of(party_of(portfolio, row))
        raise InputError(
            f"nobody is left to ask at {name}", "contacts are asked in the order of their field asked as no."
        )
    step = max((one.step for one in steps), default=0) + 1
    made = Escalation(row.key, step, contact.key, _at(desk.now()), hours or desk.memory().answer_hours())
    return Edit((Put(replace(row, escalated_to=contact.key)), Put(made)), f"escalated {row.title} to {contact.name}")


def answer(desk: Sight, key: str, text: str) -> Edit:
    """Give the edit that notes what was answered to the last escalation; InputError where none waits."""
    row, steps = _open(desk, key)
    last = max(steps, key=lambda one: one.step, default=None)
    if last is None or last.answered is not None:
        raise InputError(f"{row.title} waits for no answer")
    if not text.strip():
        raise InputError("an answer needs some words")
    return Edit((Put(replace(last, answered=_at(desk.now()), answer=text.strip())),), f"noted an answer to {row.title}")


def occurred(row: RaidItem) -> Edit:
    """Give the edit by which a risk became an issue; the store keeps how it stood. InputError for what is no risk."""
    if row.type != "risk":
        raise InputError(f"{row.title} is no risk but {_a(row.type)}")
    return Edit((Put(replace(row, type="issue")),), f"{row.title} has become an issue")


def _open(desk: Sight, key: str) -> tuple[RaidItem, list[Escalation]]:
    row = desk.get(RaidItem, key)
    if row is None:
        raise InputError(f"there is no RAID item {key}")
    if row.status != "open":
        raise InputError(f"{row.title} is closed")
    return row, desk.rows(Escalation, raid=key)


def _at(now: datetime) -> datetime:
    return now.astimezone(UTC).replace(tzinfo=None, second=0, microsecond=0)


def _a(name: str) -> str:
    return f"an {name}" if name[:1] in "aeiou" else f"a {name}"


def waits(desk: Sight, rows: Iterable[RaidItem], steps: Iterable[Escalation]) -> dict[str, tuple[Escalation, Waiting]]:
    """Give the last escalation of each open item with how it stands, by the item's key."""
    last: dict[str, Escalation] = {}
    for one in sorted(steps, key=lambda one: one.step):
        last[one.raid] = one
    if not last:
        return {}
    now = desk.now()
    portfolio = desk.portfolio(Window(desk.today(), desk.today()))
    calendars = Calendars(portfolio)
    return {
        row.key: (last[row.key], waiting(calendar_of(calendars, portfolio, row, last[row.key]), last[row.key], now))
        for row in rows
        if row.key in last and row.status == "open"
    }


def histories(desk: Sight, rows: Sequence[RaidItem]) -> dict[str, Any]:
    """Give what the table of the register shows of items beside them: ``turns``, ``steps`` and ``waits``."""
    steps = desk.rows(Escalation)
    return {"turns": desk.rows(Turn), "steps": steps, "waits": waits(desk, rows, steps)}


# -- as JSON -----------------------------------------------------------------------------------------------------------


def register_json(
    desk: Sight,
    portfolio: Portfolio,
    rows: Sequence[RaidItem],
    turns: Mapping[str, Sequence[Turn]],
    steps: Mapping[str, Sequence[Escalation]],
) -> list[dict[str, Any]]:
    """Give the register with the history of each item."""
    every = [one for found in steps.values() for one in found]
    standing = waits(desk, rows, every)
    return [
        {
            "key": row.key, "client": portfolio.client_of(row.engagement), "engagement": row.engagement,
            "type": row.type, "title": row.title, "status": row.status, "probability": row.probability,
            "impact": row.impact, "exposure": row.exposure, "response": row.response, "plan": row.plan,
            "contingency": row.contingency, "trigger": row.trigger, "owner": row.owner,
            "raised": _day(row.raised), "review": _day(row.review),
            "review_due": row.status == "open" and row.review is not None and row.review <= desk.today(),
            "visibility": row.visibility, "escalated_to": row.escalated_to,
            "history": [_turn(one) for one in turns.get(row.key, ())],
            "escalations": [_step(one) for one in steps.get(row.key, ())],
            "answer_due": _due(standing.get(row.key)),
            "unanswered": bool(row.key in standing and _is_over(*standing[row.key])),
        }
        for row in rows
    ]  # fmt: skip


def _is_over(step: Escalation, found: Waiting) -> bool:
    return step.answered is None and found.is_over


def _due(pair: tuple[Escalation, Waiting] | None) -> str | None:
    if pair is None or pair[0].answered is not None or pair[1].over is None:
        return None
    return pair[1].over.isoformat(timespec="minutes")


def _turn(one: Turn) -> dict[str, Any]:
    return {
        "at": _moment(one.at), "was": one.was, "became": one.became, "title": one.title,
        "probability": one.probability, "impact": one.impact, "response": one.response or None, "plan": one.plan,
        "contingency": one.contingency, "trigger": one.trigger, "owner": one.owner,
    }  # fmt: skip


def _step(one: Escalation) -> dict[str, Any]:
    answered = _moment(one.answered) if one.answered else None
    return {
        "contact": one.contact, "at": _moment(one.at), "hours": float(one.hours), "answered": answered,
        "answer": one.answer,
    }  # fmt: skip


def _moment(wall: datetime) -> str:
    return wall.replace(tzinfo=UTC).isoformat(timespec="minutes")


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
