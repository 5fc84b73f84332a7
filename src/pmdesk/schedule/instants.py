"""Wall time in a zone to instants and back.

An instant is a whole number of seconds since 1970-01-01T00:00Z; a day is its proleptic Gregorian ordinal. A wall time
that a clock change skips moves forward by the gap, one that happens twice is the first.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

DAY = 86_400
"""Seconds of a day without a clock change."""

EPOCH = date(1970, 1, 1).toordinal()
_FIRST, _LAST = date.min.toordinal(), date.max.toordinal()
_AROUND = 32
"""So many days are worked out together."""
_LOWEST = -(EPOCH - _FIRST) * DAY
_HIGHEST = (_LAST + 1 - EPOCH) * DAY - 1
_COMMON = 4_000_000_000
"""Instants from 0 up to this one are taken straight from the system's own count."""


class _Offsets(dict[int, int | None]):
    """Seconds that a zone is ahead of UTC, by day; None where that changes within it. Filled as days are asked for."""

    def __init__(self, info: ZoneInfo) -> None:
        super().__init__()
        self.info = info

    def __missing__(self, day: int) -> int | None:
        """Work out the days around one too: most that is asked about lies close together.

        No zone changes twice in a day, so where it begins and where it ends tell of the whole.
        """
        first = day - day % _AROUND
        if first < _FIRST or first + _AROUND > _LAST:
            begins, ends = _ahead(self.info, _midnight(day)), _ahead(self.info, _midnight(day + 1))
            self[day] = value = begins if begins == ends else None
            return value
        offset_of, midnight = self.info.utcoffset, datetime.fromordinal
        before, ahead = offset_of(midnight(first)), _ahead(self.info, midnight(first))
        for at in range(first, first + _AROUND):
            after = offset_of(midnight(at + 1))
            self[at] = ahead if after == before else None
            if after != before:
                before, ahead = after, _ahead(self.info, midnight(at + 1))
        return self[day]


def _midnight(day: int) -> datetime:
    return datetime.fromordinal(min(max(day, _FIRST), _LAST))


def _ahead(info: ZoneInfo, wall: datetime) -> int:
    # With fold=0 this is the offset before the change, for a skipped wall time as for a doubled one: what is asked for.
    offset = info.utcoffset(wall)
    return offset.days * DAY + offset.seconds if offset is not None else 0


class Zone:
    """One IANA zone, fast: almost every conversion is a look-up of the day's offset."""

    __slots__ = ("info", "name", "offsets")

    origin = EPOCH * DAY
    """Wall seconds, counted from the ordinal 0, at 1970-01-01T00:00."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.info = ZoneInfo(name)
        self.offsets = _Offsets(self.info)

    def at(self, day: int, second: int) -> int:
        """Give the instant of a wall time: seconds after a day's 00:00 on the clock, 86,400 being its 24:00."""
        if second >= DAY or second < 0:
            day, second = day + second // DAY, second % DAY
        offset = self.offsets[day]
        wall = (day - EPOCH) * DAY + second
        if offset is None:
            held = date.fromordinal(min(max(day, _FIRST), _LAST))
            offset = _ahead(self.info, datetime.combine(held, time(second // 3600, second // 60 % 60, second % 60)))
        return wall - offset

    def instant(self, wall: datetime) -> int:
        """Give the instant of a wall time."""
        return self.at(wall.toordinal(), wall.hour * 3600 + wall.minute * 60 + wall.second)

    def midnight(self, day: date) -> int:
        """Give the instant at which a day begins."""
        return self.at(day.toordinal(), 0)

    def after(self, day: date) -> int:
        """Give the instant at which a day has ended."""
        return self.at(day.toordinal() + 1, 0)

    def day_of(self, instant: int) -> date:
        """Give the day that the wall calendar shows at an instant."""
        return self.wall_of(instant).date()

    def wall_of(self, instant: int) -> datetime:
        """Give what the clock on the wall shows at an instant."""
        if 0 <= instant < _COMMON:
            return datetime.fromtimestamp(instant, self.info).replace(tzinfo=None)
        try:
            return moment(instant).astimezone(self.info).replace(tzinfo=None)
        except OverflowError:
            return moment(instant).replace(tzinfo=None)


@lru_cache(maxsize=1024)
def zone(name: str) -> Zone:
    """Give the zone of an IANA name; ``zoneinfo.ZoneInfoNotFoundError`` where there is none."""
    return Zone(name)


def moment(instant: int) -> datetime:
    """Give an instant as an aware UTC datetime, held within the years 1 to 9999."""
    if 0 <= instant < _COMMON:
        return datetime.fromtimestamp(instant, UTC)
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=min(max(instant, _LOWEST), _HIGHEST))


def seconds_of(aware: datetime) -> int:
    """Give the instant of an aware datetime."""
    return round((aware - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds())
