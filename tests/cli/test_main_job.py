"""The main job from outside: a workbook goes in, conflicts and calendars come out, nothing is lost on the way."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from tests.cli.conftest import Command, workbook


@pytest.fixture
def sample(taken_in: Path) -> Path:
    """The sample portfolio, written as a workbook and taken in."""
    return taken_in


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_a_second_import_changes_nothing(pmdesk: Command, sample: Path) -> None:
    before = (sample / "s.db").read_bytes()
    answer = pmdesk("import", sample / "W")
    assert (answer.status, answer.out.splitlines()[-1]) == (0, "no change: the store already holds all of it")
    assert (sample / "s.db").read_bytes() == before
    assert len(pmdesk("log").out.splitlines()) == 1


def test_the_workbook_comes_back_with_the_same_bytes(pmdesk: Command, sample: Path) -> None:
    pmdesk("export", "csv", "--out", sample / "W2")
    assert pmdesk("--store", sample / "two.db", "import", sample / "W2").status == 0
    pmdesk("--store", sample / "two.db", "export", "csv", "--out", sample / "W3")
    assert files(sample / "W2") == files(sample / "W3")
    assert len(files(sample / "W2")) == 19


def test_conflicts_of_every_kind_are_told(pmdesk: Command, sample: Path) -> None:
    answer = json.loads(pmdesk("conflicts", "--json").out)
    assert {key: answer[key] for key in ("as_of", "from", "to", "context")} == {
        "as_of": "2026-11-23", "from": "2026-11-23", "to": "2027-05-22", "context": "all",
    }  # fmt: skip
    assert {conflict["kind"] for conflict in answer["conflicts"]} == {
        "double-booking", "overbooked", "exclusivity", "overload", "blackout", "non-working-day", "outside-term",
        "dependency", "pile-up", "outside-hours", "travel",
    }  # fmt: skip
    assert len(answer["conflicts"]) == 30
    ranks = [["high", "medium", "low"].index(conflict["severity"]) for conflict in answer["conflicts"]]
    assert ranks == sorted(ranks)


def test_an_audience_reads_of_nobody_else(pmdesk: Command, sample: Path) -> None:
    answer = pmdesk("conflicts", "--json", "--audience", "acme").out
    assert json.loads(answer)["context"] == "audience/ACME"
    for name in ("BOR", "Borealis", "CEDAR", "Cedar", "DUNES", "Dunes", "ELM", "FARO"):
        assert name not in answer


@pytest.mark.parametrize(
    "wrong",
    [
        ("--client", "ACME", "--audience", "ACME"), ("--client", "NOBODY"),
        ("--audience", "NOBODY"), ("--with", "NOTHING"),
        ("--kind", "sorrow"), ("--severity", "dire"), ("--from", "2026-02-30"),
        ("--from", "2027-01-01", "--to", "2026-01-01"),
    ],
)  # fmt: skip
def test_a_wrong_question_gets_one_line_and_2(pmdesk: Command, sample: Path, wrong: tuple[str, ...]) -> None:
    answer = pmdesk("conflicts", *wrong)
    assert answer.status == 2
    assert answer.out == ""
    assert len(answer.err.splitlines()) == 1


def test_check_exits_with_1_where_something_is_left(pmdesk: Command, sample: Path) -> None:
    assert pmdesk("conflicts", "--check").status == 1
    assert pmdesk("conflicts", "--check", "--from", "2031-01-01", "--to", "2031-01-02").status == 0


def test_calendars_are_written_once_and_left_alone(pmdesk: Command, sample: Path) -> None:
    out = sample / "cal"
    assert pmdesk("export", "ics", "--out", f"{out}/").status == 0
    first = {path.name: (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino) for path in out.iterdir()}
    assert set(first) == {f"{key}.ics" for key in ("acme", "bor", "cedar", "dunes", "elm", "faro")}
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in out.iterdir())
    assert pmdesk("export", "ics", "--out", f"{out}/").status == 0
    assert first == {
        path.name: (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino) for path in out.iterdir()
    }


def test_a_moved_milestone_keeps_its_uid_and_counts_on(pmdesk: Command, sample: Path) -> None:
    def uat() -> tuple[str, int, str]:
        text = pmdesk("export", "ics", "--client", "ACME", "--out", "-").out
        events: list[Any] = Calendar.from_ical(text).walk("VEVENT")
        found = [part for part in events if "UAT sign-off" in part["SUMMARY"]]
        assert len(found) == 1
        return str(found[0]["UID"]), int(found[0]["SEQUENCE"]), found[0]["DTSTART"].to_ical().decode()

    before = uat()
    book = workbook(
        sample / "move", milestones="key,engagement,title,due\nACME-POS.UAT,ACME-POS,UAT sign-off,2027-01-04\n"
    )
    assert pmdesk("import", book).status == 0
    after = uat()
    assert (after[0], after[1], after[2]) == (before[0], before[1] + 1, "20270104")
    assert pmdesk("undo").out.startswith("undone: imported 1 row")
    assert uat() == (before[0], before[1] + 2, before[2])


def test_a_dry_run_says_what_it_would_do_and_does_nothing(pmdesk: Command, tmp_path: Path) -> None:
    book = workbook(tmp_path / "W", clients="key,name\nA,Alpha\n")
    answer = pmdesk("import", "--dry-run", book)
    assert "1 would be added" in answer.out
    assert pmdesk("log").out == ""


def test_global_options_stand_anywhere(pmdesk: Command, sample: Path, tmp_path: Path) -> None:
    answer = pmdesk("conflicts", "--json", "--as-of", "2026-12-01")
    assert json.loads(answer.out)["as_of"] == "2026-12-01"
    assert pmdesk("log", f"--store={tmp_path / 'none.db'}").status == 3
