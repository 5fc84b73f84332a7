"""Nothing of client B in anything that is made for client A: files, their names, what is printed, what is refused."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

from tests.safety import marked
from tests.safety.nursery import Answer, Nursery
from tests.safety.tally import Tally

CLIENTS = 20
ITEMS = "milestones,events,blackouts,terms"
BID = ("bid", "--hours", "20", "--from", "2026-12-01", "--to", "2027-02-28")


def prove_some(folder: Path) -> Tally:
    """Make what is made for one client, and leave the lock to the tests of the commands."""
    return prove(folder, count=1, locked=False)


def prove(folder: Path, count: int = CLIENTS, *, locked: bool = True) -> Tally:
    """Make everything that can be made for each of the first ``count`` of 20 clients; each exit is a case."""
    tally = Tally()
    with Nursery() as nursery:
        store = folder / "zqh00x-store.db"
        answer = nursery.run(store, "import", marked.write(folder / "zqh00x-book", CLIENTS))
        tally.count(answer.err)
        tally.count("" if marked.is_leak(nursery.run(store, "conflicts").out, 1) else "no canary could be seen")
        for number in range(1, count + 1):
            for exit_, fault in _exits(nursery, store, folder / f"out{number}", number, locked=locked):
                tally.count(fault and f"client {number}, {exit_}: {fault}")
    return tally


def _exits(nursery: Nursery, store: Path, out: Path, number: int, *, locked: bool) -> Iterator[tuple[str, str]]:
    """Take every exit; gives its name and what went out of it that must not."""
    key = marked.key_of(number)
    day = ("--as-of", marked.TODAY.isoformat())
    for args in _for_client(key, out):
        answer = nursery.run(store, *day, *args)
        yield " ".join(args), _fault(answer, number, must=True)
    for args in _under_lock(nursery, store, key, out / "locked") if locked else ():
        answer = nursery.run(store, *day, "--lock", key, *args)
        yield f"--lock {' '.join(args)}", _fault(answer, number)
    yield from _of_others(nursery, store, number, day) if locked else ()
    for path in sorted(out.rglob("*")):
        name = str(path.relative_to(out))
        text = path.read_bytes().decode("utf-8", "replace").replace("\r\n ", "") if path.is_file() else ""
        yield name, ", ".join(marked.is_leak(name + text, number))
    shutil.rmtree(out, ignore_errors=True)


def _for_client(key: str, out: Path) -> Iterator[tuple[str, ...]]:
    """Give the commands that make something for one client."""
    yield "conflicts", "--audience", key
    yield "conflicts", "--audience", key, "--json"
    yield "export", "ics", "--client", key, "--include", ITEMS, "--out", "-"
    yield "export", "ics", "--client", key, "--include", ITEMS, "--out", f"{out / 'calendars'}/"
    yield "export", "ics", "--engagement", f"{key}-W", "--out", "-"
    yield "export", "csv", "--client", key, "--out", str(out / "book")
    for form in ("html", "svg"):
        yield "export", "timeline", "--client", key, "--out", str(out / f"plan.{form}")
    for form in ("md", "html"):
        yield "report", key, "--out", str(out / f"client.{form}")
        yield "report", f"{key}-W", "--format", form
        yield "report", key, "--period", "2026-11", "--format", form


def _under_lock(nursery: Nursery, store: Path, key: str, out: Path) -> Iterator[tuple[str, ...]]:
    """Give every command as it may be asked under a lock, whether it is done or refused."""
    yield from _for_client(key, out)
    for form in ((), ("--json",)):
        yield "conflicts", *form
        yield "today", *form
        yield "slot", "45m", "--client", key, *form
        yield "slot", "45m", "--with", marked.SHARED, *form
        yield *BID, *form
        yield "report", key, *form
    audience = nursery.run(store, "--as-of", marked.TODAY.isoformat(), "conflicts", "--audience", key, "--json")
    kinds: dict[str, str] = {item["kind"]: item["id"] for item in json.loads(audience.out)["conflicts"]}
    for found in kinds.values():
        yield "fixes", found
        yield "fixes", found, "--json"
        yield "fix", found, "99"
        yield "waive", found, "--reason", "x", "--until", "2026-11-01"
    for args in ("log", "undo", "redo", "doctor", "backup", "demo", "measure", "sync"):
        yield (args,)
    for line in ("fri @NOWHERE", "note x @FIBRE", "sync tue 10-10:30", f"UAT 2026-12-01 @{key}-W after NOTHING"):
        yield "add", line
    yield "import", str(out / "nothing")
    yield "export", "json", "--out", "-"
    yield "export", "ics", "--mine", "--out", "-"
    yield "conflicts", "--kind", "nonsense"
    yield ("nonsense",)


def _fault(answer: Answer, number: int, *, must: bool = False) -> str:
    if answer.is_traceback or answer.status not in {0, 1, 2, 3}:
        return f"exit {answer.status}: {answer.last}"
    if must and answer.status:
        return f"was not made: {answer.err}"
    return _words(answer, number)


def _words(answer: Answer, number: int) -> str:
    return ", ".join(marked.is_leak(answer.out + answer.err, number))


def _of_others(nursery: Nursery, store: Path, number: int, day: tuple[str, str]) -> Iterator[tuple[str, str]]:
    """Ask under the lock for what is another's: the answer must be the one that is given for what is not there."""
    own, other, none = marked.key_of(number), marked.key_of(number % CLIENTS + 1), "ZQN99X"
    for args in (
        ("report", "KEY"), ("report", "KEY-W"), ("conflicts", "--client", "KEY"), ("conflicts", "--audience", "KEY"),
        ("conflicts", "--with", "KEY-W"), ("slot", "45m", "--client", "KEY"), ("slot", "45m", "--with", "KEYV"),
        ("export", "ics", "--client", "KEY", "--out", "-"), ("export", "ics", "--engagement", "KEY-W", "--out", "-"),
        ("export", "timeline", "--client", "KEY", "--out", "-"), ("add", "note x @KEY-W"), ("log", "--client", "KEY"),
        ("today", "--client", "KEY"), ("add", "UAT 2026-12-01 @OWN-W after KEY-W.UAT"), (*BID, "--engagement", "KEY-W"),
        (*BID, "--vendor", "KEYV"), (*BID, "--client", "KEY"), ("measure", "KEY-W.KC"),
        ("request", "open", "KEY-W.KC", "x"),
    ):  # fmt: skip
        said = []
        for key in (other, none):
            asked = [part.replace("KEY", key).replace("OWN", own) for part in args]
            answer = nursery.run(store, *day, "--lock", own, *asked)
            said.append((answer.status, (answer.out + answer.err).replace(key, "KEY").replace(key.lower(), "KEY")))
        yield f"--lock {' '.join(args)}", "" if said[0] == said[1] else f"tells {said[0]} from {said[1]}"
