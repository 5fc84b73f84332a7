"""When rows were made, edited and removed: what calendars say of their items' age."""

from __future__ import annotations

from collections.abc import Mapping

from pmdesk.model import KEPT
from pmdesk.store.driver import Connection

_REMOVED = (
    "SELECT noun, ref, max(at) FROM changes JOIN entries ON entries.id = changes.entry "
    "WHERE act = 'remove' AND state = 'done' GROUP BY noun, ref"
)


def read(connection: Connection) -> Mapping[str, tuple[str, str]]:
    """Give (made, last edited or removed) in UTC, ISO 8601, by ref, of all rows that have a key, and of overrides."""
    found = {f"{kind}/{key}": ("", at) for kind, key, at in connection.execute(_REMOVED)}
    for noun in KEPT:
        if noun.IDENTITY == ("key",):
            rows = connection.execute(f'SELECT key, created_at, edited_at FROM "{noun.FILE}"')
            found |= {f"{noun.KIND}/{key}": (made, edited) for key, made, edited in rows}
    overrides = connection.execute("SELECT event || ' ' || occurrence, created_at, edited_at FROM overrides")
    found |= {f"override/{known}": (made, edited) for known, made, edited in overrides}
    profile = connection.execute("SELECT created_at, edited_at FROM profile").fetchone()
    return {**found, "profile": (profile[0], profile[1])}
