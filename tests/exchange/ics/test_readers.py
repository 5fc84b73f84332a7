"""What is written is read alike by independent readers: texts, dates, instants."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from pmdesk.model import Blackout, Override, Predecessor
from pmdesk.schedule.instants import moment
from pmdesk.schedule.recurrence import runs
from tests.exchange.ics.desk import Desk, acme, borealis, event, milestone, wall
from tests.exchange.ics.reading import by_icalendar, by_vobject, vobject_calendar
from tests.shares import share_of_pairs

TEXTS = [
    "plain",
    "semi;colon, comma",
    "back\\slash \\n \\N \\, C:\\New\\network",
    "two\nlines\n\nand more",
    "quo\"tes: ^n 'x'",
    "émoji 🚧👩‍👩‍👧‍👦 " * 12,
    "اجتماع الإطلاق مع الفريق " * 8,
    "日本語の長い題名" * 20,
    "x" * 500,
    "\ttab",
    "=1+1",
    "[/]",
    "../../x",
    "BEGIN:VEVENT\nUID:1\nEND:VEVENT",
    "\\",
    ";",
    "\\;",
    "a\\",
    "%0D%0A",
    "&amp; <b>",
    "naïve — “quotes”",
    "e\u0301" * 60,
]
HOSTILE = "a\r\nATTENDEE:mailto:x@example.com\rb\u2028c\u2029d\x00\x07\x1b[31m\x85\u202eend"
ZONES = [
    "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Kolkata", "America/Sao_Paulo", "Europe/Dublin", "UTC", "Eire",
    "Europe/Madrid", "America/New_York", "Asia/Gaza", "Africa/Cairo", "Pacific/Chatham", "Asia/Kathmandu", "Etc/GMT+5",
]  # fmt: skip
CHANGES = ["2026-10-04", "2026-03-29", "2027-02-07", "2026-11-01", "2026-10-24", "2026-04-05"]


def acme_file(desk: Desk, **options: Any) -> bytes:
    return desk.export(client="ACME", include=("milestones", "events", "blackouts", "terms"), **options)["acme.ics"]


def lint(data: bytes) -> None:
    """Hold the octets to RFC 5545, section 3.1."""
    text = data.decode("utf-8")
    assert data.endswith(b"\r\n")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        assert b"\r" not in line
        assert b"\n" not in line
        line.decode("utf-8")
    assert not [char for char in text if (ord(char) < 32 and char not in "\r\n\t") or 127 <= ord(char) < 160]
    assert "\u2028" not in text
    for name in ("METHOD", "ORGANIZER", "ATTENDEE"):
        assert f"\r\n{name}" not in text


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
@pytest.mark.parametrize("form", ["event", "todo"])
def test_hard_texts_come_through_both_readers(text: str, form: str) -> None:
    rows = acme()
    desk = Desk(
        *rows,
        milestone(title=text, acceptance=text, site="HQ"),
        event("2026-12-08T09:00", "2026-12-08T10:00", title=text),
    )
    data = acme_file(desk, form=form)
    lint(data)
    read = by_icalendar(data)
    assert read == by_vobject(data)
    told = [item for item in read if item.summary == text.strip(" \t")]
    assert len(told) == 2
    assert text.strip(" \t") in {item.description for item in told}
    assert "Head office, Lake Street 200" in {item.location for item in told}


def test_hostile_text_is_text() -> None:
    desk = Desk(
        *acme(notes=HOSTILE), milestone(title=HOSTILE, url=f"https://example.com/{HOSTILE}", acceptance=HOSTILE)
    )
    for data in (acme_file(desk), desk.export(mine=True)["_mine.ics"]):
        lint(data)
        assert "a" in {item.summary.removeprefix("Acme Retail: ").split("\n")[0] for item in by_icalendar(data)}
        assert by_icalendar(data) == by_vobject(data)


@pytest.mark.parametrize(("zone", "day"), share_of_pairs(ZONES, CHANGES, 3))
def test_instants_hold_in_hard_zones(zone: str, day: str) -> None:
    """Hour by hour through a day on which some zone changes its clock, times that are skipped or doubled too."""
    events = [
        event(f"{day}T{hour:02}:30", f"{day}T{hour:02}:50", key=f"H{hour}", timezone=zone, title=f"H{hour}")
        for hour in range(24)
    ]
    data = acme_file(Desk(*acme(), *events))
    read = {item.summary: item for item in by_icalendar(data)}
    again = {item.summary: item for item in by_vobject(data)}
    for row in events:
        ((start, end, _),) = runs(row, (), zone, -(10**11), 10**11)
        assert (read[row.title].start, read[row.title].end) == (moment(start), moment(end))
        assert again[row.title] == read[row.title]


RULES = [
    "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270629", "FREQ=DAILY;COUNT=300", "FREQ=MONTHLY;BYDAY=-1TU;COUNT=20",
    "FREQ=WEEKLY;INTERVAL=2;UNTIL=20270901T120000Z", "FREQ=WEEKLY;UNTIL=20270525T090000", "FREQ=YEARLY;COUNT=5",
]  # fmt: skip


@pytest.mark.parametrize(("zone", "rule"), share_of_pairs(ZONES, RULES, 3))
def test_recurrence_with_exdates_and_overrides_across_clock_changes(zone: str, rule: str) -> None:
    start = wall("2026-09-29T09:00")
    row = event(
        "2026-09-29T09:00", "2026-09-29T10:15", timezone=zone, rrule=rule, exdates=(start + timedelta(days=28),)
    )
    every = {"YEARLY": 365, "MONTHLY": 28}.get(rule[5:11].rstrip(";"), 14)
    moved = Override("SYNC", start + timedelta(days=every), wall("2027-03-30T16:00"), None, "Sync moved", None)
    off = Override("SYNC", start + timedelta(days=56), None, None, None, "cancelled")
    overrides = [moved] if every != 14 else [moved, off]
    if every != 14:
        row = event("2026-09-29T09:00", "2026-09-29T10:15", timezone=zone, rrule=rule)
    data = acme_file(Desk(*acme(), row, *overrides))
    lint(data)
    assert by_icalendar(data) == by_vobject(data)
    expected = sorted(moment(begin) for begin, _, _ in runs(row, overrides, zone, 0, 10**11))
    assert expanded(data) == expected
    assert sum(item.summary == "Sync moved" for item in by_icalendar(data)) == 1


def alike(data: bytes) -> bool:
    """Compare what two readers see, but for the instant of a skipped RECURRENCE-ID, which only names the occurrence."""
    first, second = ([item._replace(recurrence=None) for item in read(data)] for read in (by_icalendar, by_vobject))
    return sorted(map(str, first)) == sorted(map(str, second))


def test_what_a_clock_change_skips_or_doubles_is_one_instant_to_all() -> None:
    """Daily at 02:30 in Madrid: on 28 March 2027 that is 03:30, and no reader has to know the rule for it."""
    row = event("2027-03-26T02:30", "2027-03-26T02:45", timezone="Europe/Madrid", rrule="FREQ=DAILY;COUNT=5")
    data = acme_file(Desk(*acme(), row))
    (moved,) = [item for item in by_icalendar(data) if item.recurrence is not None]
    assert moved.start == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    assert b"RECURRENCE-ID;TZID=Europe/Madrid:20270328T023000" in data
    assert b"DTSTART;TZID=Europe/Madrid:20270328T033000" in data
    assert alike(data)
    assert expanded(data) == sorted(moment(begin) for begin, _, _ in runs(row, (), "Europe/Madrid", 0, 10**11))


@pytest.mark.parametrize(
    ("zone", "start", "rule"),
    [
        ("Pacific/Apia", "2011-12-29T10:00", "FREQ=DAILY;COUNT=4"),
        ("Australia/Lord_Howe", "2026-09-06T02:15", "FREQ=WEEKLY;COUNT=9"),
        ("Africa/Cairo", "2027-04-01T00:20", "FREQ=WEEKLY;BYDAY=TH,FR;UNTIL=20270601"),
        ("America/Sao_Paulo", "2018-11-01T00:10", "FREQ=DAILY;UNTIL=20181110"),
        ("Europe/Dublin", "2027-03-27T09:00", "FREQ=DAILY;BYHOUR=1,9;BYMINUTE=30;COUNT=6"),
    ],
)
def test_skipped_occurrences_in_hard_zones(zone: str, start: str, rule: str) -> None:
    begins = wall(start) if "BYHOUR" not in rule else wall("2027-03-27T09:30")
    row = event(begins.isoformat(), (begins + timedelta(minutes=10)).isoformat(), timezone=zone, rrule=rule)
    data = acme_file(Desk(*acme(), row))
    assert alike(data)
    read = by_icalendar(data)
    expected = {moment(first) for first, _, _ in runs(row, (), zone, 0, 10**11)}
    moved = [item for item in read if item.recurrence is not None]
    assert len(moved) == 1
    assert {item.start for item in moved} <= expected


def test_a_series_that_begins_in_an_hour_that_comes_twice_is_as_long_to_all() -> None:
    row = event("2026-10-25T02:10", "2026-10-25T02:50", timezone="Europe/Madrid", rrule="FREQ=WEEKLY;COUNT=3")
    data = acme_file(Desk(*acme(), row))
    for read in (by_icalendar, by_vobject):
        (held,) = [item for item in read(data) if item.summary == row.title]
        assert isinstance(held.start, datetime)
        assert held.end is not None
        assert held.end - held.start == timedelta(minutes=40)


def expanded(data: bytes) -> list[datetime]:
    """Expand with vobject: the set of the series, with the overridden occurrences replaced."""
    parts = [
        part for part in vobject_calendar(data).components() if part.name == "VEVENT" and "Sync" in part.summary.value
    ]
    series = next(part for part in parts if not hasattr(part, "recurrence_id"))
    changed = {
        part.recurrence_id.value.astimezone(UTC): part.dtstart.value.astimezone(UTC)
        for part in parts
        if part is not series
    }
    zone = series.dtstart.value.tzinfo
    walls = series.getrruleset(addRDate=False)
    found = [at if at.tzinfo else at.replace(tzinfo=zone) for at in walls]
    return sorted(changed.get(at.astimezone(UTC), at.astimezone(UTC)) for at in found)


@pytest.mark.parametrize(
    ("rule", "written"),
    [
        ("FREQ=WEEKLY;UNTIL=20270202", "UNTIL=20270203T055959Z"),
        ("FREQ=WEEKLY;UNTIL=20270706T090000", "UNTIL=20270706T140000Z"),
        ("FREQ=WEEKLY;UNTIL=20270706T090000Z", "UNTIL=20270706T090000Z"),
        ("FREQ=DAILY", "FREQ=DAILY;COUNT=5000"),
        ("FREQ=DAILY;UNTIL=20991231", "FREQ=DAILY;COUNT=5000"),
        ("FREQ=WEEKLY", "RRULE:FREQ=WEEKLY\r\n"),
        ("FREQ=DAILY;BYDAY=TU", "RRULE:FREQ=DAILY;BYDAY=TU\r\n"),
    ],
)
def test_rules_end_where_they_end(rule: str, written: str) -> None:
    data = acme_file(Desk(*acme(), event("2026-12-08T09:00", "2026-12-08T10:00", rrule=rule)))
    assert written in data.decode()


def test_dated_items_are_all_day_and_free() -> None:
    off = Blackout(key="F", who="client/ACME", start=date(2026, 12, 9), end=date(2027, 1, 3), title="Freeze")
    data = acme_file(Desk(*acme(), milestone(), off))
    read = {item.summary: item for item in by_icalendar(data)}
    assert (read["UAT sign-off"].start, read["UAT sign-off"].end) == (date(2026, 12, 11), date(2026, 12, 12))
    assert (read["Freeze"].start, read["Freeze"].end) == (date(2026, 12, 9), date(2027, 1, 4))
    assert (read["POS rollout"].start, read["POS rollout"].end) == (date(2026, 8, 31), date(2027, 2, 6))
    assert data.count(b"TRANSP:TRANSPARENT") == data.count(b"X-MICROSOFT-CDO-BUSYSTATUS:FREE") == 3


def test_states_are_mapped() -> None:
    rows = [milestone(f"M{status}", status=status, title=status) for status in ("planned", "at-risk", "done")]
    desk = Desk(*acme(), *rows)
    events = {item.summary: item.status for item in by_icalendar(acme_file(desk))}
    assert events == {"POS rollout": "CONFIRMED", "planned": "CONFIRMED", "at-risk": "TENTATIVE", "✔ done": "CONFIRMED"}
    data = acme_file(desk, form="todo")
    todos = {item.summary: item.status for item in by_icalendar(data) if item.name == "VTODO"}
    assert todos == {"planned": "NEEDS-ACTION", "at-risk": "NEEDS-ACTION", "done": "COMPLETED"}
    assert b"COMPLETED:20261211T120000Z" in data
    assert b"TRANSP" not in data.partition(b"VTODO")[2]
    assert b"X-MICROSOFT" not in data.partition(b"VTODO")[2]


def test_two_forms_and_two_audiences_have_uids_of_their_own() -> None:
    desk = Desk(*acme(), milestone("B", "2026-12-01"), milestone(after=(Predecessor("B"),)))
    kinds: list[dict[str, Any]] = [{"client": "ACME"}, {"client": "ACME", "form": "todo"}, {"mine": True}]
    held = [next(iter(desk.export(**options).values())) for options in kinds]
    uids = [{item.uid for item in by_icalendar(data)} for data in held]
    assert len(uids[0] | uids[1] | uids[2]) == 6
    assert not [uid for found in uids for uid in found if "UAT" in uid or "acme" in uid.lower()]
    for found, data in zip(uids, held, strict=True):
        assert data.decode().partition("RELATED-TO;RELTYPE=DEPENDS-ON:")[2][:32] in found


def test_alarms_ring_before_the_start_and_in_mine_alone_unless_asked_for() -> None:
    desk = Desk(*acme(), milestone(), milestone("D", status="done"), event("2026-12-08T09:00", "2026-12-08T10:00"))
    assert b"VALARM" not in desk.export(client="ACME")["acme.ics"]
    mine = desk.export(mine=True)["_mine.ics"]
    assert mine.count(b"BEGIN:VALARM") == 2
    assert b"TRIGGER:-P1D" in mine
    asked = desk.export(client="ACME", alarms=(timedelta(days=1), timedelta(weeks=1)))["acme.ics"]
    assert asked.count(b"BEGIN:VALARM") == 4
    assert by_icalendar(asked) == by_vobject(asked) == by_icalendar(desk.export(client="ACME")["acme.ics"])
    todo = desk.export(client="ACME", form="todo", alarms=(timedelta(days=1),))["acme.ics"]
    assert b"TRIGGER;RELATED=END:-P1D" in todo


def test_my_own_calendar_has_what_concerns_me() -> None:
    rows = [
        *acme(), *borealis(), milestone(notes="mine alone"), event("2026-12-08T09:00", "2026-12-08T10:00", me=False),
        event("2026-12-09T09:00", "2026-12-09T10:00", key="ALONE", engagement=None, title="Pitch"),
    ]  # fmt: skip
    data = Desk(*rows).export(mine=True, include=("milestones", "events", "blackouts"))["_mine.ics"]
    titles = {item.summary for item in by_icalendar(data)}
    assert titles == {
        "Acme Retail: UAT sign-off", "Pitch", "CANARY Borealis: CANARY go-live", "CANARY Borealis: CANARY weekly",
        "CANARY leave",
    }  # fmt: skip
    assert b"mine alone" in data
    assert b"NAME:Me\r\n" in data


def test_an_empty_calendar_is_one_still() -> None:
    data = Desk(*acme()).export()["acme.ics"]
    lint(data)
    assert by_icalendar(data) == by_vobject(data) == []
    assert b"BEGIN:VTIMEZONE" in data
    assert data.count(b"RRULE:") == data.count(b"TZOFFSETTO:") == 2


def test_the_calendar_says_who_it_is() -> None:
    data = Desk(*acme()).export()["acme.ics"].decode()
    for line in (
        "PRODID:-//pmdesk//pmdesk//EN", "VERSION:2.0", "NAME:Acme Retail", "X-WR-CALNAME:Acme Retail",
        "COLOR:dodgerblue", "REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H", "LAST-MODIFIED:",
    ):  # fmt: skip
        assert f"\r\n{line}" in data
