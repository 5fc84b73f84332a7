"""Waiving what there is: it is listed as waived, and what gets worse comes back; the oracle says the same."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from pmdesk.errors import InputError
from pmdesk.portfolio import Waiver, Window
from pmdesk.schedule.conflicts import as_json, find
from pmdesk.schedule.conflicts.hit import HIGH, LOW, MEDIUM, Hit
from pmdesk.schedule.effects import Recount
from pmdesk.schedule.waiving import waive
from tests.build import read_workbook
from tests.oracle import naive
from tests.oracle.random_time import anchor_of
from tests.oracle.random_workbook import write
from tests.shares import share

DAY = date(2026, 12, 7)


def waiver(hits: list[Hit], until: date = DAY) -> Waiver:
    row = waive("kind:0", hits, " agreed ", until).row
    assert isinstance(row, Waiver)
    return row


def test_it_keeps_how_bad_it_was() -> None:
    hits = [Hit("me", (), DAY, DAY, MEDIUM, Fraction(46), Fraction(40)), Hit("me", (), DAY, DAY, HIGH, 60, 40)]
    assert waiver(hits) == Waiver("kind:0", "agreed", DAY, "high", Decimal("1.5"))


def test_a_limit_of_nothing_keeps_the_peak() -> None:
    assert waiver([Hit("me", (), DAY, DAY, HIGH, 7, 0)]).ratio == 7


def test_without_numbers_there_is_no_ratio() -> None:
    assert waiver([Hit("me", (), DAY, DAY, LOW)]) == Waiver("kind:0", "agreed", DAY, "low", None)


def test_a_ratio_that_no_decimal_holds_is_never_less_than_it_was() -> None:
    ratio = waiver([Hit("me", (), DAY, DAY, LOW, 4, 3)]).ratio
    assert ratio is not None
    assert Fraction(4, 3) <= Fraction(ratio) < Fraction(4, 3) + Fraction(1, 10**20)


@pytest.mark.parametrize("reason", ["", "  "])
def test_it_wants_a_reason(reason: str) -> None:
    with pytest.raises(InputError):
        waive("kind:0", [Hit("me", (), DAY, DAY, LOW)], reason, DAY)


@pytest.mark.parametrize("seed", share(range(530_000, 530_020), 2))
def test_the_oracle_lists_the_same_as_waived(seed: int, tmp_path: Path) -> None:
    write(tmp_path, seed, anchor=anchor_of(seed))
    rng = random.Random(f"waiving {seed}")
    book = read_workbook(tmp_path, anchor_of(seed))
    window = Window(book.today, book.today + timedelta(days=30))
    recount = Recount(book, window)
    rows: list[Waiver] = []
    for key_id, key in recount.ids.items():
        if rng.random() < 0.6:
            row = waive(key_id, recount.occurrences(key), "agreed", book.today + timedelta(days=rng.randrange(30))).row
            assert isinstance(row, Waiver)
            rows.append(row)
    told = as_json(
        find(replace(book, waivers={row.id: row for row in rows}), window), today=book.today, window=window
    )  # fmt: skip
    wanted = naive.conflicts(
        tmp_path, as_of=book.today, start=window.first, end=window.last,
        waivers=[
            naive.Waiver(row.id, row.reason, row.until, row.severity, Fraction(row.ratio) if row.ratio else None)
            for row in rows
        ],
    )  # fmt: skip
    assert [{**one, "message": ""} for one in told["conflicts"]] == [
        {**one, "message": ""} for one in wanted["conflicts"]
    ]
    for conflict in told["conflicts"]:
        mine = next((row for row in rows if row.id == conflict["id"]), None)
        if mine and max(one["start"][:10] for one in conflict["occurrences"]) < str(mine.until):
            assert conflict["waived"] == {"reason": "agreed", "until": str(mine.until)}
