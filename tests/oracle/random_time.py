"""Random meetings: series and their overrides, with the hostile edges of clocks and calendars."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from .case import Row
from .naive_time import instant

ZONES = [
    "Europe/Madrid", "Europe/Dublin", "America/New_York", "America/Chicago", "America/Sao_Paulo", "Australia/Lord_Howe",
    "Africa/Casablanca", "Africa/Cairo", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Beirut", "America/Havana",
    "Pacific/Apia", "Pacific/Kiritimati", "Pacific/Chatham", "America/St_Johns", "Asia/Tehran", "UTC",
]  # fmt: skip
CHANGES = [
    "2026-03-08", "2026-11-01", "2026-03-29", "2026-10-25", "2026-04-05", "2026-10-04", "2026-02-15", "2026-03-22",
    "2026-04-24", "2026-10-30", "2018-11-04", "2018-02-18", "2021-04-04", "2027-03-14", "2027-03-28", "2025-10-26",
]  # fmt: skip
"""Days on which clocks change somewhere in ZONES, in Brazil and Samoa for the last times."""
OTHERS = ["2026-12-31", "2027-12-30", "2028-02-29", "2032-02-28", "2026-11-23", "2027-01-01", "2027-07-03"]
"""Year ends, leap days, observed holidays."""
ODD_TIMES = ["00:00", "00:30", "01:00", "01:30", "01:45", "02:00", "02:15", "02:30", "02:45", "03:00", "03:30", "23:30"]
LENGTHS = [15, 30, 30, 45, 60, 60, 60, 90, 120, 180, 480, 720, 24 * 60, 25 * 60, 49 * 60]
RULES = [
    "FREQ=DAILY", "FREQ=DAILY;INTERVAL=2", "FREQ=DAILY;INTERVAL=3;BYDAY=MO,TU,WE,TH,FR", "FREQ=DAILY;BYMONTH=1,3,10,11",
    "FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=TU,TH", "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU", "FREQ=WEEKLY;BYDAY=SA,SU",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=MO", "FREQ=MONTHLY", "FREQ=MONTHLY;BYMONTHDAY=-1",
    "FREQ=MONTHLY;BYDAY=1MO,-1SU",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1,-1", "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31", "FREQ=MONTHLY;INTERVAL=2",
    "FREQ=YEARLY", "FREQ=YEARLY;BYMONTH=3,10;BYDAY=-1SU", "FREQ=YEARLY;BYDAY=1SU,5MO", "FREQ=YEARLY;BYYEARDAY=1,60,-1",
    "FREQ=YEARLY;BYWEEKNO=1,10,53;BYDAY=MO", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "FREQ=MONTHLY;BYDAY=SU;BYSETPOS=-1",
]  # fmt: skip
STAMP = "%Y-%m-%dT%H:%M"


def anchor_of(seed: int) -> date:
    """Give the day around which a workbook lies."""
    rng = random.Random(f"anchor {seed}")
    day = date.fromisoformat(rng.choice(CHANGES if rng.random() < 0.7 else OTHERS))
    return day - timedelta(days=rng.randrange(4))


def wall_time(rng: random.Random, day: date) -> datetime:
    """Give a wall time on a day: office hours, or an edge of the night."""
    if rng.random() < 0.35:
        clock = time.fromisoformat(rng.choice(ODD_TIMES))
    else:
        clock = time(rng.randrange(8, 18), rng.choice([0, 0, 15, 30]))
    return datetime.combine(day, clock)


def start_and_end(rng: random.Random, day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Give wall times of which the second is the later instant."""
    while True:
        start = wall_time(rng, day)
        end = start + timedelta(minutes=rng.choice(LENGTHS))
        if instant(start, zone) < instant(end, zone):
            return start, end


def bounded(rng: random.Random, rule: str, start: datetime, zone: ZoneInfo, near: date) -> str:
    """Give a rule a COUNT, an UNTIL (a date or UTC, on the edge of an occurrence), or no end."""
    walls = list(islice(rrulestr(rule, dtstart=start), 400))
    way = rng.random()
    if way < 0.3 or len(walls) < 2:
        return f"{rule};COUNT={rng.choice([1, 2, 3, 5, 10, 40, 400])}"
    if way < 0.75:
        close = [w for w in walls[1:] if abs((w.date() - near).days) < 20] or walls[1:]
        last = rng.choice(close)
        if rng.random() < 0.4:
            return f"{rule};UNTIL={last:%Y%m%d}"
        off = timedelta(minutes=rng.choice([0, 0, -1, 1, -30, 30, 60]))
        return f"{rule};UNTIL={instant(last, zone) + off:%Y%m%dT%H%M%SZ}"
    return rule


def series(rng: random.Random, near: date, zone: ZoneInfo) -> tuple[str, datetime, datetime, list[datetime]]:
    """Give a rule, its first start and end, and its wall times (some hundreds)."""
    rule = rng.choice(RULES)
    back = rng.choice([0, 0, 3, 10, 30, 200, 1100])
    if "YEARLY" in rule:
        back = rng.choice([0, 30, 800, 2500])
    first, _ = start_and_end(rng, near - timedelta(days=back), zone)
    begin = next(iter(rrulestr(rule, dtstart=first)))
    end = begin + timedelta(minutes=rng.choice(LENGTHS))
    while instant(end, zone) <= instant(begin, zone):
        end += timedelta(minutes=30)
    rule = bounded(rng, rule, begin, zone, near)
    until = rule.partition(";UNTIL=")[2]
    walls = list(islice(rrulestr(rule.partition(";UNTIL=")[0], dtstart=begin), 1500))
    return rule, begin, end, [w for w in walls if not until or safely_before(w, until, zone)]


def safely_before(wall: datetime, until: str, zone: ZoneInfo) -> bool:
    """Tell whether a wall time is in by any reading of UNTIL, two hours or a day before it."""
    if "T" not in until:
        return wall.date() < datetime.strptime(until, "%Y%m%d").date()  # noqa: DTZ007  a day
    limit = datetime.strptime(until, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    return instant(wall, zone) <= limit - timedelta(hours=2)


def override(rng: random.Random, event: str, occurrence: datetime, near: date, zone: ZoneInfo) -> Row:
    """Give one changed occurrence: moved near or far away, longer, cancelled, confirmed."""
    row = {"event": event, "occurrence": occurrence.strftime(STAMP), "start": "", "end": "", "title": "", "status": ""}
    if rng.random() < 0.7:
        days = rng.choice([-400, -20, 0, 0, 1, 2, 3, 5, 8, 400])
        start, end = start_and_end(rng, near + timedelta(days=days), zone)
        row["start"] = start.strftime(STAMP)
        if rng.random() < 0.4:
            row["end"] = end.strftime(STAMP)
    elif rng.random() < 0.5:
        row["end"] = (occurrence + timedelta(hours=rng.choice([4, 5, 30]))).strftime(STAMP)
    if rng.random() < 0.4:
        row["status"] = rng.choice(["confirmed", "tentative", "cancelled"])
    if rng.random() < 0.2:
        row["title"] = "Moved"
    return row
