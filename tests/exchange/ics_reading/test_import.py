"""What becomes of a foreign calendar: new, changed, cancelled, unchanged; once, and undone in one step."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pmdesk.desk import Desk
from pmdesk.desk.calendar_import import import_calendar
from pmdesk.desk.intake.asked import Intake
from pmdesk.errors import InputError, Refused
from pmdesk.exchange.files import write_lines
from pmdesk.exchange.ics.reading.read import read
from pmdesk.frozen import replace
from pmdesk.model import Event, Origin, Override
from pmdesk.portfolio import Put
from tests.exchange.ics_reading.build import NOW, Importer, acts, ics, wall

WEEKLY = """
UID:w
DTSTART;TZID=Europe/Berlin:20261201T090000
DTEND;TZID=Europe/Berlin:20261201T100000
RRULE:FREQ=WEEKLY;UNTIL=20270330T220000Z
SUMMARY:Weekly sync
"""
MOVED = """
UID:w
RECURRENCE-ID;TZID=Europe/Berlin:20261215T090000
DTSTART;TZID=Europe/Berlin:20261216T110000
DTEND;TZID=Europe/Berlin:20261216T120000
SUMMARY:Weekly sync
"""


@pytest.fixture
def into(tmp_path: Path) -> Iterator[Importer]:
    made = Importer(tmp_path)
    yield made
    made.desk.close()


def test_a_meeting_goes_to_the_engagement_that_runs_then(into: Importer) -> None:
    result = into.take(ics(WEEKLY, "UID:old\nDTSTART:20210301T100000Z\nSUMMARY:Kick-off"), client="ACME")
    assert acts(result) == {"new": 2}
    assert {row.key: row.engagement for row in into.events()} == {
        "ACME-OLD.KICK": "ACME-OLD", "ACME-POS.WEEKLY": "ACME-POS",
    }  # fmt: skip


def test_the_same_file_again_changes_nothing(into: Importer) -> None:
    data = ics(WEEKLY, MOVED, "UID:a\nSUMMARY:Once\nRDATE:20261203T090000Z,20261205T090000Z")
    first = into.take(data, client="ACME")
    before = (into.events(), into.overrides(), into.desk.rows(Origin), into.desk.entries())
    second = into.take(data, client="ACME")
    assert acts(first) == {"new": 4}
    assert acts(second) == {"unchanged": 4}
    assert second.entry is None
    assert (into.events(), into.overrides(), into.desk.rows(Origin), into.desk.entries()) == before


def test_one_entry_is_undone_and_done_again(into: Importer) -> None:
    result = into.take(ics(WEEKLY, MOVED), client="ACME")
    assert result.entry is not None
    assert result.entry.words == "took in meetings from x.ics: 1 new"
    assert result.entry.clients == ("ACME",)
    into.desk.undo()
    assert (into.events(), into.overrides(), into.desk.rows(Origin)) == ([], [], [])
    into.desk.redo()
    assert [row.key for row in into.events()] == ["ACME-POS.WEEKLY"]
    assert acts(into.take(ics(WEEKLY, MOVED), client="ACME")) == {"unchanged": 1}


def test_the_same_uid_updates_and_keeps_what_only_this_desk_knows(into: Importer) -> None:
    into.take(ics(WEEKLY, MOVED), client="ACME")
    (row,) = into.events()
    changed = replace(row, vendors=("NORTH",), me=False)
    into.desk.apply([Put(changed)], "asked Northwind to come")
    result = into.take(ics(WEEKLY.replace("T09", "T10").replace("T100000\nRR", "T113000\nRR")), client="ACME")
    (after,) = into.events()
    assert acts(result) == {"changed": 1}
    assert (after.key, after.uid, after.vendors, after.me) == (row.key, row.uid, ("NORTH",), False)
    assert (after.start, after.end) == (wall("2026-12-01T10:00"), wall("2026-12-01T11:30"))
    assert into.overrides() == []


def test_a_local_change_stays_while_the_sender_changes_nothing(into: Importer) -> None:
    into.take(ics(WEEKLY), client="ACME")
    (row,) = into.events()
    into.desk.apply([Put(replace(row, title="Ours"))], "renamed")
    assert acts(into.take(ics(WEEKLY), client="ACME")) == {"unchanged": 1}
    assert [held.title for held in into.events()] == ["Ours"]


@pytest.mark.parametrize(
    "cancelled",
    [ics(WEEKLY + "STATUS:CANCELLED"), ics(WEEKLY, head="METHOD:CANCEL"), ics("UID:w", head="METHOD:CANCEL")],
)
def test_cancelling_cancels_what_was_made(into: Importer, cancelled: bytes) -> None:
    into.take(ics(WEEKLY), client="ACME")
    assert acts(into.take(cancelled, client="ACME")) == {"cancelled": 1}
    assert [(row.status, row.rrule is None) for row in into.events()] == [("cancelled", False)]
    assert acts(into.take(cancelled, client="ACME")) == {"unchanged": 1}
    assert acts(into.take(ics(WEEKLY), client="ACME")) == {"changed": 1}
    assert [row.status for row in into.events()] == ["confirmed"]


def test_cancelling_what_was_never_known_makes_nothing(into: Importer) -> None:
    assert acts(into.take(ics(WEEKLY, head="METHOD:CANCEL"), client="ACME")) == {"unchanged": 1}
    assert into.events() == []


def test_one_occurrence_is_moved_or_cancelled_by_itself(into: Importer) -> None:
    into.take(ics(WEEKLY), client="ACME")
    assert acts(into.take(ics(MOVED), client="ACME")) == {"changed": 1}
    assert into.overrides() == [Override("ACME-POS.WEEKLY", wall("2026-12-15T09:00"), wall("2026-12-16T11:00"))]
    assert acts(into.take(ics(MOVED), client="ACME")) == {"unchanged": 1}
    assert acts(into.take(ics(MOVED, head="METHOD:CANCEL"), client="ACME")) == {"cancelled": 1}
    assert into.overrides() == [Override("ACME-POS.WEEKLY", wall("2026-12-15T09:00"), status="cancelled")]


def test_an_occurrence_without_its_series_stands_for_itself_until_that_comes(into: Importer) -> None:
    assert acts(into.take(ics(MOVED), client="ACME")) == {"new": 1}
    assert acts(into.take(ics(MOVED), client="ACME")) == {"unchanged": 1}
    into.take(ics(WEEKLY, MOVED), client="ACME")
    assert sorted((row.rrule is not None, row.status) for row in into.events()) == [
        (False, "cancelled"), (True, "confirmed"),
    ]  # fmt: skip


def test_an_older_revision_changes_nothing(into: Importer) -> None:
    into.take(ics(WEEKLY + "SEQUENCE:3"), client="ACME")
    result = into.take(ics(WEEKLY.replace("Weekly", "Daily") + "SEQUENCE:2"), client="ACME")
    assert acts(result) == {"unchanged": 1}
    assert [row.title for row in into.events()] == ["Weekly sync"]
    assert result.notes == ("line 3: a newer revision of this was taken in before",)


def test_one_uid_for_two_clients_is_two_meetings(into: Importer) -> None:
    into.take(ics(WEEKLY), client="ACME")
    assert acts(into.take(ics(WEEKLY), client="BOR")) == {"new": 1}
    assert acts(into.take(ics(WEEKLY))) == {"new": 1}
    assert [row.engagement for row in into.events()] == ["ACME-POS", "BOR-ERP", None]
    into.take(ics(WEEKLY.replace("Weekly sync", "Private")), client="BOR")
    assert [row.title for row in into.events()] == ["Weekly sync", "Private", "Weekly sync"]


def test_naming_another_engagement_moves_a_meeting_there(into: Importer) -> None:
    into.take(ics(WEEKLY), client="ACME")
    assert acts(into.take(ics(WEEKLY), engagement="ACME-OLD")) == {"changed": 1}
    assert [row.engagement for row in into.events()] == ["ACME-OLD"]
    assert acts(into.take(ics(WEEKLY), client="ACME")) == {"unchanged": 1}


def test_a_deleted_meeting_is_made_again(into: Importer) -> None:
    into.take(ics(WEEKLY), client="ACME")
    into.desk.apply(into.desk.dependents(Event, "ACME-POS.WEEKLY"), "deleted")
    assert acts(into.take(ics(WEEKLY), client="ACME")) == {"new": 1}


def test_a_date_that_is_no_longer_there_is_cancelled(into: Importer) -> None:
    into.take(ics("UID:a\nSUMMARY:Once\nRDATE:20261203T090000Z,20261205T090000Z"), client="ACME")
    result = into.take(ics("UID:a\nSUMMARY:Once\nRDATE:20261205T090000Z"), client="ACME")
    assert acts(result) == {"cancelled": 1, "unchanged": 2}
    assert [row.status for row in sorted(into.events(), key=lambda row: row.start)] == [
        "confirmed", "cancelled", "confirmed",
    ]  # fmt: skip


def test_a_dry_run_says_it_and_writes_nothing(into: Importer) -> None:
    into.take(ics(WEEKLY), client="ACME")
    data = ics(WEEKLY.replace("Weekly", "Daily"), "UID:n\nSUMMARY:New", "UID:bad\nRRULE:FREQ=SECONDLY")
    before = (into.events(), into.desk.entries())
    result = into.take(data, client="ACME", dry_run=True)
    assert str(result) == "x.ics: 1 new, 1 changed, 0 cancelled, 0 unchanged, 1 not understood"
    assert [str(outcome) for outcome in result.outcomes] == [
        "changed    event/ACME-POS.WEEKLY  2026-12-01T09:00  Daily sync",
        "new        event/ACME-POS.NEW  2026-12-01T09:00  New",
    ]
    assert (into.events(), into.desk.entries()) == before


def test_strict_takes_nothing_where_something_is_not_understood(into: Importer) -> None:
    data = ics(WEEKLY, "UID:bad\nRRULE:FREQ=SECONDLY")
    with pytest.raises(Refused, match=r"^x\.ics:13: RRULE is no recurrence rule"):
        into.take(data, client="ACME", strict=True)
    assert into.events() == []
    assert acts(into.take(ics(WEEKLY), client="ACME", strict=True)) == {"new": 1}


def test_what_the_rules_of_the_store_refuse_is_left_out_alone(into: Importer) -> None:
    # 02:30 to 03:00 of a floating time: on that day the clocks of Chicago go from 02:00 to 03:00
    skipped = "UID:s\nDTSTART:20270314T023000\nDTEND:20270314T030000\nSUMMARY:In the gap"
    result = into.take(ics(WEEKLY, skipped), client="ACME")
    assert acts(result) == {"new": 1}
    assert len(result.troubles) == 1
    assert "not after the start" in result.troubles[0].words


def test_a_location_that_is_a_site_of_the_client_is_that_site(into: Importer) -> None:
    data = ics("UID:1\nLOCATION:Head office\\, Lake Street 200", "UID:2\nLOCATION:Room 5\nDESCRIPTION:Bring cake")
    into.take(data, client="ACME")
    into.take(data, client="BOR")
    assert [(row.site, row.notes) for row in into.events()] == [
        ("HQ", ""), (None, "Where: Room 5\n\nBring cake"),
        (None, "Where: Head office, Lake Street 200"), (None, "Where: Room 5\n\nBring cake"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"client": "NOBODY"}, "there is no client NOBODY"),
        ({"engagement": "NOTHING"}, "there is no engagement NOTHING"),
        ({"blackout": "vendor/NOBODY"}, "there is no vendor NOBODY"),
        ({"blackout": "them"}, "is not one of"),
    ],
)
def test_who_it_is_for_must_be_there(into: Importer, asked: dict[str, Any], words: str) -> None:
    with pytest.raises(InputError, match=words):
        into.take(ics(WEEKLY), **asked)


def test_one_thing_is_asked_for_at_a_time() -> None:
    with pytest.raises(InputError, match="exclude each other"):
        Intake(client="ACME", blackout="me")


def test_many_of_one_title_get_keys_of_their_own(into: Importer) -> None:
    result = into.take(ics(*[f"UID:{number}\nSUMMARY:Sync" for number in range(300)]), client="ACME")
    assert acts(result) == {"new": 300}
    assert {"ACME-POS.SYNC", "ACME-POS.SYNC2", "ACME-POS.SYNC300"} <= {row.key for row in into.events()}
    more = into.take(ics("UID:more\nSUMMARY:Sync", "UID:more2\nSUMMARY:\u65e5\u672c\u8a9e"), client="ACME")
    assert [outcome.ref for outcome in more.outcomes] == ["event/ACME-POS.SYNC301", "event/ACME-POS.MEETING"]


def test_what_was_taken_in_is_known_after_a_dump_too(into: Importer, tmp_path: Path) -> None:
    data = ics(WEEKLY, MOVED, "UID:a\nSUMMARY:Once\nRDATE:20261203T090000Z")
    into.take(data, client="ACME")
    write_lines(tmp_path / "dump.json", into.desk.export_dump())
    other = Desk.open(tmp_path / "other.db", now=lambda: NOW, zone="Europe/Madrid")
    other.import_dump(tmp_path / "dump.json")
    again = import_calendar(other, read(data), "x.ics", Intake(client="ACME"))
    assert acts(again) == {"unchanged": 3}
    assert again.entry is None
    other.close()


# -- blackouts ---------------------------------------------------------------------------------------------------------


def test_leave_is_whole_days_both_ends_included(into: Importer) -> None:
    # 08:00 to 08:00 in Tokyo is midnight to midnight in Madrid
    data = ics(
        "UID:1\nDTSTART;VALUE=DATE:20261224\nDTEND;VALUE=DATE:20270102\nSUMMARY:Christmas",
        "UID:2\nDTSTART;TZID=Asia/Tokyo:20261201T080000\nDTEND;TZID=Asia/Tokyo:20261202T080000\nSUMMARY:Trip",
    )
    assert acts(into.take(data, blackout="me")) == {"new": 2}
    assert [(row.key, row.who, row.start, row.end) for row in into.blackouts()] == [
        ("ME.CHRISTMAS", "me", date(2026, 12, 24), date(2027, 1, 1)),
        ("ME.TRIP", "me", date(2026, 12, 1), date(2026, 12, 1)),
    ]  # fmt: skip
    assert acts(into.take(data, blackout="me")) == {"unchanged": 2}


def test_leave_that_recurs_is_written_out_within_a_window(into: Importer) -> None:
    data = ics("UID:1\nDTSTART;VALUE=DATE:20000501\nRRULE:FREQ=YEARLY\nSUMMARY:Plant closed")
    assert acts(into.take(data, blackout="client/BOR")) == {"new": 4}
    assert [row.start for row in into.blackouts()] == [date(year, 5, 1) for year in (2026, 2027, 2028, 2029)]
    assert {row.who for row in into.blackouts()} == {"client/BOR"}
    assert acts(into.take(data, blackout="client/BOR")) == {"unchanged": 4}
    without = data.replace(b"SUMMARY", b"EXDATE;VALUE=DATE:20280501\r\nSUMMARY")
    assert acts(into.take(without, blackout="client/BOR")) == {"unchanged": 3, "cancelled": 1}
    assert len(into.blackouts()) == 3
    into.desk.undo()
    assert len(into.blackouts()) == 4


def test_leave_that_is_cancelled_is_taken_away(into: Importer) -> None:
    data = ics("UID:1\nDTSTART;VALUE=DATE:20261224\nSUMMARY:Off")
    into.take(data, blackout="vendor/NORTH")
    gone = ics("UID:1\nDTSTART;VALUE=DATE:20261224\nSUMMARY:Off", head="METHOD:CANCEL")
    assert acts(into.take(gone, blackout="vendor/NORTH")) == {"cancelled": 1}
    assert into.blackouts() == []
    assert acts(into.take(gone, blackout="vendor/NORTH")) == {"unchanged": 1}
    assert acts(into.take(data, blackout="vendor/NORTH")) == {"new": 1}


def test_leave_that_moves_keeps_its_key(into: Importer) -> None:
    into.take(ics("UID:1\nDTSTART;VALUE=DATE:20261224\nSUMMARY:Off"), blackout="me")
    assert acts(into.take(ics("UID:1\nDTSTART;VALUE=DATE:20261228\nSUMMARY:Off"), blackout="me")) == {"changed": 1}
    assert [(row.key, row.start) for row in into.blackouts()] == [("ME.OFF", date(2026, 12, 28))]
