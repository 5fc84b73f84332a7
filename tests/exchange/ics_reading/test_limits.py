"""Whatever the bytes are, the answer is a result or one line of error, within 10 seconds and 512 MB."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from threading import Timer

import pytest

from pmdesk.errors import InputError
from pmdesk.exchange.ics.reading import child, limited
from pmdesk.exchange.ics.reading.components import MAX_COMPONENTS
from pmdesk.exchange.ics.reading.lines import MAX_BYTES
from pmdesk.exchange.ics.reading.read import read
from tests.exchange.ics_reading.build import ics

SLOW = "import time; time.sleep(60)"
GREEDY = f"from {child.__name__} import *; import sys; limit(); x = bytearray(600 * 2**20); sys.exit(0)"


def test_a_child_gives_what_this_process_reads() -> None:
    data = ics("SUMMARY:Caf\u00e9 \U0001f600", "RRULE:FREQ=SECONDLY")
    assert limited.read_bytes(data, "x.ics") == read(data)


def test_a_file_is_read_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "x.ics"
    path.write_bytes(ics("SUMMARY:a"))
    assert [meeting.title for meeting in limited.read_file(path).meetings] == ["a"]


def test_a_file_may_be_called_anything(tmp_path: Path) -> None:
    path = tmp_path / "a\n\x1b[2J\udcff.ics"
    path.write_bytes(b"")
    with pytest.raises(InputError, match=r"^a \[2J\.ics is not a calendar"):
        limited.read_file(path)


def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.ics")
    with pytest.raises(InputError, match=r"x\.ics is no file"):
        limited.read_file(tmp_path / "x.ics")


def test_a_child_takes_no_module_from_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "icalendar.py").write_text("raise SystemExit('taken over')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert len(limited.read_bytes(ics("SUMMARY:a"), "x.ics").meetings) == 1


@pytest.mark.parametrize("data", [b"", b"\x89PNG", b"BEGIN:VCALENDAR\n" + b"BEGIN:X\n" * 30])
def test_what_is_no_calendar_is_one_line(data: bytes) -> None:
    with pytest.raises(InputError) as error:
        limited.read_bytes(data, "x.ics")
    assert str(error.value).startswith("x.ics ")
    assert "\n" not in str(error.value)


def test_more_than_50_mb_is_never_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limited, "_MODULE", "no_such_module")
    with pytest.raises(InputError, match="more than 50 MB"):
        limited.read_bytes(bytes(MAX_BYTES + 1), "x.ics")


def _instead(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, code: str) -> None:
    (tmp_path / "stand_in.py").write_text(code, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr(limited, "_MODULE", "stand_in")


def test_a_child_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _instead(monkeypatch, tmp_path, SLOW)
    monkeypatch.setattr(child, "SECONDS", 1)
    with pytest.raises(InputError, match="longer to read than 3 seconds"):
        limited.read_bytes(b"x", "x.ics")


def test_a_child_that_takes_too_much_memory_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _instead(monkeypatch, tmp_path, GREEDY)
    with pytest.raises(InputError, match="512 MB of memory"):
        limited.read_bytes(b"x", "x.ics")


def test_a_child_that_says_nothing_is_one_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _instead(monkeypatch, tmp_path, "print('[')")
    with pytest.raises(InputError, match="could not be read"):
        limited.read_bytes(b"x", "x.ics")


def test_a_reading_can_be_stopped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _instead(monkeypatch, tmp_path, SLOW)
    reading = limited.Reading(b"x", "x.ics")
    Timer(0.3, reading.stop).start()
    with pytest.raises(InputError, match="not read to its end"):
        reading.result()


@pytest.mark.parametrize(("size", "seconds"), [(0, 10), (5 * 2**20, 10), (15 * 2**20, 15), (MAX_BYTES, 32)])
def test_a_large_file_has_more_time(size: int, seconds: int) -> None:
    assert child.seconds_for(size) == seconds


def test_a_child_limits_itself() -> None:
    code = f"from {child.__name__} import *; limit(); print(*(resource.getrlimit(k)[0] for k in (0, 4, 9)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    seconds, core, memory = map(int, done.stdout.split())
    assert (seconds, core) == (10, 0)
    assert memory == 512 * 2**20 or sys.platform == "darwin"


HOSTILE = {
    "one line of 40 MB": b"BEGIN:VCALENDAR\n" + b"x" * (40 * 2**20),
    "folds of nothing": b"BEGIN:VCALENDAR\nDESCRIPTION:x\n" + b" \n" * (10 * 2**20) + b"\nEND:VCALENDAR",
    "small lines that are kept": b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n" + b"UID:\n" * (8 * 2**20),
    "50,000 zones": b"BEGIN:VCALENDAR\n" + b"BEGIN:VTIMEZONE\nTZID:X\nEND:VTIMEZONE\n" * 50_000 + b"END:VCALENDAR",
    "colons": b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART" + b";TZID=:" * 60_000 + b"\nEND:VEVENT\nEND:VCALENDAR",
    "rules that hardly ever come true": ics(
        *[
            "DTSTART:20260101T090000\nRRULE:FREQ=DAILY;INTERVAL=997;BYMONTH=2;BYMONTHDAY=29;COUNT=5000\n"
            "EXDATE:20840229T090000"
        ]
        * 300
    ),
    "every minute of the year": ics(
        "DTSTART:20260101T000000\nRRULE:FREQ=YEARLY;BYYEARDAY="
        + ",".join(map(str, range(1, 367)))
        + ";BYHOUR="
        + ",".join(map(str, range(24)))
        + ";BYMINUTE="
        + ",".join(map(str, range(60)))
        + "\nEXDATE:"
        + ",".join(f"2026{month:02}01T000000" for month in range(1, 13))
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_what_would_hang_or_fill_the_memory_is_over_in_time(name: str) -> None:
    said = ""
    try:
        limited.read_bytes(HOSTILE[name], "x.ics")
    except InputError as error:
        said = str(error)
    assert "\n" not in said


@pytest.mark.slow
@pytest.mark.parametrize("count", [5_000, MAX_COMPONENTS - 1])
def test_a_calendar_of_many_meetings_is_read_in_time(count: int) -> None:
    """As many as may be, each with as much as programs write: 40 MB."""
    data = ics(
        *[
            "DTSTART;TZID=Europe/Madrid:20261201T090000\nDTEND;TZID=Europe/Madrid:20261201T100000\nSUMMARY:x\n"
            f"LOCATION:Room 12\nSTATUS:CONFIRMED\nSEQUENCE:1\nTRANSP:OPAQUE\nDESCRIPTION:{'y' * 150}"
        ]
        * count
    )
    assert len(limited.read_bytes(data, "x.ics").meetings) == count
