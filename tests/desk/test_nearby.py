"""Calendars and folders that are offered to be taken in."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pmdesk.desk.intake.nearby import MOST, calendars_in
from pmdesk.paths import calendar_folders


def test_calendars_come_newest_first_and_folders_after_them_where_they_are_asked_for(tmp_path: Path) -> None:
    for age, name in enumerate(["new.ics", "old.ICAL", "older.vcs", "notes.txt", ".hidden.ics"]):
        (tmp_path / name).write_text("x")
        os.utime(tmp_path / name, (1_000_000 - age, 1_000_000 - age))
    for name in ("b", "a", ".c", "folder.ics"):
        (tmp_path / name).mkdir()
    assert [place.path.name for place in calendars_in(tmp_path)] == ["new.ics", "old.ICAL", "older.vcs"]
    found = calendars_in(tmp_path, folders=True)
    assert [place.path.name for place in found] == ["new.ics", "old.ICAL", "older.vcs", "a", "b", "folder.ics"]
    assert [place.is_folder for place in found] == [False] * 3 + [True] * 3
    assert {place.size for place in found if not place.is_folder} == {1}


def test_what_can_not_be_read_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "gone.ics").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe.ics")
    assert calendars_in(tmp_path) == []
    assert calendars_in(tmp_path / "nowhere") == []
    assert calendars_in(tmp_path / "pipe.ics") == []


def test_very_many_are_not_all_listed(tmp_path: Path) -> None:
    for number in range(MOST + 5):
        (tmp_path / f"{number}.ics").touch()
    assert len(calendars_in(tmp_path)) == MOST


def test_the_current_folder_is_looked_into_if_it_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    first, downloads = calendar_folders()
    assert first == gone
    gone.rmdir()
    assert calendar_folders() == (downloads,)
