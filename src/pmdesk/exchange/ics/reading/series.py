"""An item with its rule, further dates, dates taken out, changed occurrences: RFC 5545, sections 3.8.4.4 and 3.8.5."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from pmdesk.exchange.ics.reading.meeting import Meeting, Moved
from pmdesk.exchange.ics.reading.moments import Length, Reader, When, ceiling, floor
from pmdesk.exchange.ics.reading.properties import Properties, Property
from pmdesk.exchange.ics.reading.recurring import first_of, hits, read_rule
from pmdesk.exchange.ics.reading.single import Source
from pmdesk.model.kinds import form_stamp
from pmdesk.schedule.instants import zone

MOST_SINGLE = 1000
"""The most single dates that one item may have beside its rule."""


class Series:
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
