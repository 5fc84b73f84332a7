"""The clock of business hours: how much working time lies between two moments, without pauses.

It runs while the calendar's stretches of working hours do: on working days, by the local clock. A day on which the
clocks change has as much of it as really passes. A request that is opened at night counts from the next opening on.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from fractions import Fraction

from pmdesk.model import Request
from pmdesk.portfolio import Portfolio
from pmdesk.schedule.working import Calendars, Working

HOUR = 3600
Spans = Iterable[tuple[int, int]]


def worked(calendar: Working, start: int, end: int, pauses: Spans = ()) -> int:
    """Give the seconds of working time from ``start`` to ``end`` that no pause covers; 0 where it ends first.

    Pauses are half-open; they may overlap, and reach beyond the two moments.
    """
    if end <= start:
        return 0
    stretches = [(max(low, start), min(high, end)) for low, high in calendar.stretches(start, end)]
    held = joined((max(low, start), min(high, end)) for low, high in pauses)
    open_time = sum(high - low for low, high in stretches)
    return open_time - sum(_shared(one, pause) for one in stretches for pause in held)


def _shared(one: tuple[int, int], other: tuple[int, int]) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def joined(spans: Spans) -> list[tuple[int, int]]:
    """Join spans that touch or overlap, in order; those without length are left out."""
    found: list[tuple[int, int]] = []
    for low, high in sorted(spans):
        if low >= high:
            continue
        if found and low <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], high))
        else:
            found.append((low, high))
    return found


def response(calendar: Working, request: Request, now: datetime) -> Fraction:
    """Give the business hours from a request to its answer; up to ``now`` (wall time there) where there is none yet."""
    place = calendar.place
    until = place.instant(request.answered or now)
    stamps = [place.instant(one) for one in request.pauses]
    if len(stamps) % 2:
        stamps.append(max(until, stamps[-1]))
    pauses = zip(stamps[::2], stamps[1::2], strict=True)
    return Fraction(worked(calendar, place.instant(request.opened), until, pauses), HOUR)


def calendar_of(portfolio: Portfolio, calendars: Calendars, vendor: str | None, engagement: str | None) -> Working:
    """Give the calendar of a measure's clock: its vendor's, else that of its engagement's client, else mine."""
    if vendor is not None and vendor in portfolio.vendors:
        return calendars.of(f"vendor/{vendor}")
    if engagement is not None and engagement in portfolio.engagements:
        return calendars.of(f"client/{portfolio.client_of(engagement)}")
    return calendars.of("me")
