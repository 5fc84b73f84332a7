"""The program in a real terminal: signals, a terminal that goes away, a full disk, a change made by another program."""

from __future__ import annotations

import contextlib
import fcntl
import os
import select
import shutil
import signal
import struct
import termios
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from tests.bench.terminal import Terminal, python
from tests.safety.disks import small_disk
from tests.safety.nursery import Nursery
from tests.safety.stores import fault_of, opened, sample
from tests.safety.tally import Tally
from tests.safety.walking import opened as opened_in_terminal

DAY = ("--as-of", "2026-11-23")
WAITED = 1.2
"""Seconds after which what was typed must be safe from anything."""
SEEN = 2.0
"""Seconds after which another program's change must be shown."""
PATIENT = 15
"""Seconds to wait for what has no limit of its own."""
LIMITED = (
    "import os, resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096));"
    "os.execv(sys.executable, [sys.executable, '-m', 'pmdesk', *sys.argv[1:]])"
)
"""Runs the program so that no file may grow, where no small disk can be mounted."""


def prove_ends(folder: Path, count: int, seed: int = 1) -> Tally:
    """End the program in the midst of typing: SIGHUP, SIGTERM, kill -9, no terminal; what was typed is kept."""
    tally, random = Tally(), Random(seed)
    with Nursery() as nursery:
        source = sample(nursery, folder / "source.db")
    for number in range(count):
        store = folder / f"end{number}" / "s.db"
        store.parent.mkdir()
        shutil.copy(source, store)
        way = ("SIGHUP", "SIGTERM", "SIGKILL", "closed")[number % 4]
        tally.count((fault := _ended(store, way, number, random)) and f"{way} {number}: {fault}")
    return tally


def _ended(store: Path, way: str, number: int, random: Random) -> str:
    terminal = opened_in_terminal(store, *DAY)
    typed = f"note half {number} typed"[: random.randint(8, 20)]
    terminal.press(b"a")
    terminal.press(typed.encode())
    read(terminal, WAITED if way == "SIGKILL" else random.uniform(0, WAITED))
    if way == "closed":
        os.close(terminal.fd)
    else:
        os.kill(terminal.pid, getattr(signal, way))
    gone = _is_gone(terminal, is_open=way != "closed")
    if way != "closed":
        os.close(terminal.fd)
    if not gone:
        os.kill(terminal.pid, signal.SIGKILL)
        os.waitpid(terminal.pid, 0)
        return "it does not end"
    if words := fault_of(store):
        return words
    with opened(store) as connection:
        drafts = [row[0] for row in connection.execute("SELECT typed FROM drafts")]
    return "" if any(typed in draft for draft in drafts) else f"{typed!r} is not in {drafts}"


def _is_gone(terminal: Terminal, *, is_open: bool) -> bool:
    until = time.monotonic() + 10
    while time.monotonic() < until:
        if is_open:
            read(terminal, 0.05)
        else:
            time.sleep(0.05)
        if os.waitpid(terminal.pid, os.WNOHANG)[0]:
            return True
    return False


def read(terminal: Terminal, seconds: float, until: Callable[[], bool] = lambda: False) -> bool:
    """Read what is written for so long, or until something holds; tells whether it did."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        ready, _, _ = select.select([terminal.fd], [], [], 0.02)
        if ready:
            with contextlib.suppress(OSError):
                terminal.written += os.read(terminal.fd, 65536)
        if until():
            return True
    return until()


def is_repainted(terminal: Terminal, wide: int, text: bytes) -> bool:
    """Tell whether a text stands on the screen, which is drawn whole when its size changes."""
    terminal.written = b""
    fcntl.ioctl(terminal.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 30, wide, 0, 0))
    os.kill(terminal.pid, signal.SIGWINCH)
    return read(terminal, PATIENT, lambda: text in terminal.written)


def prove_typed(folder: Path, count: int) -> Tally:
    """Save what was typed on a full disk: it is said, what was typed stays there, and is saved once it can be."""
    tally = Tally()
    with Nursery() as nursery, small_disk(place := folder / "disk") as is_disk:
        source = sample(nursery, folder / "source.db")
        for number in range(count):
            for old in place.iterdir():
                shutil.rmtree(old) if old.is_dir() else old.unlink()
            shutil.copy(source, place / "s.db")
            fault = _on_full(place / "s.db", number, is_disk=is_disk)
            tally.count(fault and f"{number}: {fault}")
    return tally


def _on_full(store: Path, number: int, *, is_disk: bool) -> str:
    argv = python("-m", "pmdesk") if is_disk else python("-c", LIMITED)
    env = {"TZ": "Europe/Madrid", "PMDESK_CONFIG": str(store.parent / "none.toml")}
    terminal = Terminal([*argv, "--store", str(store), *DAY], size=(100, 30), env=env)
    filler = store.parent / "filler"
    try:
        terminal.first_paint(b"saved")
        terminal.settle(quiet=0.4)
        if is_disk:
            _fill(filler)
        typed = f"zebra {number} {'x' * 9000}" if not is_disk else f"zebra {number}"
        terminal.press(b"a")
        terminal.press(f"note {typed[:40]} @ACME-POS".encode())
        terminal.written = b""
        os.write(terminal.fd, b"\r")
        said = read(terminal, PATIENT, lambda: b"room" in terminal.written or b"disk" in terminal.written)
        if not said:
            return f"nothing was said: {terminal.tail()!r}"
        if not is_repainted(terminal, 101, f"zebra {number}".encode()):
            return "what was typed is gone"
        if not is_disk:
            return ""
        filler.unlink()
        os.write(terminal.fd, b"\r")
        kept = read(terminal, PATIENT, lambda: _is_kept(store, f"zebra {number}"))
        return "" if kept else f"with room it is not saved: {terminal.tail()!r}"
    finally:
        filler.unlink(missing_ok=True)
        terminal.close()


def _fill(filler: Path) -> None:
    handle = os.open(filler, os.O_WRONLY | os.O_CREAT, 0o600)
    for piece in (1 << 20, 4096, 1):
        with contextlib.suppress(OSError):
            while os.write(handle, b"\0" * piece):
                pass
    os.close(handle)


def _is_kept(store: Path, text: str) -> bool:
    with opened(store) as connection:
        found = connection.execute("SELECT count(*) FROM notes WHERE text LIKE ?", [f"%{text}%"])
        return bool(found.fetchone()[0])


def prove_seen(folder: Path, count: int) -> Tally:
    """Change the store by the command line while the terminal shows it: each change is on the screen within 2 s."""
    tally = Tally()
    with Nursery() as nursery:
        store = sample(nursery, folder / "seen.db")
        terminal = opened_in_terminal(store, *DAY)
        try:
            for number in range(count):
                tally.count(_seen(nursery, terminal, store, number))
        finally:
            terminal.close()
    return tally


def _seen(nursery: Nursery, terminal: Terminal, store: Path, number: int) -> str:
    mark = f"Zq{number:03}w"
    terminal.written = b""
    answer = nursery.run(store, *DAY, "add", f"{mark} 2026-11-23 @ACME-POS")
    if answer.status:
        return answer.err
    seen = read(terminal, SEEN, lambda: mark.encode() in terminal.written)
    nursery.run(store, *DAY, "undo")
    read(terminal, 0.2)
    return "" if seen else f"{mark} was not shown: {terminal.tail()!r}"
