"""Exports of random portfolios, held to calendars.md by a judge that knows the document alone."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pmdesk.desk import Desk
from pmdesk.desk.calendars import Written
from pmdesk.exchange.ics.request import Request
from pmdesk.model import Blackout, Client, Engagement, Event, Milestone, Site
from pmdesk.portfolio import Put
from tests.exchange.ics.contract import Part, day, judge
from tests.generate import write
from tests.generating.world import Size

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
ALL = ("milestones", "events", "blackouts", "terms")
STATUS = {"planned": "CONFIRMED", "done": "CONFIRMED", "at-risk": "TENTATIVE", "cancelled": "CANCELLED",
          "confirmed": "CONFIRMED", "tentative": "TENTATIVE"}  # fmt: skip
TODO = {"planned": "NEEDS-ACTION", "at-risk": "NEEDS-ACTION", "done": "COMPLETED", "cancelled": "CANCELLED"}


class Case:
    """A store of a random portfolio, on a clock of its own, with what it wrote."""

    def __init__(self, place: Path, seed: int) -> None:
        self.place, self.now = place, NOW
        write(place / "book", Size(3, 40, 40), seed)
        self.desk = Desk.open(place / "s.db", now=lambda: self.now, zone="Europe/Madrid")
        self.desk.import_workbook(place / "book")
        self.now += timedelta(hours=1)

    def export(self, folder: str, **options: Any) -> dict[str, bytes]:
        """Export into a folder; give all its files."""
        list(self.desk.export_ics(Request(**options), str(self.place / folder)))
        return {
            str(path.relative_to(self.place / folder)): path.read_bytes()
            for path in (self.place / folder).rglob("*.ics")
        }

    def told(self, **options: Any) -> list[Written]:
        """Say what an export would tell."""
        return list(self.desk.export_ics(Request(diff=True, **options), ""))

    @property
    def engagements(self) -> dict[str, Engagement]:
        """The engagements that a first export tells of: neither proposed nor closed, of clients that are active."""
        active = {row.key for row in self.desk.rows(Client) if row.status == "active"}
        rows = self.desk.rows(Engagement)
        return {row.key: row for row in rows if row.client in active and row.status not in {"proposed", "closed"}}


@pytest.fixture(params=[0, 1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 50))])
def case(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Case]:
    made = Case(tmp_path, request.param)
    yield made
    made.desk.close()


def by_title(calendar: Part) -> Counter[tuple[str, str, str]]:
    """Give what a calendar says, as (title, first day, status); overrides aside."""
    items = [item for item in calendar.items if not item.all("RECURRENCE-ID")]
    return Counter((item.text("SUMMARY"), _first(item), item.value("STATUS")) for item in items)


def _first(item: Part) -> str:
    return item.value("DUE" if item.name == "VTODO" else "DTSTART")[:8]


def _day(value: date) -> str:
    return f"{value:%Y%m%d}"


def expected(case: Case, client: str) -> Counter[tuple[str, str, str]]:
    """Give what a client's first calendar of everything must say."""
    held = {key: row for key, row in case.engagements.items() if row.client == client}
    found = [(row.name if row.end else f"{row.name} (open end)", _day(row.start), "CONFIRMED") for row in held.values()]
    found += [
        ("✔ " * (row.status == "done") + row.title, _day(row.due), STATUS[row.status])
        for row in case.desk.rows(Milestone) if row.engagement in held
    ]  # fmt: skip
    found += [(row.title, "", STATUS[row.status]) for row in case.desk.rows(Event) if row.engagement in held]
    found += [
        (row.title, _day(row.start), "CONFIRMED") for row in case.desk.rows(Blackout) if row.who == f"client/{client}"
    ]
    return Counter(found)


def test_each_clients_calendar_says_what_the_store_holds_and_keeps_the_rules(case: Case) -> None:
    files = case.export("out", include=ALL)
    clients = {row.key: row for row in case.desk.rows(Client)}
    assert set(files) == {f"{key.lower()}.ics" for key, row in clients.items() if row.status == "active"}
    events = {row.title for row in case.desk.rows(Event)}
    for name, data in files.items():
        calendar = judge(data, case.now, alarms=False)
        row = clients[name.removesuffix(".ics").upper()]
        assert calendar.text("NAME") == row.name
        assert _undated(by_title(calendar), events) == _undated(expected(case, row.key), events)
        for path in (case.place / "out").iterdir():
            assert path.stat().st_mode & 0o777 == 0o600


def _undated(found: Counter[tuple[str, str, str]], events: set[str]) -> Counter[tuple[str, str, str]]:
    return Counter((title, "" if title in events else first, status) for title, first, status in found.elements())


def test_dated_items_carry_what_the_rows_have(case: Case) -> None:
    files = case.export("out", include=("milestones",))
    rows = {(row.title, _day(row.due)): row for row in case.desk.rows(Milestone) if row.engagement in case.engagements}
    sites = {row.key: row for row in case.desk.rows(Site)}
    for data in files.values():
        for item in judge(data, case.now, alarms=False).items:
            row = rows[item.text("SUMMARY").removeprefix("✔ "), _first(item)]
            engagement = case.engagements[row.engagement]
            client = case.desk.get(Client, engagement.client)
            assert client is not None
            assert day(*item.all("DTEND")[0]) - day(*item.all("DTSTART")[0]) == timedelta(days=1)
            assert item.value("CATEGORIES").split(",") == [
                part.replace(",", "\\,").replace(";", "\\;") for part in (client.name, engagement.name, row.kind)
            ]
            assert bool(item.all("PRIORITY")) == (row.status == "at-risk" or row.kind == "go-live")
            assert item.text("DESCRIPTION") == row.acceptance.strip()
            assert item.text("URL") == row.url
            assert len(item.all("RELATED-TO")) == sum(
                one.key in {row.key for row in rows.values()} for one in row.after
            )
            if row.site:
                assert item.text("LOCATION").startswith(sites[row.site].name)
            assert (item.text("COLOR") or None) == client.color


def test_my_own_calendar_has_other_uids_alarms_and_every_clients_name(case: Case) -> None:
    theirs = {
        item.value("UID") for data in case.export("out").values() for item in judge(data, case.now, alarms=False).items
    }
    (data,) = case.export("me", mine=True).values()
    mine = judge(data, case.now, alarms=True)
    assert not theirs & {item.value("UID") for item in mine.items}
    assert any(item.parts for item in mine.items)
    names = {row.name for row in case.desk.rows(Client)}
    own = {row.title for row in case.desk.rows(Event) if row.engagement is None}
    assert all(item.text("SUMMARY").partition(": ")[0] in names or item.text("SUMMARY") in own for item in mine.items)


def test_to_dos_have_states_and_uids_of_their_own(case: Case) -> None:
    events = [item for data in case.export("out").values() for item in judge(data, case.now, alarms=False).items]
    files = case.export("todo", form="todo", include=("milestones",))
    held = [item for data in files.values() for item in judge(data, case.now, alarms=False).items]
    assert not {item.value("UID") for item in events} & {item.value("UID") for item in held}
    rows = [row for row in case.desk.rows(Milestone) if row.engagement in case.engagements]
    assert Counter((item.text("SUMMARY"), _first(item), item.value("STATUS")) for item in held) == Counter(
        (row.title, _day(row.due), TODO[row.status]) for row in rows
    )


def test_a_vdir_holds_each_item_by_its_uid_as_the_one_file_does(case: Case) -> None:
    whole = {
        item.value("UID"): item.lines for data in case.export("out").values()
        for item in judge(data, case.now, alarms=False).items if not item.all("RECURRENCE-ID")
    }  # fmt: skip
    files = case.export("vdir", vdir=True)
    for name, data in files.items():
        part = judge(data, case.now, alarms=False, single=True)
        (uid,) = {item.value("UID") for item in part.items}
        assert name.rpartition("/")[2] == f"{uid}.ics"
        assert whole.pop(uid) == next(item.lines for item in part.items if not item.all("RECURRENCE-ID"))
    assert not whole


def test_what_does_not_change_is_not_touched_and_what_does_counts_one(case: Case) -> None:
    dice = random.Random(1)
    assert {held.act for one in case.told() for held in one.differences} <= {"add", "cancel"}
    first = case.export("out")
    paths = {path.name: path.stat() for path in (case.place / "out").iterdir()}
    case.now += timedelta(hours=1)
    assert case.export("out") == first
    after = {path.name: path.stat() for path in (case.place / "out").iterdir()}
    assert {name: (at.st_ino, at.st_mtime_ns) for name, at in paths.items()} == {
        name: (at.st_ino, at.st_mtime_ns) for name, at in after.items()
    }
    rows = [row for row in case.desk.rows(Milestone) if row.engagement in case.engagements and row.status == "planned"]
    *edited, gone = dice.sample(rows, 4)
    case.desk.apply(case.desk.dependents(Milestone, gone.key), "deleted")
    moved, renamed, noted = (held for row in edited if (held := case.desk.get(Milestone, row.key)))
    changes = [
        Put(replace(moved, due=moved.due + timedelta(days=3), baseline=moved.due)),
        Put(replace(renamed, title=f"{renamed.title} anew")), Put(replace(noted, notes="nobody's business")),
    ]  # fmt: skip
    case.desk.apply(changes, "edited")
    case.now += timedelta(hours=1)
    for _ in range(2):
        acts = Counter(held.act for one in case.told() for held in one.differences if held.act != "same")
        assert acts["move"] >= 1
        assert acts["cancel"] == 1
    before = _items(first)
    for uid, item in _items(case.export("out")).items():
        old = before[uid]
        same = _seen(item) == _seen(old)
        assert int(item.value("SEQUENCE")) == int(old.value("SEQUENCE")) + (not same)
        assert (item == old) == same
        assert item.value("CREATED") == old.value("CREATED")
    said = [item for item in _items(case.export("out")).values() if item.text("SUMMARY") == gone.title]
    assert [item.value("STATUS") for item in said if item.value("SEQUENCE") == "1"] == ["CANCELLED"]


def _items(files: Mapping[str, bytes]) -> dict[tuple[str, str], Part]:
    from tests.exchange.ics.contract import parse

    return {
        (item.value("UID"), str(item.all("RECURRENCE-ID"))): item
        for data in files.values()
        for item in parse(data).items
    }


def _seen(item: Part) -> list[Any]:
    return [line for line in item.lines if line[0] not in {"SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "CREATED"}]
