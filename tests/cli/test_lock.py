"""Under ``--lock`` a command shows and writes that client's things alone, and says nothing of the others."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Command, workbook

CANARIES = ("BOR", "CANARY", "bor")


@pytest.fixture
def desk(pmdesk: Command, tmp_path: Path) -> Command:
    """Give the program on a store with two clients who share a vendor."""
    book = workbook(
        tmp_path / "book",
        clients="key,name\nACME,Acme\nBOR,CANARY Borealis\n",
        vendors="key,name\nFIBRE,FibreCo\n",
        engagements="key,client,name,start,status\nA-POS,ACME,POS,2026-01-01,\nB-ERP,BOR,CANARY ERP,2026-01-01,\n"
        "B-BID,BOR,CANARY bid,2026-01-01,proposed\n",
        assignments="key,vendor,engagement,start,end\nA1,FIBRE,A-POS,2026-12-01,2026-12-31\n"
        "B1,FIBRE,B-ERP,2026-12-01,2026-12-31\n",
        milestones="key,engagement,title,due\nA.M,A-POS,UAT,2026-12-11\nB.M,B-ERP,CANARY cutover,2026-12-12\n",
    )
    assert pmdesk("import", book).status == 0
    return pmdesk


def test_conflicts_are_those_that_the_client_may_see(desk: Command) -> None:
    answer = desk("--lock", "acme", "conflicts", "--json")
    assert json.loads(answer.out)["context"] == "audience/ACME"
    assert [held["kind"] for held in json.loads(answer.out)["conflicts"]][:1] == ["overbooked"]
    assert not [word for word in CANARIES if word in answer.out]
    assert desk("--lock", "ACME", "conflicts", "--json", "--client", "ACME").out == answer.out
    assert "CANARY" in desk("conflicts").out


def test_calendars_are_the_clients_own(desk: Command, tmp_path: Path) -> None:
    out = tmp_path / "cal"
    answer = desk("--lock", "ACME", "export", "ics", "--out", out)
    assert (answer.status, [path.name for path in out.iterdir()]) == (0, ["acme.ics"])
    assert not [word for word in CANARIES if word in answer.out + answer.err]
    assert desk("--lock", "ACME", "export", "ics", "--out", out, "--engagement", "A-POS").status == 0


def test_a_calendar_that_names_another_client_is_stopped_without_the_name(desk: Command, tmp_path: Path) -> None:
    book = workbook(tmp_path / "more", milestones="key,engagement,title,due\nA.M,A-POS,As CANARY Borealis,2026-12-11\n")
    assert desk("import", book).status == 0
    answer = desk("--lock", "ACME", "export", "ics", "--out", tmp_path / "cal")
    assert answer.status == 2
    assert answer.err == "the calendar of ACME names another client; look at it where nobody else does\n"


@pytest.mark.parametrize(
    "args",
    [
        ("conflicts", "--client", "BOR"), ("conflicts", "--audience", "BOR"), ("conflicts", "--with", "B-BID"),
        ("export", "ics", "--out", "-", "--client", "BOR"), ("export", "ics", "--out", "-", "--engagement", "B-ERP"),
        ("export", "ics", "--out", "-", "--mine"), ("export", "ics", "--out", "-", "--allow-mention"),
        ("export", "csv", "--out", "book", "--client", "BOR"), ("export", "csv", "--out", "book", "--allow-mention"),
        ("export", "json", "--out", "-"), ("log",), ("undo",), ("redo",),
    ],
)  # fmt: skip
def test_what_is_of_others_is_refused_in_one_line(
    desk: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = desk("--lock", "ACME", *args)
    assert (answer.status, answer.out, answer.err.count("\n")) == (2, "", 1)
    assert "CANARY" not in answer.err
    assert desk("log").out.count("\n") == 1


def test_a_lock_to_nobody_is_refused(desk: Command, tmp_path: Path) -> None:
    for args in (("conflicts",), ("export", "ics", "--out", tmp_path / "cal")):
        assert desk("--lock", "NOPE", *args).err == "pmdesk: there is no client NOPE\n"


def test_a_workbook_is_what_the_client_may_see(desk: Command, tmp_path: Path) -> None:
    answer = desk("--lock", "ACME", "export", "csv", "--out", tmp_path / "out")
    assert answer.status == 0
    texts = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "out").iterdir()}
    assert not [(name, word) for name, text in texts.items() for word in CANARIES if word in text]
    assert "A-POS" in texts["engagements.csv"]
    assert texts["profile.csv"].count("\n") == texts["lessons.csv"].count("\n") == texts["time.csv"].count("\n") == 1


def test_a_workbook_that_names_another_client_is_stopped_without_the_name(desk: Command, tmp_path: Path) -> None:
    book = workbook(tmp_path / "more", milestones="key,engagement,title,due\nA.M,A-POS,As CANARY Borealis,2026-12-11\n")
    assert desk("import", book).status == 0
    answer = desk("--lock", "ACME", "export", "csv", "--out", tmp_path / "out")
    assert answer.status == 2
    assert answer.err == "the workbook ACME names another client; look at it where nobody else does\n"
    assert not (tmp_path / "out").exists()
