"""No connection to anywhere: no command asks for a host, opens a connection, or starts a program but its own reader.

The one that may, `pmdesk sync` with an account, is held by its own tests against a server.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from tests.safety import marked
from tests.safety.nursery import Nursery
from tests.safety.stores import sample
from tests.safety.tally import Tally
from tests.safety.walking import SCREENS, opened, pressed

DAY = ("--as-of", "2026-11-23")
OWN_READER = "pmdesk.exchange.ics.reading.child"
CALENDAR = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTAMP:20261101T000000Z\r\n"
    "DTSTART:20261201T100000Z\r\nDTEND:20261201T110000Z\r\nSUMMARY:x\r\nURL:https://elsewhere.example/\r\n"
    "ATTACH:https://elsewhere.example/x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def prove_some(folder: Path) -> Tally:
    """Run every command, and leave the screens."""
    return prove(folder, screens=False)


def prove(folder: Path, *, screens: bool = True) -> Tally:
    """Run every command with its calls for the network noted, and look at the terminal's own connections."""
    tally = Tally()
    with Nursery() as nursery:
        store = sample(nursery, folder / "s.db")
        for number, args in enumerate(_commands(folder)):
            answer = nursery.run(store, *DAY, *args, watch=str(folder / f"watched{number}"))
            calls = [line for line in answer.watched.splitlines() if OWN_READER not in line]
            tally.count(f"{' '.join(args)}: {calls[0]}" if calls else "")
    for screen, fault in _screens(store) if screens else ():
        tally.count(fault and f"{screen}: {fault}")
    return tally


def _commands(folder: Path) -> Iterator[tuple[str, ...]]:
    (folder / "in.ics").write_text(CALENDAR, encoding="utf-8")
    book = marked.write(folder / "book", 2)
    yield "import", str(folder / "in.ics")
    yield "import", str(book)
    yield "add", "note https://elsewhere.example/ @ACME-POS"
    for form in ("html", "md"):
        yield "report", "ACME", "--out", str(folder / f"r.{form}")
    yield "export", "timeline", "--client", "ACME", "--out", str(folder / "t.html")
    yield "export", "ics", "--out", f"{folder / 'cal'}/"
    yield "export", "csv", "--out", str(folder / "out")
    yield "export", "json", "--out", str(folder / "dump.json")
    yield "--store", str(folder / "new.db"), "import", str(folder / "dump.json")
    yield "backup", str(folder / "copy.db")
    yield "restore", str(folder / "copy.db")
    yield "bid", "--hours", "20", "--from", "2026-12-01", "--to", "2026-12-31"
    yield "slot", "45m", "--client", "ACME"
    for act in ("conflicts", "today", "log", "doctor", "undo", "redo", "measure", "sync"):
        yield (act,)


def _screens(store: Path) -> Iterator[tuple[str, str]]:
    """Go through the screens, and look on each which connections the program has (where /proc tells)."""
    terminal = opened(store, *DAY)
    try:
        for screen, keys in SCREENS.items():
            fault = pressed(terminal, keys)
            yield screen, fault or ", ".join(_connections(terminal.pid))
    finally:
        terminal.close()


def _connections(pid: int) -> list[str]:
    """Name the connections of a process that go over a network."""
    held = Path(f"/proc/{pid}/fd")
    if not held.exists():
        return []
    mine = {os.readlink(link)[8:-1] for link in held.iterdir() if os.readlink(link).startswith("socket:[")}
    found = []
    for kind in ("tcp", "tcp6", "udp", "udp6"):
        table = Path(f"/proc/{pid}/net/{kind}")
        lines = table.read_text(encoding="ascii").splitlines()[1:] if table.exists() else []
        found += [f"{kind} {line.split()[2]}" for line in lines if line.split()[9] in mine]
    return found
