"""Wall times of a meeting as moments: what a clock change skips or doubles, and the same moment in two zones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from pmdesk.capture.saying import city, clock, near_day
from pmdesk.capture.times import Times
from pmdesk.schedule.instants import zone


@dataclass(frozen=True, slots=True)
class Meeting:
    """Wall times in a zone, and how long they are apart on the clock that never changes."""

    start: datetime
    end: datetime
    zone: str

    @property
    def elapsed(self) -> timedelta:
        """The length in elapsed time; not positive where a clock change eats it up."""
        at = zone(self.zone)
        return timedelta(seconds=at.instant(self.end) - at.instant(self.start))

    @property
    def change(self) -> str:
        """What a clock change does to the start or the end; empty where it does nothing."""
        said = [_change(wall, self.zone) for wall in (self.start, self.end)]
        return " · ".join(dict.fromkeys(words for words in said if words))

    def in_both(self, other: str, today: date) -> str:
        """Give ``Tue 1 Dec 10:00 Madrid = 03:00 Chicago``: its own zone first, then another one where that differs."""
        start = zone(self.zone).instant(self.start)
        here = zone(self.zone).wall_of(start)
        text = f"{near_day(here.date(), today)} {clock(here)} {city(self.zone)}"
        if other == self.zone:
            return text
        there = zone(other).wall_of(start)
        day = "" if there.date() == here.date() else f"{near_day(there.date(), today)} "
        return f"{text} = {day}{clock(there)} {city(other)}"


def meeting(day: date, times: Times, minutes: int | None, in_zone: str) -> Meeting:
    """Give the meeting of a day from one time to another, or from a time on for so many minutes of elapsed time."""
    midnight = datetime.combine(day, time())
    start = midnight + timedelta(minutes=times.start)
    if times.end is not None:
        return Meeting(start, midnight + timedelta(minutes=times.end), in_zone)
    at = zone(in_zone)
    return Meeting(start, at.wall_of(at.instant(start) + (minutes or 0) * 60), in_zone)


def _change(wall: datetime, in_zone: str) -> str:
    at = zone(in_zone)
    real = at.wall_of(at.instant(wall))
    if real != wall:
        return f"the clock skips {clock(wall)} that night: {clock(real)}"
    aware = wall.replace(tzinfo=at.info)
    if aware.utcoffset() != aware.replace(fold=1).utcoffset():
        return f"{clock(wall)} comes twice that night: the first"
    return ""
