"""Random small desks and bids, and what the conflict engine says of the same bid as if it were won."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from pmdesk.model import Allocation, Assignment, Blackout, Client, Engagement, Milestone, Noun, Profile, Vendor
from pmdesk.portfolio import Portfolio, Put, Window, what_if
from pmdesk.schedule.bid import Bid
from pmdesk.schedule.conflicts import find
from tests.build import portfolio_of

MONDAY = date(2026, 11, 30)
HOURS = st.sampled_from(
    [
        "Mon-Fri 09:00-17:00",
        "Mon-Thu 08:00-13:00,14:00-17:00; Fri 08:00-13:00",
        "Sun-Thu 08:00-12:00",
        "Sat 10:00-12:00",
    ]
)
DAYS = st.integers(-10, 45).map(lambda number: MONDAY + timedelta(days=number))
NUMBERS = st.sampled_from(["0", "1", "2.5", "8", "12.5", "20", "33.3333"]).map(Decimal)
UNITS = st.sampled_from(["0.5", "1", "1.5", "2"]).map(Decimal)
WITH = frozenset({"P"})


@st.composite
def ranges(draw: st.DrawFn) -> tuple[date, date]:
    first = draw(DAYS)
    return first, first + timedelta(days=draw(st.integers(0, 20)))


@st.composite
def desks(draw: st.DrawFn) -> Portfolio:
    rows: list[Noun] = [
        Profile(timezone="Europe/Madrid", hours=draw(HOURS), holidays=draw(st.sampled_from([None, "ES"]))),
        Client("C", "Bidder", hours=draw(HOURS), holidays=draw(st.sampled_from([None, "US"]))),
        Client("D", "Other"),
        Vendor("V", "Vera", capacity=draw(UNITS), services="cabling"),
        Vendor("W", "Wim", capacity=draw(UNITS), services=draw(st.sampled_from(["cabling", "power", ""]))),
    ]  # fmt: skip
    for key, client, status in (
        ("A", "D", "active"),
        ("B", "C", "active"),
        ("P", "D", "proposed"),
        ("Z", "D", "paused"),
    ):
        start, end = draw(ranges())
        open_end = draw(st.booleans())
        rows.append(Engagement(key, client, key, status or "active", start, None if open_end else end, draw(NUMBERS)))
        if draw(st.booleans()):
            rows.append(Allocation(key, *draw(ranges()), draw(NUMBERS)))
        if draw(st.booleans()):
            first, last = draw(ranges())
            more: dict[str, Any] = {
                "units": draw(UNITS), "exclusive": draw(st.booleans()),
                "status": draw(st.sampled_from(["confirmed", "cancelled"])),
            }  # fmt: skip
            rows.append(Assignment(f"{key}.W", draw(st.sampled_from(["V", "W"])), key, first, last, **more))
        kind = draw(st.sampled_from(["deliverable", "report"]))
        rows += [Milestone(f"{key}.{n}", key, key, draw(DAYS), kind=kind) for n in range(3)]
    for number, who in enumerate(("me", "client/C", "vendor/V", "vendor/W")):
        if draw(st.booleans()):
            blocks = draw(st.sampled_from([None, "milestones", "events", "all"]))
            rows.append(Blackout(f"X{number}", who, *draw(ranges()), "Off", blocks))
    return portfolio_of(rows, MONDAY)


@st.composite
def bids(draw: st.DrawFn) -> Bid:
    first, last = draw(ranges())
    dates = tuple(draw(st.lists(DAYS, max_size=2, unique=True)))
    vendors = draw(st.lists(st.tuples(st.sampled_from(["V", "W"]), UNITS), max_size=2, unique_by=lambda one: one[0]))
    return Bid(draw(NUMBERS), first, last, dates, tuple(vendors), "C")


def won(portfolio: Portfolio, bid: Bid, hours: Iterable[Allocation] = ()) -> Portfolio:
    """Give the portfolio in which the bid is an active engagement like any other."""
    row = Engagement("BID", "C", "Bid", "active", bid.first, bid.last, bid.hours)
    work = [Assignment(f"BID.{key}", key, "BID", bid.first, None, units) for key, units in bid.vendors]
    due = [Milestone(f"BID.{day:%Y%m%d}", "BID", "Date", day) for day in bid.dates]
    return what_if(portfolio, [Put(one) for one in (row, *hours, *work, *due)])


def engine(portfolio: Portfolio, bid: Bid, hours: Iterable[Allocation] = ()) -> dict[str, set[Any]]:
    """Give the weeks, (vendor, day) and dates at which the won bid is in a conflict, by the engine's rules."""
    window = Window(min(bid.first, *bid.dates, bid.first) - timedelta(days=7), bid.last + timedelta(days=70))
    found: dict[str, set[Any]] = {"hours": set(), "vendors": set(), "dates": set()}
    for one in find(won(portfolio, bid, hours), window, with_=WITH):
        if one.kind == "overload" and "engagement/BID" in one.items:
            found["hours"] |= {spell.start for spell in one.occurrences}
        for item in one.items:
            if item.startswith("assignment/BID."):
                found["vendors"] |= {
                    (item[15:], day) for spell in one.occurrences for day in days_of(spell.start, spell.end)
                }
            if item.startswith("milestone/BID."):
                found["dates"] |= {spell.start for spell in one.occurrences}
    return found


def days_of(first: date, last: date) -> Iterator[date]:
    return (date.fromordinal(number) for number in range(first.toordinal(), last.toordinal() + 1))
