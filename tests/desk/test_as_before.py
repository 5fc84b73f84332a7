"""An export of which nothing can have changed reads nothing; whatever may make a difference is noticed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.exchange.ics.desk import acme, borealis, milestone

from pmdesk.desk import Desk
from pmdesk.desk.calendars import Written
from pmdesk.desk.safekeeping import restore
from pmdesk.errors import StoreError
from pmdesk.exchange.ics.request import Request
from pmdesk.model import Milestone
from pmdesk.portfolio import Put
from pmdesk.store import Store


class Case:
    """A desk on a clock of its own, and a folder of calendars."""

    def __init__(self, place: Path) -> None:
        self.now = datetime(2026, 11, 23, 8, tzinfo=UTC)
        self.place, self.out = place, place / "out"
        self.open()
        self.desk.apply([Put(row) for row in [*acme(), *borealis(), milestone()]], "began")
        self.export()

    def open(self) -> None:
        self.desk = Desk.open(self.place / "s.db", now=lambda: self.now, zone="Europe/Madrid")

    def export(self, **options: Any) -> list[Written]:
        self.now += timedelta(minutes=5)
        return list(self.desk.export_ics(Request(**options), str(self.out)))

    def edit(self, **values: Any) -> None:
        row = self.desk.get(Milestone, "UAT")
        assert row is not None
        self.desk.apply([Put(replace(row, **values))], "edited")

    @property
    def acme(self) -> Path:
        return self.out / "acme.ics"


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    made = Case(tmp_path)
    yield made
    made.desk.close()


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Count how often the portfolio is read."""
    found: list[int] = []
    real = Store.portfolio

    def portfolio(self: Store, *args: Any) -> Any:
        found.append(1)
        return real(self, *args)

    monkeypatch.setattr(Store, "portfolio", portfolio)
    return found


def test_nothing_is_read_where_nothing_changed(case: Case, reads: list[int]) -> None:
    before = case.acme.stat()
    written = case.export()
    assert not reads
    assert case.acme.stat() == before
    assert [(one.name, one.rewritten, one.same) for one in written] == [("acme", 0, 1), ("bor", 0, 2)]
    case.desk.close()
    case.open()
    assert case.export() == written
    assert not reads


def _touch(case: Case) -> None:
    os.utime(case.acme, (1, 1))


def _spoil(case: Case) -> None:
    case.acme.write_bytes(b"x" * case.acme.stat().st_size)


CHANGES: dict[str, Callable[[Case], object]] = {
    "an edit": lambda case: case.edit(due=date(2026, 12, 14)),
    "an edit that is not shown": lambda case: case.edit(notes="mine"),
    "an undo": lambda case: case.desk.undo(),
    "a setting": lambda case: case.desk.set_setting("cancelled_days", "30"),
    "words that the guard lets pass": lambda case: case.desk.set_setting("guard_exempt", "Acme"),
    "a touched file": _touch,
    "a file that is another": _spoil,
    "a file that is gone": lambda case: case.acme.unlink(),
    "another mode of the file": lambda case: case.acme.chmod(0o644),
    "a day": lambda case: setattr(case, "now", case.now + timedelta(days=1)),
    "a clock that was put back": lambda case: setattr(case, "now", case.now - timedelta(days=1)),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_may_make_a_difference_is_noticed(case: Case, reads: list[int], name: str) -> None:
    if name == "an undo":
        case.edit(due=date(2026, 12, 15))
        case.export()
        reads.clear()
    CHANGES[name](case)
    case.export()
    assert reads
    assert b"UAT sign-off" in case.acme.read_bytes()
    reads.clear()
    case.export()
    assert not reads


def test_edits_back_and_forth_are_told(case: Case) -> None:
    first = case.acme.read_bytes()
    case.edit(due=date(2026, 12, 14))
    case.export()
    assert b"DTSTART;VALUE=DATE:20261214" in case.acme.read_bytes()
    case.desk.undo()
    case.export()
    assert b"SEQUENCE:2" in case.acme.read_bytes()
    assert b"DTSTART;VALUE=DATE:20261211" in first
    assert b"DTSTART;VALUE=DATE:20261211" in case.acme.read_bytes()


@pytest.mark.parametrize("options", [{"form": "todo"}, {"include": ("terms",)}, {"alarms": (timedelta(days=1),)}])
def test_what_was_not_asked_for_before_is_not_taken_for_it(case: Case, reads: list[int], options: Any) -> None:
    assert any(one.rewritten for one in case.export(**options))
    assert reads


def test_what_is_cancelled_goes_when_its_days_are_over(case: Case) -> None:
    case.desk.apply(case.desk.dependents(Milestone, "UAT"), "deleted")
    case.desk.set_setting("cancelled_days", "1")
    case.export()
    assert b"STATUS:CANCELLED" in case.acme.read_bytes()
    case.now += timedelta(hours=23, minutes=30)
    case.export()
    assert b"STATUS:CANCELLED" in case.acme.read_bytes()
    case.now += timedelta(minutes=30)
    case.export()
    assert b"STATUS:CANCELLED" not in case.acme.read_bytes()


def test_after_a_restore_files_are_compared_anew(case: Case, reads: list[int]) -> None:
    copy = case.desk.back_up(case.place / "copy.db")
    case.edit(due=date(2026, 12, 14))
    case.export()
    case.desk.close()
    restore(case.place / "s.db", copy, case.now)
    case.open()
    reads.clear()
    case.export()
    assert reads
    assert b"SEQUENCE:2" in case.acme.read_bytes()


def test_what_is_kept_of_it_does_not_grow(case: Case) -> None:
    for number in range(20):
        list(case.desk.export_ics(Request(), str(case.place / f"out{number}")))
    assert len(case.desk.setting("exported") or "") < 10_000
    list(case.desk.export_ics(Request(), str(case.out)))
    case.desk.set_setting("exported", '{"x": 3, "y"')
    assert case.export()


def test_a_store_that_takes_nothing_any_more_is_no_reason_to_fail(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise StoreError("the disk is full")

    case.edit(notes="mine")
    monkeypatch.setattr(Store, "set_setting", full)
    assert [one.name for one in case.export()] == ["acme", "bor"]
