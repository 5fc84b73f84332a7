"""SQLite: tables, driver, migrations, journal, integrity. Rows never leave it; nouns do."""

from __future__ import annotations

from pmdesk.store.journal import Entry
from pmdesk.store.store import Store

__all__ = ["Entry", "Store"]
