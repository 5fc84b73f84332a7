"""Calendars and folders on disk, for a person who looks for the one to take in."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

SUFFIXES = frozenset({".ics", ".ical", ".icalendar", ".ifb", ".vcs"})
"""How the names of calendars end."""
MOST = 500
"""So many of a folder are listed."""


@dataclass(frozen=True, slots=True)
class Place:
    """A calendar, with its size in octets and when it was last changed; or a folder."""

    path: Path
    is_folder: bool = False
    size: int = 0
    changed: datetime | None = None


def calendars_in(folder: Path, *, folders: bool = False) -> list[Place]:
    """Give the calendars of a folder, newest first; with ``folders`` then those inside it. Nothing if it can't be read.

    What is hidden is left out.
    """
    try:
        with os.scandir(folder) as found:
            places = [place for entry in found if (place := _place(entry, folders=folders))]
    except OSError:
        return []
    return sorted(places, key=_rank)[:MOST]


def _place(entry: os.DirEntry[str], *, folders: bool) -> Place | None:
    try:
        if entry.name.startswith("."):
            return None
        if entry.is_dir():
            return Place(Path(entry.path), is_folder=True) if folders else None
        if os.path.splitext(entry.name)[1].lower() not in SUFFIXES or not entry.is_file():
            return None
        held = entry.stat()
    except OSError:
        return None
    return Place(Path(entry.path), size=held.st_size, changed=datetime.fromtimestamp(held.st_mtime, UTC))


def _rank(place: Place) -> tuple[bool, float, str]:
    return place.is_folder, -place.changed.timestamp() if place.changed else 0.0, place.path.name
