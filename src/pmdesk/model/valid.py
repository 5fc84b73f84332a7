"""What makes one row valid by itself: every value is of its column's kind, and what is required is there."""

from __future__ import annotations

from typing import Any

from pmdesk.model.noun import Noun, columns_of, defaults_of

MISSING = "is empty, and it is required"


def faults(row: Noun) -> list[tuple[str, str]]:
    """Give (column, what is wrong with it) for each value that a row of its noun may not hold.

    For rows that did not come through a kind's ``parse``: from a dump, from code.
    """
    found = []
    defaults = defaults_of(type(row))
    for name, column in columns_of(type(row)).items():
        value = getattr(row, name)
        if column.required and (value is None or value == ""):
            found.append((name, MISSING))
        elif value != defaults[name] and (wrong := _wrong(column.kind, value)):
            found.append((name, wrong))
    return found


def _wrong(kind: Any, value: Any) -> str:
    try:
        text = kind.form(value)
        if kind.parse(text) == value:
            return ""
    except ValueError as error:
        return f"{text[:60]!r} {error}"
    except (TypeError, AttributeError):
        return f"{str(value)[:60]!r} is not of the kind {kind.name}"
    return f"{text[:60]!r} is not as it should be kept (want {kind.form(kind.parse(text))[:60]!r})"
