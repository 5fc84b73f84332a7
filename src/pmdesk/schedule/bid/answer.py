"""Can I take it: a bid against my hours, its vendors and its dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pmdesk.errors import InputError
from pmdesk.portfolio import Portfolio, Window
from pmdesk.schedule.bid.dates import Dates
from pmdesk.schedule.bid.hours import Room, shifts, without_hours
from pmdesk.schedule.bid.question import CHANGES, FITS, NO, Answer, Bid, Break, Change, in_order
from pmdesk.schedule.bid.vendors import Crews

AHEAD = 104
"""Weeks after its first day in which starts are looked for."""
STARTS = 3
"""So many of the first starts that fit are given."""


def horizon(bid: Bid) -> Window:
    """Give the days that a portfolio must have been read for to answer a bid."""
    last = min(bid.last.toordinal() + 7 * AHEAD + 7, date.max.toordinal())
    return Window(bid.first, date.fromordinal(last))


def answer(portfolio: Portfolio, bid: Bid, *, with_: frozenset[str] = frozenset()) -> Answer:
    """Answer a bid; ``with_`` are proposed engagements that count as won. InputError where it can't be asked.

    It fits if nothing breaks: no week with more hours planned than available, no vendor over its capacity, promised to
    another alone or away, no date that does not suit. It fits with changes if each break has one: hours of the term's
    weeks shifted to other weeks of it, a date moved to the next clear day of the term, another vendor of the same
    services. The first starts are its first day and the Mondays after it; the term moves along (of hours that scale an
    engagement only the start does), its dates stay.
    """
    check(portfolio, bid, with_)
    asked = _Asked(portfolio, bid, with_)
    breaks = in_order(asked.breaks(bid))
    changes = asked.changes(bid, breaks) if breaks else ()
    verdict = FITS if not breaks else CHANGES if changes else NO
    return Answer(verdict, breaks, changes, asked.starts(), asked.room.most(bid))


def check(portfolio: Portfolio, bid: Bid, with_: frozenset[str]) -> None:
    """Refuse what can't be asked by an InputError."""
    for key in sorted(with_):
        if key not in portfolio.engagements:
            raise InputError(f"there is no engagement {key}")
    for key, units in bid.vendors:
        if key not in portfolio.vendors:
            raise InputError(f"there is no vendor {key}")
        if portfolio.vendors[key].status == "archived" or units <= 0:
            raise InputError(f"vendor {key} is archived" if units > 0 else f"vendor {key} has no units")
    if len({key for key, _ in bid.vendors}) < len(bid.vendors):
        raise InputError("a vendor is named twice")
    if bid.client is not None and bid.client not in portfolio.clients:
        raise InputError(f"there is no client {bid.client}")
    if bid.last < bid.first:
        raise InputError(f"--to {bid.last} is before --from {bid.first}")
    if bid.engagement is not None:
        _check_scaled(portfolio, bid, bid.engagement)


def _check_scaled(portfolio: Portfolio, bid: Bid, key: str) -> None:
    row = portfolio.engagements.get(key)
    if row is None:
        raise InputError(f"there is no engagement {key}")
    if bid.first < row.start or (row.end is not None and bid.last > row.end):
        end = row.end or "open"
        raise InputError(f"{key} runs from {row.start} to {end}", "a change of its hours must lie within its term")
    if bid.client is not None and bid.client != row.client:
        raise InputError(f"{key} is not of client {bid.client}")


class _Asked:
    """A bid with all that it is held against."""

    def __init__(self, portfolio: Portfolio, bid: Bid, with_: frozenset[str]) -> None:
        self.bid = bid
        if bid.engagement is not None:
            row = portfolio.engagements[bid.engagement]
            with_ = with_ - {row.key} if row.status != "proposed" else with_ | {row.key}
            portfolio = without_hours(portfolio, row.key, Window(bid.first, bid.last))
        client = bid.client or (portfolio.client_of(bid.engagement) if bid.engagement else None)
        self.of = replace(bid, client=client)
        self.room = Room(portfolio, horizon(bid), with_)
        self.crews = Crews(portfolio, with_)
        self.dates = Dates(portfolio, client, with_)

    def breaks(self, bid: Bid) -> list[Break]:
        """Tell all that breaks."""
        asked = replace(bid, client=self.of.client)
        return [*self.room.breaks(asked), *self.crews.breaks(asked), *self.dates.breaks(asked)]

    def changes(self, bid: Bid, breaks: tuple[Break, ...]) -> tuple[Change, ...]:
        """Give a change for each break; none where one has none."""
        asked = replace(bid, client=self.of.client)
        found: list[Change] = []
        if any(one.kind == "hours" for one in breaks):
            shifted = shifts(self.room.needs(asked))
            if shifted is None:
                return ()
            found += shifted
        units = dict(asked.vendors)
        for who in dict.fromkeys(one.who for one in breaks if one.kind in {"units", "exclusive", "away"}):
            key = who.removeprefix("vendor/")
            swap = self.crews.swap(asked, key, units[key])
            if swap is None:
                return ()
            found.append(swap)
            asked = replace(asked, vendors=(*asked.vendors, (swap.now, units[key])))
        for one in breaks:
            if one.kind == "date":
                move = self.dates.move(asked, one.start)
                if move is None:
                    return ()
                found.append(move)
                asked = replace(asked, dates=(*asked.dates, move.now))
        return tuple(found)

    def starts(self) -> tuple[date, ...]:
        """Give the first starts at which it fits: the term moves along, but that of scaled hours keeps its end."""
        bid = self.bid
        days = (bid.last - bid.first).days
        found: list[date] = []
        for start in candidates(bid.first):
            last = bid.last.toordinal() if bid.engagement else start.toordinal() + days
            is_over = start.toordinal() > last or last > date.max.toordinal()
            if is_over or len(found) == STARTS or (bid.dates and start > min(bid.dates)):
                break
            if not self.breaks(replace(bid, first=start, last=date.fromordinal(last))):
                found.append(start)
        return tuple(found)


def candidates(first: date) -> list[date]:
    """Give the starts that are tried: the first day, and the Mondays after it."""
    monday, most = first.toordinal() - first.weekday(), date.max.toordinal()
    later = (monday + 7 * number for number in range(1, AHEAD + 1))
    return [first, *(date.fromordinal(day) for day in later if day <= most)]
