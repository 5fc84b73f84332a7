"""What a bid asks, and what it is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

FITS, CHANGES, NO = "fits", "fits with changes", "does not fit"


@dataclass(frozen=True, slots=True)
class Bid:
    """Hours a week from a day to a day, with dates that are promised and crews of vendors for the whole term.

    ``client`` is whose calendar the dates must suit (None: mine). ``engagement`` asks the same of one that exists: its
    hours in these days would be those of the bid, more or fewer.
    """

    hours: Decimal
    first: date
    last: date
    dates: tuple[date, ...] = ()
    vendors: tuple[tuple[str, Decimal], ...] = ()
    client: str | None = None
    engagement: str | None = None


@dataclass(frozen=True, slots=True)
class Break:
    """Days on which a bid does not fit.

    ``kind``: hours (an ISO week: more planned than available), units (a vendor's capacity), exclusive (the vendor is
    promised to another client alone), away (the vendor's blackout), date (a promised day: outside the term, no working
    day, in a blackout, one too many). ``who`` is what binds. ``peak`` and ``limit`` are hours or units, exact.
    ``because`` are the proposed engagements without which it would hold.
    """

    kind: str
    who: str
    start: date
    end: date
    reason: str
    peak: Fraction | None = None
    limit: Fraction | None = None
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HoursShift:
    """The hours of one ISO week become others, so that the bid's sum stays: both exact."""

    monday: date
    was: Fraction
    now: Fraction


@dataclass(frozen=True, slots=True)
class DateMove:
    """A promised date moves to the next clear day of the term."""

    was: date
    now: date


@dataclass(frozen=True, slots=True)
class VendorSwap:
    """Another vendor of the same services takes the work; both are keys."""

    was: str
    now: str


Change = HoursShift | DateMove | VendorSwap


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether a bid fits, what breaks (by start), what would make it fit, and the first starts at which it does.

    ``most`` is the most hours a week for which all weeks of the term have room. ``changes`` is empty unless the
    verdict is that it fits with them.
    """

    verdict: str
    breaks: tuple[Break, ...]
    changes: tuple[Change, ...]
    starts: tuple[date, ...]
    most: Fraction


def in_order(breaks: Iterable[Break]) -> tuple[Break, ...]:
    """Sort by start, kind, who."""
    return tuple(sorted(breaks, key=lambda one: (one.start, one.kind, one.who, one.end)))
