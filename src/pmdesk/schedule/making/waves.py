"""A rollout over sites: in waves, with no more crews at once than there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from pmdesk.errors import InputError
from pmdesk.schedule.making.days import Days


@dataclass(frozen=True, slots=True)
class Stop:
    """A site to be visited: in which wave, for how many working days (None: as the template says)."""

    key: str
    name: str
    wave: int = 1
    days: int | None = None
    address: str = ""
    timezone: str | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """A crew at a site, from ``start`` to ``end``, both included."""

    stop: Stop
    crew: int
    start: date
    end: date


def plan(stops: Iterable[Stop], anchor: date, days: Days, *, crews: int, length: int, gap: int = 0) -> list[Visit]:
    """Send crews to sites, wave by wave, in each in the given order, the crew that is free first to the next site.

    A wave begins ``gap`` working days after the day on which the one before has ended; ``length`` is the working days
    of a visit where the site says none. InputError where there is no crew.
    """
    if crews < 1:
        raise InputError("a rollout needs at least one crew", "--crews 1, or a vendor with a capacity")
    found: list[Visit] = []
    start = days.next(anchor)
    for wave in _waves(stops):
        visits = _wave(wave, start, days, crews, length)
        found += visits
        start = days.at(max(one.end for one in visits), 1 + gap)
    return found


def _waves(stops: Iterable[Stop]) -> list[Sequence[Stop]]:
    waves: dict[int, list[Stop]] = {}
    for stop in stops:
        waves.setdefault(stop.wave, []).append(stop)
    return [waves[number] for number in sorted(waves)]


def _wave(stops: Sequence[Stop], start: date, days: Days, crews: int, length: int) -> list[Visit]:
    free = [start] * min(crews, len(stops))
    found = []
    for stop in stops:
        crew = min(range(len(free)), key=lambda one: (free[one], one))
        first = days.next(free[crew])
        last = days.at(first, (stop.days or length) - 1)
        found.append(Visit(stop, crew + 1, first, last))
        free[crew] = days.at(last, 1)
    return found
