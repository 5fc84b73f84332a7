"""How a column is declared: one function a kind of value, with its condition."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, ForeignKey, Integer, Text
from sqlmodel import Field, SQLModel

DAY = "length({0}) = 10"
STAMP = "length({0}) = 16"
"""Cheap conditions (a pattern costs a bulk insert half its time): the door has read every date before."""


def field(
    kind: Any = Text, *args: Any, check: str = "", null: bool = False, primary: bool = False, of: str = ""
) -> Any:
    """Declare a column; ``check`` is an SQL condition in which ``{0}`` stands for the column."""
    parts: list[Any] = list(args)
    if of:
        parts.append(ForeignKey(of, deferrable=True, initially="DEFERRED"))
    column = Column(kind, *parts, nullable=null, primary_key=primary)
    if check:
        column.info["check"] = check
    return Field(sa_column=column)


def key() -> Any:
    """Give the key of a noun."""
    return field(primary=True, check="length({0}) BETWEEN 1 AND 32")


def ref(table: str, *, null: bool = False, primary: bool = False) -> Any:
    """Give a reference to another noun's key."""
    return field(of=f"{table}.key", null=null, primary=primary)


def text(*, null: bool = False, primary: bool = False, filled: bool = False) -> Any:
    """Give a text; ``filled`` ones may not be empty."""
    return field(null=null, primary=primary, check="length({0}) > 0" if filled else "")


def day(*, null: bool = False, primary: bool = False) -> Any:
    """Give a day, ``YYYY-MM-DD``."""
    return field(null=null, primary=primary, check=DAY)


def stamp(*, null: bool = False, primary: bool = False) -> Any:
    """Give wall time, ``YYYY-MM-DDTHH:MM``."""
    return field(null=null, primary=primary, check=STAMP)


def number(*, null: bool = False, signed: bool = False) -> Any:
    """Give an exact decimal as text."""
    return field(null=null, check="{0} >= '0'" if not signed else "{0} >= '-'")


def whole(low: int, high: int = 999_999_999, *, null: bool = True) -> Any:
    """Give a whole number between two bounds."""
    return field(Integer, null=null, check=f"{{0}} BETWEEN {low} AND {high}")


def one_of(*options: str, null: bool = False) -> Any:
    """Give a word of a few."""
    return field(null=null, check="{0} IN (" + ", ".join(f"'{option}'" for option in options) + ")")


class Row(SQLModel):
    """What every noun's table has: when the row was made and last edited (UTC, ISO 8601)."""

    model_config = {"defer_build": True}  # no row is ever validated by its class: the door has read it
    created_at: str = Field(nullable=False, sa_type=Text)
    edited_at: str = Field(nullable=False, sa_type=Text)
