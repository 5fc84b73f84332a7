"""``pmdesk today``: golden text and JSON of the sample, contexts, the lock, what it must not load."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Answer, Command, workbook
from tests.cli.test_imports import loaded

GOLDEN = Path(__file__).parent / "golden"
OTHERS = ("BOR", "Borealis", "CEDAR", "Cedar", "DUNES", "Dunes", "ELM", "Elm", "FARO", "Faro", "Ferrer")


@pytest.fixture
def today(pmdesk: Command, kept: Path) -> Command:
    """``pmdesk today`` on the sample."""

    def command(*args: str | Path) -> Answer:
        return pmdesk("--store", kept, "today", *args)

    return command


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("today.txt", []),
        ("today.json", ["--json"]),
        ("today-acme.txt", ["--client", "acme"]),
        ("today-locked.json", ["--lock", "ACME", "--json"]),
    ],
)
def test_golden(today: Command, name: str, args: list[str]) -> None:
    answer = today(*args)
    assert (answer.status, answer.err) == (0, "")
    assert answer.out == (GOLDEN / name).read_text(encoding="utf-8")


def test_the_week_is_that_of_the_conflicts_command(pmdesk: Command, today: Command, tmp_path: Path) -> None:
    week = ["--from", "2026-11-23", "--to", "2026-11-29"]
    for choice in ([], ["--client", "DUNES"]):
        all_of_them = json.loads(pmdesk("--store", tmp_path / "kept.db", "conflicts", "--json", *week, *choice).out)
        assert json.loads(today("--json", *choice).out)["conflicts"] == all_of_them["conflicts"]
    seen = json.loads(pmdesk("--store", tmp_path / "kept.db", "conflicts", "--json", *week, "--audience", "BOR").out)
    assert json.loads(today("--json", "--lock", "BOR").out)["conflicts"] == seen["conflicts"]


@pytest.mark.parametrize("args", [[], ["--json"]])
def test_under_lock_nobody_else_is_named(today: Command, args: list[str]) -> None:
    answer = today("--lock", "ACME", *args)
    assert answer.status == 0
    for name in OTHERS:
        assert name not in answer.out, name


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["--client", "NOBODY"], "pmdesk: there is no client NOBODY"),
        (["--lock", "NOBODY"], "pmdesk: there is no client NOBODY"),
        (["--lock", "ACME", "--client", "BOR"], "pmdesk: this is locked to ACME"),
    ],
)
def test_a_wrong_question(today: Command, args: list[str], words: str) -> None:
    answer = today(*args)
    assert (answer.status, answer.out, answer.err.strip()) == (2, "", words)


def test_a_moved_date_is_told_until_the_calendar_is_written_again(pmdesk: Command, tmp_path: Path) -> None:
    """What a client was told by its calendar, and what was moved since."""
    book = {
        "clients": "key,name\nA,Alpha\n", "engagements": "key,client,name,start\nE,A,Deal,2026-01-01\n",
        "milestones": "key,engagement,title,due,status\nM,E,Launch,2027-05-03,\nN,E,Old,2026-02-02,done\n",
    }  # fmt: skip
    moved = {**book, "milestones": "key,engagement,title,due\nM,E,Launch,2027-06-01\n"}

    def untold() -> list[dict[str, Any]]:
        found = json.loads(pmdesk("today", "--json").out)["alerts"]
        return [one for one in found if one["kind"] == "untold"]

    pmdesk("import", workbook(tmp_path / "one", **book))
    assert pmdesk("export", "ics", "--out", tmp_path / "cal/").status == 0
    assert untold() == []
    pmdesk("import", workbook(tmp_path / "two", **moved))
    (one,) = untold()
    assert (one["ref"], one["client"], one["day"]) == ("milestone/M", "A", "2027-06-01")
    assert one["message"].startswith("Launch is now Tue 1 Jun 2027; its client was told Mon 3 May 2027 on ")
    assert pmdesk("export", "ics", "--out", tmp_path / "cal/").status == 0
    assert untold() == []


def test_an_empty_store_has_a_quiet_day(pmdesk: Command, tmp_path: Path) -> None:
    pmdesk("import", workbook(tmp_path / "W", clients="key,name\n"))
    answer = pmdesk("today")
    assert answer.out.splitlines()[:4] == ["Mon 23 Nov 2026", "", "agenda", "  no meetings today"]
    assert pmdesk("--as-of", "9999-12-31", "today").status == 0
    assert pmdesk("--as-of", "0001-01-01", "today").status == 0


def test_hostile_text_is_cleaned_and_never_markup(pmdesk: Command, tmp_path: Path) -> None:
    book = workbook(
        tmp_path / "W", clients="key,name\nA,Alpha\n", engagements="key,client,name,start\nE,A,Deal,2026-01-01\n",
        milestones='key,engagement,title,due\nM,E,"[/] two\nlines",2026-11-24\n',
    )  # fmt: skip
    pmdesk("import", book)
    assert "  * A        [/] two lines is due Tue 24 Nov, tomorrow\n" in pmdesk("today").out


def test_it_loads_no_heavy_module(today: Command, tmp_path: Path) -> None:
    kept = ("--store", str(tmp_path / "kept.db"), "--as-of", "2026-11-23", "today")
    assert loaded(*kept) == "[]"
    assert loaded(*kept, "--json", "--lock", "ACME") == "[]"


def test_a_report_that_was_kept_is_no_longer_due(pmdesk: Command, today: Command, tmp_path: Path) -> None:
    def owing() -> set[str]:
        return {one["ref"] for one in json.loads(today("--json").out)["alerts"] if one["kind"] == "report-due"}

    before = owing()
    assert {"engagement/ACME-POS", "engagement/BOR-ERP"} <= before
    assert pmdesk("--store", tmp_path / "kept.db", "report", "ACME-POS", "--out", tmp_path / "r.md").status == 0
    assert before - owing() == {"engagement/ACME-POS"}
