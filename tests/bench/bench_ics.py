"""Calendars of every client, cold and unchanged, as a multiple of a plain loop that builds the same by icalendar."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from typing import Any

import icalendar

from pmdesk.desk import Desk
from pmdesk.exchange.ics.request import Request
from tests.bench.measure import desk_at, folder, seconds, sizes, store, tell

_PROPERTIES = (
    "UID", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "CREATED", "SUMMARY", "STATUS", "DESCRIPTION", "LOCATION", "COLOR",
    "CATEGORIES", "PRIORITY", "URL", "DTSTART", "DTEND", "RRULE", "RECURRENCE-ID", "TRANSP",
    "X-MICROSOFT-CDO-BUSYSTATUS", "X-MICROSOFT-CDO-ALLDAYEVENT",
)  # fmt: skip
"""What an item has, as ``Event.add`` takes it."""


def values_of(data: bytes) -> list[list[tuple[str, Any]]]:
    """Read back a calendar's items as the plain values that they are built of."""
    parts: Any = icalendar.Calendar.from_ical(data).walk("VEVENT")
    return [[(name, _plain(part[name])) for name in _PROPERTIES if name in part] for part in parts]


def _plain(value: Any) -> Any:
    if hasattr(value, "cats"):
        return [str(name) for name in value.cats]
    if isinstance(value, icalendar.vRecur):
        return dict(value)
    return value.dt if hasattr(value, "dt") else int(value) if isinstance(value, int) else str(value)


def plain_loop(calendars: list[list[list[tuple[str, Any]]]], out: Path) -> None:
    """Build calendars with icalendar, one event after the other, and write them."""
    for number, items in enumerate(calendars):
        made = icalendar.Calendar()
        made.add("PRODID", "-//x//x//EN")
        made.add("VERSION", "2.0")
        for item in items:
            event = icalendar.Event()
            for name, value in item:
                event.add(name, value)
            made.add_component(event)
        (out / f"{number}.ics").write_bytes(made.to_ical())


def export(desk: Desk, out: Path) -> None:
    """Export every client's calendar."""
    for _ in desk.export_ics(Request(), str(out)):
        pass


def main() -> None:
    """Print the ratios."""
    with folder() as place:
        for size in sizes(__doc__):
            made = store(place, size)
            colds = []
            for turn in range(3):  # what was never told is told only once, so each turn has a store of its own
                path, out = place / f"ics-{size}-{turn}.db", place / f"out-{size}-{turn}"
                shutil.copy(made, path)
                desk = desk_at(path)
                desk.portfolio(None)
                start = time.perf_counter()
                export(desk, out)
                colds.append(time.perf_counter() - start)
                if turn < 2:
                    desk.close()
            unchanged = seconds(lambda: export(desk, out), 5)  # noqa: B023  # called at once
            desk.close()
            calendars = [values_of(file.read_bytes()) for file in sorted(out.glob("*.ics"))]
            plain = place / f"plain-{size}"
            plain.mkdir()
            floor = min(seconds(lambda: plain_loop(calendars, plain), 1) for _ in range(3))  # noqa: B023  # at once
            count = sum(map(len, calendars))
            tell(f"calendars of {size}, {count:,} items, cold", min(colds), floor, 1.8, "the plain loop")
            tell(f"calendars of {size}, {count:,} items, unchanged", unchanged, floor, 0.1, "the plain loop")


if __name__ == "__main__":
    main()
