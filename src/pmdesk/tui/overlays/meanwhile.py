"""A form whose row is changed by another program while it is open: says so, and shows both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual.widgets import Input, TextArea

from pmdesk.tui.widgets.choice import Choice
from pmdesk.tui.widgets.field import FieldRow

SHOWN = 60
"""So many characters of what stands there now are shown beside what was typed."""


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What became of the fields: those taken over as they are now, and those where both are shown."""

    taken: tuple[str, ...]
    both: tuple[str, ...]

    @property
    def words(self) -> str:
        """What is said of it; empty where no field changed."""
        parts = []
        if self.taken:
            parts.append(f"{', '.join(self.taken)} shown as it is now")
        if self.both:
            parts.append(f"{', '.join(self.both)}: both are shown, saving keeps what you typed")
        return "changed meanwhile: " + "; ".join(parts) if parts else ""


def merge(rows: Sequence[FieldRow], begun: Mapping[str, str], now: Mapping[str, str]) -> Meanwhile:
    """Show what changed: a field that was not touched takes what is there now, at one that was both are shown."""
    taken: list[str] = []
    both: list[str] = []
    for row in rows:
        name = row.field.name
        fresh = now.get(name, "")
        if fresh == begun.get(name, "") or (row.field.options and not fresh):
            continue
        if row.value in {begun.get(name, ""), fresh}:
            put(row, fresh)
            taken.append(row.field.label)
        else:
            row.say_error(f"now: {fresh[:SHOWN] or 'empty'}   (was: {begun.get(name, '')[:SHOWN] or 'empty'})")
            both.append(row.field.label)
    return Meanwhile(tuple(taken), tuple(both))


def put(row: FieldRow, text: str) -> None:
    """Put a text into a field."""
    entry = row.entry
    if isinstance(entry, Input):
        entry.value = text
    elif isinstance(entry, TextArea):
        entry.text = text
    elif isinstance(entry, Choice) and text in entry.options:
        entry.value = text
        entry.refresh()
