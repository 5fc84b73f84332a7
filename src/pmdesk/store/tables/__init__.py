"""The tables: one a noun, and those that the store keeps beside them, with the types of their columns.

A test holds them to the nouns of ``pmdesk.model``. Whoever writes a noun needs its table alone, and to declare all of
them takes longer than to write ten thousand rows: what belongs to the schema as a whole stands in ``whole``.
"""

from __future__ import annotations

from typing import Any

from sqlmodel import SQLModel

from pmdesk.model import Noun

METADATA = SQLModel.metadata


def table_of(noun: type[Noun]) -> Any:
    """Give the table of a noun."""
    from pmdesk.store.tables import schedule  # noqa: F401  # being imported declares its tables

    if noun.FILE not in METADATA.tables:
        from pmdesk.store.tables import registers  # noqa: F401
    return METADATA.tables[noun.FILE]
