"""A bid as it is typed: read with what is known, and turned into a proposed engagement or into other hours of one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from pmdesk.capture.dates import read_date
from pmdesk.capture.keys import LONGEST, key_word
from pmdesk.desk.edits import Edit, day_words
from pmdesk.errors import InputError
from pmdesk.model import Assignment, Engagement, Milestone, Noun
from pmdesk.model.kinds import parse_number
from pmdesk.portfolio import Portfolio, Put
from pmdesk.schedule.bid import Bid

if TYPE_CHECKING:
    from pmdesk.desk.sight import Sight

FIELDS = ("hours", "first", "last", "client", "dates", "vendors", "with", "engagement", "name")
"""The fields of a bid, in the order in which they are asked for."""
Typed = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed, as it was read: the bid (None where it can't be asked yet), and what is wrong, by field.

    ``with_`` are proposed engagements that count as won.
    """

    bid: Bid | None
    with_: frozenset[str]
    problems: Mapping[str, str]


def read_asked(typed: Typed, portfolio: Portfolio, focus: str | None) -> Asked:
    """Read what was typed; what is left out is the client in focus, and a term of half a year."""
    reader = _Reader(typed, portfolio)
    deal = reader.key("engagement", portfolio.engagements)
    row = portfolio.engagements.get(deal or "")
    hours = reader.number("hours")
    first = reader.day("first") or (max(row.start, portfolio.today) if row else None)
    last = reader.day("last") or (row.end if row else None)
    if first is not None and last is None:
        last = date.fromordinal(min(first.toordinal() + 181, date.max.toordinal()))
    client = reader.key("client", portfolio.clients) or (row.client if row else focus)
    dates, vendors = tuple(reader.days()), tuple(reader.vendors())
    with_ = frozenset(reader.keys("with", portfolio.engagements))
    if reader.problems or hours is None or first is None or last is None:
        return Asked(None, with_, reader.problems)
    return Asked(Bid(hours, first, last, dates, vendors, client, deal), with_, {})


class _Reader:
    """Reads fields, and gathers what is wrong with them."""

    def __init__(self, typed: Typed, portfolio: Portfolio) -> None:
        self._typed, self._portfolio = typed, portfolio
        self.problems: dict[str, str] = {}

    def _text(self, name: str) -> str:
        return self._typed.get(name, "").strip()

    def number(self, name: str) -> Decimal | None:
        """Read a number; None where there is none."""
        text = self._text(name).removesuffix("h").strip()
        try:
            return parse_number(text) if text else None
        except ValueError as error:
            self.problems[name] = str(error)
            return None

    def day(self, name: str, text: str | None = None) -> date | None:
        """Read a day; None where there is none."""
        found = self._text(name) if text is None else text.strip()
        try:
            return read_date(found, self._portfolio.today) if found else None
        except ValueError as error:
            self.problems[name] = f"{found} {error}"
            return None

    def days(self) -> Iterable[date]:
        """Read the promised dates, which stand between commas."""
        for text in self._text("dates").split(","):
            if (found := self.day("dates", text)) is not None:
                yield found

    def key(self, name: str, held: Mapping[str, Noun]) -> str | None:
        """Read what one thing is known by: its key, or the beginning of its name."""
        text = self._text(name)
        return self._known(name, text, held) if text else None

    def keys(self, name: str, held: Mapping[str, Noun]) -> Iterable[str]:
        """Read several keys, between commas or blanks."""
        for text in self._text(name).replace(",", " ").split():
            if (found := self._known(name, text, held)) is not None:
                yield found

    def _known(self, name: str, text: str, held: Mapping[str, Noun]) -> str | None:
        if text.upper() in held:
            return text.upper()
        named = [key for key, row in held.items() if _is_named(row, text)]
        if len(named) != 1:
            self.problems[name] = f"{text} is none that is known" if not named else f"{text} is more than one"
            return None
        return named[0]

    def vendors(self) -> Iterable[tuple[str, Decimal]]:
        """Read vendors with their units: ``FIBRE:2 VOLTA``."""
        for text in self._text("vendors").replace(",", " ").split():
            key, _, units = text.partition(":")
            found = self._known("vendors", key, self._portfolio.vendors)
            try:
                number = parse_number(units) if units else Decimal(1)
            except ValueError as error:
                self.problems["vendors"] = f"{units} {error}"
            else:
                if found is not None:
                    yield found, number


def _is_named(row: Noun, text: str) -> bool:
    return str(getattr(row, "name", "")).casefold().startswith(text.casefold())


def taken(desk: Sight, bid: Bid, name: str) -> Edit:
    """Turn a bid into a proposed engagement with its crews (tentative) and dates; or scale the one that it is asked of.

    InputError where there is no client, or no name.
    """
    if bid.engagement is not None:
        from pmdesk.desk.life import scaling

        return scaling(desk, bid.engagement, bid.first, bid.last, bid.hours)
    if bid.client is None:
        raise InputError("a proposed engagement needs a client")
    if not name.strip():
        raise InputError("a proposed engagement needs a name")
    key = _free(desk, bid.client, name)
    rows: list[Noun] = [Engagement(key, bid.client, name.strip(), "proposed", bid.first, bid.last, bid.hours)]
    for vendor, units in bid.vendors:
        work = f"{key}.{vendor}"[:LONGEST]
        rows.append(Assignment(work, vendor, key, bid.first, units=units, status="tentative"))
    for number, day in enumerate(sorted(set(bid.dates)), 1):
        rows.append(Milestone(f"{key}.D{number}", key, f"Promised date {number}", day))
    term = f"{day_words(bid.first)} to {day_words(bid.last, bid.first)}"
    return Edit(tuple(Put(row, None) for row in rows), f"proposed {name.strip()}, {bid.hours:f} h a week, {term}")


def _free(desk: Sight, client: str, name: str) -> str:
    """Give a key for a client's new engagement that leaves room for what hangs on it."""
    stem, number = f"{client}-{key_word(name, 'BID')}"[: LONGEST - 8], 1
    key = stem
    while desk.get(Engagement, key) is not None:
        number += 1
        key = f"{stem}{number}"
    return key
