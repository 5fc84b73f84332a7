"""The crews of a bid against what its vendors have promised."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from pmdesk.model import Vendor
from pmdesk.portfolio import Portfolio
from pmdesk.schedule.bid.question import Bid, Break, VendorSwap
from pmdesk.schedule.load import takes_part


@dataclass(frozen=True, slots=True)
class Promise:
    """Units of a vendor that are promised to an engagement, from a day to a day (both included)."""

    start: date
    end: date
    units: Fraction
    engagement: str
    client: str
    exclusive: bool


class Crews:
    """What the vendors have promised, and when they are away; ``with_`` are proposed engagements that count."""

    def __init__(self, portfolio: Portfolio, with_: frozenset[str]) -> None:
        self.portfolio, self.with_ = portfolio, with_
        self._promises: dict[str, list[Promise]] = {}
        for row in portfolio.assignments.values():
            deal = portfolio.engagements[row.engagement]
            if row.status == "cancelled" or not takes_part(portfolio, deal, with_):
                continue
            end = portfolio.assignment_end(row) or date.max
            promise = Promise(row.start, end, Fraction(row.units), deal.key, deal.client, row.exclusive)
            self._promises.setdefault(row.vendor, []).append(promise)

    def breaks(self, bid: Bid) -> Iterator[Break]:
        """Tell on which days which of the bid's vendors can't."""
        for key, units in bid.vendors:
            yield from self.of_vendor(bid, key, units)

    def of_vendor(self, bid: Bid, key: str, units: Decimal) -> Iterator[Break]:
        """Tell on which days a vendor can't give so many units over the bid's term."""
        who, row = f"vendor/{key}", self.portfolio.vendors[key]
        near = [one for one in self._promises.get(key, ()) if one.start <= bid.last and one.end >= bid.first]
        yield from self._over(bid, row, Fraction(units), near)
        for one in near:
            if one.exclusive and one.client != bid.client:
                because = (f"engagement/{one.engagement}",) if one.engagement in self.with_ else ()
                start, end = max(one.start, bid.first), min(one.end, bid.last)
                yield Break("exclusive", who, start, end, f"{row.name} is promised to another alone", because=because)
        for away in self.portfolio.blackouts.values():
            if away.who == who and away.concerns != "milestones" and away.start <= bid.last and away.end >= bid.first:
                start, end = max(away.start, bid.first), min(away.end, bid.last)
                yield Break("away", who, start, end, f"{row.name} is away: {away.title}")

    def _over(self, bid: Bid, row: Vendor, units: Fraction, near: list[Promise]) -> Iterator[Break]:
        """Tell the runs of days with the same promises on which the units are more than the capacity."""
        capacity = Fraction(row.capacity)
        for start, end in _runs(bid.first, bid.last, near):
            there = [one for one in near if one.start <= start and one.end >= end]
            total = units + sum((one.units for one in there), Fraction(0))
            if total <= capacity:
                continue
            proposed = sorted({one.engagement for one in there} & self.with_)
            less = sum((one.units for one in there if one.engagement in self.with_), Fraction(0))
            because = tuple(f"engagement/{key}" for key in proposed) if total - less <= capacity else ()
            reason = f"{row.name} has no crew left"
            yield Break("units", f"vendor/{row.key}", start, end, reason, total, capacity, because)

    def swap(self, bid: Bid, key: str, units: Decimal) -> VendorSwap | None:
        """Give the first active vendor, by key, of the same services that can; None if there is none."""
        services = self.portfolio.vendors[key].services.strip().casefold()
        taken = {vendor for vendor, _ in bid.vendors}
        for other in sorted(self.portfolio.vendors):
            row = self.portfolio.vendors[other]
            if other in taken or row.status == "archived" or row.services.strip().casefold() != services:
                continue
            if services and not any(self.of_vendor(bid, other, units)):
                return VendorSwap(key, other)
        return None


def _runs(first: date, last: date, promises: list[Promise]) -> Iterator[tuple[date, date]]:
    """Cut a range of days where a promise begins or has ended."""
    cuts = {first}
    cuts.update(one.start for one in promises if first < one.start <= last)
    cuts.update(one.end + timedelta(days=1) for one in promises if first <= one.end < last)
    starts = sorted(cuts)
    yield from zip(starts, [*(day - timedelta(days=1) for day in starts[1:]), last], strict=True)
