"""Backups equal what they copied, ten are kept; a restore keeps the store that it replaces, and no number falls."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from pmdesk.desk import Desk
from pmdesk.model import Milestone, Note
from pmdesk.portfolio import Put
from pmdesk.store import backup
from pmdesk.store.restore import restore
from tests.safety.nursery import Nursery
from tests.safety.stores import content, fault_of, sample
from tests.safety.tally import Tally

FIRST = datetime(2026, 11, 23, 9, tzinfo=UTC)


def prove(folder: Path, count: int, seed: int = 1) -> Tally:
    """Live through ``count`` days: on most something is changed, now and then the newest copy is restored."""
    tally, random = Tally(), Random(seed)
    with Nursery() as nursery:
        store = sample(nursery, folder / "lived" / "s.db")
    for path in backup.dailies(store):
        path.unlink()
    for number in range(count):
        tally.count(_day(store, number, random))
    return tally


def _day(store: Path, number: int, random: Random) -> str:
    now = FIRST + timedelta(days=number)
    had = backup.dailies(store)
    desk = Desk.open(store, now=lambda: now, zone="Europe/Madrid")
    is_changed = random.random() < 0.8 or not number
    if is_changed:
        desk.apply([Put(Note(key=f"DAY{number}", date=now.date(), text="a day's work"))], "noted")
    warning = desk.keep_safe()
    desk.keep_safe()
    desk.close()
    copies = backup.dailies(store)
    new = [path for path in copies if path not in had]
    if warning or len(new) != is_changed or len(copies) > backup.KEPT or copies != sorted(copies):
        return f"day {number}: {warning} {len(new)} made, {len(copies)} there"
    if not new:
        return ""
    if new[0] != copies[-1] or content(new[0]) != content(store) or fault_of(new[0]):
        return f"day {number}: the copy is not what it copied"
    return _restored(store, copies, now) if random.random() < 0.2 else ""


def _restored(store: Path, copies: list[Path], now: datetime) -> str:
    """Restore the oldest copy, look, and come back."""
    before, wanted = content(store), content(copies[0])
    done = restore(store, copies[0], now)
    if content(store) != wanted or fault_of(store):
        return "the restored store is not the copy"
    if done.kept is None or content(done.kept) != before:
        return "the replaced store was not kept"
    restore(store, done.kept, now)
    return "" if content(store) == before else "the kept store does not come back"


def prove_sequences(folder: Path, count: int, seed: int = 1) -> Tally:
    """Publish, back up, publish more, restore, publish again: no calendar's sequence number ever falls."""
    tally, random = Tally(), Random(seed)
    with Nursery() as nursery:
        store = sample(nursery, folder / "told" / "s.db")
        highest: dict[str, int] = {}
        for number in range(count):
            ways = ["kept", "damaged", "gone"]
            tally.count(_turn(nursery, store, folder, highest, ways[number % 3], random))
    return tally


def _turn(nursery: Nursery, store: Path, folder: Path, highest: dict[str, int], way: str, random: Random) -> str:
    copy = folder / "told" / "copy.db"
    copy.unlink(missing_ok=True)
    nursery.run(store, "backup", copy)
    for _ in range(random.randint(1, 3)):
        _move(store, random)
        if words := _publish(nursery, store, folder, highest):
            return f"{way}: {words}"
    if way == "damaged":
        raw = bytearray(store.read_bytes())
        raw[4096 : 4096 * 20] = b"\xff" * (4096 * 19)
        store.write_bytes(raw)
    elif way == "gone":
        store.unlink()
    answer = nursery.run(store, "restore", copy)
    if answer.status:
        return f"{way}: {answer.err}"
    _move(store, random)
    words = _publish(nursery, store, folder, highest)
    return words and f"{way}: {words}"


def _move(store: Path, random: Random) -> None:
    desk = Desk.open(store, now=lambda: FIRST, zone="Europe/Madrid")
    rows = [row for row in desk.rows(Milestone) if row.engagement == "ACME-POS"]
    row = random.choice(rows)
    desk.apply([Put(replace(row, due=date(2027, 1, 1) + timedelta(days=random.randrange(900))))], "moved")
    desk.close()


def _publish(nursery: Nursery, store: Path, folder: Path, highest: dict[str, int]) -> str:
    out = folder / "told" / "acme.ics"
    answer = nursery.run(store, "export", "ics", "--client", "ACME", "--out", out)
    if answer.status:
        return answer.err
    for part in re.findall(r"BEGIN:VEVENT.*?END:VEVENT", out.read_text(encoding="utf-8"), re.DOTALL):
        uid, sequence = re.search(r"UID:(\S+)", part), re.search(r"SEQUENCE:(\d+)", part)
        if uid is None or sequence is None:
            return "an event without UID or SEQUENCE"
        if int(sequence[1]) < highest.get(uid[1], 0):
            return f"{uid[1]} fell from {highest[uid[1]]} to {sequence[1]}"
        highest[uid[1]] = int(sequence[1])
    return "" if highest else "nothing was published"
