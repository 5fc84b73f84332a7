"""Mutated files: an import gives a result or lines of error, nothing half in, within time and memory."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.exchange.ics_reading.test_fuzz import damaged
from tests.safety.nursery import Answer, Nursery
from tests.safety.stores import copied, fault_of, sample
from tests.safety.tally import Tally

SECONDS, MEMORY = 10, 512 * 1024 * 1024
"""The most that an import may take, in seconds and in octets."""
LOOKED = 10
"""One file in so many that go in is looked at by the doctor, and taken a second time."""
WORDS = (
    b"", b"\x00", b"\xff\xfe", b"\xc3", b"\xef\xbb\xbf", b"\r", b"\n", b"\r\n", b'"', b'""', b";", b",", b"\t", b"'",
    b"=1+1", b"0", b"1e9", b"99999999999999999999", b"0.00001", b"1,5", b"-1", b"2026-02-30", b"0001-01-01", b"yes",
    b"2027-03-28T02:30", b"FREQ=SECONDLY", b"FREQ=DAILY;INTERVAL=0", b"FREQ=YEARLY;COUNT=5001", b"FREQ=WEEKLY;BYDAY=XX",
    b"Mon-Fri 09:00-17:00", b"Mon 24:00-25:00", b"Sun-Thu 08:00-16:00,15:00-17:00", b"me", b"client/", b"client/NO",
    b"vendor/../x", b"contact/\xe2\x80\xae", b"ACME-POS.UAT", b"acme-pos.uat-5d", b"ACME-POS.UAT+999999d", b"perhaps",
    b"Mars/Olympus", b"[/]", b"../../x", b"\x1b]52;c;aGk=\x07", b"\xed\xa0\x80", b"x" * 40_000, "é🚧\u2028".encode(),
    b"9999-12-31", b"key,", b"sep=;\n",
)  # fmt: skip
_LINE = re.compile(r"(pmdesk: |[a-z]+\.csv: |[a-z]+\.(csv|ics):\d+: )")


@dataclass(frozen=True, slots=True)
class Ground:
    """Where the files go in: a store of the sample, its workbook and its dump, and a place to work in."""

    nursery: Nursery
    source: Path
    book: Path
    dump: Path
    place: Path


def prove(folder: Path, count: int, seed: int = 1) -> Tally:
    """Take ``count`` mutated files in: of ten, seven of a workbook, two calendars and a dump."""
    tally, random = Tally(), Random(seed)
    with Nursery() as nursery:
        source = sample(nursery, folder / "whole.db")
        nursery.run(source, "export", "csv", "--out", folder / "book")
        nursery.run(source, "export", "json", "--out", folder / "dump.json")
        ground = Ground(nursery, source, folder / "book", folder / "dump.json", folder / "place")
        ground.place.mkdir()
        store = copied(source, ground.place / "s.db")
        for number in range(count):
            try_one = (_dump if number % 10 == 9 else _calendar if number % 10 >= 7 else _sheet)(ground, number, random)
            tally.count(_fault(ground, store, number, *try_one))
    return tally


def _sheet(ground: Ground, number: int, random: Random) -> tuple[str, tuple[str | Path, ...]]:
    path = random.choice(sorted(ground.book.glob("*.csv")))
    book = ground.place / "book"
    book.mkdir(exist_ok=True)
    for old in book.iterdir():
        old.unlink()
    data = bytearray(path.read_bytes())
    for _ in range(random.randint(1, 4)):
        (_cell if random.random() < 0.6 else _bytes)(data, random)
    (book / path.name).write_bytes(data)
    return f"{path.name} {number}", ("import", book)


def _cell(data: bytearray, random: Random) -> None:
    """Put a word in the place of one cell, or of a piece of it."""
    ends = [at for at, octet in enumerate(data) if octet in b",\n"] or [len(data)]
    place = random.randrange(len(ends))
    begin = ends[place - 1] + 1 if place else 0
    data[begin : ends[place]] = random.choice(WORDS)


def _bytes(data: bytearray, random: Random) -> None:
    at, length = random.randrange(len(data) + 1), random.choice([0, 0, 1, 2, 5, 20, 400])
    act = random.randrange(4)
    if act == 0:
        del data[at : at + length]
    elif act == 1:
        data[at:at] = random.choice(WORDS)
    elif act == 2:
        data[at : at + length] = random.randbytes(length)
    else:
        start = random.randrange(len(data) + 1)
        data[at:at] = data[start : start + length * 4]


def _calendar(ground: Ground, number: int, random: Random) -> tuple[str, tuple[str | Path, ...]]:
    path = ground.place / "mutated.ics"
    path.write_bytes(damaged(random))
    asked = random.choice([(), ("--client", "ACME"), ("--blackout", "me"), ("--strict",)])
    return f"calendar {number}", ("import", path, *asked)


def _dump(ground: Ground, number: int, random: Random) -> tuple[str, tuple[str | Path, ...]]:
    data = bytearray(ground.dump.read_bytes())
    _bytes(data, random)
    path = ground.place / "mutated.json"
    path.write_bytes(data)
    (ground.place / "new.db").unlink(missing_ok=True)
    return f"dump {number}", ("--store", ground.place / "new.db", "import", path)


def _fault(ground: Ground, store: Path, number: int, what: str, command: tuple[str | Path, ...]) -> str:
    before = store.read_bytes()
    answer = ground.nursery.run(store, *command)
    words = _said(answer)
    if not words and answer.status and store.read_bytes() != before:
        words = "it was refused, and the store was changed"
    if not words and not answer.status:
        words = fault_of(store)
        if not words and number % LOOKED == 0:
            words = _looked_at(ground.nursery, store, command)
        copied(ground.source, store)
    return words and f"{what}: {words}"


def _said(answer: Answer) -> str:
    if answer.is_traceback or answer.status not in {0, 2, 3}:
        return f"exit {answer.status}: {answer.last}"
    if answer.seconds > SECONDS or answer.peak > MEMORY:
        return f"{answer.seconds:.1f} s, {answer.peak // 1024 // 1024} MB"
    lines = answer.err.splitlines()
    if answer.status and not (lines and all(_LINE.match(line) for line in lines)):
        return f"exit {answer.status} with {answer.err[:200]!r}"
    if any(ord(sign) < 32 and sign != "\n" for sign in answer.out + answer.err):
        return "a control character came out"
    return ""


def _looked_at(nursery: Nursery, store: Path, command: tuple[str | Path, ...]) -> str:
    """Ask the doctor what went in, and take the file a second time."""
    found = nursery.run(store, "doctor")
    if found.status:
        return f"the doctor says: {found.out[:300]}{found.last}"
    log = nursery.run(store, "log").out
    again = nursery.run(store, *command)
    if again.status or (nursery.run(store, "log").out != log and command[0] == "import"):
        return f"the second time it changed something: {again.out[-200:]}{again.last}"
    return ""
