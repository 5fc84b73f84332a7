"""A store that can't be used is a message that says what to do, exit 3, and stays as it is; modes hold too."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.safety.nursery import Answer, Nursery
from tests.safety.stores import copied, opened, sample
from tests.safety.tally import Tally

NOBODY = 65534
READ = ("conflicts", "--json")
WRITE = ("add", "note that can't be written @ACME-POS")
Harm = Callable[[Path], None]


def _empty(path: Path) -> None:
    path.unlink()


def _foreign(path: Path) -> None:
    path.unlink()
    with opened(path) as connection:
        connection.execute("CREATE TABLE birds (name TEXT)")


def _text(path: Path) -> None:
    path.write_text("a letter to my aunt\n" * 400, encoding="utf-8")


def _newer(path: Path) -> None:
    with opened(path) as connection:
        connection.execute("PRAGMA user_version=999")


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 3])


def _blank_page(path: Path) -> None:
    raw = path.read_bytes()
    path.write_bytes(raw[:4096] + b"\xff" * 4096 * 12 + raw[4096 * 13 :])


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _tables_gone(path: Path) -> None:
    with opened(path) as connection:
        connection.execute("DROP TABLE entries")


HARMS: dict[str, tuple[Harm, str]] = {
    "missing": (_empty, "there is no store"),
    "foreign": (_foreign, "not a pmdesk store"),
    "text": (_text, "not a pmdesk store"),
    "newer": (_newer, "newer pmdesk"),
    "cut off": (_cut, ""),
    "blank pages": (_blank_page, ""),
    "folder": (_folder, "is a folder"),
    "table gone": (_tables_gone, ""),
}
COMMANDS: tuple[tuple[str, ...], ...] = (
    READ, WRITE, ("log",), ("undo",), ("export", "csv", "--out", "OUT"), ("backup",), ("doctor",),
)  # fmt: skip


def prove_some(folder: Path) -> Tally:
    """Run a few commands on each."""
    return prove(folder, COMMANDS[1:3])


def prove(folder: Path, commands: Sequence[tuple[str, ...]] = COMMANDS) -> Tally:
    """Run commands on every store that can't be used, and on one that may only be read."""
    tally = Tally()
    with Nursery() as nursery:
        source = sample(nursery, folder / "usable.db")
        for name, (harm, said) in HARMS.items():
            for command in commands:
                store = copied(source, folder / name.replace(" ", "-") / command[0] / "s.db")
                harm(store)
                before = store.read_bytes() if store.is_file() else b""
                args = [str(folder / "out") if part == "OUT" else part for part in command]
                answer = nursery.run(store, *args)
                fault = _fault(answer, said, may_read=not said)
                if not fault and (store.read_bytes() if store.is_file() else b"") != before and said:
                    fault = "the file was changed"
                tally.count(fault and f"{name}, {command[0]}: {fault}")
        for fault in _read_only(nursery, source):
            tally.count(fault)
    return tally


def _fault(answer: Answer, said: str, *, may_read: bool = False) -> str:
    """Tell what is wrong with an answer; where only a part is damaged, what does not touch it may be answered."""
    if answer.is_traceback or answer.status not in ({0, 1, 3} if may_read else {3}):
        return f"exit {answer.status}: {answer.last}"
    if answer.status == 3 and (len(answer.err.splitlines()) != 1 or said not in answer.err or "(" not in answer.err):
        return f"says {answer.err!r}"
    return ""


def _read_only(nursery: Nursery, source: Path) -> list[str]:
    """Look at a store that may be read and not written, as a user who is not root: the file, and its folder."""
    found = []
    for what in ("file", "folder"):
        with tempfile.TemporaryDirectory(prefix="pmdesk-read-only-") as name:
            folder = Path(name)
            store = copied(source, folder / "s.db")
            uid = {"uid": NOBODY} if os.geteuid() == 0 else {}
            store.chmod(0o444 if what == "file" else 0o666)
            folder.chmod(0o777 if what == "file" else 0o555)
            before = store.read_bytes()
            reads, writes = nursery.run(store, *READ, **uid), nursery.run(store, *WRITE, **uid)
            folder.chmod(0o700)
            for fault in (
                "" if reads.status in {0, 3} and not reads.is_traceback else f"read: {reads.last}",
                _fault(writes, "writing"),
                "" if store.read_bytes() == before else "it was changed",
            ):
                found.append(fault and f"read-only {what}: {fault}")
    return found


def prove_modes(folder: Path) -> Tally:
    """Make everything that pmdesk makes, under several umasks, and look at the modes; existing folders keep theirs."""
    tally = Tally()
    with Nursery() as nursery:
        for umask in (0o000, 0o002, 0o022, 0o077):
            place = folder / f"umask{umask:03o}"
            place.mkdir()
            place.chmod(0o755)
            store = place / "deep" / "er" / "s.db"
            nursery.run(store, "demo", "--keep", store, umask=umask)
            nursery.run(store, "add", "note for a backup @ACME-POS", umask=umask)
            nursery.run(store, "backup", umask=umask)
            nursery.run(store, "backup", store.parent / "copies" / "one.db", umask=umask)
            nursery.run(store, "restore", store.parent / "copies" / "one.db", umask=umask)
            nursery.run(store, "export", "json", "--out", store.parent / "dump.json", umask=umask)
            made = sorted((place / "deep").rglob("*"))
            tally.count("" if len(made) >= 8 else f"only {made} were made")
            for one in [place / "deep", *made]:
                mode, wanted = stat.S_IMODE(one.stat().st_mode), 0o700 if one.is_dir() else 0o600
                tally.count("" if mode == wanted else f"umask {umask:03o}: {one.name} is {mode:04o}")
            tally.count(
                "" if stat.S_IMODE(place.stat().st_mode) == 0o755 else "the folder that was there lost its mode"
            )
    return tally
