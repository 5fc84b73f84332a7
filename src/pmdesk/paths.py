"""Where the store lies when nobody says: the platform's data folder."""

from __future__ import annotations

import os
from pathlib import Path


def default_store() -> Path:
    """Give the path of the store: ``PMDESK_STORE``, else ``pmdesk.db`` in the platform's data folder."""
    named = os.environ.get("PMDESK_STORE")
    if named:
        return Path(named).expanduser()
    from platformdirs import user_data_path

    return user_data_path("pmdesk", appauthor=False) / "pmdesk.db"
