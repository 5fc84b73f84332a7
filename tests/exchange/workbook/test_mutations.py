"""A workbook that was damaged gives a result or lines of error, never anything else."""

import random
from pathlib import Path

import pytest

import pmdesk.sample
from pmdesk.errors import InputError, Refused
from pmdesk.exchange.workbook import plan, read
from pmdesk.portfolio.validity import MemoryLookup

SAMPLE = Path(pmdesk.sample.__file__).parent / "workbook"
FILES = {path.name: path.read_bytes() for path in SAMPLE.iterdir() if path.suffix == ".csv"}
SCRAPS = [
    b'"', b",", b";", b"\n", b"\r", b"\0", b"\xff", b"'", b"=", b"-", b"2027-02-30", b"99999999999999999999",
    b"\xe2\x80\xae", b"FREQ=YEARLY;BYSETPOS=366", b"client/ACME", b"9999-12-31T23:59", b"\x1b[2J", b"",
]  # fmt: skip


def damaged(chance: random.Random, data: bytes) -> bytes:
    """Cut, copy, overwrite or stuff something into a file, a few times."""
    for _ in range(chance.randint(1, 4)):
        at, to = sorted(chance.randrange(len(data) + 1) for _ in range(2))
        to = min(to, at + chance.choice([0, 1, 2, 40, 10_000]))
        scrap = chance.choice([*SCRAPS, data[at:to] * 2, bytes([chance.randrange(256)])])
        data = data[:at] + scrap + data[to:]
    return data


def one(folder: Path, seed: int) -> None:
    """Damage two files of the sample and look at what comes of it."""
    chance = random.Random(seed)
    changed = {name: damaged(chance, FILES[name]) for name in chance.sample(sorted(FILES), 2)}
    for name, data in {**FILES, **changed}.items():
        (folder / name).write_bytes(data)
    lines: list[str] = []
    try:
        plan(read(folder), MemoryLookup())
    except Refused as error:
        lines = error.lines or [""]
    except InputError as error:
        lines = [f".csv:{error}"]
    assert all(line.isprintable() and ".csv:" in line and len(line) < 700 for line in lines), seed


@pytest.mark.parametrize("first", range(0, 200, 50))
def test_a_damaged_workbook_is_told_in_lines(tmp_path: Path, first: int) -> None:
    for seed in range(first, first + 50):
        one(tmp_path, seed)


@pytest.mark.slow
@pytest.mark.parametrize("first", range(1000, 11000, 500))
def test_ten_thousand_damaged_workbooks(tmp_path: Path, first: int) -> None:
    for seed in range(first, first + 500):
        one(tmp_path, seed)
