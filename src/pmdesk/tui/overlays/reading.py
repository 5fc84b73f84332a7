"""From a form's fields to a row: all that can't be taken is said at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pmdesk.model import Event, Milestone, Noun, columns_of, defaults_of
from pmdesk.tui.overlays.fields import NONE
from pmdesk.tui.overlays.values import Values

if TYPE_CHECKING:
    from pmdesk.tui.view import View


class Wrong(Exception):
    """What can't be taken, in words, by field."""

    def __init__(self, by_field: Mapping[str, str]) -> None:
        super().__init__(", ".join(f"{name} {words}" for name, words in by_field.items()))
        self.by_field = by_field


def read_row(
    noun: type[Noun], typed: Mapping[str, str], before: Noun | None, view: View,
    every: Mapping[str, Milestone] | None = None, only: Collection[str] | None = None,
) -> Noun:  # fmt: skip
    """Make a row of what was typed; raises ``Wrong`` with all that can't be taken. ``every`` is as in ``Values``.

    ``only`` are the fields that are read; what else ``before`` says stays as it is.

    A ``key`` may stay empty in a new row: it is made when it is saved.
    """
    reader = Values(noun, typed, view, every)
    columns, defaults = columns_of(noun), defaults_of(noun)
    read = columns.keys() if only is None else columns.keys() & set(only)
    values: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for name, text in ((name, _plain(text)) for name, text in typed.items() if name in read):
        if not text:
            if columns[name].required and name != "key":
                wrong[name] = "is needed"
            values[name] = defaults[name]
            continue
        try:
            values[name] = reader.read(name, text)
        except ValueError as error:
            wrong[name] = str(error)
        except OverflowError:
            wrong[name] = "is further off than a date can be"
    if wrong:
        raise Wrong(wrong)
    made: Any = replace(before, **values) if before is not None else noun(**values)  # type: ignore[type-var]
    return _settled(made, view)


def _plain(text: str) -> str:
    return "" if text == NONE else text.strip()


def _settled(row: Any, view: View) -> Noun:
    """Fill in what follows from the rest."""
    if isinstance(row, Milestone):
        if row.status == "done" and row.done_on is None:
            return replace(row, done_on=min(row.due, view.today))
        if row.status != "done" and row.done_on is not None:
            return replace(row, done_on=None)
    if isinstance(row, Event) and row.end <= row.start:
        raise Wrong({"end": "is not after the start"})
    made: Noun = row
    return made
