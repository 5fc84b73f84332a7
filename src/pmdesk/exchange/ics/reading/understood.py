"""One UID's VEVENTs as meetings: RFC 5545, sections 3.6.1 and 3.8.4.4; RFC 5546 for what cancels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from pmdesk.exchange.ics.reading.meeting import Meeting, Moved
from pmdesk.exchange.ics.reading.moments import Length, Reader, When, ceiling, floor, read_length
from pmdesk.exchange.ics.reading.places import Places
from pmdesk.exchange.ics.reading.properties import Properties, Property
from pmdesk.exchange.ics.reading.recurring import first_of, hits, read_rule
from pmdesk.exchange.ics.reading.trouble import LeftOut, Trouble
from pmdesk.model.clean import clean
from pmdesk.model.kinds import TEXT_LIMIT, form_stamp
from pmdesk.model.rule import MAX_YEAR
from pmdesk.schedule.instants import zone

UNTITLED = "(no title)"
MOST_SINGLE = 1000
"""The most single dates that one item may have beside its rule."""
_TITLE = 1000
_STATUS = {"CANCELLED": "cancelled", "TENTATIVE": "tentative"}
_MILESTONES = frozenset({"deliverable", "decision", "payment", "go-live", "report"})
_MOMENT = timedelta(minutes=1)
"""What a meeting without a length takes: one must end after it starts."""


@dataclass(frozen=True, slots=True)
class Source:
    """What the VEVENTs of one calendar share: its zones, whether it cancels all in it, whether pmdesk wrote it."""

    places: Places
    cancels: bool = False
    is_ours: bool = False


def one_line(text: str) -> str:
    """Give a text as one line."""
    return " ".join(clean(text).split())


def _title(held: Properties) -> str:
    summary = held.first("SUMMARY")
    return (one_line(summary.text)[:_TITLE] if summary else "") or UNTITLED


def _text(held: Properties, name: str) -> str:
    found = held.first(name)
    return clean(found.text).strip()[:TEXT_LIMIT] if found else ""


def revision(held: Properties) -> tuple[int, str]:
    """Give what tells the newer of two (RFC 5546, section 2.1.5)."""
    number = held.word("SEQUENCE")
    whole = int(number) if number.isascii() and number.isdigit() and len(number) <= 9 else 0
    return whole, held.word("DTSTAMP") or held.word("LAST-MODIFIED")


def _kind(held: Properties, source: Source) -> str:
    """Give the kind of what pmdesk wrote: the last category, which of a milestone is what kind of one it is."""
    names = held.first("CATEGORIES") if source.is_ours else None
    kind = names.value.rpartition(",")[2].strip().lower() if names else ""
    return "milestone" if kind in _MILESTONES else kind


def _status(held: Properties, source: Source) -> str:
    return "cancelled" if source.cancels else _STATUS.get(held.word("STATUS"), "confirmed")


def single(held: Properties, source: Source, *, recurs: bool) -> Meeting:
    """Read one VEVENT, its rule and further dates aside."""
    given = held.only("DTSTART")
    if given is None:
        raise LeftOut("the VEVENT has no DTSTART")
    reader = Reader(source.places, recurs=recurs)
    start = reader.when(given)
    end = _end(held, reader, start)
    first = floor(start.wall)
    last = max(ceiling(end), first + _MOMENT)
    if last.year > MAX_YEAR:
        raise given.refuse("ends after the year 9998")
    uid = held.first("UID")
    return Meeting(
        line=held.line, uid=one_line(uid.text) if uid else "", title=_title(held), start=first, end=last,
        zone=start.zone, all_day=start.is_day, status=_status(held, source),
        is_busy=held.word("TRANSP") != "TRANSPARENT", sequence=revision(held)[0], url=one_line(_text(held, "URL")),
        location=one_line(_text(held, "LOCATION")), notes=_text(held, "DESCRIPTION"), kind=_kind(held, source),
    )  # fmt: skip


def _end(held: Properties, reader: Reader, start: When) -> datetime:
    given, length = held.only("DTEND"), held.only("DURATION")
    if given is not None:
        end = reader.when(given)
        wall = end.within(start.zone)
        if start.is_day and not end.is_day and wall > wall.replace(hour=0, minute=0, second=0):
            wall = wall.replace(hour=0, minute=0, second=0) + timedelta(days=1)
        if wall < start.wall and _elapsed(start, end) < 0:
            raise given.refuse("is before DTSTART")
    elif length is not None:
        wall = start.plus(read_length(length))
        if wall < start.wall:
            raise length.refuse("is negative")
    else:
        wall = start.wall
    return start.wall + timedelta(days=1) if start.is_day and wall <= start.wall else wall


def _elapsed(start: When, end: When) -> int:
    if start.zone is None or end.zone is None:
        return -1
    return zone(end.zone).instant(end.wall) - zone(start.zone).instant(start.wall)


class Item:
    """All that one calendar says of one UID: the newest of its VEVENTs, and those of its occurrences."""

    def __init__(self, source: Source, troubles: list[Trouble]) -> None:
        self.source = source
        self.troubles = troubles
        self.main: Properties | None = None
        self.others: dict[tuple[str, ...], Properties] = {}

    def add(self, held: Properties) -> None:
        """Take a VEVENT; of two that say the same thing the newer counts."""
        at = held.only("RECURRENCE-ID")
        if at is not None and "RANGE" in at.params:
            words = f"RECURRENCE-ID with RANGE={at.params['RANGE'][:40]} is not supported"
            self.troubles.append(Trouble(at.line, words))
        elif at is not None:
            known = (at.value, at.params.get("TZID", ""))
            self.others[known] = _newer(self.others.get(known), held)
        else:
            self.main = _newer(self.main, held)

    def meetings(self) -> Iterator[Meeting]:
        """Give what the item comes to, the item itself first; LeftOut where it can't be understood."""
        if self.main is None:
            for held in self.others.values():
                yield from self._guarded(held)
            return
        recurs = any(self.main.all(name) for name in ("RRULE", "RDATE", "EXRULE"))
        base = single(self.main, self.source, recurs=recurs or bool(self.others))
        changed = self._changed(base)
        yield from _Series(self.main, self.source, base, changed).meetings()

    def _guarded(self, held: Properties) -> Iterator[Meeting]:
        at = held.only("RECURRENCE-ID")
        try:
            meeting = single(held, self.source, recurs=False)
            wall = _occurrence(Reader(self.source.places, recurs=False), at, meeting) if at else meeting.start
        except LeftOut as error:
            self.troubles.append(Trouble(error.line or held.line, error.words))
            return
        yield replace(meeting, part=form_stamp(wall), lone=True)

    def _changed(self, base: Meeting) -> dict[datetime, Meeting]:
        """Read what is said of single occurrences; what can't be understood is left out alone."""
        found: dict[datetime, Meeting] = {}
        reader = Reader(self.source.places, recurs=True)
        for held in self.others.values():
            at = held.only("RECURRENCE-ID")
            try:
                wall = _occurrence(reader, at, base) if at else base.start
                found[wall] = _placed(single(held, self.source, recurs=False), base)
            except LeftOut as error:
                self.troubles.append(Trouble(error.line or held.line, error.words))
        return found


def _newer(before: Properties | None, held: Properties) -> Properties:
    return held if before is None or revision(held) >= revision(before) else before


def _occurrence(reader: Reader, at: Property, base: Meeting) -> datetime:
    when = reader.when(at)
    if when.is_day and not base.all_day:
        return datetime.combine(when.wall.date(), base.start.time())
    if base.all_day and not when.is_day:
        return datetime.combine(when.wall.date(), base.start.time())
    return floor(when.within(base.zone))


def _placed(meeting: Meeting, base: Meeting) -> Meeting:
    """Give a meeting with its times in the zone of its series."""
    if meeting.zone in {base.zone, None} or base.zone is None:
        return meeting
    start, end = (When(wall, meeting.zone).within(base.zone) for wall in (meeting.start, meeting.end))
    return replace(meeting, start=start, end=max(end, start + _MOMENT), zone=base.zone)


class _Series:
    """An item with its rule, further dates, dates taken out, and changed occurrences."""

    def __init__(self, held: Properties, source: Source, base: Meeting, changed: dict[datetime, Meeting]) -> None:
        self.held, self.base, self.changed = held, base, changed
        self.reader = Reader(source.places, recurs=True)
        self.rule = read_rule(held, base.start, base.zone, all_day=base.all_day)
        self.start = first_of(self.rule, base.start, held.first("RRULE")) if self.rule else base.start
        self.out = {wall for given in held.all("EXDATE") for wall, _ in self._walls(given)}

    def _walls(self, given: Property) -> Iterator[tuple[datetime, datetime | None]]:
        base = self.base
        for when, end in self.reader.dates(given):
            start = floor(when.within(base.zone))
            if when.is_day != base.all_day:
                start = datetime.combine(start.date(), base.start.time())
            if end is None:
                yield start, None
            else:
                stop = when.plus(end) if isinstance(end, Length) else end.within(when.zone)
                yield start, ceiling(When(stop, when.zone).within(base.zone))

    def _after(self, start: datetime) -> datetime:
        """Give the end of an occurrence: it is as long as the first."""
        base = self.base
        if base.zone is None or base.all_day:
            return start + (base.end - base.start)
        place = zone(base.zone)
        return place.wall_of(place.instant(start) + place.instant(base.end) - place.instant(base.start))

    def meetings(self) -> Iterator[Meeting]:
        """Give the item itself, then what stands for itself."""
        singles = self._singles()
        if not self.rule:
            singles.setdefault(self.base.start, self.base.end)
            yield from self._alone(singles, self.base.start)
            return
        inside = hits(self.rule, self.start, self.base.zone, {*self.out, *self.changed, *singles})
        kept = {wall: end for wall, end in singles.items() if wall not in inside}
        exdates = tuple(sorted(self.out & inside))
        differing = [(wall, self.changed[wall]) for wall in sorted((inside - self.out) & self.changed.keys())]
        moved = tuple(
            one for one in (self._moved(wall, held) for wall, held in differing) if one != Moved(one.occurrence)
        )
        yield replace(
            self.base, start=self.start, end=self._after(self.start), rrule=self.rule, exdates=exdates, moved=moved
        )
        for wall in [wall for wall in self.changed if wall in inside]:
            del self.changed[wall]
        yield from self._alone(kept, None)

    def _singles(self) -> dict[datetime, datetime]:
        found: dict[datetime, datetime] = {}
        for given in self.held.all("RDATE"):
            for start, end in self._walls(given):
                found[start] = end if end is not None and end > start else self._after(start)
            if len(found) > MOST_SINGLE:
                raise given.refuse(f"makes more than {MOST_SINGLE:,} single dates")
        if self.rule and self.start != self.base.start:
            found.setdefault(self.base.start, self.base.end)
        return found

    def _alone(self, singles: dict[datetime, datetime], first: datetime | None) -> Iterator[Meeting]:
        """Give the occurrences that no rule makes; ``first`` is the one that is the item itself."""
        for wall in sorted({*singles, *self.changed}):
            if wall in self.out and wall != first:
                continue
            held = self.changed.get(wall)
            part = "" if wall == first else form_stamp(wall)
            if held is None:
                row = replace(self.base, start=wall, end=singles[wall], part=part)
                yield replace(row, status="cancelled") if wall in self.out else row
            elif wall in singles or held.status != "cancelled":
                yield replace(held, uid=self.base.uid, part=part, sequence=self.base.sequence)

    def _moved(self, wall: datetime, one: Meeting) -> Moved:
        base = self.base
        start = None if one.start == wall else one.start
        usual = self._after(one.start)
        return Moved(
            wall, start, None if one.end == usual else one.end, None if one.title == base.title else one.title,
            None if one.status == base.status else one.status,
        )  # fmt: skip


def by_uid(found: Iterable[Properties]) -> dict[str, list[Properties]]:
    """Group VEVENTs by their UID; each without one stands for itself."""
    groups: dict[str, list[Properties]] = {}
    for held in found:
        uid = held.first("UID")
        groups.setdefault(uid.text.strip() if uid else f"\n{held.line}", []).append(held)
    return groups


def check_uid(group: Sequence[Properties]) -> None:
    """Hold that a UID has a length that can be kept."""
    uid = group[0].first("UID")
    if uid is not None and len(uid.value) > _TITLE:
        raise uid.refuse(f"is longer than {_TITLE:,} characters")
