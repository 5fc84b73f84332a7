"""Copies, and putting one back: what is kept, what is refused, and what happens to calendars' numbers."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pmdesk.desk import Desk
from pmdesk.desk.safekeeping import restore
from pmdesk.errors import InputError, StoreError
from pmdesk.model import Client
from pmdesk.portfolio import Put
from pmdesk.portfolio.publication import Publication
from pmdesk.portfolio.sent import Sent
from pmdesk.store import backup, reports

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TOLD = Publication(
    uid="u1", audience="client/ACME", form="event", ref="milestone/M", engagement="", sequence=3, digest="d", stamp="s",
    created="c", told="t", first="2026-12-01", last=None, cancelled=None, seen="[]", text="x", text_of="y",
)  # fmt: skip
SENT = Sent(
    scope="client/ACME", client="ACME", day="2026-11-16", first="2026-11-10", last="2026-11-16", form="md",
    at="2026-11-16T08:00:00+00:00", engagements=("ACME-POS",), facts="{}", text="# one\n",
)  # fmt: skip


def desk_at(path: Path, now: datetime = NOW) -> Desk:
    return Desk.open(path, now=lambda: now, zone="Europe/Madrid")


def named(desk: Desk) -> list[str]:
    return [client.name for client in desk.rows(Client)]


def put(desk: Desk, name: str) -> None:
    desk.apply([Put(Client(key="ACME", name=name))], f"named it {name}")


def sequences(path: Path) -> dict[str, int]:
    desk = desk_at(path)
    found = {item.uid: item.sequence for item in desk.store.publications("client/ACME")}
    desk.close()
    return found


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "s.db"
    desk = desk_at(path)
    put(desk, "Acme")
    desk.store.save_publications([TOLD])
    desk.close()
    return path


def test_a_copy_is_never_laid_over_a_file(store: Path, tmp_path: Path) -> None:
    desk = desk_at(store)
    taken = tmp_path / "taken.db"
    taken.write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="is there already"):
        desk.back_up(taken)
    with pytest.raises(InputError, match="is there already"):
        desk.back_up(store)
    assert taken.read_text(encoding="utf-8") == "mine"
    assert named(desk) == ["Acme"]


def test_copies_into_a_folder_have_names_of_their_own(store: Path, tmp_path: Path) -> None:
    desk = desk_at(store)
    (tmp_path / "stick").mkdir()
    made = {desk.back_up(tmp_path / "stick") for _ in range(3)} | {desk.back_up(None)}
    assert len(made) == 4
    assert all(backup.is_whole(path) for path in made)


def test_the_day_is_that_of_the_profile_and_makes_one_copy(store: Path) -> None:
    late = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    desk = desk_at(store, late)
    assert desk.keep_safe() == ""
    assert [path.name for path in backup.dailies(store)] == ["s-2026-11-24.db"]
    put(desk, "Other")
    desk.keep_safe()
    assert len(backup.dailies(store)) == 1


def test_a_day_without_changes_makes_no_copy(store: Path) -> None:
    for days in range(3):
        desk = desk_at(store, NOW + timedelta(days=days))
        desk.keep_safe()
        desk.set_setting("context", f"{days}")
        desk.close()
    assert len(backup.dailies(store)) == 1


def test_a_copy_that_can_not_be_made_is_a_warning(store: Path) -> None:
    backup.folder_of(store).write_text("in the way", encoding="utf-8")
    desk = desk_at(store)
    assert "could not be made" in desk.keep_safe()
    assert named(desk) == ["Acme"]


def test_a_desk_that_is_open_sees_what_is_restored(store: Path, tmp_path: Path) -> None:
    desk = desk_at(store)
    copy = desk.back_up(tmp_path / "copy.db")
    put(desk, "Later")
    version = desk.version()
    done = restore(store, copy, NOW)
    assert desk.version() != version
    assert named(desk) == ["Acme"]
    put(desk, "After")
    desk.close()
    assert named(desk_at(store)) == ["After"]
    assert done.kept is not None
    assert named(desk_at(done.kept)) == ["Later"]


def test_higher_numbers_of_the_replaced_store_are_taken_over(store: Path, tmp_path: Path) -> None:
    desk = desk_at(store)
    copy = desk.back_up(tmp_path / "copy.db")
    fresh = replace(TOLD, uid="u2", sequence=0)
    desk.store.save_publications([replace(TOLD, sequence=8), fresh])
    desk.close()
    done = restore(store, copy, NOW)
    assert (done.taken, done.lifted) == (2, 0)
    assert sequences(store) == {"u1": 8, "u2": 0}


def test_higher_numbers_of_the_copy_stay(store: Path, tmp_path: Path) -> None:
    desk = desk_at(store)
    desk.store.save_publications([replace(TOLD, sequence=9)])
    copy = desk.back_up(tmp_path / "copy.db")
    desk.store.save_publications([TOLD])
    desk.close()
    assert restore(store, copy, NOW).taken == 0
    assert sequences(store) == {"u1": 9}


def test_reports_that_went_out_since_the_copy_are_kept(store: Path, tmp_path: Path) -> None:
    desk = desk_at(store)
    desk.store.save_report(SENT)
    copy = desk.back_up(tmp_path / "copy.db")
    later = replace(SENT, day="2026-11-20", at="2026-11-20T08:00:00+00:00", text="# two\n")
    desk.store.save_report(later)
    desk.close()
    assert restore(store, copy, NOW).reports == 1
    assert texts_sent(store) == ["# two\n", "# one\n"]
    assert restore(store, copy, NOW + timedelta(minutes=1)).reports == 1
    assert texts_sent(store) == ["# two\n", "# one\n"]


def test_reports_stand_in_the_order_in_which_they_went_out(store: Path, tmp_path: Path) -> None:
    desk = desk_at(store)
    early = desk.back_up(tmp_path / "early.db")
    desk.store.save_report(replace(SENT, at="2026-11-20T08:00:00+00:00", text="# two\n"))
    later = desk.back_up(tmp_path / "later.db")
    desk.close()
    store.unlink()
    store.write_bytes(early.read_bytes())
    desk = desk_at(store)
    desk.store.save_report(SENT)
    desk.close()
    assert restore(store, later, NOW).reports == 1
    assert texts_sent(store) == ["# two\n", "# one\n"]


def texts_sent(path: Path) -> list[str]:
    desk = desk_at(path)
    found = [one.text for one in desk.store.read(reports.read_all)]
    desk.close()
    return found


@pytest.mark.parametrize("way", ["gone", "damaged", "foreign", "made anew"])
def test_numbers_are_lifted_where_the_replaced_store_can_not_tell(store: Path, tmp_path: Path, way: str) -> None:
    desk = desk_at(store)
    copy = desk.back_up(tmp_path / "copy.db")
    desk.close()
    store.unlink()
    if way == "damaged":
        store.write_bytes(copy.read_bytes()[:5000])
    elif way == "foreign":
        store.write_text("a letter " * 500, encoding="utf-8")
    elif way == "made anew":
        desk_at(store).close()
    done = restore(store, copy, NOW)
    assert (done.taken, done.lifted) == (0, 1)
    assert (done.kept is None) == (way == "gone")
    assert sequences(store) == {"u1": 1003}
    assert store.stat().st_mode & 0o777 == 0o600


def test_what_is_no_copy_is_refused_and_changes_nothing(store: Path, tmp_path: Path) -> None:
    desk = desk_at(store)
    copy = desk.back_up(tmp_path / "copy.db")
    desk.close()
    before = store.read_bytes()
    foreign, newer, cut = tmp_path / "f.db", tmp_path / "n.db", tmp_path / "c.db"
    for path, sql in ((foreign, "CREATE TABLE birds (name)"), (newer, "PRAGMA user_version=999")):
        if path is newer:
            path.write_bytes(copy.read_bytes())
        connection = sqlite3.connect(path)
        connection.execute(sql)
        connection.close()
    cut.write_bytes(copy.read_bytes()[:30000])
    for path, said in ((foreign, "not a pmdesk store"), (newer, "newer pmdesk"), (cut, "can't be restored")):
        with pytest.raises(StoreError, match=said):
            restore(store, path, NOW)
    for path in (store, tmp_path / "nothing.db"):
        with pytest.raises(InputError):
            restore(store, path, NOW)
    assert store.read_bytes() == before
    assert sorted(os.listdir(tmp_path)) == ["c.db", "copy.db", "f.db", "n.db", "s.db"]
