"""The fields of any noun's form, made from its columns: label, options, what an empty one says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pmdesk.cleaning import clean
from pmdesk.model import Noun, columns_of, defaults_of
from pmdesk.model.column import Column
from pmdesk.tui.widgets.entry import one_line
from pmdesk.tui.widgets.field import Field

NONE = "–"
"""What an option is called that leaves the field empty."""
_LONG = frozenset({"notes", "text", "what_happened", "root_cause", "recommendation"})
_LAST = ("key", "uid")
_FIRST = ("title", "name", "text")
_LABELS = {
    "of": "belongs to", "who": "of whom", "me": "I attend", "rrule": "repeats", "exdates": "left out",
    "weekly_hours": "hours a week", "budget_hours": "hours in all", "report_every": "report",
    "report_day": "report on", "decision_date": "decided by", "notice_days": "notice, days", "after": "after",
    "acceptance": "accepted if", "accepted_by": "accepted by", "accepted_on": "accepted on", "done_on": "done on",
    "escalated_to": "escalated to", "escalation": "asked as no.", "what_happened": "what happened",
    "root_cause": "root cause", "recommendation": "next time", "pin": "digit", "sla": "an SLA", "units": "crews",
    "capacity": "crews", "visibility": "seen by", "exclusive": "exclusive",
}  # fmt: skip
_HINTS = {
    "date": "11 dec, fri, +3d, eom, 2026-12-11",
    "time stamp": "tue 10:00, 11 dec 14:30",
    "timezone": "Europe/Madrid; the usual one where left empty",
    "hours": "Mon-Thu 08:00-13:00,14:00-17:00; Fri 08:00-13:00",
    "owner": "me, or a contact's, client's or vendor's name",
    "who": "me, or a client's or vendor's name",
    "party": "a client's or vendor's name",
    "predecessors": "keys, with a lag: BUILD+5d",
    "holidays": "a region: ES, ES-MD, US-NY",
    "color": "a CSS colour name: coral, steelblue",
    "currency": "EUR, USD",
    "rrule": "every week, every tue until 30 mar, or an RRULE",
    "number": "a number",
    "list": "words",
    "list of time stamps": "the occurrences that fall out: 2026-12-29T10:00",
}  # fmt: skip
_OWN_HINTS = {
    "key": "made from the title where left empty", "end": "open where left empty", "url": "where it is kept",
    "probability": "1 to 5", "impact": "1 to 5", "score": "1 to 5", "pin": "1 to 9",
    "tags": "words; start and closing are checklists",
    "warning": "the value at which to worry", "baseline": "the first due where left empty", "unit": "%, h, days",
}  # fmt: skip


def label_of(name: str) -> str:
    """Give what a column is called in a form."""
    return _LABELS.get(name, name.replace("_", " "))


def fields_of(noun: type[Noun]) -> tuple[Field, ...]:
    """Give the fields of a noun: what it is called, then what is required, then the rest, the key near the end."""
    columns = columns_of(noun)
    names = [name for name, column in columns.items() if not column.hidden]
    order = sorted(names, key=lambda name: _rank(name, columns[name]))
    return tuple(_field(name, columns[name], defaults_of(noun)[name]) for name in order)


def _rank(name: str, column: Column) -> int:
    if name in _FIRST:
        return 0
    if name in _LAST:
        return 4
    if name in _LONG:
        return 5
    return 1 if column.required or name == "due" else 2 if name in {"owner", "status", "end"} else 3


def _field(name: str, column: Column, default: Any) -> Field:
    options = column.kind.options
    if options and default is None:
        options = (NONE, *options)
    hint = f"the key or name of its {column.ref}" if column.ref else _HINTS.get(column.kind.name, "")
    return Field(name, label_of(name), options, _OWN_HINTS.get(name, hint), is_long=name in _LONG)


def filled(row: Noun) -> dict[str, str]:
    """Give the fields of a row as text, as they stand in a form: cleaned, in one line but for long ones."""
    names = [name for name, column in columns_of(type(row)).items() if not column.hidden]
    return {name: (clean if name in _LONG else one_line)(text_of(row, name)) for name in names}


def text_of(row: Noun, name: str) -> str:
    """Give one field of a row as text."""
    value: Any = getattr(row, name)
    if value is None or value == "" or value == ():
        return ""
    return columns_of(type(row))[name].kind.form(value)


def empty_fields(noun: type[Noun], preset: Mapping[str, str]) -> dict[str, str]:
    """Give the fields of a new row as text: its defaults, with what is preset."""
    found: dict[str, str] = {}
    defaults = defaults_of(noun)
    for name, column in columns_of(noun).items():
        if column.hidden:
            continue
        value = defaults[name]
        empty = value is None or value == "" or value == () or column.required
        found[name] = "" if empty else column.kind.form(value)
    return {**found, **{name: text for name, text in preset.items() if name in found}}
