"""All tables with their conditions and indexes: the schema as a whole, to which the migrations are held.

A change here needs a migration.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import CheckConstraint, Index, text

from pmdesk.model import KEPT, Noun
from pmdesk.store.tables import METADATA, beside, table_of  # noqa: F401  # being imported declares its tables

TABLES: dict[type[Noun], Any] = {noun: table_of(noun) for noun in KEPT}
"""The table of each noun."""

_INDEXES = (
    ("milestones", "engagement", "due"),
    ("events", "engagement"),
    ("assignments", "engagement"),
    ("assignments", "vendor", "start"),
    ("engagements", "client"),
    ("sites", "client"),
    ("contacts", "of"),
    ("actions", "engagement"),
    ("actions", "milestone"),
    ("raid", "engagement"),
    ("kpis", "engagement"),
    ("kpis", "vendor"),
    ("notes", "engagement"),
    ("notes", "client"),
    ("lessons", "engagement"),
    ("requests", "kpi"),
    ("candidates", "selection"),
    ("search_places", "noun", "key"),
    ("milestones", "due"),
    ("event_spans", "last_day", "first_day", "event"),
    ("time", "engagement", "date", "hours"),
    ("changes", "ref"),
    ("entries", "state"),
    ("publications", "audience"),
    ("reports", "client"),
    ("proposals", "audience", "uid"),
)

_PARTIAL = (
    ("milestones", "open", "status IN ('planned', 'at-risk')", "due"),
    (
        "milestones", "watched", "(status = 'at-risk' OR status = 'planned' AND due > baseline)", "engagement", "due",
        "key", "status", "baseline",
    ),
    ("milestones", "unaccepted", "status = 'done' AND acceptance <> '' AND accepted_on IS NULL", "engagement"),
)  # fmt: skip
"""Indexes of some rows alone: the table, what is said of the rows, the condition, the columns."""


def _constrain() -> None:
    """Put the conditions and indexes that were declared beside the columns onto their tables."""
    for table in METADATA.tables.values():
        for column in table.columns:
            if check := column.info.get("check"):
                quoted = f'"{column.name}"'
                table.append_constraint(CheckConstraint(check.format(quoted), name=f"ck_{table.name}_{column.name}"))
    for name, *columns in _INDEXES:
        table = METADATA.tables[name]
        Index(f"ix_{name}_{'_'.join(columns)}", *(table.columns[column] for column in columns))
    for name, which, condition, *columns in _PARTIAL:
        table = METADATA.tables[name]
        Index(f"ix_{name}_{which}", *(table.columns[column] for column in columns), sqlite_where=text(condition))


_constrain()
