"""Damaged calendars: a result or one line of error; what was understood goes in, and a second time changes nothing."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pmdesk.exchange.ics.reading.read import read
from pmdesk.exchange.ics.reading.trouble import Unreadable
from pmdesk.model import Event, Origin
from tests.exchange.ics_reading import corpus_files, corpus_rules, corpus_times
from tests.exchange.ics_reading.build import Importer

SEEDS = [case.data for case in corpus_times.CASES + corpus_rules.CASES + corpus_files.CASES if len(case.data) < 5000]
WORDS = (
    b"BEGIN:VEVENT", b"END:VEVENT", b"BEGIN:VCALENDAR", b"END:VCALENDAR", b"BEGIN:VTIMEZONE", b"END:VTIMEZONE",
    b"INTERVAL=0", b"FREQ=SECONDLY", b"BYDAY=53MO", b"COUNT=0", b"BYSETPOS=-366", b"UNTIL=00010101", b"-1", b"99999999",
    b"\x00", b"\xff\xfe", b"\xe2\x80\xa8", b"\r", b"\n ", b"\n\t", b"\"", b"\\", b":", b";", b",", b"=",
    b";TZID=Nowhere", b";VALUE=DATE", b"00000000T000000Z", b"99991231T235959", b"20260230", b"T250000", b"PT-1H",
    b"P999999999W", b"RANGE=THISANDFUTURE", b"RECURRENCE-ID:20261208T080000Z\n", b"UID:w\n", b"RRULE:FREQ=DAILY\n",
)  # fmt: skip


def damaged(dice: random.Random) -> bytes:
    """Give a hand-made calendar with one to eight faults."""
    data = bytearray(dice.choice(SEEDS))
    for _ in range(dice.randint(1, 8)):
        at, length = dice.randrange(len(data) + 1), dice.choice([0, 0, 1, 2, 5, 20, 80])
        act = dice.randrange(5)
        if act == 0:
            del data[at : at + length]
        elif act == 1:
            data[at:at] = dice.choice(WORDS)
        elif act == 2:
            data[at : at + length] = dice.choice(WORDS)
        elif act == 3:
            data[at : at + length] = dice.randbytes(length)
        else:
            start = dice.randrange(len(data) + 1)
            data[at:at] = data[start : start + length * 4]
    return bytes(data)


def holds(data: bytes) -> None:
    """Read; every error but the one that says so is a fault of the reader."""
    try:
        found = read(data)
    except Unreadable as error:
        said = [str(error)]
    else:
        said = [trouble.words for trouble in found.troubles]
        for meeting in found.meetings:
            assert meeting.uid
            assert meeting.start < meeting.end
            assert meeting.title == " ".join(meeting.title.split())
        assert len({(meeting.uid, meeting.part) for meeting in found.meetings}) == len(found.meetings)
    assert all(words and len(words) < 500 for words in said)


@pytest.mark.parametrize("seed", range(200))
def test_a_damaged_calendar_is_read_or_refused(seed: int) -> None:
    holds(damaged(random.Random(seed)))


@pytest.mark.slow
@pytest.mark.parametrize("block", range(10))
def test_ten_thousand_damaged_calendars_are_read_or_refused(block: int) -> None:
    for seed in range(1000 + block * 1000, 2000 + block * 1000):
        holds(damaged(random.Random(seed)))


@given(
    st.lists(
        st.sampled_from([*WORDS, b"\r\n", b"BEGIN:", b"END:", b"DTSTART", b"DTEND", b"RRULE", b"RDATE:", b"EXDATE:"])
    )
)
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_any_heap_of_words_is_read_or_refused(parts: list[bytes]) -> None:
    holds(b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n" + b"".join(parts) + b"\nEND:VEVENT\nEND:VCALENDAR")


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    holds(data)


@pytest.fixture
def into(tmp_path: Path) -> Iterator[Importer]:
    made = Importer(tmp_path)
    yield made
    made.desk.close()


def _taken_twice(into: Importer, seed: int, asked: dict[str, Any]) -> None:
    data = damaged(random.Random(seed))
    try:
        into.take(data, **asked)
    except Unreadable:
        return
    before = (into.events(), into.overrides(), into.blackouts(), into.desk.rows(Origin))
    again = into.take(data, **asked)
    assert again.entry is None, seed
    assert {outcome.act for outcome in again.outcomes} <= {"unchanged"}, seed
    assert (into.events(), into.overrides(), into.blackouts(), into.desk.rows(Origin)) == before


ASKED: tuple[dict[str, Any], ...] = ({"client": "ACME"}, {"blackout": "me"}, {})


@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_what_is_left_of_a_damaged_calendar_goes_in_once(into: Importer, asked: dict[str, Any]) -> None:
    for seed in range(60):
        _taken_twice(into, seed, asked)


@pytest.mark.slow
@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_what_is_left_of_many_damaged_calendars_goes_in_once(into: Importer, asked: dict[str, Any]) -> None:
    for seed in range(20_000, 21_000):
        _taken_twice(into, seed, asked)
    while into.desk.next_undo() and len(into.desk.entries(2)) > 1:
        into.desk.undo()
    assert into.desk.rows(Event) == []
