"""SQLite: tables, driver, migrations, journal, integrity. Rows never leave it; nouns do.

``Store`` and ``Entry`` are imported when they are first asked for: a reader alone does without what writes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pmdesk.store.journal import Entry
    from pmdesk.store.store import Store

__all__ = ["Entry", "Store"]


def __getattr__(name: str) -> Any:
    if name == "Entry":
        from pmdesk.store.journal import Entry

        return Entry
    if name == "Store":
        from pmdesk.store.store import Store

        return Store
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
