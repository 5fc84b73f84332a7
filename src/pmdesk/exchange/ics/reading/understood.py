"""One UID's VEVENTs as meetings: the newest of them, and those of its occurrences; RFC 5546 for what is newer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from pmdesk.exchange.ics.reading.components import Component
from pmdesk.exchange.ics.reading.meeting import Meeting
from pmdesk.exchange.ics.reading.moments import Reader, When, floor
from pmdesk.exchange.ics.reading.properties import Properties, Property, first_of
from pmdesk.exchange.ics.reading.series import Series
from pmdesk.exchange.ics.reading.single import LONGEST_TITLE, MOMENT, Source, revision, single
from pmdesk.exchange.ics.reading.trouble import LeftOut, Trouble
from pmdesk.model.kinds import form_stamp


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
        if not recurs and not self.others and not self.main.all("EXDATE"):
            yield base
            return
        changed = self._changed(base)
        yield from Series(self.main, self.source, base, changed).meetings()

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
    return replace(meeting, start=start, end=max(end, start + MOMENT), zone=base.zone)


def by_uid(found: Iterable[Component]) -> dict[str, list[Component]]:
    """Group VEVENTs by their UID; each without one stands for itself."""
    groups: dict[str, list[Component]] = {}
    for part in found:
        uid = first_of(part, "UID")
        groups.setdefault(f"\n{part.line}" if uid is None else uid.text.strip(), []).append(part)
    return groups


def check_uid(group: Sequence[Properties]) -> None:
    """Hold that a UID has a length that can be kept."""
    uid = group[0].first("UID")
    if uid is not None and len(uid.value) > LONGEST_TITLE:
        raise uid.refuse(f"is longer than {LONGEST_TITLE:,} characters")
