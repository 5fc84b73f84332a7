"""A dump holds everything, and comes back the same."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.store.conftest import NOW
from tests.store.test_journal import BASE, UAT, dump, put

from pmdesk.desk import Desk
from pmdesk.errors import InputError
from pmdesk.exchange.files import write_lines


def desk_at(path: Path) -> Desk:
    return Desk.open(path, now=lambda: NOW, zone="Europe/Madrid")


def filled(path: Path) -> Desk:
    desk = desk_at(path)
    put(desk.store, *BASE)
    put(desk.store, replace(UAT, title="Zwölf \N{SNOWMAN} = ' \" \\"))
    desk.undo()
    desk.redo()
    desk.set_setting("seen", "x")
    return desk


def test_a_dump_comes_back_the_same_with_its_journal(tmp_path: Path) -> None:
    desk = filled(tmp_path / "one.db")
    write_lines(tmp_path / "one.json", desk.export_dump())
    other = desk_at(tmp_path / "two.db")
    other.import_dump(tmp_path / "one.json")
    assert dump(other.store) == dump(desk.store)
    write_lines(tmp_path / "two.json", other.export_dump())
    assert (tmp_path / "two.json").read_bytes() == (tmp_path / "one.json").read_bytes()
    assert (tmp_path / "two.json").stat().st_mode & 0o777 == 0o600
    undone = other.undo()
    assert undone is not None
    assert other.store.get(type(UAT), UAT.key).title == "UAT"  # type: ignore[union-attr]  # it is there


def test_a_dump_goes_into_a_new_store_only(tmp_path: Path) -> None:
    desk = filled(tmp_path / "one.db")
    write_lines(tmp_path / "one.json", desk.export_dump())
    before = dump(desk.store)
    with pytest.raises(InputError, match="holds something already"):
        desk.import_dump(tmp_path / "one.json")
    assert dump(desk.store) == before


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda raw: raw[: len(raw) // 2], "not a whole JSON file"),
        (lambda raw: raw.replace(b"ACME-POS.UAT", b"ACME-POS.UAX"), "checksum"),
        (lambda raw: b"[]", "not a dump"),
        (lambda raw: b"\xff\xfe", "not a whole JSON file"),
    ],
)
def test_a_dump_that_is_not_whole_is_refused(tmp_path: Path, harm: object, said: str) -> None:
    desk = filled(tmp_path / "one.db")
    path = tmp_path / "one.json"
    write_lines(path, desk.export_dump())
    path.write_bytes(harm(path.read_bytes()))  # type: ignore[operator]  # a function
    other = desk_at(tmp_path / "two.db")
    before = dump(other.store)
    with pytest.raises(InputError, match=said):
        other.import_dump(path)
    assert dump(other.store) == before
