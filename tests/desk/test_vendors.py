"""A vendor's record is made of what it delivered; a choice keeps its scores with the decision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from pmdesk.desk import Desk
from pmdesk.desk.locked import LockedDesk
from pmdesk.desk.vendors import choose, clients_of, records, selection_json, slip_json, vendor_json
from pmdesk.errors import InputError
from pmdesk.model import (
    Assignment,
    Candidate,
    Client,
    Contact,
    Engagement,
    Feedback,
    Kpi,
    Measurement,
    Milestone,
    Noun,
    Rating,
    Selection,
    Vendor,
)
from pmdesk.portfolio import Put
from pmdesk.schedule.weighing import rated, said

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
TODAY = date(2026, 11, 23)
START = date(2026, 1, 5)


def due(key: str, month: int, day: int, owner: str = "vendor/FIBRE", **more: object) -> Milestone:
    when = date(2026, month, day)
    return Milestone(key, key.partition(".")[0], key, when, owner=owner, baseline=when, **more)  # type: ignore[arg-type]


CHOICE = Selection("CABLING", "ACME-POS", "Who lays the cable", (("cost", Decimal(3)), ("culture", Decimal(1))))
FIBRECO = Candidate("C1", "CABLING", "FibreCo", "FIBRE", (("cost", Decimal(2)), ("culture", Decimal(5))))
WIRES = Candidate("C2", "CABLING", "Wires & Sons", None, (("cost", Decimal(4)), ("culture", Decimal(1))))
NEWCOMER = Candidate("C3", "CABLING", "Newcomer", None, (("cost", Decimal(5)),))
BASE: tuple[Noun, ...] = (
    Client("ACME", "Acme Retail", pin=1), Client("BOREALIS", "Borealis Foods", pin=2), Vendor("FIBRE", "FibreCo"),
    Vendor("IDLE", "Idle Ltd"), Contact("ANA", "vendor/FIBRE", "Ana"),
    Engagement("ACME-POS", "ACME", "POS rollout", start=START), Engagement("BOR-HQ", "BOREALIS", "HQ", start=START),
    Assignment("ACME-POS.A", "FIBRE", "ACME-POS", START), Assignment("BOR-HQ.A", "FIBRE", "BOR-HQ", START),
    due("ACME-POS.M1", 3, 2, status="done", done_on=date(2026, 3, 2)),
    due("ACME-POS.M2", 4, 1, "contact/ANA", status="done", done_on=date(2026, 4, 11)),
    due("ACME-POS.M3", 11, 13), due("BOR-HQ.M1", 5, 1, status="done", done_on=date(2026, 5, 5)),
    due("BOR-HQ.M2", 12, 18), due("ACME-POS.MINE", 3, 1, "me"),
    Kpi("UPTIME", "ACME-POS", "FIBRE", "Uptime", "%", Decimal(99), sla=True),
    Measurement("UPTIME", date(2026, 9, 1), Decimal(98)), Measurement("UPTIME", date(2026, 10, 1), Decimal(99)),
    Rating("FIBRE", date(2026, 5, 1), "quality", 1, Decimal(3), "cables everywhere"),
    Rating("FIBRE", date(2026, 10, 1), "Quality", 4, Decimal(3), "much better"),
    Rating("FIBRE", date(2026, 10, 1), "manners", 2), Rating("FIBRE", date(2026, 12, 1), "manners", 5),
    Feedback("ACME-POS", "vendor/FIBRE", date(2026, 6, 1), 5), CHOICE, FIBRECO, WIRES, NEWCOMER,
)  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = Desk.open(tmp_path / "s.db", now=lambda: NOW, zone="Europe/Madrid")
    opened.apply([Put(row) for row in BASE], "made")
    yield opened
    opened.close()


def test_a_record_is_made_of_what_was_delivered(desk: Desk) -> None:
    found = records(desk)
    card = found["FIBRE"].card
    assert (card.due, card.kept, card.on_time, card.slip, card.worst) == (4, 1, Fraction(1, 4), Fraction(7), 10)
    assert (card.late, card.sla_met, card.sla_measured) == (("ACME-POS.M3",), 1, 2)
    assert card.clients == ("ACME", "BOREALIS")
    assert found["FIBRE"].rating.mean == Fraction(4 * 3 + 2 + 5, 5)
    assert found["IDLE"].card.on_time is None
    assert found["IDLE"].rating.mean is None


def test_under_a_lock_a_record_is_of_that_clients_work_alone(desk: Desk) -> None:
    found = records(LockedDesk(desk, "BOREALIS"))
    card = found["FIBRE"].card
    assert (card.due, card.kept, card.late, card.sla_measured, card.clients) == (1, 0, (), 0, ("BOREALIS",))
    assert found["FIBRE"].rating.mean is None
    assert "IDLE" not in found


def test_the_newest_score_of_a_criterion_counts() -> None:
    rows = [row for row in BASE if isinstance(row, Rating)]
    parts = [(name, int(weight), int(score)) for name, weight, score, _ in rated(rows, (), TODAY).parts]
    assert parts == [("Quality", 3, 4), ("manners", 1, 2)]
    assert said(rated(rows, (), date(2026, 6, 1)).mean) == "1.0"
    assert rated(rows, (), date(2026, 1, 1)).mean is None
    assert said(Fraction(7, 2)) == "3.5"
    assert said(Fraction(445, 100)) == "4.5"


def test_a_vendor_as_json(desk: Desk) -> None:
    portfolio = desk.portfolio(None)
    row = desk.get(Vendor, "FIBRE")
    assert row is not None
    told = vendor_json(desk, row, records(desk)["FIBRE"], portfolio)
    assert told["clients"] == ["ACME", "BOREALIS"] == clients_of(portfolio, "FIBRE")
    assert told["weeks"][0] == {"week": "2026-11-23", "taken": 2.0, "over": True}
    assert len(told["weeks"]) == 12
    assert told["record"]["on_time"] == 0.25
    assert told["rating"]["mean"] == 3.8


def test_who_is_hit_if_it_slips(desk: Desk) -> None:
    told = slip_json(desk.portfolio(None), "FIBRE", 5)
    assert told["clients"] == ["ACME", "BOREALIS"]
    assert {"how": "moves", "ref": "milestone/BOR-HQ.M2", "client": "BOREALIS", "engagement": "BOR-HQ",
            "was": "2026-12-18", "now": "2026-12-23"} in told["hits"]  # fmt: skip


def test_candidates_stand_by_their_weighted_scores(desk: Desk) -> None:
    told = selection_json(CHOICE, desk.rows(Candidate))
    assert [(one["name"], one["total"], one["missing"]) for one in told["candidates"]] == [
        ("Wires & Sons", 3.25, []), ("FibreCo", 2.75, []), ("Newcomer", 5.0, ["culture"]),
    ]  # fmt: skip


def test_a_decision_is_kept_with_all_scores_as_one_change(desk: Desk) -> None:
    edit = choose(CHOICE, desk.rows(Candidate), "C2", " cheapest, and in time ", TODAY)
    desk.apply(edit.changes, edit.words)
    assert desk.get(Selection, "CABLING") == replace(
        CHOICE, status="decided", decided_on=TODAY, decision="cheapest, and in time"
    )
    assert [(row.key, row.verdict) for row in desk.rows(Candidate)] == [
        ("C1", "declined"), ("C2", "chosen"), ("C3", "declined"),
    ]  # fmt: skip
    assert desk.rows(Candidate)[0].scores == FIBRECO.scores
    assert desk.entries(1)[0].words == "chose Wires & Sons for Who lays the cable"
    desk.undo()
    assert desk.get(Selection, "CABLING") == CHOICE
    with pytest.raises(InputError, match="needs its reason"):
        choose(CHOICE, desk.rows(Candidate), "C2", " ", TODAY)
    with pytest.raises(InputError, match="no candidate C9"):
        choose(CHOICE, desk.rows(Candidate), "C9", "why", TODAY)
