"""Changing a series: all of it to another time of the day or another weekday, leaving some out, ending it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from pmdesk.model import Event, Override
from pmdesk.model.recurs import begins, missed
from pmdesk.model.rule import parts_of, until_wall
from pmdesk.portfolio import Change, Put, Remove
from pmdesk.schedule.conflicts.scene import Happening
from pmdesk.schedule.fixes import words
from pmdesk.schedule.fixes.bench import Bench
from pmdesk.schedule.fixes.fix import Candidate
from pmdesk.schedule.fixes.occurrence import Running, wall_at
from pmdesk.schedule.slots import openings

_QUARTER = timedelta(minutes=15)
_MINUTES = 9 * 60
_TIMED = {"BYHOUR", "BYMINUTE", "BYSECOND"}
_MOST = 24
"""So many occurrences ahead are looked at before a new time is held against the schedule."""


def shifted(bench: Bench, event: Running) -> Iterator[Candidate]:
    """Move all of a series to the nearest time of the day, and then of another weekday, at which everyone is free."""
    row = event.row
    parts = parts_of(row.rrule or "")
    if _TIMED & parts.keys() or "T" in parts.get("UNTIL", "") or row.start.date() < bench.soonest:
        return
    ahead = _ahead(bench, event)
    steps = sorted((minutes * way for minutes in range(15, _MINUTES + 1, 15) for way in (1, -1)), key=abs)
    for minutes in steps:
        step = timedelta(minutes=minutes)
        if (row.start + step).date() == row.start.date() and _is_free(bench, event, ahead, step):
            yield from _by(bench, event, step)
    if parts["FREQ"] == "WEEKLY" and "," not in parts.get("BYDAY", "") and not row.exdates and not event.overrides:
        for days in (1, 2, 3, 4, 5, 6):
            step = timedelta(days=days)
            if _is_free(bench, event, ahead, step):
                yield from _by(bench, event, step)


def _ahead(bench: Bench, event: Running) -> list[Happening]:
    scene = bench.scene
    number = next(number for number, row in enumerate(scene.events) if row.key == event.row.key)
    return scene.in_window[number][:_MOST]


def _is_free(bench: Bench, event: Running, ahead: list[Happening], step: timedelta) -> bool:
    """Tell whether everyone is at work and free at the moved times of the occurrences ahead."""
    seconds = round(step.total_seconds())
    for one in ahead:
        start, end = one.start + seconds, one.end + seconds
        if not openings(bench.scene, event.wish((one.start, one.end)), start, end):
            return False
    return True


_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def _by(bench: Bench, event: Running, step: timedelta) -> Iterator[Candidate]:
    row = event.row
    rule = row.rrule or ""
    start = row.start + step
    if step.days and "BYDAY" in parts_of(rule):
        rule = _with(rule, "BYDAY", _WEEKDAYS[start.weekday()])
    until = parts_of(rule).get("UNTIL")
    if not begins(rule, start) or (until and until_wall(until, event.place.name) < start):
        return
    fresh = replace(row, start=start, end=row.end + step, rrule=rule, exdates=tuple(at + step for at in row.exdates))
    changes: list[Change] = [Put(fresh)]
    for override in event.overrides:
        changes += [Remove(Override, override.identity), Put(replace(override, occurrence=override.occurrence + step))]
    held = event.place.instant(fresh.end) - event.place.instant(start)
    if held <= 0 or not _hold(fresh, event):
        return
    was, now = _clock(row.start, step), _clock(start, step)
    yield Candidate(
        tuple(changes), f"moved all of {row.title} from {was} to {now}", 0, abs(round(step.total_seconds()))
    )


def _hold(fresh: Event, event: Running) -> bool:
    """Tell whether exdates and overrides still speak of occurrences."""
    step = fresh.start - event.row.start
    walls = [*fresh.exdates, *(row.occurrence + step for row in event.overrides)]
    ends = all(
        row.end is None or (row.start or row.occurrence + step) < row.end for row in event.overrides
    )  # fmt: skip
    return ends and not missed(fresh.rrule or "", fresh.start, event.place.name, walls)


def _clock(at: datetime, step: timedelta) -> str:
    weekday = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[at.weekday()]
    return weekday if step.days and not step.seconds else f"{at:%H:%M}"


def skipped(bench: Bench, event: Running) -> Iterator[Candidate]:
    """Leave the occurrences out."""
    row = event.row
    walls: list[datetime] = []
    gone: list[Change] = []
    for start, _ in event.spans:
        known = event.known(start)
        if known is None or wall_at(event.place, start) is None:
            return
        walls.append(known.occurrence)
        gone += [Remove(Override, known.identity) for held in event.overrides if held == known]
    dates = tuple(sorted({*row.exdates, *walls}))
    day = words.day(walls[0].date(), bench.today)
    more = f" and {len(walls) - 1} more" if len(walls) > 1 else ""
    changes = (*gone, Put(replace(row, exdates=dates)))
    yield Candidate(changes, f"skipped {row.title} on {day}{more}", 3, len(walls))


def ended(bench: Bench, row: Event, last: date) -> Iterator[Candidate]:
    """End a series with a day: what an override or exdate says of later ones goes along."""
    if row.start.date() > last:
        return
    rule = _with(row.rrule or "", "UNTIL", f"{last:%Y%m%d}")
    rule = ";".join(part for part in rule.split(";") if not part.startswith("COUNT="))
    edge = datetime.combine(last, time.max)
    late = [held for held in bench.portfolio.overrides.get(row.key, ()) if held.occurrence > edge]
    fresh = replace(row, rrule=rule, exdates=tuple(at for at in row.exdates if at <= edge))
    changes: tuple[Change, ...] = (*(Remove(Override, held.identity) for held in late), Put(fresh))
    yield Candidate(changes, f"ended {row.title} on {words.day(last, bench.today)}", 2)


def _with(rule: str, name: str, value: str) -> str:
    kept = [part for part in rule.split(";") if not part.startswith(f"{name}=")]
    return ";".join([*kept, f"{name}={value}"])
