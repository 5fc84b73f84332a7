"""What a line would change, beyond what it says."""

import time
from datetime import date, datetime
from decimal import Decimal

import pytest

from pmdesk.capture.keys import free_key
from pmdesk.capture.line import read_line
from pmdesk.capture.reading import SlotRequest
from pmdesk.capture.situation import Situation
from pmdesk.model import Action, Blackout, Event, Milestone, Note, Noun, Predecessor, RaidItem, TimeEntry
from tests.capture.world import situation

TODAY = date(2026, 11, 23)


def made(line: str, focus: str | None = None) -> Noun:
    found = read_line(line, situation(TODAY, focus))
    assert found.problems == ()
    (change,) = found.changes
    row: Noun = change.row  # type: ignore[union-attr]  # a line only ever puts
    return row


def test_a_milestone_has_its_baseline_and_a_key_that_is_free() -> None:
    assert made("UAT sign-off fri @ACME-POS after BUILD, LAB+5d") == Milestone(
        "ACME-POS.UAT2", "ACME-POS", "UAT sign-off", date(2026, 11, 27), baseline=date(2026, 11, 27),
        after=(Predecessor("ACME-POS.BUILD"), Predecessor("ACME-POS.LAB", 5)),
    )  # fmt: skip


def test_a_meeting_keeps_my_zone_and_repeats_wall_time() -> None:
    assert made("sync tue 10-10:30 every 2 weeks @ACME-POS with FIBRE until 30 mar") == Event(
        "ACME-POS.SYNC", "ACME-POS", "sync", datetime(2026, 11, 24, 10), datetime(2026, 11, 24, 10, 30),
        "Europe/Madrid", "FREQ=WEEKLY;INTERVAL=2;UNTIL=20270330", vendors=("FIBRE",),
    )  # fmt: skip


def test_their_time_is_kept_in_their_zone() -> None:
    row = made("sync 1 dec 9am-11 their @ACME-POS")
    assert isinstance(row, Event)
    assert (row.start, row.timezone) == (datetime(2026, 12, 1, 9), "America/Chicago")


def test_a_meeting_of_no_engagement_is_mine() -> None:
    row = made("Board tue 22:00-01:00")
    assert isinstance(row, Event)
    assert (row.key, row.engagement, row.end) == ("ME.BOARD", None, datetime(2026, 11, 25, 1))


def test_leave_is_mine_and_a_freeze_the_clients() -> None:
    assert made("off 24 dec..2 jan", "BOR") == Blackout("ME.LEAVE", "me", date(2026, 12, 24), date(2027, 1, 2), "Leave")
    assert made("freeze w52 Year end", "BOR") == Blackout(
        "BOR.YEAR", "client/BOR", date(2026, 12, 21), date(2026, 12, 27), "Year end"
    )


def test_the_register_knows_when_a_risk_was_raised() -> None:
    row = made("risk Permit late p4 i5 fri @BOR")
    assert isinstance(row, RaidItem)
    assert (row.type, row.exposure, row.raised, row.review) == ("risk", 20, TODAY, date(2026, 11, 27))


def test_hours_of_one_note_add_up() -> None:
    assert made("log 45m @ACME-POS call") == TimeEntry("ACME-POS", TODAY, Decimal("2.75"), "call")
    assert made("log 45m @ACME-POS mail") == TimeEntry("ACME-POS", TODAY, Decimal("0.75"), "mail")


def test_an_action_and_a_note_may_belong_nowhere() -> None:
    assert made("todo Call the landlord fri") == Action("ME.CALL", None, "Call the landlord", date(2026, 11, 27))
    assert made("note Call 3/4 of them fri") == Note("ME.CALL", None, None, TODAY, "Call 3/4 of them fri")
    assert made("note Fine @ACME") == Note("ACME.FINE", "ACME", None, TODAY, "Fine")


def test_a_search_for_a_slot_changes_nothing() -> None:
    found = read_line("find 45m next week Kick-off @ACME with FIBRE", situation(TODAY))
    assert found.changes == ()
    assert found.slot == SlotRequest(45, date(2026, 11, 30), date(2026, 12, 6), "Kick-off", "ACME", None, ("FIBRE",))


def test_a_search_does_not_look_back() -> None:
    found = read_line("find 45m this week", situation(date(2026, 11, 25)))
    assert found.slot is not None
    assert (found.slot.first, found.slot.last) == (date(2026, 11, 25), date(2026, 11, 29))


@pytest.mark.parametrize(
    ("line", "focus", "lines"),
    [
        ("UAT fri @ACME after BUILD", None, ["UAT fri @ACME-PMO after BUILD", "UAT fri @ACME-POS after BUILD"]),
        ("UAT fri", "ACME", ["UAT fri @ACME-PMO ", "UAT fri @ACME-POS "]),
        ("UAT fri @bo", None, ["UAT fri @BOR-ERP"]),
        ("UAT fri @NOPE", None, []),
        ("UAT fri @EMPTY", None, []),
    ],
)
def test_what_may_be_meant_is_offered_as_the_line_that_says_it(line: str, focus: str | None, lines: list[str]) -> None:
    found = read_line(line, situation(TODAY, focus))
    assert found.problems
    assert [choice.line for choice in found.choices] == lines


def test_everything_open_is_offered_where_no_place_is_named() -> None:
    found = read_line("UAT fri", situation(TODAY))
    assert [choice.key for choice in found.choices] == ["ACME-PMO", "ACME-POS", "BOR-ERP", "DUNES-WMS", "KIWI"]


def test_what_is_far_off_is_taken_after_a_second_enter_only() -> None:
    found = read_line("off 24 dec 2028..2 jan 2029", situation(TODAY))
    assert found.changes
    assert found.confirm == "Sun 24 Dec 2028 is 762 days off; Tue 2 Jan 2029 is 771 days off"


def test_a_long_line_is_refused_where_it_is_too_long() -> None:
    found = read_line("x" * 3000, situation(TODAY))
    assert [(problem.start, problem.end) for problem in found.problems] == [(2000, 3000)]


@pytest.mark.parametrize(
    ("head", "title", "taken", "key"),
    [
        ("ACME-POS", "UAT sign-off", [], "ACME-POS.UAT"),
        ("ACME-POS", "UAT sign-off", ["ACME-POS.UAT", "ACME-POS.UAT2"], "ACME-POS.UAT3"),
        ("ACME-POS", "The 3rd år of it", [], "ACME-POS.3RD"),
        ("ACME-POS", "日本", [], "ACME-POS.M"),
        ("ACME-POS", "日本", ["ACME-POS.M"], "ACME-POS.M2"),
        ("A" * 32, "UAT", [], "A" * 32),
        ("A" * 32, "UAT", ["A" * 32], "A" * 31 + "2"),
        ("ACME-POS", "é2", [], "ACME-POS.E2"),
    ],
)
def test_keys_are_made_by_habit(head: str, title: str, taken: list[str], key: str) -> None:
    assert free_key(head, title, "M", taken.__contains__) == key


def test_a_line_is_read_well_within_the_time_of_a_key_press() -> None:
    line, desk = "sync tue 10-10:30 every week @ACME-POS with Tillpoint Systems until 30 mar", situation(TODAY)
    assert min(_seconds(line, desk) for _ in range(20)) < 0.005


def _seconds(line: str, desk: Situation) -> float:
    before = time.perf_counter()
    read_line(line, desk)
    return time.perf_counter() - before
