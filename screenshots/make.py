"""Make the pictures of this folder from the demo: ``python screenshots/make.py``.

One SVG a screen, dark, 140×40, on a fixed day, so that the same program makes the same pictures. Names on the command
line make only those.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from textual.pilot import Pilot

from pmdesk.desk import Desk
from pmdesk.tui.app import PmdeskApp

NOW = datetime(2026, 11, 23, 13, 5, tzinfo=UTC)
SIZE = (140, 40)
UAT = ("j", "J", "J", "J", "J")
SHOTS: dict[str, tuple[str, ...]] = {
    "today": ("g", "d"),
    "timeline": ("g", "t", *UAT),
    "timeline-acme": ("1", "g", "t"),
    "move": ("g", "t", *UAT, "m", "L"),
    "week": ("g", "w"),
    "conflicts": ("g", "c", "j", "j", "j", "j"),
    "fix": ("g", "c", "j", "j", "j", "j", "j", "f"),
    "actions": ("g", "a", "j"),
    "engagements": ("g", "e", "j"),
    "vendors": ("g", "v"),
    "raid": ("g", "r"),
    "scorecards": ("g", "k"),
    "reports": ("g", "p"),
    "lessons": ("g", "l"),
    "capture": ("1", "a", *"Pilot review fri after BUILD @ACME-POS"),
    "scenario": ("g", "t", *UAT, "S", "m", "L", "enter", "J", "exclamation_mark", "S"),
    "bid": ("B", *"30", "tab", *"4 jan"),
    "start": ("g", "e", *"jjjjj", "E", "right", *("tab",) * 5, *"LEDGR"),
    "hours": ("W", "H"),
    "import": ("I", *"kick", "enter", *"meetings of POS", "enter"),
    "report": ("1", "r"),
    "locked": ("1", "g", "t", "ctrl+l"),
    "go-to": ("g",),
    "palette": (":", "u", "a", "t"),
    "help": ("?",),
}
"""The keys that lead from the start to what is shown."""

CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Acme//Rollout//EN
BEGIN:VEVENT
UID:kick-off
SUMMARY:Kick-off of wave 2 with FibreCo
DTSTART;TZID=Europe/Madrid:20261202T100000
DURATION:PT1H
END:VEVENT
BEGIN:VEVENT
UID:stand-up
SUMMARY:Stand-up of wave 2
DTSTART;TZID=Europe/Madrid:20261203T091500
DURATION:PT15M
RRULE:FREQ=WEEKLY;COUNT=6
END:VEVENT
BEGIN:VEVENT
UID:site-visit
SUMMARY:Site visit
DTSTART:soon
END:VEVENT
END:VCALENDAR
"""
"""What somebody sent: a meeting, a series, and one that can't be read."""


def open_desk(folder: Path) -> Desk:
    """Open a desk on the sample."""
    desk = Desk.open(folder / "demo.db", now=lambda: NOW, as_of=date(2026, 11, 23), zone="Europe/Madrid")
    if desk.is_empty():
        desk.load_sample()
    return desk


_NAMED = {" ": "space", "-": "minus", "@": "at"}
_OPENS = {"enter", "I", "S"}
"""After these something is read before the next key means anything."""


async def still(pilot: Pilot[None]) -> None:
    """Wait until the desk is open and nothing moves any more."""
    app = pilot.app
    assert isinstance(app, PmdeskApp)
    while app.view is None:
        await pilot.pause(0.05)
    await pilot.pause(0.8)


async def shoot(name: str, keys: tuple[str, ...], size: tuple[int, int] = SIZE) -> str:
    """Give the picture of what the keys lead to."""
    with tempfile.TemporaryDirectory(prefix="pmdesk-shots-") as place:
        inbox = Path(place) / "inbox"
        inbox.mkdir()
        (inbox / "kick-off.ics").write_bytes(CALENDAR.replace("\n", "\r\n").encode())
        app = PmdeskApp(lambda: open_desk(Path(place)), now=lambda: NOW, live=False)
        app.calendar_folders = (inbox,)
        async with app.run_test(size=size) as pilot:
            await still(pilot)
            for key in keys:
                await pilot.press(_NAMED.get(key, key))
                await pilot.pause(0.3 if key in _OPENS else 0.05)
            await still(pilot)
            return app.export_screenshot(title=f"pmdesk: {name}")


def main() -> None:
    """Write the pictures asked for."""
    here = Path(__file__).parent
    for name in sys.argv[1:] or SHOTS:
        (here / f"{name}.svg").write_text(asyncio.run(shoot(name, SHOTS[name])), encoding="utf-8")
        print(f"screenshots/{name}.svg")


if __name__ == "__main__":
    main()
