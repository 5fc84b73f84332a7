"""What leaves for a client and names another one is stopped, shown, and logged where it is let pass."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from tests.tui.driving import open_desk

from pmdesk.cli.main import run
from pmdesk.desk.calendars import CANCELLED_DAYS, export_ics
from pmdesk.exchange.ics.request import Request
from pmdesk.model import Client, Engagement, Milestone
from pmdesk.portfolio import Put

START = date(2026, 1, 1)
LEAK = Milestone(key="A.M", engagement="A", title="Go-live", due=date(2026, 12, 1), acceptance="as at Borealis")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "s.db"
    desk = open_desk(path)
    rows = [
        Client(key="ACME", name="Acme"), Client(key="BOR", name="Borealis"),
        Engagement(key="A", client="ACME", name="POS", start=START),
        Engagement(key="B", client="BOR", name="Grid", start=START),
        LEAK,
        Milestone(key="B.M", engagement="B", title="Grid on", due=date(2026, 12, 1), notes="like Acme"),
    ]  # fmt: skip
    desk.apply([Put(row) for row in rows], "made")
    desk.close()
    return path


def export(store: Path, out: Path, *more: str) -> int:
    return run(["--store", str(store), "export", "ics", "--out", str(out), *more])


def test_a_calendar_that_names_another_client_is_not_written(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "acme.ics"
    assert export(store, out, "--client", "ACME") == 2
    told = capsys.readouterr().err
    assert "milestone/A.M: mentions Borealis (BOR): as at Borealis" in told
    assert "--allow-mention" in told
    assert not out.exists()
    desk = open_desk(store)
    assert desk.store.publications("client/ACME") == []
    desk.close()


@pytest.mark.parametrize(("days", "stays"), [("", True), ("120", True), ("7", False), ("many", True), ("0", True)])
def test_how_long_what_is_cancelled_stays_is_a_setting(store: Path, tmp_path: Path, days: str, stays: bool) -> None:
    desk = open_desk(store)
    desk.set_setting(CANCELLED_DAYS, days)
    row = desk.get(Milestone, "B.M")
    assert row is not None
    desk.apply([Put(replace(row, status="cancelled", notes=""))], "cancelled")
    at = desk.store.stamps()["milestone/B.M"][1]
    asked, out = Request(client="BOR"), str(tmp_path / "bor.ics")
    now = datetime.fromisoformat(at) + timedelta(days=30)
    list(export_ics(desk.store, asked, out, today=START, now=now, new_uid=lambda: "1"))
    desk.close()
    assert ("Grid on" in Path(out).read_text(encoding="utf-8")) == stays


def test_the_other_clients_calendars_are_written(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "all"
    assert export(store, out) == 2
    assert [path.name for path in out.iterdir()] == ["bor.ics"]


def test_notes_do_not_leave_and_are_not_searched(store: Path, tmp_path: Path) -> None:
    assert export(store, tmp_path / "bor.ics", "--client", "BOR") == 0


def test_letting_it_pass_is_logged_and_can_not_be_undone(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "acme.ics"
    assert export(store, out, "--client", "ACME", "--allow-mention") == 0
    assert b"as at Borealis" in out.read_bytes()
    run(["--store", str(store), "log"])
    assert "let Borealis pass in the calendar acme" in capsys.readouterr().out
    desk = open_desk(store)
    entry = desk.next_undo()
    assert entry is not None
    assert entry.words == "made"
    desk.close()


def test_my_own_calendar_names_everybody(store: Path, tmp_path: Path) -> None:
    assert export(store, tmp_path / "mine.ics", "--mine") == 0


def test_an_exempt_word_passes(store: Path, tmp_path: Path) -> None:
    desk = open_desk(store)
    desk.set_setting("guard_exempt", "other; borealis")
    desk.close()
    assert export(store, tmp_path / "acme.ics", "--client", "ACME") == 0


def test_a_change_that_takes_the_name_out_lets_it_leave(store: Path, tmp_path: Path) -> None:
    desk = open_desk(store)
    desk.apply([Put(replace(LEAK, acceptance="as elsewhere"))], "said it otherwise")
    desk.close()
    assert export(store, tmp_path / "acme.ics", "--client", "ACME") == 0


def test_a_workbook_for_a_client_is_searched(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "book"
    asked = ["--store", str(store), "export", "csv", "--out", str(out), "--client", "ACME"]
    assert run(asked) == 2
    assert "milestone/A.M: mentions Borealis (BOR): as at Borealis" in capsys.readouterr().err
    assert not out.exists()
    assert run([*asked, "--allow-mention"]) == 0
    assert "as at Borealis" in (out / "milestones.csv").read_text(encoding="utf-8")
    assert "Grid" not in "".join(path.read_text(encoding="utf-8") for path in out.iterdir())
