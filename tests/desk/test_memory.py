"""What is remembered comes back where it matters, and under a lock not at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pmdesk.desk import Desk
from pmdesk.desk.locked import LockedDesk
from pmdesk.errors import InputError
from pmdesk.model import Assignment, Client, Contact, Engagement, Lesson, Milestone, Note, Noun, RaidItem, Vendor
from pmdesk.portfolio import Put
from pmdesk.store.search import Sought

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
DAY = date(2026, 3, 1)
START = date(2026, 1, 5)
PERMITS = Lesson(
    "ACME-POS.L1", "ACME-POS", "Ask for permits early", DAY, "The council kept Acme Retail waiting, said Priya Nair",
    "nobody asked", "Ask the council six weeks before ACME-POS.UAT", ("permit",),
)  # fmt: skip
CREWS = Lesson("ACME-POS.L2", "ACME-POS", "Count the ladders", DAY, "Two ladders too few", "", "Count", ())
BASE: tuple[Noun, ...] = (
    Client("ACME", "Acme Retail", pin=1), Client("BOREALIS", "Borealis Foods", pin=2), Vendor("FIBRE", "FibreCo"),
    Contact("PRIYA", "client/ACME", "Priya Nair"), Engagement("ACME-POS", "ACME", "POS rollout", start=START),
    Engagement("ACME-NET", "ACME", "Network", start=START),
    Engagement("BOR-HQ", "BOREALIS", "Headquarters", start=START), Assignment("ACME-POS.A", "FIBRE", "ACME-POS", START),
    Milestone("ACME-POS.UAT", "ACME-POS", "UAT", date(2026, 12, 1)),
    PERMITS, CREWS, Note("N1", "BOREALIS", None, DAY, "The permit is on its way"),
)  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = Desk.open(tmp_path / "s.db", now=lambda: NOW, zone="Europe/Madrid")
    opened.apply([Put(row) for row in BASE], "made")
    yield opened
    opened.close()


def like(desk: Desk, about: Noun) -> list[str]:
    return [one.lesson.key for one in desk.memory().like(about)]


def test_texts_are_found_in_a_focus(desk: Desk) -> None:
    found = desk.memory().find(Sought("permit"))
    assert [row.key for row in found.rows] == ["ACME-POS.L1", "N1"]
    assert [row.key for row in desk.memory().find(Sought("permit", client="BOREALIS")).rows] == ["N1"]
    assert desk.memory().find(Sought("")).rows == ()


def test_a_risk_like_a_lesson_brings_it_up_with_the_reason(desk: Desk) -> None:
    risk = RaidItem("BOR-HQ.R", "BOR-HQ", "risk", "Building permit of the council")
    (one,) = desk.memory().like(risk)
    assert (one.lesson, one.why) == (PERMITS, ("tag permit", "permits council"))
    assert like(desk, replace(risk, title="Cables are short")) == []
    assert like(desk, replace(risk, owner="vendor/FIBRE", title="Cables")) == ["ACME-POS.L1", "ACME-POS.L2"]


def test_an_engagement_and_a_vendor_bring_up_what_was_learnt_with_the_vendor(desk: Desk) -> None:
    desk.apply([Put(Assignment("BOR-HQ.A", "FIBRE", "BOR-HQ", START))], "assigned")
    headquarters = desk.get(Engagement, "BOR-HQ")
    assert headquarters is not None
    assert like(desk, headquarters) == ["ACME-POS.L1", "ACME-POS.L2"]
    assert like(desk, Vendor("FIBRE", "FibreCo")) == ["ACME-POS.L1", "ACME-POS.L2"]
    assert like(desk, Vendor("LADDER", "Ladders and more", services="ladders, scaffolds")) == []
    assert like(desk, Vendor("PERMIT", "Permits Ltd", services="permits of the council")) == ["ACME-POS.L1"]


def test_a_lesson_is_not_brought_up_in_its_own_engagement(desk: Desk) -> None:
    assert like(desk, RaidItem("ACME-POS.R", "ACME-POS", "risk", "Building permit of the council")) == []
    assert like(desk, RaidItem("ACME-NET.R", "ACME-NET", "risk", "Building permit of the council")) == ["ACME-POS.L1"]


def test_for_another_client_a_lesson_names_nobody(desk: Desk) -> None:
    told = desk.memory().retold(PERMITS, "BOR-HQ")
    assert told.plan == "Ask the council six weeks before [code]"
    assert told.why == "The council kept the client waiting, said a contact\nnobody asked"
    assert ("ACME-POS.UAT", "[code]") in told.replaced
    assert told.mentions == ()
    own = desk.memory().retold(PERMITS, "ACME-NET")
    assert (own.plan, own.replaced) == (PERMITS.recommendation, ())
    with pytest.raises(InputError, match="there is no engagement NONE"):
        desk.memory().retold(PERMITS, "NONE")


def test_who_else_is_named_is_told(desk: Desk) -> None:
    desk.apply([Put(Client("CEDAR", "Cedar Energy", pin=3))], "added")
    told = desk.memory().retold(replace(PERMITS, title="As with Cedar Energy"), "BOR-HQ")
    assert [one.client for one in told.mentions] == ["CEDAR"]


def test_work_that_is_opened_again_on_another_day_is_counted(tmp_path: Path) -> None:
    clock = [NOW]
    desk = Desk.open(tmp_path / "s.db", now=lambda: clock[0], zone="Europe/Madrid")
    milestone = Milestone("ACME-POS.UAT", "ACME-POS", "UAT", date(2026, 12, 1), owner="vendor/FIBRE")
    desk.apply([Put(row) for row in (*BASE[:-4], milestone)], "made")

    def edit(row: Noun, day: int) -> None:
        clock[0] = NOW.replace(day=day)
        desk.apply([Put(row)], "edited")

    done = replace(milestone, status="done", done_on=date(2026, 11, 23))
    edit(done, 23)
    assert desk.memory().reopened() == {}
    edit(milestone, 24)
    edit(replace(done, done_on=date(2026, 11, 25)), 25)
    edit(milestone, 25)
    assert desk.memory().reopened() == {"ACME-POS.UAT": 1}
    desk.undo()
    desk.undo()
    desk.undo()
    assert desk.memory().reopened() == {}
    desk.close()


def test_under_a_lock_nothing_is_remembered(desk: Desk) -> None:
    memory = LockedDesk(desk, "ACME").memory()
    assert memory.find(Sought("permit")).rows == ()
    assert memory.like(Vendor("FIBRE", "FibreCo")) == ()
    assert (memory.turns("X"), memory.reopened(), memory.mentions(["Acme"], "BOREALIS")) == ((), {}, ())
    with pytest.raises(InputError):
        memory.retold(PERMITS, "ACME-NET")


def test_in_a_scenario_drafts_are_found_and_the_store_stays_as_it_is(desk: Desk) -> None:
    desk.begin_scenario()
    drafted = desk.as_drafted()
    assert [row.key for row in drafted.memory().find(Sought("permit")).rows] == ["ACME-POS.L1", "N1"]
    drafted.apply([Put(Note("N2", None, None, DAY, "permit granted"))], "noted")
    assert {row.key for row in drafted.memory().find(Sought("permit")).rows} == {"ACME-POS.L1", "N1", "N2"}
    assert {row.key for row in desk.memory().find(Sought("permit")).rows} == {"ACME-POS.L1", "N1"}
