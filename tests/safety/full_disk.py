"""A full disk during any act: the old state stays whole, the message is clear, and it works once there is room.

Where a small disk can be mounted (root on Linux) it is filled up; elsewhere no file may grow beyond a limit.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.safety.disks import small_disk, write_book
from tests.safety.nursery import Answer, Nursery
from tests.safety.stores import content, fault_of, older, opened, sample
from tests.safety.tally import Tally

ROOMS = (0, 4096, 16384, 49152, 163840)
"""Bytes left on the disk when the act begins."""
ACTS = ("save", "import", "migration", "backup", "export")


@dataclass(frozen=True, slots=True)
class Case:
    """One act in one place, with so many bytes left."""

    act: str
    store: Path
    place: Path
    room: int

    @property
    def args(self) -> list[str]:
        """The command."""
        return {
            "save": ["add", "note written on a full disk @ACME-POS"],
            "import": ["import", str(self.place / "book")],
            "migration": ["log"],
            "backup": ["backup", str(self.place / "copy.db")],
            "export": ["export", "json", "--out", str(self.place / "dump.json")],
        }[self.act]

    def is_done(self) -> bool:
        """Tell whether the act was done."""
        with opened(self.store) as connection:
            if self.act == "migration":
                return bool(connection.execute("PRAGMA user_version").fetchone()[0] > 1)
            if self.act in {"save", "import"}:
                sought = "written%" if self.act == "save" else "imported%"
                return bool(connection.execute("SELECT count(*) FROM notes WHERE text LIKE ?", [sought]).fetchone()[0])
        if self.act == "backup":
            return (self.place / "copy.db").exists() and not fault_of(self.place / "copy.db")
        return (self.place / "dump.json").read_text(encoding="utf-8") != "old"


def prove(folder: Path, rooms: Sequence[int] = ROOMS) -> Tally:
    """Do every act at every fill point."""
    tally = Tally()
    with Nursery() as nursery, small_disk(place := folder / "disk") as is_disk:
        store = sample(nursery, folder / "full.db")
        for act in ACTS:
            failed = 0
            for room in rooms:
                case = _prepared(act, store, place, room)
                answer, fault = _try(nursery, case, is_disk=is_disk)
                failed += answer.status != 0
                tally.count(fault and f"{act} with {room} bytes left: {fault}")
            if not failed:
                tally.broken.append(f"{act}: the disk was never full")
    return tally


def prove_some(folder: Path) -> Tally:
    """Do every act at two fill points."""
    return prove(folder, ROOMS[1:3])


def _prepared(act: str, source: Path, place: Path, room: int) -> Case:
    for old in place.iterdir():
        shutil.rmtree(old) if old.is_dir() else old.unlink()
    store = place / "s.db"
    shutil.copy(source, store)
    (place / "dump.json").write_text("old", encoding="utf-8")
    write_book(place / "book", 2000)
    if act == "migration":
        store.unlink()
        older(source, store, 1)
    return Case(act, store, place, room)


def _fill(place: Path, room: int) -> Path:
    filler = place / "filler"
    free = shutil.disk_usage(place).free - room
    with filler.open("wb") as file:
        while free > 0:
            file.write(b"\0" * min(free, 1 << 20))
            free -= 1 << 20
    return filler


def _try(nursery: Nursery, case: Case, *, is_disk: bool) -> tuple[Answer, str]:
    before = content(case.store)
    if is_disk:
        filler = _fill(case.place, case.room)
        answer = nursery.run(case.store, *case.args)
        filler.unlink()
    else:
        answer = nursery.run(case.store, *case.args, size=max(case.room, 2048))
    return answer, _fault(nursery, case, answer, before)


def _fault(nursery: Nursery, case: Case, answer: Answer, before: object) -> str:
    if answer.is_traceback or answer.status not in {0, 2, 3}:
        return f"exit {answer.status}: {answer.last}"
    if words := fault_of(case.store):
        return words
    if answer.status:
        if len(answer.err.splitlines()) != 1:
            return f"not one line: {answer.err!r}"
        if not any(word in answer.err.lower() for word in ("room", "space", "disk", "too large")):
            return f"not clear: {answer.err!r}"
        if content(case.store) != before:
            return "the store is not as it was"
        if case.is_done():
            return "it failed, and yet it was done"
        left = [one.name for one in case.place.iterdir() if one.name.startswith(".") or ".schema-" in one.name]
        if left:
            return f"left behind: {left}"
        again = nursery.run(case.store, *case.args)
        if again.status:
            return f"with room it fails too: {again.last}"
    return "" if case.is_done() else "it was not done"
