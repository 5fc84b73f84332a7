"""What a key of search as you type costs over 100,000 notes, against one scan of them by LIKE for what was typed.

Each word is typed sign by sign, as a person would; the worst key of a word is told beside the median of all.
"""

from __future__ import annotations

import argparse
import random
import statistics
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import accumulate

from pmdesk.store.driver import Connection
from pmdesk.store.search import Sought, catch_up
from tests.bench.measure import ANCHOR, NOW, desk_at, folder, seconds, tell

NOTES = 100_000
GOAL = 0.02
FIELD = (
    "the", "permit", "milestone", "vendor", "project", "council", "meeting", "delivery", "acceptance", "schedule",
    "late", "invoice", "crew", "site", "router", "survey", "façade", "Núñez", "workshop", "escalation", "契約",
    "الموقع",
)  # fmt: skip
"""Everyday words, the first ones in almost every note."""


def vocabulary(chance: random.Random) -> tuple[list[str], list[float]]:
    """Give words, and how often each comes: the n-th one about 1/n times as often as the first (Zipf's law)."""
    made = {
        "".join(chance.choice("bcdfglmnprstv") + chance.choice("aeiou") for _ in range(chance.randint(1, 5)))
        for _ in range(20_000)
    }
    words = [*FIELD, *sorted(made)]
    return words, list(accumulate(1 / (at + 1) for at in range(len(words))))


def fill(
    connection: Connection, count: int, words: Sequence[str], often: Sequence[float], chance: random.Random
) -> None:
    """Write so many notes, of the length that notes have."""
    rows = (
        (f"N{at}", (ANCHOR - timedelta(days=at % 2400)).isoformat(), " ".join(_text(words, often, chance)))
        for at in range(count)
    )
    at = NOW.isoformat()
    connection.execute("BEGIN")
    connection.executemany(
        f"INSERT INTO notes (created_at, edited_at, key, date, text) VALUES ('{at}', '{at}', ?, ?, ?)", rows
    )
    connection.execute("COMMIT")


def _text(words: Sequence[str], often: Sequence[float], chance: random.Random) -> list[str]:
    return chance.choices(words, cum_weights=often, k=chance.randint(8, 40))


def typed(words: Sequence[str], chance: random.Random) -> Iterator[list[str]]:
    """Give what stands in the field after each key, for words of all frequencies, alone and in twos."""
    asked = [*FIELD, *chance.sample(words, 6), "permit council", "late vendor", f"the {words[3000]}", "xyzzy"]
    yield from ([text[: at + 1] for at in range(len(text))] for text in asked)


def main() -> None:
    """Print the ratio beside its goal, and the time for which the first search makes the index."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the notes")
    count = NOTES // 10 if parser.parse_args().quick else NOTES
    chance = random.Random(7)
    words, often = vocabulary(chance)
    with folder() as place:
        desk = desk_at(place / "notes.db")
        connection = desk.store.read(lambda open_one: open_one)
        fill(connection, count, words, often, chance)
        made = seconds(lambda: catch_up(connection), 1)
        print(f"the index is made once, in {made:.1f} s")
        ours: list[float] = []
        scans: list[float] = []
        for keys in typed(words, chance):
            scan = seconds(lambda keys=keys: scanned(connection, keys[-1]), 3)  # type: ignore[misc]  # bound at once
            cost = [seconds(lambda text=text: desk.memory().find(Sought(text)), 5) for text in keys]  # type: ignore[misc]
            ours += cost
            scans += [scan] * len(cost)
            tell(f"the worst key of {keys[-1]!r}", max(cost), scan, GOAL, "a LIKE scan")
        desk.close()
    worst, against = max(zip(ours, scans, strict=True), key=lambda pair: pair[0] / pair[1])
    tell("the worst key of all", worst, against, GOAL, "a LIKE scan")
    name = f"search as you type over {count:,} notes"
    tell(name, statistics.median(ours), statistics.median(scans), GOAL, "a LIKE scan")
    print(f"the median of all keys is {statistics.median(ours) / statistics.median(scans):.4f} × the median scan")


def scanned(connection: Connection, text: str) -> object:
    """Go through all notes by LIKE, the newest first."""
    asked = "SELECT key, date, text FROM notes WHERE text LIKE ? ORDER BY date DESC LIMIT 50"
    return connection.execute(asked, [f"%{text}%"]).fetchall()


if __name__ == "__main__":
    main()
