"""Damage that SQLite quotes in words that are no text is said like any other."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from pmdesk.errors import StoreError
from pmdesk.store import driver


def broken_schema(path: Path) -> Path:
    """Make a file whose schema can't be parsed, and whose fault SQLite quotes byte by byte."""
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE birds (name TEXT)")
    connection.commit()
    connection.close()
    raw = path.read_bytes()
    path.write_bytes(raw.replace(b"birds (name", b"birds \xb7name"))
    return path


def test_a_message_that_is_no_text_is_damage(tmp_path: Path) -> None:
    path = broken_schema(tmp_path / "s.db")
    connection = sqlite3.connect(path)
    with pytest.raises(StoreError, match="is damaged"), driver.told(path):
        connection.execute("SELECT * FROM birds")
    connection.close()


def test_the_words_that_were_met_are_those_of_sqlite(tmp_path: Path) -> None:
    connection = sqlite3.connect(broken_schema(tmp_path / "s.db"))
    with pytest.raises(UnicodeDecodeError):
        connection.execute("SELECT * FROM birds")
    connection.close()
