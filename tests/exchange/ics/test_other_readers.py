"""ical.js, libical and vobject read what is written as icalendar does: items, texts, instants, and what recurs.

They are fetched by npm and apt-get; where these are missing, the tests say so and are skipped.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from pmdesk.desk import Desk as RealDesk
from pmdesk.exchange.ics.request import Request
from pmdesk.model import Event
from pmdesk.schedule.instants import moment
from pmdesk.schedule.recurrence import runs
from tests.exchange.ics import hard
from tests.exchange.ics.desk import Desk, acme, event
from tests.exchange.ics.others.install import Missing, ical_js, libical
from tests.exchange.ics.others.libical import MOST, Libical
from tests.exchange.ics.reading import Read, by_icalendar, by_vobject
from tests.exchange.ics.test_readers import CHANGES, ZONES
from tests.generate import write
from tests.generating.world import SIZES

pytestmark = pytest.mark.slow

SCRIPT = Path(__file__).parent / "others" / "read_with_ical.mjs"
GOLDEN = Path(__file__).parent / "golden"
ALL = ("milestones", "events", "blackouts", "terms")


class IcalJs:
    """ical.js, in a process of its own."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def _told(self, data: bytes) -> list[dict[str, Any]]:
        command = ["node", str(SCRIPT), str(self._path)]
        done = subprocess.run(command, input=data, capture_output=True, check=False, timeout=120)
        assert done.returncode == 0, done.stderr.decode()
        found: list[dict[str, Any]] = json.loads(done.stdout)
        return found

    def read(self, data: bytes) -> list[Read]:
        """Give the items of a calendar."""
        found = [
            Read(
                held["name"], held["uid"], _moment(held["recurrence"]), _moment(held["start"]), _moment(held["end"]),
                held["summary"], held["description"], held["location"], tuple(held["categories"]), held["status"],
                held["sequence"],
            )
            for held in self._told(data)
        ]  # fmt: skip
        return sorted(found, key=lambda item: (item.name, item.uid, str(item.recurrence)))

    def occurrences(self, data: bytes) -> dict[str, list[datetime]]:
        """Give the first occurrences of each series, those that were moved where they were moved to, by UID."""
        told = [held for held in self._told(data) if held["occurrences"]]
        return {held["uid"]: [datetime.fromtimestamp(at, UTC) for at in held["occurrences"]] for held in told}


def _moment(value: str | float | None) -> date | None:
    if value is None:
        return None
    return date.fromisoformat(value) if isinstance(value, str) else datetime.fromtimestamp(value, UTC)


@pytest.fixture(scope="module")
def js(tmp_path_factory: pytest.TempPathFactory) -> IcalJs:
    try:
        return IcalJs(ical_js(tmp_path_factory.mktemp("js")))
    except Missing as why:
        pytest.skip(f"ical.js can't be tried: {why}")


@pytest.fixture(scope="module")
def c(tmp_path_factory: pytest.TempPathFactory) -> Libical:
    try:
        return Libical(str(libical(tmp_path_factory.mktemp("c"))))
    except (Missing, OSError) as why:
        pytest.skip(f"libical can't be tried: {why}")


@pytest.fixture(params=["ical.js", "libical", "vobject"])
def read(request: pytest.FixtureRequest) -> Callable[[bytes], list[Read]]:
    """Give each of the readers."""
    if request.param == "vobject":
        return by_vobject
    reader: IcalJs | Libical = request.getfixturevalue("js" if request.param == "ical.js" else "c")
    return reader.read


def unnamed(found: list[Read], data: bytes) -> list[Read]:
    """Leave out the instants of RECURRENCE-IDs at times that a clock change skips: they name an occurrence alone."""
    skips = b"RECURRENCE-ID;TZID=Europe/Madrid:20270328T023000" in data
    return [item._replace(recurrence=None) if skips and "MAD" in item.summary else item for item in found]


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.ics")), ids=lambda path: path.stem)
def test_what_is_written_is_read_alike(path: Path, read: Callable[[bytes], list[Read]]) -> None:
    data = path.read_bytes()
    assert unnamed(read(data), data) == unnamed(by_icalendar(data), data)


@pytest.mark.parametrize("text", [" ends", "\tends", "ends \t", "inner  \n  blanks ", "x" * 66 + " " * 20 + "y", " "])
def test_blanks_at_the_ends_are_nobodys(text: str, read: Callable[[bytes], list[Read]]) -> None:
    data = Desk(*acme(notes=text), event("2026-12-08T09:00", "2026-12-08T10:00", title=f"{text}x{text}")).export()
    assert read(data["acme.ics"]) == by_icalendar(data["acme.ics"])


@pytest.mark.parametrize("zone", ZONES)
def test_hours_of_days_on_which_clocks_change_are_read_alike(zone: str, js: IcalJs, c: Libical) -> None:
    rows = [
        event(f"{day}T{hour:02}:30", f"{day}T{hour:02}:50", key=f"{day}-{hour}", timezone=zone, title=f"{day} {hour}")
        for day in CHANGES for hour in range(24)
    ]  # fmt: skip
    (data,) = Desk(*acme(), *rows).export(client="ACME").values()
    right = by_icalendar(data)
    assert js.read(data) == right
    assert c.read(data) == right
    assert by_vobject(data) == right


@pytest.mark.parametrize("key", hard.ZONES)
def test_series_recur_alike(key: str, js: IcalJs, c: Libical) -> None:
    """By ical.js with what was moved; by libical by the rule alone, without what is an override."""
    row, overrides = hard.series(key)
    (data,) = Desk(*acme(), row, *overrides).export(client="ACME").values()
    zone = row.timezone or ""
    expected = sorted(moment(start) for start, _, _ in runs(row, overrides, zone, 0, 10**11))
    (told,) = js.occurrences(data).values()
    assert sorted(told) == expected
    (by_rule,) = c.occurrences(data).values()
    moved = {item.start for item in by_icalendar(data) if item.recurrence is not None}
    kept = [at for at in expected if at not in moved]
    assert set(kept) <= set(by_rule)
    assert len(by_rule) == len(expected)


@pytest.mark.parametrize("seed", range(5))
def test_portfolios_are_read_alike(seed: int, tmp_path: Path, js: IcalJs, c: Libical) -> None:
    write(tmp_path / "book", SIZES["S"], seed)
    now = datetime(2026, 11, 23, 8, tzinfo=UTC)
    desk = RealDesk.open(tmp_path / "s.db", now=lambda: now, zone="Europe/Madrid")
    desk.import_workbook(tmp_path / "book")
    requests = {"client": Request(include=ALL), "todo": Request(include=ALL, form="todo"), "me": Request(mine=True)}
    for name, request in requests.items():
        list(desk.export_ics(request, str(tmp_path / name)))
    rows = [row for row in desk.rows(Event) if row.rrule]
    desk.close()
    assert rows
    for path in sorted(tmp_path.rglob("*.ics")):
        data = path.read_bytes()
        right = by_icalendar(data)
        assert js.read(data) == right, path.name
        assert c.read(data) == right, path.name
        assert by_vobject(data) == right, path.name
        assert all(len(found) <= MOST for found in js.occurrences(data).values())
