"""``pmdesk import x.ics`` from the shell: what it says, where, and how it ends."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Command, workbook
from tests.exchange.ics_reading.build import ics

WEEKLY = "UID:w\nDTSTART;TZID=W. Europe Standard Time:20261201T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY\nSUMMARY:Sync"
BAD = "UID:bad\nRRULE:FREQ=DAILY;INTERVAL=0"


@pytest.fixture
def acme(pmdesk: Command, tmp_path: Path) -> Command:
    """Give the command on a store with two clients."""
    book = workbook(
        tmp_path / "book",
        clients="key,name\nACME,Acme\nBOR,Borealis\n",
        engagements="key,client,name,start\nACME-POS,ACME,POS,2026-01-01\nBOR-ERP,BOR,ERP,2026-01-01\n",
    )
    assert pmdesk("import", book).status == 0
    return pmdesk


def _file(tmp_path: Path, *events: str, name: str = "x.ics") -> Path:
    path = tmp_path / name
    path.write_bytes(ics(*events))
    return path


def test_what_is_taken_in_is_said_and_what_is_not(acme: Command, tmp_path: Path) -> None:
    path = _file(tmp_path, WEEKLY, BAD)
    tried = acme("import", path, "--client", "acme", "--dry-run")
    assert tried.out.splitlines()[-1] == (
        "x.ics: 1 new, 0 changed, 0 cancelled, 0 unchanged, 1 not understood (nothing was written)"
    )
    done = acme("import", path, "--client", "acme")
    assert (done.status, done.err) == (0, "x.ics:13: RRULE has INTERVAL=0 (want 1 to 999)\n")
    assert done.out.splitlines() == [
        "new        event/ACME-POS.SYNC  2026-12-01T09:00  Sync",
        "x.ics: 1 new, 0 changed, 0 cancelled, 0 unchanged, 1 not understood",
    ]
    again = acme("import", path, "--client", "acme")
    assert again.out == "x.ics: 0 new, 0 changed, 0 cancelled, 1 unchanged, 1 not understood\n"
    assert acme("undo").out == "undone: took in meetings from x.ics: 1 new\n"


def test_strict_refuses_all_of_it(acme: Command, tmp_path: Path) -> None:
    refused = acme("import", _file(tmp_path, WEEKLY, BAD), "--engagement", "ACME-POS", "--strict")
    assert (refused.status, refused.out) == (2, "")
    assert refused.err == "x.ics:13: RRULE has INTERVAL=0 (want 1 to 999)\n"


def test_leave_makes_conflicts(acme: Command, tmp_path: Path) -> None:
    acme("import", _file(tmp_path, WEEKLY), "--client", "ACME")
    leave = _file(tmp_path, "UID:l\nDTSTART;VALUE=DATE:20261207\nDURATION:P1W\nSUMMARY:Leave", name="leave.ics")
    assert acme("import", leave, "--blackout", "me").status == 0
    assert "Leave" in acme("conflicts", "--kind", "blackout").out


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["--client", "ACME", "--blackout", "me"], "exclude each other"),
        (["--client", "NOBODY"], "there is no client NOBODY"),
        (["--blackout", "them"], "is not one of client/KEY, me, vendor/KEY"),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_line(acme: Command, tmp_path: Path, args: list[str], words: str) -> None:
    refused = acme("import", _file(tmp_path, WEEKLY), *args)
    assert (refused.status, refused.out) == (2, "")
    assert words in refused.err
    assert refused.err.count("\n") == 1


def test_what_is_no_calendar_is_refused_in_one_line(acme: Command, tmp_path: Path) -> None:
    path = tmp_path / "picture.ics"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\x1b[2J")
    refused = acme("import", path)
    assert (refused.status, refused.err) == (2, "pmdesk: picture.ics is not a calendar: it holds no BEGIN:VCALENDAR\n")


def test_the_options_of_calendars_are_not_for_workbooks(acme: Command, tmp_path: Path) -> None:
    refused = acme("import", tmp_path / "book", "--client", "ACME")
    assert refused.status == 2
    assert "is no calendar" in refused.err


def test_under_a_lock_only_that_clients_calendar_is_taken_in(acme: Command, tmp_path: Path) -> None:
    path = _file(tmp_path, WEEKLY)
    assert "locked to ACME" in acme("--lock", "ACME", "import", path, "--client", "BOR").err
    assert "locked to ACME" in acme("--lock", "ACME", "import", path, "--engagement", "BOR-ERP").err
    assert "locked to ACME" in acme("--lock", "ACME", "import", path, "--blackout", "me").err
    assert "event/ACME-POS.SYNC" in acme("--lock", "ACME", "import", path).out


def test_control_characters_do_not_reach_the_terminal(acme: Command, tmp_path: Path) -> None:
    done = acme("import", _file(tmp_path, "UID:c\nSUMMARY:\x1b]52;c;eA==\x07Sync", "UID:\x1b[2J\nDTSTART:\x1b[2J"))
    assert "\x1b" not in done.out + done.err
    assert "Sync" in done.out


def test_what_is_quoted_of_a_file_stays_in_its_line(acme: Command, tmp_path: Path) -> None:
    path = tmp_path / "x.ics"
    path.write_bytes("BEGIN:VCALENDAR\nBEGIN:X\u2028Y\x85Z\nEND:X\u2028Y\x85Z\nEND:VCALENDAR\n".encode())
    for strict in ([], ["--strict"]):
        assert acme("import", path, "--client", "ACME", *strict).err == "x.ics:2: a X YZ is not taken in\n"
