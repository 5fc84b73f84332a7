"""A clock that jumps: nothing is lost, the log keeps its order, no sequence falls, no good copy is pushed out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from pmdesk.store import backup
from tests.safety.nursery import Nursery
from tests.safety.stores import fault_of, opened, sample
from tests.safety.tally import Tally

START = datetime(2026, 11, 23, 9, tzinfo=UTC)
JUMPS = (
    timedelta(seconds=-1), timedelta(hours=-1), timedelta(days=-1), timedelta(days=-400), timedelta(days=-18_000),
    timedelta(hours=1), timedelta(days=1), timedelta(days=3), timedelta(days=400), timedelta(days=25_000), timedelta(0),
)  # fmt: skip
"""From 1977 to 2095, and back by less than the log counts."""


@dataclass(slots=True)
class Life:
    """A store, what was done to it so far, and the highest number that each published item had."""

    nursery: Nursery
    store: Path
    out: Path
    zone: str
    done: list[str] = field(default_factory=list)
    highest: dict[str, int] = field(default_factory=dict)

    def act(self, number: int, now: datetime) -> str:
        """Do something at a moment; tells what went wrong."""
        clock = {"now": now.isoformat()}
        day = ("--as-of", START.date().isoformat())
        answer = self.nursery.run(self.store, *day, "add", f"note jump {number} @ACME-POS", **clock)
        if answer.status:
            return f"add: {answer.err}"
        self.done.append(f"jump {number}")
        if not backup.daily_name(self.store, now.astimezone(ZoneInfo(self.zone)).date()).exists():
            return f"there is no copy of {now.date()}"
        if number % 3 == 0:
            undone, redone = (self.nursery.run(self.store, act, **clock) for act in ("undo", "redo"))
            if f"jump {number}" not in undone.out or f"jump {number}" not in redone.out:
                return f"undo took back {undone.out!r}{undone.err}, redo {redone.out!r}{redone.err}"
        return self._logged(clock) or (self._published(clock) if number % 4 == 0 else "")

    def _logged(self, clock: dict[str, str]) -> str:
        answer = self.nursery.run(self.store, "log", "--limit", "12", **clock)
        found = re.findall(r"jump \d+", answer.out)
        wanted = list(reversed(self.done))[: len(found)]
        return "" if found == wanted and found else f"the log says {found}, not {wanted} {answer.err}"

    def _published(self, clock: dict[str, str]) -> str:
        move = self.nursery.run(
            self.store, "--as-of", "2026-11-23", "add", f"Jumped{len(self.done)} 2026-12-01 @ACME-POS", **clock
        )
        answer = self.nursery.run(self.store, "export", "ics", "--client", "ACME", "--out", self.out, **clock)
        if move.status or answer.status:
            return f"publish: {move.err}{answer.err}"
        for part in re.findall(r"BEGIN:VEVENT.*?END:VEVENT", self.out.read_text(encoding="utf-8"), re.DOTALL):
            uid, sequence = re.search(r"UID:(\S+)", part), re.search(r"SEQUENCE:(\d+)", part)
            if uid is None or sequence is None or int(sequence[1]) < self.highest.get(uid[1], 0):
                return f"a sequence number fell: {part[:200]}"
            self.highest[uid[1]] = int(sequence[1])
        return ""


def prove(folder: Path, count: int, seed: int = 1) -> Tally:
    """Let the clock jump ``count`` times, with a change after each."""
    tally, random = Tally(), Random(seed)
    with Nursery() as nursery:
        store = sample(nursery, folder / "life" / "s.db")
        with opened(store) as connection:
            zone = connection.execute("SELECT timezone FROM profile").fetchone()[0]
        life = Life(nursery, store, folder / "acme.ics", zone)
        now = START
        for number in range(count):
            jumped = now + random.choice(JUMPS)
            now = jumped if 1976 < jumped.year < 2096 else START
            fault = life.act(number, now) or fault_of(life.store)
            tally.count(fault and f"{number}, {now}: {fault}")
        answer = nursery.run(life.store, "doctor")
        if answer.status:
            tally.broken.append(f"the doctor says {answer.out}{answer.last}")
        with opened(life.store) as connection:
            notes = {row[0] for row in connection.execute("SELECT text FROM notes")}
        if lost := set(life.done) - notes:
            tally.broken.append(f"lost: {sorted(lost)[:5]}")
    return tally
