"""Where the store and the configuration lie when nobody says: in the platform's folders."""

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


def config_file() -> Path:
    """Give the path of the configuration: ``PMDESK_CONFIG``, else ``config.toml`` in the platform's config folder."""
    named = os.environ.get("PMDESK_CONFIG")
    if named:
        return Path(named).expanduser()
    from platformdirs import user_config_path

    return user_config_path("pmdesk", appauthor=False) / "config.toml"


def calendar_folders() -> tuple[Path, ...]:
    """Give the folders in which a calendar that somebody sent is looked for: the current one, and the downloads."""
    from platformdirs import user_downloads_path

    try:
        here = [Path.cwd()]
    except OSError:  # it was deleted meanwhile
        here = []
    return (*here, user_downloads_path())
