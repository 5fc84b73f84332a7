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
    "locked": ("1", "g", "t", "ctrl+l"),
    "go-to": ("g",),
    "palette": (":", "u", "a", "t"),
    "help": ("?",),
}
"""The keys that lead from the start to what is shown."""


def open_desk(folder: Path) -> Desk:
    """Open a desk on the sample."""
    desk = Desk.open(folder / "demo.db", now=lambda: NOW, as_of=date(2026, 11, 23), zone="Europe/Madrid")
    if desk.is_empty():
        desk.load_sample()
    return desk


_NAMED = {" ": "space", "-": "minus", "@": "at"}


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
        app = PmdeskApp(lambda: open_desk(Path(place)), now=lambda: NOW, live=False)
        async with app.run_test(size=size) as pilot:
            await still(pilot)
            for key in keys:
                await pilot.press(_NAMED.get(key, key))
                await pilot.pause(0.05)
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
