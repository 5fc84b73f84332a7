"""How what is typed into a form's field is read, by the kind of its column, and what is said of it meanwhile."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from pmdesk.capture.asking import Asking, Sense
from pmdesk.capture.dates import read_date
from pmdesk.capture.repeats import match_repeat
from pmdesk.capture.words import split
from pmdesk.model import Engagement, Milestone, Noun, columns_of
from pmdesk.model.after import Predecessor, parse_typed, settle
from pmdesk.model.column import Column
from pmdesk.model.hours import parse_hours
from pmdesk.model.kinds import parse_key
from pmdesk.tui import refs, words
from pmdesk.tui.recurring import repeats

if TYPE_CHECKING:
    from pmdesk.tui.view import View

_TABLES = {"client": "clients", "vendor": "vendors", "contact": "contacts", "site": "sites"}
_HEADS = {
    "owner": ("me", "client", "vendor", "contact"), "who": ("me", "client", "vendor"), "party": ("client", "vendor"),
}  # fmt: skip
_STAMP = re.compile(r"(?P<day>.*?)[T\s]*(?P<hour>\d{1,2}):(?P<minute>\d{2})\Z", re.DOTALL | re.IGNORECASE | re.ASCII)
_LENGTH = re.compile(r"(?:(?P<hours>\d{1,2})h)?(?:(?P<minutes>\d{1,3})m?)?\Z", re.ASCII)


@dataclass(frozen=True)
class Values:
    """Reads the fields of one form: its noun, what else stands in it, and the view it was opened on.

    ``every`` are all milestones there are, where they were read; else those at hand count.
    """

    noun: type[Noun]
    typed: Mapping[str, str]
    view: View
    every: Mapping[str, Milestone] | None = None

    @property
    def milestones(self) -> Mapping[str, Milestone]:
        """The milestones that are known."""
        return self.view.portfolio.milestones if self.every is None else self.every

    def read(self, name: str, text: str) -> Any:
        """Read a field that is not empty; ValueError says what is wrong, in words that follow the text."""
        column = columns_of(self.noun)[name]
        kind = column.kind.name
        if kind == "date":
            return read_date(text, Asking(self.view.today, self._sense(name)))
        if kind == "time stamp":
            return self._stamp(name, text)
        if kind in _HEADS:
            return read_who(text, self.view, _HEADS[kind])
        if kind == "predecessors":
            return self._predecessors(text)
        if kind == "rrule" and text.lower().startswith("every"):
            return self._rule(text)
        if column.ref and kind.startswith("list"):
            parts = [part.strip() for part in (text.split(",") if "," in text else text.split()) if part.strip()]
            return tuple(dict.fromkeys(self._key(column, part) for part in parts))
        return self._key(column, text) if column.ref else column.kind.read(text)

    def _predecessors(self, text: str) -> tuple[Predecessor, ...]:
        """Read keys with lags; one without its engagement's is looked for in that of the row."""
        known = self.milestones
        found = settle(parse_typed(text), known.__contains__)
        try:
            head = read_engagement(self.typed.get("engagement", "").strip(), self.view)
        except ValueError:
            return found
        own = (replace(item, key=f"{head}.{item.key}") for item in found)
        return tuple(mine if item.key not in known and mine.key in known else item
                     for item, mine in zip(found, own, strict=True))  # fmt: skip

    def _rule(self, text: str) -> str:
        """Read how a meeting repeats as quick capture does: ``every 2 weeks until 30 mar``."""
        typed, _, last = text.partition(" until ")
        parts = split(typed)
        found = match_repeat(parts, 0)
        if not isinstance(found, tuple) or found[1] != len(parts):
            raise ValueError("is no way to repeat (want every week, every 2 weeks, every tue until 30 mar, an RRULE)")
        rule = found[0].rule(read_date(last, self.view.today) if last else None)
        day = found[0].weekday
        return rule if day is None else f"{rule};BYDAY={('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU')[day]}"

    def _sense(self, name: str) -> Sense:
        if name == "date" or name in {"raised", "done_on", "accepted_on"}:
            return "past" if self.noun.KIND in {"time", "measurement"} or name != "date" else "day"
        return "due" if name in {"due", "end", "review", "decision_date"} else "day"

    def _key(self, column: Column, text: str) -> str:
        if column.ref == "engagement":
            return read_engagement(text, self.view)
        if column.ref in _TABLES:
            return _named(text, getattr(self.view.portfolio, _TABLES[column.ref]), column.ref)
        return parse_key(text)

    def _stamp(self, name: str, text: str) -> datetime:
        if name == "end" and (length := _LENGTH.match(text)) and any(length.groups()):
            begun = self._begun()
            minutes = int(length["hours"] or 0) * 60 + int(length["minutes"] or 0)
            if begun is not None and minutes and ("h" in text or "m" in text):
                return begun + timedelta(minutes=minutes)
        match = _STAMP.match(text)
        if match is None:
            raise ValueError("is not a day with a time (want tue 10:00, 11 dec 14:30)")
        hour, minute = int(match["hour"]), int(match["minute"])
        if hour > 23 or minute > 59:
            raise ValueError("is no time of a day")
        day = match["day"].strip()
        begun = self._begun() if name == "end" else None
        if not day:
            if begun is None:
                raise ValueError("has no day (want tue 10:00, 11 dec 14:30)")
            return datetime.combine(begun.date(), time(hour, minute))
        return datetime.combine(read_date(day, self.view.today), time(hour, minute))

    def _begun(self) -> datetime | None:
        text = self.typed.get("start", "").strip()
        try:
            return self._stamp("start", text) if text else None
        except ValueError:
            return None

    def reading(self, name: str, text: str) -> str:
        """Say how a field is read while it is typed; empty where there is nothing to say."""
        kind = columns_of(self.noun)[name].kind.name
        try:
            value = self.read(name, text) if text else None
        except (ValueError, OverflowError):
            return ""
        if value is None:
            return ""
        if kind == "date":
            return self._day_words(name, value)
        if kind == "time stamp":
            return self._moment_words(value)
        if kind == "rrule":
            return repeats(value)
        if kind in _HEADS:
            return refs.who_of(self.view.portfolio, value)
        if kind == "predecessors":
            rows = [self.milestones.get(item.key) for item in value]
            return ", ".join(row.title if row else "unknown here" for row in rows)
        return self._ref_words(name, value)

    def _ref_words(self, name: str, value: Any) -> str:
        ref = columns_of(self.noun)[name].ref
        portfolio = self.view.portfolio
        if ref == "engagement":
            return refs.place_of(portfolio, value)
        if ref in _TABLES:
            table = getattr(portfolio, _TABLES[ref])
            keys = value if isinstance(value, tuple) else (value,)
            return ", ".join(table[key].name for key in keys if key in table)
        if ref == "milestone":
            row = self.milestones.get(value)
            return row.title if row else ""
        return ""

    def _client(self) -> str | None:
        for name in ("engagement", "client"):
            text = self.typed.get(name, "").strip()
            if not text or name not in columns_of(self.noun):
                continue
            try:
                key = str(self.read(name, text))
            except ValueError:
                return None
            row = self.view.portfolio.engagements.get(key)
            return row.client if row else key if key in self.view.portfolio.clients else None
        return None

    def _day_words(self, name: str, day: date) -> str:
        said = f"{words.full_day(day)}, {words.away(day, self.view.today)}"
        client = self._client() if name == "due" and self.noun is Milestone else None
        if client is None:
            return said
        portfolio, who = self.view.portfolio, f"client/{client}"
        closed = day in portfolio.holidays_of(who) or not parse_hours(portfolio.hours_of(who))[day.weekday()]
        return f"{said} · {self.view.short[client]} closed that day" if closed else said

    def _moment_words(self, wall: datetime) -> str:
        portfolio, client = self.view.portfolio, self._client()
        theirs = portfolio.zone_of(f"client/{client}") if client else self.view.zone
        typed = self.typed.get("timezone", "").strip()
        try:
            place = ZoneInfo(typed or theirs)
        except (ValueError, KeyError, OSError):
            return ""
        aware = wall.replace(tzinfo=place)
        said = f"{words.full_day(wall.date())} {wall:%H:%M} {words.city(str(place))}"
        other = next((zone for zone in (self.view.zone, theirs) if zone != str(place)), None)
        return f"{said} = {aware.astimezone(ZoneInfo(other)):%H:%M} {words.city(other)}" if other else said


def _named(text: str, table: Mapping[str, Any], what: str) -> str:
    """Find a row by its key, its name, or a part of that."""
    if text.upper() in table:
        return text.upper()
    wanted = text.casefold()
    hits = [key for key, row in table.items() if row.name.casefold() == wanted]
    hits = hits or [key for key, row in table.items() if wanted in row.name.casefold()]
    if len(hits) == 1:
        return hits[0]
    if hits:
        raise ValueError("could be " + " or ".join(hits[:4]) + (" …" if len(hits) > 4 else ""))
    near = ", ".join(list(table)[:5])
    raise ValueError(f"is no {what} (there are {near})" if near else f"is no {what}: there is none yet")


def read_engagement(text: str, view: View) -> str:
    """Read an engagement of the context by its key, its name, or its client's where that has one only."""
    rows: dict[str, Engagement] = {row.key: row for row in view.engagements}
    if text.upper() in rows:
        return text.upper()
    wanted = text.casefold()
    hits = [key for key, row in rows.items() if row.name.casefold() == wanted]
    hits = hits or [key for key in rows if wanted in refs.place_of(view.portfolio, key).casefold()]
    if len(hits) == 1:
        return hits[0]
    if hits:
        raise ValueError("could be " + " or ".join(hits[:4]) + (" …" if len(hits) > 4 else ""))
    near = ", ".join(list(rows)[:5])
    raise ValueError(f"is no engagement here (there are {near})" if near else "is no engagement: there is none here")


def read_who(text: str, view: View, heads: tuple[str, ...]) -> str:
    """Read an owner or a who: ``me``, a ref, or the name of a contact, client or vendor."""
    portfolio = view.portfolio
    wanted = text.casefold()
    if wanted == "me" and "me" in heads:
        return "me"
    every: dict[str, Mapping[str, Any]] = {
        "contact": portfolio.contacts, "client": portfolio.clients, "vendor": portfolio.vendors,
    }  # fmt: skip
    tables = {head: rows for head, rows in every.items() if head in heads}
    head, _, key = text.partition("/")
    if head.lower() in tables and key:
        if key.upper() in tables[head.lower()]:
            return f"{head.lower()}/{key.upper()}"
        raise ValueError(f"there is no {head.lower()} {key.upper()}")
    people = [(f"{kind}/{key}", row.name.casefold()) for kind, rows in tables.items() for key, row in rows.items()]
    exact = [ref for ref, name in people if wanted in {name, ref.partition("/")[2].casefold()}]
    hits = exact or [ref for ref, name in people if wanted in name]
    if len(hits) == 1:
        return hits[0]
    if hits:
        raise ValueError("could be " + " or ".join(hits[:4]) + (" …" if len(hits) > 4 else ""))
    raise ValueError(f"is nobody known here (want the name of a {', '.join(tables)})")
