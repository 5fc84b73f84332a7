"""Cells that are read many at once give what each gives alone, or are left to be read alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmdesk.exchange.workbook import cells
from pmdesk.model import NOUNS, columns_of
from pmdesk.model.kinds import TEXT_LIMIT

PLAIN = {
    "key": ["ACME", "A.1_-B", "0", "X" * 32],
    "text": ["plain", "é 日 🚧", "two\nlines", " blanks around ", "x" * TEXT_LIMIT],
    "date": ["2026-11-23", "0001-01-01", "9999-12-31"],
    "time stamp": ["2026-11-23T09:00", "2027-03-28T02:30"],
}
ODD = {
    "key": ["acme", "", "A B", "É", "X" * 33, "A\n", "-A", " A"],
    "text": ["'=1", "", " ", "\t", "\x1b[31m", "a\rb", "\u202e", "x" * (TEXT_LIMIT + 1), "'", "\ud800", "\u2028"],
    "date": ["", "2026-02-30", "2026-1-1", "20261123", "2026-11-23T00", " 2026-11-23", "２026-11-23", "2026-11-23\n"],
    "time stamp": ["", "0001-01-01T00:00", "9999-12-31T23:59", "2026-11-23", "2026-11-23T09:00:00", "2026-11-23T9:00"],
}
COLUMNS = [(noun, name) for noun in NOUNS for name, column in columns_of(noun).items() if column.kind.many]


def alone(noun: type, name: str, cell: str) -> object:
    try:
        return cells.reader(noun, name, decimal_comma=False)(cell)
    except ValueError as error:
        return str(error)


def agrees(noun: type, name: str, texts: list[str]) -> dict[str, object]:
    found = cells.read_many(columns_of(noun)[name].kind, texts)
    assert found == {text: alone(noun, name, text) for text in found}
    return found


@pytest.mark.parametrize(("noun", "name"), COLUMNS)
def test_many_are_as_each(noun: type, name: str) -> None:
    kind = columns_of(noun)[name].kind.name
    assert set(agrees(noun, name, PLAIN[kind])) == set(PLAIN[kind])
    assert set(agrees(noun, name, [*PLAIN[kind], ""])) == set(PLAIN[kind])
    for odd in ODD[kind]:
        agrees(noun, name, [*PLAIN[kind], odd])


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(st.text(max_size=8), st.sampled_from([one for odd in ODD.values() for one in odd[:6]]))))
def test_any_texts_are_as_each(texts: list[str]) -> None:
    for noun, name in {columns_of(noun)[name].kind.name: (noun, name) for noun, name in COLUMNS}.values():
        agrees(noun, name, texts)
