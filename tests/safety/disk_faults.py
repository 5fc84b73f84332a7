"""What a disk can do beside being full: each act then leaves the old state whole, and says it in one line.

A file that may not grow makes SQLite meet a true write error (EFBIG, which it reports as a disk I/O error); the other
faults are those of folders: read-only, gone, a folder where a file must go, a disk that was mounted anew read-only.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.safety.disks import small_disk, write_book
from tests.safety.nursery import Answer, Nursery
from tests.safety.stores import content, fault_of, older, sample
from tests.safety.tally import Tally

ACTS = ("save", "import", "migration", "backup", "export", "undo", "restore")
NOBODY = 65534
LARGE = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Place:
    """A folder with a store, and what is needed beside it."""

    folder: Path
    store: Path

    def command(self, act: str) -> list[str]:
        """Give the command that does an act."""
        return {
            "save": ["add", f"note {'long ' * 300}@ACME-POS"],
            "import": ["import", str(self.folder / "book")],
            "migration": ["log"],
            "backup": ["backup", str(self.folder / "copy.db")],
            "export": ["export", "json", "--out", str(self.folder / "dump.json")],
            "undo": ["undo"],
            "restore": ["restore", str(self.folder / "older.db")],
        }[act]


Limits = dict[str, int | str]
Fault = Callable[[Place, str], "Hold"]


@dataclass(frozen=True, slots=True)
class Hold:
    """Under which limits an act is run, and what takes the fault away again."""

    limits: Limits
    mend: Callable[[], object] = lambda: None


def _may_not_grow(octets: int) -> Fault:
    return lambda _place, _act: Hold({"size": octets})


def _whole_may_not_grow(place: Place, _act: str) -> Hold:
    return Hold({"size": place.store.stat().st_size})


def _read_only_folder(place: Place, _act: str) -> Hold:
    for path in (place.folder, *place.folder.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    limits: Limits = {"uid": NOBODY} if os.geteuid() == 0 else {}

    def mend() -> None:
        for path in (place.folder, *place.folder.rglob("*")):
            path.chmod(0o700 if path.is_dir() else 0o600)

    return Hold(limits, mend)


def _journal_in_the_way(place: Place, act: str) -> Hold:
    """Put folders where SQLite's journal, and the file that is made, must go."""
    made = [place.store.with_name(f"{place.store.name}-journal")]
    target = {"backup": "copy.db", "export": "dump.json"}.get(act)
    if target:
        (place.folder / target).unlink(missing_ok=True)
        made.append(place.folder / target)
    for path in made:
        path.mkdir()
        (path / "in the way").write_text("", encoding="utf-8")

    def mend() -> None:
        for path in made:
            shutil.rmtree(path, ignore_errors=True)

    return Hold({}, mend)


def _mounted_anew(place: Place, _act: str) -> Hold:
    """Mount the disk anew, read-only, as the system does after an error on it."""
    subprocess.run(["mount", "-o", "remount,ro", str(place.folder)], check=True, capture_output=True)
    again = ["mount", "-o", "remount,rw", str(place.folder)]
    return Hold({}, lambda: subprocess.run(again, check=True, capture_output=True))


FAULTS: dict[str, Fault] = {
    "no file may grow": _whole_may_not_grow,
    "a write fails at once": _may_not_grow(2048),
    "a write fails after a page": _may_not_grow(8192),
    "a write fails later": _may_not_grow(65536),
    "read-only": _read_only_folder,
    "in the way": _journal_in_the_way,
    "mounted anew": _mounted_anew,
}


def prove(folder: Path, faults: tuple[str, ...] = tuple(FAULTS)) -> Tally:
    """Do every act under every fault, and once more without it."""
    tally = Tally()
    with Nursery() as nursery:
        source = sample(nursery, folder / "source.db")
        shutil.copy(source, folder / "older.db")
        nursery.run(source, "add", "note to take back @ACME-POS")
        failed = set()
        for name in faults:
            for act in ACTS:
                needed, place = name == "mounted anew", folder / f"{name.replace(' ', '-')}-{act}"
                with small_disk(place, size=LARGE, wanted=needed) as is_disk:
                    if is_disk or not needed:
                        answer, fault = _try(nursery, _prepared(source, place, act), name, act)
                        tally.count(fault)
                        failed |= {act} if answer.status else set()
    if unharmed := set(ACTS) - failed:
        tally.broken.append(f"no fault was met by {sorted(unharmed)}")
    return tally


def prove_some(folder: Path) -> Tally:
    """Do every act under two faults."""
    return prove(folder, ("a write fails at once", "read-only"))


def _prepared(source: Path, folder: Path, act: str) -> Place:
    store = folder / "s.db"
    shutil.copy(source, store)
    shutil.copy(source.with_name("older.db"), folder)
    (folder / "dump.json").write_text("old", encoding="utf-8")
    write_book(folder / "book", 500)
    if act == "migration":
        store.unlink()
        older(source, store, 1)
    return Place(folder, store)


def _try(nursery: Nursery, place: Place, name: str, act: str) -> tuple[Answer, str]:
    before = content(place.store)
    hold = FAULTS[name](place, act)
    try:
        answer = nursery.run(place.store, *place.command(act), **hold.limits)
    finally:
        hold.mend()
    fault = _fault(answer, place, before, act)
    if not fault and answer.status:
        again = nursery.run(place.store, *place.command(act))
        fault = f"without the fault it fails too: {again.last}" if again.status else fault_of(place.store)
    return answer, fault and f"{name}, {act}: {fault}"


def _fault(answer: Answer, place: Place, before: object, act: str) -> str:
    if answer.is_traceback or answer.status not in {0, 2, 3}:
        return f"exit {answer.status}: {answer.last}"
    if words := fault_of(place.store):
        return words
    if not answer.status:
        return "" if act in {"backup", "export", "migration"} or content(place.store) != before else "it was not done"
    if len(answer.err.splitlines()) != 1:
        return f"not one line: {answer.err!r}"
    if content(place.store) != before:
        return f"the store is not as it was, and it says {answer.err}"
    copies = list(place.folder.glob("s.db.schema-*"))
    left = [one.name for one in place.folder.iterdir() if one.name.startswith(".")]
    left += [one.name for one in copies if content(one) != before]
    return f"left behind: {left}" if left else ""
