"""``pmdesk add``: one line from the shell becomes a row, or is refused with a mark under the word."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Command, workbook

FILES = {
    "profile": "name,timezone\nLucía,Europe/Madrid\n",
    "clients": "key,name,timezone\nACME,Acme Retail,America/Chicago\nBOR,Borealis Energy,\n",
    "vendors": "key,name\nFIBRE,FibreCo\n",
    "engagements": "key,client,name,start\nACME-POS,ACME,POS rollout,2026-01-05\nACME-PMO,ACME,PMO,2026-01-05\n"
    "BOR-ERP,BOR,ERP,2026-01-05\n",
    "milestones": "key,engagement,title,due\nACME-POS.UAT,ACME-POS,UAT,2031-05-09\n",
}


@pytest.fixture(autouse=True)
def _desk(pmdesk: Command, tmp_path: Path) -> None:
    answer = pmdesk("import", workbook(tmp_path / "W", **FILES))
    assert answer.status == 0, answer.err


def rows(pmdesk: Command, folder: Path, name: str) -> str:
    assert pmdesk("export", "csv", "--out", folder / "out").status == 0
    return (folder / "out" / f"{name}.csv").read_text(encoding="utf-8")


def test_a_line_becomes_a_row_that_is_told_and_can_be_undone(pmdesk: Command, tmp_path: Path) -> None:
    answer = pmdesk("add", "UAT sign-off fri @ACME-POS after UAT")
    assert (answer.status, answer.err) == (0, "")
    assert answer.out == ("milestone/ACME-POS.UAT2: Milestone · ACME-POS · Fri 27 Nov 2026, in 4 days · after UAT\n")
    assert "ACME-POS.UAT2,ACME-POS,UAT sign-off,2026-11-27" in rows(pmdesk, tmp_path, "milestones")
    assert pmdesk("undo").out == "undone: added milestone UAT sign-off\n"
    assert "UAT2" not in rows(pmdesk, tmp_path, "milestones")


@pytest.mark.parametrize(
    ("line", "name", "row"),
    [
        ("sync tue 10-10:30 every week @ACME-POS with FIBRE", "events", "ACME-POS.SYNC,ACME-POS,sync,2026-11-24T10:00"),
        ("off 24 dec..2 jan", "blackouts", "ME.LEAVE,me,2026-12-24,2027-01-02,Leave"),
        ("risk Permit late p4 i5 @BOR", "raid", "BOR-ERP.PERMIT,BOR-ERP,risk,Permit late,4,5"),
        ("log 1.5h @BOR workshop", "time", "BOR-ERP,2026-11-23,1.5,workshop"),
        ("todo Send minutes tomorrow @BOR", "actions", "BOR-ERP.SEND,BOR-ERP,Send minutes,2026-11-24"),
        ("note CFO wants dates weekly @ACME", "notes", "ACME.CFO,ACME,,2026-11-23,CFO wants dates weekly"),
    ],
)
def test_every_kind_reaches_the_store(pmdesk: Command, tmp_path: Path, line: str, name: str, row: str) -> None:
    answer = pmdesk("add", line)
    assert answer.status == 0, answer.err
    assert row in rows(pmdesk, tmp_path, name)


def test_hours_with_the_same_note_add_up(pmdesk: Command, tmp_path: Path) -> None:
    pmdesk("add", "log 1.5h @BOR call")
    assert "3.5 h with those already logged" in pmdesk("add", "log 2h @BOR call").out
    assert "BOR-ERP,2026-11-23,3.5,call" in rows(pmdesk, tmp_path, "time")


def test_two_of_a_name_get_two_keys(pmdesk: Command, tmp_path: Path) -> None:
    pmdesk("add", "todo Send minutes @BOR")
    pmdesk("add", "todo Send invoice @BOR")
    found = rows(pmdesk, tmp_path, "actions")
    assert "BOR-ERP.SEND,BOR-ERP,Send minutes" in found
    assert "BOR-ERP.SEND2,BOR-ERP,Send invoice" in found


@pytest.mark.parametrize(
    ("line", "mark", "words"),
    [
        ("UAT 3/4 @BOR", "    ^^^", "'3/4' is 3 apr or 4 mar: write which"),
        ("日本 31 nov @BOR", "     ^^^^^^", "'31 nov' is no day: November has 30"),
        ("UAT @BOR", "        ^", "when? (want fri, +3d, 12 dec, 2026-12-12, eom, w48)"),
    ],
)
def test_a_refusal_points_at_the_word(pmdesk: Command, tmp_path: Path, line: str, mark: str, words: str) -> None:
    before = (tmp_path / "s.db").read_bytes()
    answer = pmdesk("add", line)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err == f"{line}\n{mark}\npmdesk: {words}\n"
    assert (tmp_path / "s.db").read_bytes() == before


def test_what_may_be_meant_is_listed(pmdesk: Command) -> None:
    answer = pmdesk("add", "UAT fri @ACME")
    assert answer.status == 2
    assert answer.err.splitlines()[-2:] == ["  @ACME-PMO · Acme · PMO", "  @ACME-POS · Acme · POS rollout"]


def test_a_date_far_off_needs_a_yes(pmdesk: Command, tmp_path: Path) -> None:
    answer = pmdesk("add", "UAT 12 dec 2028 @BOR")
    assert answer.status == 2
    assert "Tue 12 Dec 2028 is 750 days off" in answer.err
    assert "BOR-ERP" not in rows(pmdesk, tmp_path, "milestones")
    assert pmdesk("add", "--yes", "UAT 12 dec 2028 @BOR").status == 0
    assert "BOR-ERP.UAT,BOR-ERP,UAT,2028-12-12" in rows(pmdesk, tmp_path, "milestones")


def test_in_focus_the_place_may_be_left_out(pmdesk: Command, tmp_path: Path) -> None:
    assert pmdesk("add", "--client", "bor", "UAT fri").status == 0
    assert "BOR-ERP.UAT" in rows(pmdesk, tmp_path, "milestones")
    assert "there is no client NOPE" in pmdesk("add", "--client", "NOPE", "UAT fri").err


def test_under_a_lock_nothing_of_another_client_is_known(pmdesk: Command) -> None:
    answer = pmdesk("--lock", "ACME", "add", "UAT fri @BO")
    assert answer.status == 2
    assert "BOR" not in answer.err
    assert pmdesk("--lock", "ACME", "add", "UAT fri @BOR").status == 2
    assert pmdesk("--lock", "ACME", "add", "UAT fri @ACME-PMO").status == 0
    assert pmdesk("--lock", "ACME", "add", "--client", "BOR", "UAT fri").status == 2


def test_a_search_is_told_from_an_addition(pmdesk: Command) -> None:
    answer = pmdesk("add", "find 45m next week @ACME with FIBRE")
    assert answer.status == 2
    assert "adds nothing" in answer.err


def test_words_need_no_quotes_of_the_shell(pmdesk: Command) -> None:
    assert pmdesk("add", "todo", "Send", "minutes", "@BOR").out == "action/BOR-ERP.SEND: Action · BOR-ERP\n"
