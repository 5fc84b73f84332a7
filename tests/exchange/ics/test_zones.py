"""The VTIMEZONEs that are written, held against zoneinfo."""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import pytest
from dateutil.rrule import rrulestr
from icalendar import Timezone

from pmdesk.exchange.ics.posix import parse
from pmdesk.exchange.ics.vtimezone import written_zone
from pmdesk.exchange.ics.zones import observances

ZONES = sorted(available_timezones())
HARD = (
    "Africa/Casablanca", "Europe/Dublin", "Australia/Lord_Howe", "Asia/Kolkata", "America/Sao_Paulo", "Africa/Cairo",
    "Asia/Gaza", "America/Nuuk", "America/Santiago", "Asia/Jerusalem", "Pacific/Apia", "Antarctica/Troll",
    "Pacific/Chatham", "America/New_York", "Europe/Istanbul", "Pacific/Easter", "Asia/Almaty", "Pacific/Kiritimati",
)  # fmt: skip
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def onsets(zone: str, first: int, last: int | None, until: int) -> list[tuple[datetime, timedelta]]:
    """Read a written VTIMEZONE by RFC 5545 alone: (instant, offset from it on), up to a year."""
    component: Any = Timezone.from_ical(written_zone(zone, first, last))
    found = []
    for part in component.subcomponents:
        start, before = part["DTSTART"].dt, part["TZOFFSETFROM"].td
        rule = part.get("RRULE")
        walls = [start]
        if rule is not None:
            walls = rrulestr(rule.to_ical().decode(), dtstart=start).between(
                start, datetime.fromisoformat(f"{max(until, start.year) + 1}-06-01"), inc=True
            )
            assert walls[0] == start, "DTSTART must be the rule's first onset"
        found += [((wall - before).replace(tzinfo=UTC), part["TZOFFSETTO"].td) for wall in walls]
    return sorted(found)


def check(zone: str, first: int, last: int, *, open_end: bool = False) -> None:
    """Hold a zone against zoneinfo at every onset, the second before it, and every six days between the years."""
    found = onsets(zone, first, None if open_end else last, last)
    instants = [at for at, _ in found]
    info = ZoneInfo(zone)
    low, high = datetime(first, 1, 1, tzinfo=UTC), datetime(last + 1, 1, 1, tzinfo=UTC)
    probes = [low + timedelta(days=6 * step) for step in range((high - low).days // 6)]
    probes += [at + timedelta(seconds=step) for at in instants for step in (-1, 0) if low <= at < high]
    assert instants[0] <= low, zone
    for probe in probes:
        offset = found[bisect_right(instants, probe) - 1][1]
        assert offset == probe.astimezone(info).utcoffset(), (zone, probe)


@pytest.mark.parametrize("share", range(8))
def test_every_zone_of_the_database_is_right_for_the_dates_exported(share: int) -> None:
    for zone in ZONES[share::8]:
        check(zone, 2025, 2040)


@pytest.mark.parametrize("zone", HARD)
@pytest.mark.parametrize(("first", "last"), [(1995, 2012), (2006, 2007), (2026, 2026), (2035, 2060), (1960, 1975)])
def test_hard_zones_in_other_years(zone: str, first: int, last: int) -> None:
    check(zone, first, last)


@pytest.mark.parametrize("zone", HARD)
def test_a_calendar_without_end_is_right_for_long(zone: str) -> None:
    check(zone, 2026, 2080, open_end=True)


@pytest.mark.slow
@pytest.mark.parametrize("share", range(8))
def test_every_zone_over_a_hundred_years(share: int) -> None:
    for zone in ZONES[share::8]:
        check(zone, 1971, 2070)


@pytest.mark.parametrize("zone", ["Europe/Madrid", "America/Chicago", "Australia/Lord_Howe", "Europe/Dublin"])
def test_a_zone_that_follows_a_rule_is_two_rules(zone: str) -> None:
    text = written_zone(zone, 2026, None).decode()
    assert text.count("RRULE:FREQ=YEARLY") == 2
    assert "RDATE" not in text
    assert "COMMENT" not in text


def test_no_zone_is_a_list_of_rdates() -> None:
    assert not [zone for zone in ZONES if b"RDATE" in written_zone(zone, 2025, 2040)]


def test_irish_winter_is_standard_time_to_readers() -> None:
    held = {item.name: item.daylight for item in observances("Europe/Dublin", 2026, 2027)}
    assert held == {"IST": True, "GMT": False}


def test_a_day_after_the_last_thursday_may_fall_into_the_next_month() -> None:
    rule = parse("EET-2EEST,M4.5.5/0,M10.5.4/24")
    assert rule is not None
    assert rule.end is not None
    assert rule.end.rules() == [
        "FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=26,27,28,29,30,31;BYDAY=FR",
        "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=1;BYDAY=FR",
    ]


@pytest.mark.parametrize(
    "footer",
    [
        "EET-2EEST,M4.5.5/0,M10.5.4/24", "<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "EET-2EEST,M3.4.4/50,M10.4.4/50",
        "IST-2IDT,M3.4.4/26,M10.5.0", "AAA3BBB,M3.1.0/-30,M12.5.6/47", "AAA3BBB,M2.5.0/30,M1.1.0/-3",
        "AAA3BBB,J60/2,J300/26", "AAA3BBB,59/2,300/2",
    ],
)  # fmt: skip
def test_rules_say_what_the_onsets_are_or_there_are_none(footer: str) -> None:
    rule = parse(footer)
    assert rule is not None
    for onset in (rule.start, rule.end):
        assert onset is not None
        expected = [onset.on(year) for year in range(2001, 2060)]
        assert all(200 < (late - early).days < 500 for early, late in pairwise(expected))
        start = expected[0].replace(month=1, day=1)
        texts = onset.rules()
        found = sorted(
            wall for text in texts for wall in rrulestr(text, dtstart=start).between(start, expected[-1], inc=True)
        )
        if texts:
            clock = {(wall.hour, wall.minute) for wall in expected}
            assert len(clock) == 1
            assert [wall.date() for wall in found] == [wall.date() for wall in expected]


@pytest.mark.parametrize("footer", ["", "CET", "CET-1CEST,M13", "CET-1CEST,M3.6.0,M10.5.0", "X-1"])
def test_what_is_no_rule_is_refused(footer: str) -> None:
    if not footer:
        assert parse(footer) is None
        return
    with pytest.raises(ValueError, match="POSIX TZ rule"):
        parse(footer)
