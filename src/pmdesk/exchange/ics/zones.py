"""VTIMEZONEs made of RRULEs: RFC 5545, section 3.6.5.

As far back as the rule of the footer agrees with what really was, two yearly observances say it all. Changes that
follow no rule (a zone's past, Morocco's Ramadan) stand as an observance each, as far as the dates exported reach.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from pmdesk.exchange.ics.posix import Rule, parse
from pmdesk.exchange.ics.tzif import Change, History, history

EARLIEST = 1970
"""A rule is not followed back before this year."""

FAR = 2200
"""Where changes that no RRULE can say are listed up to when dates have no end."""

UTC_NAMES = frozenset({"UTC", "Etc/UTC", "Etc/UCT", "Etc/Universal", "Etc/Zulu", "UCT", "Universal", "Zulu"})
"""Zones in which times are written as UTC, without a VTIMEZONE."""


class Observance(NamedTuple):
    """Offsets (seconds) before and from ``onset`` on, which is wall time before it; ``rule`` repeats it every year."""

    daylight: bool
    onset: datetime
    before: int
    after: int
    name: str
    rule: str


def _instant(year: int) -> int:
    return int(datetime(year, 1, 1, tzinfo=UTC).timestamp())


def _wall(at: int, offset: int) -> datetime:
    return datetime(1970, 1, 1) + timedelta(seconds=at + offset)  # noqa: DTZ001 (wall time)


def _year(at: int) -> int:
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=at)).year


def _first_year(past: History, rule: Rule) -> int:
    """Give the first year from which on the rule of the footer has every change that there was."""
    last = past.changes[-1].at if past.changes else _instant(EARLIEST)
    found = _year(last) + 1
    listed: dict[int, list[tuple[int, int, int]]] = {}
    for change in past.changes:
        listed.setdefault(_year(change.at), []).append(change[:3])
    for year in range(found - 1, EARLIEST - 1, -1):
        by_rule = [change[:3] for change in rule.changes(year)]
        later = [change for change in by_rule if change[0] > last]
        if listed.get(year, []) + later != by_rule:
            break
        found = year
    return found


def _yearly(rule: Rule, year: int) -> list[Observance]:
    """Give the observances of a rule from a year on; none where RRULEs can't say it."""
    found = []
    for onset, before, after, _, name in rule.turns():
        rules = onset.rules()
        if not rules:
            return []
        days = [onset.on(held) for held in range(year, year + 60)]
        for text in rules:
            month, _, listed = text.removeprefix("FREQ=YEARLY;BYMONTH=").partition(";")
            first = next((day for day in days if day.month == int(month)), None)
            if first is not None and listed:
                found.append(Observance(after > before, first, before, after, name, text))
    return found


def _daylight(change: Change, others: list[Change]) -> bool:
    """Tell whether a change leads to the clock that is ahead, whatever the law calls it (Ireland's winter time)."""
    if change.dst:
        return change.after > change.before
    near = [other for other in others if other.dst and abs(other.at - change.at) < 366 * 86_400]
    return any(other.before == change.after and other.after < change.after for other in near)


def _listed(past: History, changes: list[Change], low: int, high: int) -> Iterator[Observance]:
    """Give what was in force at ``low``, and every change from then up to ``high``, an observance each."""
    held = [change for change in changes if change.at <= low]
    if (held and held[-1].at >= _instant(EARLIEST)) or (held and low < _instant(EARLIEST)):
        yield _single(held[-1], changes)
    else:
        offset, name = (held[-1].after, held[-1].name) if held else (past.offset, past.name)
        daylight = bool(held) and _daylight(held[-1], changes)
        yield Observance(daylight, _wall(min(low, _instant(EARLIEST)), offset), offset, offset, name, "")
    for change in changes:
        if low < change.at <= high:
            yield _single(change, changes)


def _single(change: Change, changes: list[Change]) -> Observance:
    wall = _wall(change.at, change.before)
    return Observance(_daylight(change, changes), wall, change.before, change.after, change.name, "")


@lru_cache(maxsize=4096)
def observances(zone: str, first: int, last: int | None) -> tuple[Observance, ...]:
    """Give a zone's observances for the years ``first`` to ``last`` (None: without end), both included."""
    past = history(zone)
    rule = parse(past.footer)
    low = _instant(max(first, 1)) - 2 * 86_400
    high = _instant(min(last + 1, 9999)) + 2 * 86_400 if last is not None else _instant(FAR)
    changes = list(past.changes)
    found: list[Observance] = []
    begins = high + 1
    if rule is not None and rule.turns():
        year = _first_year(past, rule)
        yearly = _yearly(rule, year)
        if yearly:
            begins = rule.changes(year)[0].at
            changes = [change for change in changes if change.at < begins]
            found = yearly if begins <= high else []
        else:
            last_listed = changes[-1].at if changes else -(2**62)
            years = range(max(_year(max(last_listed, 0)), EARLIEST), _year(high) + 1)
            changes += [change for held in years for change in rule.changes(held) if change.at > last_listed]
    if low < begins:
        found = [*_listed(past, changes, low, min(high, begins - 1)), *found]
    return _one_standard(tuple(found))


@lru_cache(maxsize=1024)
def skipped(zone: str, first: int, last: int) -> tuple[tuple[datetime, datetime], ...]:
    """Give the wall times that clock changes skip in the years ``first`` to ``last``: from, to (excluded)."""
    past = history(zone)
    rule = parse(past.footer)
    changes = list(past.changes)
    if rule is not None and rule.turns():
        listed = changes[-1].at if changes else -(2**62)
        years = range(max(first, _year(max(listed, 0))), last + 1)
        changes += [change for year in years for change in rule.changes(year) if change.at > listed]
    gaps = ((_wall(item.at, item.before), _wall(item.at, item.after)) for item in changes if item.after > item.before)
    return tuple(gap for gap in gaps if first <= gap[0].year <= last)


def _one_standard(found: tuple[Observance, ...]) -> tuple[Observance, ...]:
    """Call all of them standard time where all are daylight time: some readers look for one."""
    if all(item.daylight for item in found):
        return tuple(item._replace(daylight=False) for item in found)
    return found
