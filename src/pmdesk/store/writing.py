"""The writing lane: inserts, updates and removals as Core statements on the tables, many rows a statement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pmdesk.model import Noun, Profile, columns_of

if TYPE_CHECKING:
    import sqlalchemy

Image = dict[str, Any]
"""A row as the store keeps it, by column; ``created_at`` goes along where the whole row is meant."""


def _known_by(noun: type[Noun]) -> tuple[str, ...]:
    return noun.IDENTITY or ("id",)


def _where(noun: type[Noun]) -> Any:
    from sqlalchemy import and_, bindparam

    from pmdesk.store.tables import TABLES

    table = TABLES[noun]
    return and_(*(table.c[name] == bindparam(f"known_{name}") for name in _known_by(noun)))


def _known(noun: type[Noun], image: Mapping[str, Any]) -> Image:
    if noun is Profile:
        return {"known_id": 1}
    return {f"known_{name}": image[name] for name in noun.IDENTITY}


def insert(bound: sqlalchemy.Connection, noun: type[Noun], images: Sequence[Image], at: str) -> None:
    """Insert rows; those without ``created_at`` are made at ``at`` (UTC, ISO 8601)."""
    from pmdesk.store.tables import TABLES

    fixed = {"edited_at": at} | ({"id": 1} if noun is Profile else {})
    bound.execute(TABLES[noun].insert(), [{"created_at": at, **image, **fixed} for image in images])


def update(bound: sqlalchemy.Connection, noun: type[Noun], images: Sequence[Image], at: str) -> None:
    """Replace all columns of rows that are there."""
    from sqlalchemy import bindparam

    from pmdesk.store.tables import TABLES

    names = [name for name in columns_of(noun) if name not in noun.IDENTITY]
    values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names}
    statement = TABLES[noun].update().where(_where(noun)).values({**values, "edited_at": at})
    bound.execute(
        statement, [{**_known(noun, image), **{f"new_{name}": image[name] for name in names}} for image in images]
    )


def remove(bound: sqlalchemy.Connection, noun: type[Noun], images: Sequence[Mapping[str, Any]]) -> None:
    """Take rows away, known by the values in ``images``."""
    from pmdesk.store.tables import TABLES

    bound.execute(TABLES[noun].delete().where(_where(noun)), [_known(noun, image) for image in images])
