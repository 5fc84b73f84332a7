"""The occurrences of an event that a conflict is about, and how each is changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from pmdesk.model import Event, Override
from pmdesk.model.recurs import missed
from pmdesk.portfolio import Change, Put
from pmdesk.schedule.conflicts.hit import Hit
from pmdesk.schedule.effects.near import attendants
from pmdesk.schedule.effects.track import Span, shares, span_of
from pmdesk.schedule.fixes.bench import Bench
from pmdesk.schedule.instants import DAY, Zone, zone
from pmdesk.schedule.slots import Wish


@dataclass(frozen=True, slots=True)
class Running:
    """An event with the occurrences (instants) that a conflict is about, and the zone of its wall times."""

    row: Event
    place: Zone
    spans: tuple[Span, ...]
    whos: tuple[str, ...]
    overrides: tuple[Override, ...]

    def wish(self, span: Span) -> Wish:
        """Give what is looked for when one of its occurrences is moved."""
        return Wish(span[1] - span[0], self.whos, self.row.site, (self.row.key, span[0]))

    def moved(self, span: Span, to: int) -> Change | None:
        """Give the change that moves one occurrence; None where its wall time can't be told or written."""
        start, end = wall_at(self.place, to), wall_at(self.place, to + span[1] - span[0])
        if start is None or end is None:
            return None
        if not self.row.rrule:
            return Put(replace(self.row, start=start, end=end))
        known = self.known(span[0])
        if known is None:
            return None
        return Put(replace(known, start=start, end=end))

    def known(self, start: int) -> Override | None:
        """Give the override that speaks of the occurrence that starts at an instant, made where there is none."""
        for row in self.overrides:
            if self.place.instant(row.start or row.occurrence) == start:
                return row
        wall = wall_at(self.place, start)
        if wall is None or missed(self.row.rrule or "", self.row.start, self.place.name, [wall]):
            return None
        return Override(self.row.key, wall)


def running(bench: Bench, hits: Sequence[Hit], key: str) -> Running:
    """Give an event with those of its occurrences that share time with a conflict's, or touch them."""
    portfolio = bench.portfolio
    row = portfolio.events[key]
    scene = bench.recount.index.scene
    number = bench.recount.index.numbers[key]
    spans = [span_of(hit, scene.zone) for hit in hits]
    low = min(start for start, _ in spans)
    high = max(end for _, end in spans)
    found = [one[:2] for one in scene.happenings_of(number, min(low, scene.opens) - DAY, max(high, scene.closes) + DAY)]
    touching = [(start - 1, end + 1) for start, end in spans] if hits[0].items != (f"event/{key}",) else spans
    mine = tuple(span for span in found if any(shares(span, other) for other in touching))
    taking = (who for who in attendants(portfolio, row) if not scene.is_archived(who))
    place = zone(portfolio.event_zone(row))
    return Running(row, place, mine, tuple(dict.fromkeys(taking)), tuple(portfolio.overrides.get(key, ())))


def wall_at(place: Zone, instant: int) -> datetime | None:
    """Give the wall time of an instant; None where it is no whole minute, or stands for another instant as well."""
    wall = place.wall_of(instant)
    return wall if wall.second == 0 and place.instant(wall) == instant else None
