"""The import of a workbook, as a multiple of reading its CSVs and inserting them by executemany."""

from __future__ import annotations

import csv
import sqlite3
import time
from pathlib import Path

from tests.bench.measure import desk_at, folder, sizes, tell, workbook


def floor(book: Path, path: Path) -> float:
    """Give the time of the csv module and plain inserts into tables without constraints."""
    start = time.perf_counter()
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    for file in sorted(book.glob("*.csv")):
        with file.open(newline="", encoding="utf-8") as opened:
            rows = csv.reader(opened)
            header = next(rows)
            connection.execute(f'CREATE TABLE "{file.stem}" ({", ".join(chr(34) + name + chr(34) for name in header)})')
            connection.executemany(f'INSERT INTO "{file.stem}" VALUES ({",".join("?" * len(header))})', rows)
    connection.execute("COMMIT")
    connection.close()
    return time.perf_counter() - start


def main() -> None:
    """Print the ratios."""
    with folder() as place:
        for size in sizes(__doc__):
            book = workbook(place, size)
            plain = min(floor(book, place / f"floor-{size}-{turn}.db") for turn in range(3))
            desk = desk_at(place / f"import-{size}.db")
            start = time.perf_counter()
            desk.import_workbook(book)
            first = time.perf_counter() - start
            start = time.perf_counter()
            desk.import_workbook(book)
            again = time.perf_counter() - start
            desk.close()
            tell(f"import of workbook {size}", first, plain, 8, "csv and executemany")
            print(f"     the same once more, nothing changed: {again / plain:.2f} ×")


if __name__ == "__main__":
    main()
