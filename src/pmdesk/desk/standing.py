"""How an engagement stands: term, notice, checklists, hours against budget and promise, contacts, feedback."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from pmdesk.errors import InputError
from pmdesk.model import Action, Allocation, Contact, Engagement, Feedback, TimeEntry
from pmdesk.portfolio import Portfolio, Window
from pmdesk.schedule.budget import burn, shortfall

if TYPE_CHECKING:
    from pmdesk.desk.sight import Sight

WEEKS = 4
"""The weeks up to today over which a retainer's hours are held against what was promised."""


def standing(desk: Sight, key: str) -> dict[str, Any]:
    """Give how an engagement stands, as JSON; InputError where there is none such."""
    row = desk.get(Engagement, key)
    if row is None:
        raise InputError(f"there is no engagement {key}")
    today = desk.today()
    window = Window(min(row.start, today - timedelta(days=7 * WEEKS)), today)
    portfolio = desk.portfolio(window)
    notice = row.end - timedelta(days=row.notice_days) if row.end and row.notice_days is not None else None
    return {
        "engagement": row.key,
        "name": row.name,
        "client": row.client,
        "status": row.status,
        "start": row.start.isoformat(),
        "end": row.end.isoformat() if row.end else None,
        "notice_by": notice.isoformat() if notice else None,
        "objective": row.objective,
        "checklists": _checklists(desk, key),
        "hours": _hours(desk, row, portfolio, today),
        "allocations": _allocations(desk, key),
        "contacts": contacts(desk, row),
        "feedback": [
            {"who": one.who, "date": one.date.isoformat(), "score": one.score, "note": one.note}
            for one in desk.rows(Feedback, engagement=key)
        ],
    }


def _checklists(desk: Sight, key: str) -> dict[str, Any]:
    actions = [one for one in desk.rows(Action, engagement=key) if one.status != "cancelled"]
    found = {}
    for tag in ("start", "closing"):
        listed = [one for one in actions if tag in one.tags]
        found[tag] = f"{sum(one.status == 'done' for one in listed)} of {len(listed)} done" if listed else None
    return found


def _hours(desk: Sight, row: Engagement, portfolio: Portfolio, today: date) -> dict[str, Any]:
    """Give budget, burn and forecast, or of a retainer what the last weeks fell short of."""
    entries = desk.rows(TimeEntry, engagement=row.key)
    one = burn(row, entries, today)
    found: dict[str, Any] = {
        "a_week": float(row.weekly_hours),
        "worked": float(one.worked),
        "budget": float(one.budget) if one.budget is not None else None,
        "left": float(one.left) if one.left is not None else None,
        "burnt": _share(one.burnt),
        "term_gone": _share(one.gone),
        "pace_a_week": float(round(one.pace * 7, 2)),
        "used_up": one.used_up.isoformat() if one.used_up else None,
    }
    if row.budget_hours is None:
        monday = today - timedelta(days=today.weekday())
        days = Window(monday - timedelta(days=7 * WEEKS), monday - timedelta(days=1))
        short = shortfall(portfolio, row, days, entries) if row.status == "active" else Decimal(0)
        found["short_of_promise"] = float(short)
    return found


def _share(value: Fraction | None) -> float | None:
    return float(round(value, 4)) if value is not None else None


def _allocations(desk: Sight, key: str) -> list[dict[str, Any]]:
    rows = sorted(desk.rows(Allocation, engagement=key), key=lambda one: one.start)
    return [
        {"start": one.start.isoformat(), "end": one.end.isoformat(), "weekly_hours": float(one.weekly_hours)}
        for one in rows
    ]


def contacts(desk: Sight, row: Engagement) -> list[dict[str, Any]]:
    """Give the client's contacts in the order in which one escalates, those without a place in it last."""
    found = desk.rows(Contact, of=f"client/{row.client}")
    found.sort(key=lambda one: (one.escalation is None, one.escalation or 0, one.key))
    return [
        {"key": one.key, "name": one.name, "role": one.role, "escalation": one.escalation, "email": one.email,
         "phone": one.phone}
        for one in found
    ]  # fmt: skip
