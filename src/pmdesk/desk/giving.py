"""Giving the calendars of a context out, as the terminal does it: first what would change, then the files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pmdesk.exchange.ics.request import Request

if TYPE_CHECKING:
    from pmdesk.desk.calendars import Written
    from pmdesk.desk.desk import Desk

FOLDER = "calendar_folder"
"""The setting with the folder that calendars are written to."""


def calendar_folder(desk: Desk) -> Path:
    """Give the folder of the setting, else ``calendars`` beside the store."""
    named = desk.setting(FOLDER)
    return Path(named).expanduser() if named else desk.store.path.parent / "calendars"


def differences(desk: Desk, client: str | None) -> tuple[Written, ...]:
    """Give what the calendars of a client (None: of each) would tell anew; nothing is written."""
    return tuple(desk.export_ics(Request(client=client, diff=True), ""))


def write(desk: Desk, client: str | None, *, allow_mention: bool = False) -> tuple[Written, ...]:
    """Write the calendar of a client (None: of each); Refused where one names another client, unless allowed."""
    folder = calendar_folder(desk)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    out = folder / f"{client.lower()}.ics" if client else folder
    return tuple(desk.export_ics(Request(client=client), str(out), allow_mention=allow_mention))
