"""Moving a vendor's work: the next free run, another vendor who offers the same service, fewer units."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction

from pmdesk.model import Assignment, Vendor
from pmdesk.portfolio import Put
from pmdesk.schedule.effects.found import Key
from pmdesk.schedule.fixes import words
from pmdesk.schedule.fixes.bench import Bench, seconds
from pmdesk.schedule.fixes.fix import Candidate, Ways

ONE = timedelta(days=1)
_NEAR = 15
_PLACES = Decimal("0.0001")


def moves(bench: Bench, _key: Key, item: str) -> Ways:
    """Give the ways to move an assignment: onwards, back, and to another vendor."""
    row = bench.portfolio.assignments[item]
    starts = _starts(bench, row)
    yield (
        (_moved(bench, row, day, 0) for day in starts if day > row.start and _in_term(bench, row, day)),
        (_moved(bench, row, day, 0) for day in starts if day > row.start),
    )
    yield (
        (_moved(bench, row, day, 1) for day in reversed(starts) if day < row.start and _in_term(bench, row, day)),
        (_moved(bench, row, day, 1) for day in reversed(starts) if day < row.start),
    )
    yield (_given(bench, row),)


def _length(bench: Bench, row: Assignment) -> timedelta | None:
    """Give the days from the first to the last of an assignment, None where it is open."""
    last = bench.portfolio.assignment_end(row)
    return last - row.start if last is not None else None


def _starts(bench: Bench, row: Assignment) -> list[date]:
    """Give the days on which a free run of the vendor may begin, sorted.

    That is on the first working day after something of theirs ends, or so that it ends right before something begins.
    """
    scene, portfolio = bench.scene, bench.portfolio
    length = _length(bench, row)
    deal = portfolio.engagements[row.engagement]
    taken: list[tuple[date, date | None]] = [
        (work.row.start, portfolio.assignment_end(work.row))
        for work in scene.work.get(row.vendor, ())
        if work.row.key != row.key
    ]
    taken += [(off.start, off.end) for off in scene.blackouts.get(f"vendor/{row.vendor}", ())]
    found = {deal.start, bench.soonest}
    found.update(_working(bench, row.vendor, _ahead(end, 1)) for _, end in taken if end is not None)
    if length is not None:
        found.update(_ahead(start, -1 - length.days) for start, _ in taken)
        if deal.end is not None:
            found.add(_ahead(deal.end, -length.days))
    return sorted(day for day in found if bench.is_ahead(day) and _fits(bench, row, day))


def _working(bench: Bench, vendor: str, day: date) -> date:
    """Give the first working day of a vendor from a day on; the day itself where none is near."""
    calendar = bench.scene.calendars.of(f"vendor/{vendor}")
    return next((at for at in (_ahead(day, step) for step in range(_NEAR)) if calendar.on(at)), day)


def _ahead(day: date, days: int) -> date:
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def _fits(bench: Bench, row: Assignment, start: date) -> bool:
    """Tell whether the end may stay as open as it is when the work begins on a day."""
    length = _length(bench, row)
    return length is None or start.toordinal() + length.days <= date.max.toordinal()


def _in_term(bench: Bench, row: Assignment, start: date) -> bool:
    deal, length = bench.portfolio.engagements[row.engagement], _length(bench, row)
    if start < deal.start or deal.end is None:
        return start >= deal.start
    return length is not None and start + length <= deal.end


def _moved(bench: Bench, row: Assignment, start: date, tier: int) -> Candidate:
    length = _length(bench, row)
    end = start + length if length is not None else None
    name = bench.portfolio.vendors[row.vendor].name
    deal = bench.portfolio.engagements[row.engagement].name
    said = f"moved {name} for {deal} from {words.day(row.start, bench.today)} to {words.days(start, end, bench.today)}"
    return Candidate((Put(replace(row, start=start, end=end)),), said, tier, seconds(start - row.start))


def services(vendor: Vendor) -> frozenset[str]:
    """Give the services that a vendor offers: what commas, semicolons or slashes part."""
    return frozenset(part.strip().casefold() for part in re.split(r"[,;/]", vendor.services) if part.strip())


def _given(bench: Bench, row: Assignment) -> Iterator[Candidate]:
    """Give the work to another vendor with the same service; those with the most of them in common first."""
    vendors = bench.portfolio.vendors
    wanted = services(vendors[row.vendor])
    others = [
        (-len(wanted & services(vendor)), vendor.key, vendor)
        for vendor in vendors.values()
        if vendor.key != row.vendor and vendor.status == "active" and wanted & services(vendor)
    ]
    deal = bench.portfolio.engagements[row.engagement].name
    for _, key, vendor in sorted(others, key=lambda one: one[:2]):
        said = f"gave {deal} {vendor.name} instead of {vendors[row.vendor].name}"
        yield Candidate((Put(replace(row, vendor=key)),), said, 2)


def fewer(bench: Bench, key: Key, item: str) -> Iterator[Candidate]:
    """Promise as many units less as are too many."""
    row = bench.portfolio.assignments[item]
    excess = max(Fraction(hit.peak or 0) - Fraction(hit.limit or 0) for hit in bench.hits(key))
    left = Fraction(row.units) - excess
    if left <= 0:
        return
    units = (Decimal(left.numerator) / left.denominator).quantize(_PLACES, ROUND_FLOOR).normalize()
    deal = bench.portfolio.engagements[row.engagement].name
    vendor = bench.portfolio.vendors[row.vendor].name
    said = f"lowered {vendor} for {deal} from {row.units.normalize():f} to {units:f} crews"
    if units > 0:
        yield Candidate((Put(replace(row, units=Decimal(f"{units:f}"))),), said, 3)
