"""What alerts are computed from is read whole and exactly, whatever the store holds beside it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from tests.generate import write
from tests.generating.world import Size

from pmdesk.cli.today_words import lines
from pmdesk.desk import Desk
from pmdesk.desk.agenda import read_day as read_agenda
from pmdesk.model import Action, Client, Contact, Engagement, Kpi, Measurement, Milestone, Noun, RaidItem, TimeEntry
from pmdesk.portfolio import Put, Window
from pmdesk.portfolio.ledger import Ledger
from pmdesk.schedule import alerts
from pmdesk.store.days import read_day
from pmdesk.store.ledgers import read_ledger, read_wanted

TODAY = date(2026, 11, 23)
BASE: list[Noun] = [Client("C", "Client"), Engagement("E", "C", "Deal", start=date(2026, 1, 1))]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = Desk.open(
        tmp_path / "s.db", now=lambda: datetime(2026, 11, 23, 9, tzinfo=UTC), as_of=TODAY, zone="Europe/Madrid"
    )
    opened.apply([Put(row) for row in BASE], "began")
    yield opened
    opened.close()


def ledger(desk: Desk, *rows: Noun) -> Ledger:
    desk.apply([Put(row) for row in rows], "added")
    return desk.store.read(lambda connection: read_ledger(connection, TODAY))


def test_hours_add_up_exactly(desk: Desk) -> None:
    values = ["0.1", "0.2", "0.0001", "999999999999999.9999", "12.5", "3", "0"]
    rows = [TimeEntry("E", date(2026, 11, 1), Decimal(text), f"n{at}") for at, text in enumerate(values)]
    later = TimeEntry("E", date(2026, 11, 24), Decimal(7), "tomorrow")
    assert ledger(desk, *rows, later).hours == {"E": sum(map(Decimal, values))}


def test_the_last_measurement_up_to_today(desk: Desk) -> None:
    kpis = [Kpi("K", "E", name="One", target=Decimal(1)), Kpi("L", "E", name="Two", target=Decimal(1))]
    values = [Measurement("K", date(2026, 11, day), Decimal(day)) for day in (9, 23, 24)]
    found = ledger(desk, *kpis, *values)
    assert {key: row.value for key, row in found.measurements.items()} == {"K": Decimal(23)}
    assert [row.key for row in found.kpis] == ["K", "L"]


def test_registers_that_are_due(desk: Desk) -> None:
    found = ledger(
        desk,
        Action("LATE", "E", "Late", date(2026, 11, 22)), Action("NOW", "E", "Now", TODAY),
        Action("DONE", "E", "Done", date(2026, 11, 1), status="done"), Action("NEVER", "E", "Never"),
        RaidItem("R", "E", "risk", "Risk", review=TODAY),
        RaidItem("S", "E", "risk", "Other", review=date(2026, 11, 24)),
    )  # fmt: skip
    assert [row.key for row in found.actions] == ["LATE"]
    assert [row.key for row in found.raid] == ["R"]


def test_milestones_that_want_attention(desk: Desk) -> None:
    far = date(2028, 1, 1)
    rows = [
        Milestone("OLD", "E", "Old", date(2020, 1, 1)), Milestone("SOON", "E", "Soon", date(2026, 11, 30)),
        Milestone("NEXT", "E", "Next", date(2026, 12, 1)), Milestone("RISK", "E", "Risk", far, "at-risk"),
        Milestone("SLIP", "E", "Slip", far, baseline=date(2027, 1, 1)),
        Milestone("EARLY", "E", "Early", far, baseline=date(2029, 1, 1)),
        Milestone("ASKED", "E", "Asked", far, "done", acceptance="signed"),
        Milestone("GIVEN", "E", "Given", far, "done", acceptance="signed", accepted_on=TODAY),
        Milestone("OFF", "E", "Off", date(2020, 1, 1), "cancelled", baseline=date(2019, 1, 1)),
    ]  # fmt: skip
    desk.apply([Put(row) for row in rows], "added")
    wanted, totals = desk.store.read(lambda connection: read_wanted(connection, TODAY, {"E"}))
    assert totals == {}
    assert wanted.keys() == {"OLD", "SOON", "RISK", "SLIP", "ASKED"}


def test_owners_come_along(desk: Desk) -> None:
    person = Contact("P", "client/C", "Petra")
    late = Milestone("M", "E", "Late", date(2026, 1, 1), owner="contact/P")
    desk.apply([Put(row) for row in (person, late)], "added")
    (alert, *_) = desk.day().alerts
    assert alert.message.endswith(", Petra")


def test_alerts_of_what_was_read_are_those_of_everything(desk: Desk, tmp_path: Path) -> None:
    """A made-up desk: what is read for a day leaves out nothing that an alert could concern."""
    write(tmp_path / "W", Size(6, 200, 60), seed=3)
    desk.import_workbook(tmp_path / "W")
    measurements: dict[str, Measurement] = {}
    for one in sorted(desk.rows(Measurement), key=lambda row: row.date):
        if one.date <= TODAY:
            measurements[one.kpi] = one
    hours: dict[str, Decimal] = {}
    for entry in desk.rows(TimeEntry):
        hours[entry.engagement] = hours.get(entry.engagement, Decimal(0)) + entry.hours * (entry.date <= TODAY)
    whole = Ledger(tuple(desk.rows(Action)), tuple(desk.rows(RaidItem)), tuple(desk.rows(Kpi)), measurements, hours)
    expected = alerts.find(desk.portfolio(None), whole)
    assert len(expected) > 50
    assert list(desk.day().alerts) == expected


def test_a_day_has_no_more_than_it_needs(desk: Desk, tmp_path: Path) -> None:
    write(tmp_path / "W", Size(6, 200, 60), seed=3)
    desk.import_workbook(tmp_path / "W")
    portfolio = desk.store.read(lambda connection: read_day(connection, Window(TODAY, TODAY), TODAY)).portfolio
    assert len(portfolio.milestones) < len(desk.rows(Milestone)) / 2
    assert portfolio.sites == {}


@pytest.mark.parametrize("client", [None, "C001"])
@pytest.mark.parametrize("most", [1, 3, 20])
def test_the_first_of_each_kind_are_those_of_all(desk: Desk, tmp_path: Path, most: int, client: str | None) -> None:
    write(tmp_path / "W", Size(6, 400, 20), seed=5)
    desk.import_workbook(tmp_path / "W")
    whole, some = (read_agenda(desk.store, TODAY, client=client, most=one) for one in (None, most))
    assert set(some.totals) == {"overdue", "due-soon", "slipped", "at-risk", "unaccepted", "conflicts"}
    assert (some.conflicts, some.totals["conflicts"]) == (whole.conflicts[:most], len(whole.conflicts))
    for kind in {one.kind for one in whole.alerts}:
        every, first = ([one for one in day.alerts if one.kind == kind] for day in (whole, some))
        assert first[:most] == every[:most], kind
        assert some.totals.get(kind, len(first)) == len(every), kind


def test_a_short_text_is_that_of_all(desk: Desk, tmp_path: Path) -> None:
    write(tmp_path / "W", Size(6, 400, 20), seed=5)
    desk.import_workbook(tmp_path / "W")
    whole, some = (read_agenda(desk.store, TODAY, most=one) for one in (None, 7))
    assert list(lines(some, 7)) == list(lines(whole, 7))
    assert any("more: --json has them all" in line for line in lines(some, 7))
