"""Calendars of every client, cold and unchanged, as a multiple of a plain loop that builds the same by icalendar.

In processor time: cold waits for the disk a few times, which says nothing of the program.
"""

from __future__ import annotations

import shutil
import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import icalendar

from pmdesk.desk import Desk
from pmdesk.exchange.ics.request import Request
from tests.bench.measure import desk_at, folder, sizes, store, tell

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


def processor(act: Callable[[], object], times: int) -> float:
    """Give the median processor time of an act, in seconds."""
    taken = []
    for _ in range(times):
        start = time.process_time()
        act()
        taken.append(time.process_time() - start)
    return statistics.median(taken)


def ours(made: Path, place: Path) -> tuple[float, float, list[bytes]]:
    """Give the times of a first export and of one more, and the files; each first one has a store of its own."""
    colds = []
    for turn in range(4):  # the first of them loads the modules, and does not count
        shutil.copy(made, path := place / f"ics-{turn}.db")
        shutil.rmtree(out := place / "out", ignore_errors=True)
        desk = desk_at(path)
        desk.portfolio(None)
        colds.append(processor(partial(export, desk, out), 1))
        unchanged = processor(partial(export, desk, out), 5)
        desk.close()
        path.unlink()
    return statistics.median(colds[1:]), unchanged, [file.read_bytes() for file in sorted(out.glob("*.ics"))]


def main() -> None:
    """Print the ratios."""
    with folder() as place:
        for size in sizes(__doc__):
            cold, unchanged, files = ours(store(place, size), place)
            calendars = [values_of(data) for data in files]
            floor = processor(partial(plain_loop, calendars, place), 3)
            what = f"calendars of {size}, {sum(map(len, calendars)):,} items"
            tell(f"{what}, cold", cold, floor, 1.8, "the plain loop")
            tell(f"{what}, unchanged", unchanged, floor, 0.1, "the plain loop")


if __name__ == "__main__":
    main()
