"""When rows were made, edited and removed: what calendars say of their items' age."""

from __future__ import annotations

import json
from collections.abc import Mapping

from pmdesk.model import KEPT
from pmdesk.store.driver import Connection

_REMOVED = (
    "SELECT noun, ref, max(at) FROM changes JOIN entries ON entries.id = changes.entry "
    "WHERE act = 'remove' AND state = 'done' GROUP BY noun, ref"
)
_EDITS = (
    "SELECT noun, ref, at, state, data FROM changes JOIN entries ON entries.id = changes.entry "
    "WHERE act = 'edit' ORDER BY entries.id DESC"
)

Shown = Mapping[str, frozenset[str]]
"""The columns that matter, by kind; of kinds that are not named all do."""


def read(connection: Connection, shown: Shown) -> Mapping[str, tuple[str, str]]:
    """Give (made, last edited or removed) in UTC, ISO 8601, by ref, of all rows that have a key, and of overrides.

    An edit counts where it changed a column that is ``shown``.
    """
    found = {f"{kind}/{key}": ("", at) for kind, key, at in connection.execute(_REMOVED)}
    for noun in KEPT:
        if noun.IDENTITY == ("key",):
            rows = connection.execute(f'SELECT key, created_at, edited_at FROM "{noun.FILE}"')
            found |= {f"{noun.KIND}/{key}": (made, edited) for key, made, edited in rows}
    overrides = connection.execute("SELECT event || ' ' || occurrence, created_at, edited_at FROM overrides")
    found |= {f"override/{known}": (made, edited) for known, made, edited in overrides}
    _set_back(connection, found, shown)
    profile = connection.execute("SELECT created_at, edited_at FROM profile").fetchone()
    return {**found, "profile": (profile[0], profile[1])}


def _set_back(connection: Connection, found: dict[str, tuple[str, str]], shown: Shown) -> None:
    """Set the time of the last edit back over those that changed nothing shown, as far as the journal is sure.

    Where the row stands by an undo or a redo, whose time is in no entry, it stays.
    """
    edited = {ref: held[1] for ref, held in found.items() if ref.partition("/")[0] in shown and "" < held[0] < held[1]}
    if not edited:
        return
    passed: set[str] = set()
    for kind, key, at, state, data in connection.execute(_EDITS):
        ref = f"{kind}/{key}"
        if ref not in edited or at < found[ref][0]:
            continue
        is_shown = not shown[kind].isdisjoint(json.loads(data))
        if state != "done" or (ref not in passed and at != edited[ref]):
            passed.discard(ref)
            del edited[ref]
        elif is_shown:
            found[ref] = (found[ref][0], at)
            passed.discard(ref)
            del edited[ref]
        else:
            passed.add(ref)
    for ref in passed:
        found[ref] = (found[ref][0], found[ref][0])
