"""A RAID item that becomes one of another type, by whatever way: how it stood before is kept with the change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from pmdesk.model import Noun, RaidItem, Turn
from pmdesk.portfolio import Change, Put

if TYPE_CHECKING:
    from pmdesk.store.driver import Connection


def turned(
    connection: Connection, pairs: Sequence[tuple[Change, Noun | None]], at: str
) -> Iterator[tuple[Change, Noun | None]]:
    """Give what is to be added for items of which changes make another type, at a moment (UTC, ISO 8601)."""
    for change, before in pairs:
        if not isinstance(before, RaidItem) or not isinstance(change, Put) or not isinstance(change.row, RaidItem):
            continue
        if change.row.type != before.type:
            yield Put(_turn(connection, before, change.row.type, at)), None


def _turn(connection: Connection, before: RaidItem, became: str, at: str) -> Turn:
    held = connection.execute("SELECT max(step) FROM turns WHERE raid = ?", [before.key]).fetchone()[0]
    return Turn(
        raid=before.key,
        step=(held or 0) + 1,
        at=datetime.fromisoformat(at[:16]),
        was=before.type,
        became=became,
        title=before.title,
        probability=before.probability,
        impact=before.impact,
        response=before.response or "",
        plan=before.plan,
        contingency=before.contingency,
        trigger=before.trigger,
        owner=before.owner,
    )
