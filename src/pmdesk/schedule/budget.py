"""Budget and burn: hours worked against the hours agreed and against the term; what a retainer still owes.

Hours are the project manager's own: none of these figures is for an audience.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil

from pmdesk.model import Engagement, TimeEntry
from pmdesk.portfolio import Portfolio, Window
from pmdesk.schedule.alerts.terms import elapsed
from pmdesk.schedule.load import rounded
from pmdesk.schedule.working import Calendars

PACE = 28
"""The days up to today whose hours give the pace: four weeks, so that each weekday counts alike."""


@dataclass(frozen=True, slots=True)
class Burn:
    """The hours of an engagement up to a day.

    ``budget`` and ``left`` are None where no budget was agreed; ``left`` is negative once more was worked. ``burnt`` is
    worked ÷ budget (None without one, and for a budget of 0), ``gone`` the share of the term that has passed, from 0 to
    1 (None for an open end). ``pace`` is hours a day over the last 28 days, those before the term left out. ``used_up``
    is the first day on which the budget is all worked: one that was, or one that is forecast at this pace; None where
    there is no budget, no pace, or no such day in the calendar.
    """

    engagement: str
    budget: Decimal | None
    worked: Decimal
    left: Decimal | None
    burnt: Fraction | None
    gone: Fraction | None
    pace: Fraction
    used_up: date | None


def burn(row: Engagement, entries: Iterable[TimeEntry], today: date) -> Burn:
    """Give the burn of an engagement from its time entries; those after today don't count yet."""
    done = sorted((one for one in entries if one.date <= today), key=lambda one: one.date)
    worked = sum((one.hours for one in done), Decimal(0))
    pace = _pace(row, done, today)
    budget = row.budget_hours
    if budget is None:
        return Burn(row.key, None, worked, None, None, gone(row, today), pace, None)
    burnt = Fraction(worked) / Fraction(budget) if budget else None
    used_up = _used_up(done, budget, worked, pace, today)
    return Burn(row.key, budget, worked, budget - worked, burnt, gone(row, today), pace, used_up)


def gone(row: Engagement, today: date) -> Fraction | None:
    """Give the share of a term that has passed with today, both ends included; None for an open end."""
    return elapsed(row, today) if row.end is not None else None


def _pace(row: Engagement, done: Iterable[TimeEntry], today: date) -> Fraction:
    first = max(today.toordinal() - PACE + 1, row.start.toordinal())
    days = today.toordinal() - first + 1
    recent = sum((one.hours for one in done if one.date.toordinal() >= first), Decimal(0))
    return Fraction(recent) / days if days > 0 else Fraction(0)


def _used_up(
    done: Iterable[TimeEntry], budget: Decimal, worked: Decimal, pace: Fraction, today: date
) -> date | None:  # fmt: skip
    if worked >= budget:
        total = Decimal(0)
        for one in done:
            total += one.hours
            if total >= budget:
                return one.date
        return today
    if not pace:
        return None
    day = today.toordinal() + ceil(Fraction(budget - worked) / pace)
    return date.fromordinal(day) if day <= date.max.toordinal() else None


def promised(portfolio: Portfolio, row: Engagement, window: Window) -> Fraction:
    """Give the hours promised to an engagement in a window.

    For each of my normal working weekdays of the window that lies inside the term: the weekly hours in force on that
    day (an allocation's, else the engagement's) ÷ the number of my normal working weekdays.
    """
    normal = Calendars(portfolio).of("me").normal_weekdays()
    low = max(window.first, row.start).toordinal()
    high = min(window.last, row.end or window.last).toordinal()
    days = [date.fromordinal(day) for day in range(low, high + 1)]
    parts = portfolio.allocations.get(row.key, ())
    total = Fraction(0)
    for day in days:
        if day.weekday() in normal:
            hours = next((part.weekly_hours for part in parts if part.start <= day <= part.end), row.weekly_hours)
            total += Fraction(hours) / len(normal)
    return total


def shortfall(portfolio: Portfolio, row: Engagement, window: Window, entries: Iterable[TimeEntry]) -> Decimal:
    """Give by how many hours a retainer's work of a window fell short of what was promised; 0 where it did not.

    A retainer is an engagement without a budget of hours; of others, which owe their budget, it is always 0.
    """
    if row.budget_hours is not None:
        return Decimal(0)
    worked = sum((one.hours for one in entries if one.date in window), Decimal(0))
    return rounded(max(Fraction(0), promised(portfolio, row, window) - Fraction(worked)))
