"""One write through the app, as a multiple of the same by plain sqlite3, both with synchronous=FULL."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path

from pmdesk.model import Milestone
from pmdesk.portfolio import Put
from tests.bench.measure import desk_at, folder, seconds, sizes, store, tell


def plain(path: Path, key: str) -> float:
    """Give the time of the same writes by the plain library: a row, its entry in the journal, and what it did."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA synchronous=FULL")
    days = count()

    def write() -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(
            "UPDATE milestones SET due = date('2027-01-01', ?) WHERE key = ?", [f"+{next(days)} day", key]
        )
        made = connection.execute(
            "INSERT INTO entries (at, by, words, clients, state) VALUES ('x', 'x', 'x', 'x', 'done')"
        )
        connection.execute("INSERT INTO changes VALUES (?, 0, 'milestone', ?, 'edit', '{}')", [made.lastrowid, key])
        connection.execute("COMMIT")

    taken = seconds(write, 60)
    connection.close()
    return taken


def through_the_app(path: Path) -> tuple[float, str]:
    """Give the time of one moved milestone through the door, and its key."""
    desk = desk_at(path)
    row = desk.rows(Milestone)[0]
    days = count(1)

    def move() -> None:
        desk.apply([Put(replace(row, due=row.due + timedelta(days=next(days))))], "moved")

    move()
    taken = seconds(move, 60)
    desk.close()
    return taken, row.key


def main() -> None:
    """Print the ratios."""
    with folder() as place:
        for size in sizes(__doc__):
            path = store(place, size)
            ours, key = through_the_app(path)
            tell(f"one write through the app at {size}", ours, plain(path, key), 6, "plain sqlite3")


if __name__ == "__main__":
    main()
