"""The nearest day that is out of trouble: for a milestone the next clear one, for a vendor a free one."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from pmdesk.model import Assignment, Milestone
from pmdesk.model.hours import parse_hours
from pmdesk.portfolio import Portfolio

REACH = 366
"""How many days ahead are looked at."""


def _works(portfolio: Portfolio, who: str, day: date) -> bool:
    """Tell whether a day is a working day of a ``who`` (conflicts.md, Time)."""
    return bool(parse_hours(portfolio.hours_of(who))[day.weekday()]) and day not in portfolio.holidays_of(who)


def clear_day(portfolio: Portfolio, row: Milestone) -> date | None:
    """Give the first day after its due that is a working day of its client and blacked out for none who takes part."""
    client = f"client/{portfolio.client_of(row.engagement)}"
    known = not row.owner.startswith("contact/") or row.owner.partition("/")[2] in portfolio.contacts
    who = {client, portfolio.stands_for(row.owner) if known else row.owner}
    closed = [off for off in portfolio.blackouts.values() if off.who in who and off.concerns in {"milestones", "all"}]
    ends = portfolio.engagements[row.engagement].end
    for step in range(1, REACH):
        if row.due.toordinal() + step > date.max.toordinal():
            return None
        day = row.due + timedelta(days=step)
        if ends and day > ends:
            return None
        if _works(portfolio, client, day) and not any(off.start <= day <= off.end for off in closed):
            return day
    return None


def free_day(portfolio: Portfolio, row: Assignment, after: date) -> date | None:
    """Give the first day after ``after`` on which its vendor can field its units beside what else it promised."""
    vendor = portfolio.vendors[row.vendor]
    others = [other for other in portfolio.assignments.values() if other.vendor == row.vendor and other.key != row.key]
    others = [other for other in others if _counts(portfolio, other)]
    for step in range(1, REACH):
        if after.toordinal() + step > date.max.toordinal():
            return None
        day = after + timedelta(days=step)
        taken = sum((other.units for other in others if _covers(portfolio, other, day)), Decimal(0))
        if taken + row.units <= vendor.capacity:
            return day
    return None


def _counts(portfolio: Portfolio, row: Assignment) -> bool:
    """Tell whether an assignment takes part in conflicts (conflicts.md, What takes part)."""
    if row.status == "cancelled":
        return False
    engagement = portfolio.engagements[row.engagement]
    return engagement.status in {"active", "paused"} and portfolio.clients[engagement.client].status == "active"


def _covers(portfolio: Portfolio, row: Assignment, day: date) -> bool:
    end = portfolio.assignment_end(row)
    return row.start <= day and (end is None or day <= end)
