"""Meetings and visits, a third of them recurring, and their moved occurrences."""

from collections.abc import Iterator
from datetime import date, datetime
from random import Random
from zoneinfo import ZoneInfo

from tests.generating.world import Desk, Engagement, Rows, Series

TITLES = [
    "Weekly",
    "Steering committee",
    "Site walk",
    "Defect triage",
    "Workshop",
    "Planning",
    "Demonstration",
    "Retrospective",
]
MY_ZONE = ZoneInfo("Europe/Madrid")
MINE = 600
"""About how many events I attend at most: the desk grows, my day does not."""
UNAWARE = 0.3
"""The share of my events that are put down without a look at the calendar."""
BYDAY = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def event_rows(desk: Desk) -> Rows:
    """Events of all engagements, on working days; fills `Desk.series`."""
    rng = desk.rng("events")
    share = min(0.5, MINE / desk.size.events)
    for e, count in desk.shares(desk.size.events):
        for n in range(1, count + 1):
            yield _event(desk, rng, e, f"{e.key}.V{n:04}", rng.random() < share)


def override_rows(desk: Desk) -> Rows:
    """One occurrence of one in eight series: moved by an hour or a day, renamed, or cancelled."""
    rng = desk.rng("overrides")
    for series in desk.series:
        if not series.days or rng.random() > 0.125:
            continue
        day = rng.choice(series.days)
        was = stamp(desk, day, series.minute)
        yield series.event, was, *rng.choice((
            (stamp(desk, day, series.minute + 60), "", "", ""),
            (stamp(desk, day + 1, series.minute), stamp(desk, day + 1, series.minute + series.length), "", ""),
            ("", "", "Moved agenda", ""),
            ("", "", "", "cancelled"),
        ))  # fmt: skip


def stamp(desk: Desk, day: int, minute: int) -> str:
    """Return the time stamp of a day number and a minute of that day."""
    return f"{desk.iso[day]}T{minute // 60:02}:{minute % 60:02}"


def _event(desk: Desk, rng: Random, e: Engagement, key: str, wanted: bool) -> tuple[object, ...]:
    day = desk.working(e.start + rng.randrange(0, e.end - e.start - 3), e.client)
    rule, days = _rule(desk, rng, e, day) if rng.random() < 0.3 else ("", [day])
    length = rng.choice((30, 45, 60, 60, 90))
    minute = _my_minute(desk, rng, days, length) if wanted else None
    me = minute is not None
    if minute is None:
        minute = rng.randrange(9 * 4, 15 * 4) * 15
    exdates = sorted(rng.sample(days[1:], rng.choice((1, 1, 2)))) if len(days) > 3 and rng.random() < 0.25 else []
    if rule:
        desk.series.append(Series(key, [d for d in days if d not in exdates], minute, length))
    vendors = (
        {rng.choice(e.vendors).key for _ in range(rng.choice((1, 1, 2)))} if e.vendors and rng.random() < 0.4 else ()
    )
    site = rng.choice(e.client.sites) if rng.random() < (0.4 if me else 0.1) else ""
    return (
        key, e.key, rng.choice(TITLES), stamp(desk, day, minute), stamp(desk, day, minute + length),
        MY_ZONE.key if me else "", rule, " ".join(stamp(desk, d, minute) for d in exdates),
        rng.choice(("confirmed",) * 17 + ("tentative", "tentative", "cancelled")), "yes" if me else "no",
        " ".join(sorted(vendors)), site, f"https://example.com/meet/{key.lower()}" if rng.random() < 0.2 else "", "",
    )  # fmt: skip


def _my_minute(desk: Desk, rng: Random, days: list[int], length: int) -> int | None:
    """Find a time of day, by my clock, at which I am free on all `days`, and take it; None if there is none soon."""
    look = rng.random() >= UNAWARE
    for _ in range(6):
        minute = rng.randrange(9 * 4, 15 * 4) * 15
        slots = {slot for day in days for slot in _slots(desk.date(day), minute, length)}
        if not look or desk.my_time.isdisjoint(slots):
            desk.my_time |= slots
            return minute
    return None


def _slots(day: date, minute: int, length: int) -> range:
    start = datetime(day.year, day.month, day.day, minute // 60, minute % 60, tzinfo=MY_ZONE)
    quarter = int(start.timestamp()) // 900
    return range(quarter, quarter + -(-length // 15))


def _rule(desk: Desk, rng: Random, e: Engagement, day: int) -> tuple[str, list[int]]:
    """Return a rule whose first occurrence is `day`, and the days of all its occurrences."""
    last = min(e.end, day + rng.randrange(28, 300))
    until = f"UNTIL={desk.date(last):%Y%m%d}"
    kind = rng.random()
    if kind < 0.05:
        days = _week(desk, e, day)
        return f"FREQ=DAILY;COUNT={len(days)}", days
    if kind < 0.15 and desk.date(day).day <= 28:
        nth = (desk.date(day).day - 1) // 7 + 1
        return f"FREQ=MONTHLY;BYDAY={nth}{BYDAY[desk.weekday(day)]};{until}", list(_monthly(desk, day, last, nth))
    interval = 2 if kind < 0.3 else 1
    days = list(range(day, last + 1, 7 * interval))
    rule = f"FREQ=WEEKLY;BYDAY={BYDAY[desk.weekday(day)]}" if interval == 1 else "FREQ=WEEKLY;INTERVAL=2"
    return f"{rule};COUNT={len(days)}" if rng.random() < 0.2 else f"{rule};{until}", days


def _week(desk: Desk, e: Engagement, day: int) -> list[int]:
    """Return `day` and the working days that follow it without a gap."""
    days = [day]
    while desk.weekday(days[-1] + 1) in e.client.weekdays:
        days.append(days[-1] + 1)
    return days


def _monthly(desk: Desk, day: int, last: int, nth: int) -> Iterator[int]:
    """Yield the n-th such weekday of each month from `day` to `last`."""
    while day <= last:
        yield day
        day += 28
        if (desk.date(day).day - 1) // 7 + 1 != nth:
            day += 7
