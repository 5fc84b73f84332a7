"""The hours of a bid against what my weeks have left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from pmdesk.model import Allocation
from pmdesk.portfolio import Portfolio, Window
from pmdesk.schedule.bid.question import Bid, Break, HoursShift
from pmdesk.schedule.load import Week, weeks
from pmdesk.schedule.working import Calendars

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Need:
    """What a bid takes of one ISO week: exact hours, and how many of my normal working weekdays lie in its term."""

    week: Week
    hours: Fraction
    days: int

    @property
    def room(self) -> Fraction:
        """The hours that the week has left."""
        return max(ZERO, self.week.exact_available - self.week.exact_planned)

    @property
    def breaks(self) -> bool:
        """Whether more would be planned than is available."""
        return self.hours > 0 and self.week.exact_planned + self.hours > self.week.exact_available


class Room:
    """My weeks over a horizon, the proposed engagements ``with_`` included, without what a scaled one holds now."""

    def __init__(self, portfolio: Portfolio, horizon: Window, with_: frozenset[str]) -> None:
        self.portfolio, self.with_ = portfolio, with_
        self.normal = Calendars(portfolio).of("me").normal_weekdays()
        self.weeks = {week.monday: week for week in weeks(portfolio, horizon, with_)}

    def needs(self, bid: Bid) -> list[Need]:
        """Give what a bid takes of each week that has one of my normal working weekdays in its term."""
        first, last = bid.first.toordinal(), bid.last.toordinal()
        found = []
        for monday in range(first - bid.first.weekday(), last + 1, 7):
            count = sum(first <= monday + weekday <= last for weekday in self.normal)
            if count:
                hours = Fraction(bid.hours) * count / len(self.normal)
                found.append(Need(self.weeks[date.fromordinal(monday)], hours, count))
        return found

    def breaks(self, bid: Bid) -> Iterator[Break]:
        """Tell the weeks in which it does not fit; what binds is me."""
        for need in self.needs(bid):
            if need.breaks:
                week = need.week
                sunday = min(week.monday.toordinal() + 6, date.max.toordinal())
                total = week.exact_planned + need.hours
                yield Break(
                    "hours", "me", week.monday, date.fromordinal(sunday), "more hours than there are",
                    total, week.exact_available, self._because(need),
                )  # fmt: skip

    def _because(self, need: Need) -> tuple[str, ...]:
        proposed = sorted(self.with_ & need.week.by_engagement.keys())
        if not proposed:
            return ()
        monday = need.week.monday
        without = weeks(self.portfolio, Window(monday, monday), self.with_.difference(proposed))[0]
        holds = without.exact_planned + need.hours <= need.week.exact_available
        return tuple(f"engagement/{key}" for key in proposed) if holds else ()

    def most(self, bid: Bid) -> Fraction:
        """Give the most hours a week for which all weeks of the term have room."""
        return min((need.room * len(self.normal) / need.days for need in self.needs(bid)), default=ZERO)


def shifts(needs: Sequence[Need]) -> tuple[HoursShift, ...] | None:
    """Give the weeks whose hours change so that all fit and the sum stays, the first free ones filled; None if none do.

    A week that breaks keeps what it has room for; the rest goes to the first weeks of the term with room left.
    """
    over = sum((need.hours - need.room for need in needs if need.breaks), ZERO)
    found = []
    for need in needs:
        now = need.room if need.breaks else need.hours
        if not need.breaks and over > 0:
            more = min(over, max(ZERO, need.room - need.hours))
            now, over = now + more, over - more
        if now != need.hours:
            found.append(HoursShift(need.week.monday, need.hours, now))
    return tuple(found) if over <= 0 else None


def without_hours(portfolio: Portfolio, engagement: str, term: Window) -> Portfolio:
    """Give the portfolio in which an engagement has no hours on the days of a term: its allocations are cut there."""
    kept = [Allocation(engagement, term.first, term.last, Decimal(0))]
    for part in portfolio.allocations.get(engagement, ()):
        if part.start < term.first:
            kept.append(replace(part, end=min(part.end, term.first - timedelta(days=1))))
        if part.end > term.last:
            kept.append(replace(part, start=max(part.start, _after(term.last))))
    parts = tuple(sorted(kept, key=lambda part: part.start))
    return replace(portfolio, allocations={**portfolio.allocations, engagement: parts})


def _after(day: date) -> date:
    return day + timedelta(days=1) if day < date.max else day
