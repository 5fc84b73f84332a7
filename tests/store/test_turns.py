"""A risk that becomes an issue keeps how it stood; ratings, choices and escalations are undone and dumped like all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from tests.store.conftest import NOW
from tests.store.test_journal import BASE, put

from pmdesk.desk.removal import removal
from pmdesk.model import BY_KIND, Candidate, Contact, Escalation, RaidItem, Rating, Selection, Turn, Vendor
from pmdesk.store import Store

FIBRE = Vendor(key="FIBRE", name="FibreCo")
PRIYA = Contact(key="PRIYA", of="client/ACME", name="Priya", escalation=1)
RISK = RaidItem(
    key="ACME-POS.PERMIT", engagement="ACME-POS", type="risk", title="Permit late", probability=4, impact=5,
    response="mitigate", plan="call the council", contingency="rent a lift", trigger="no answer by Friday",
)  # fmt: skip
CHOICE = Selection("CABLING", "ACME-POS", "Who lays the cable", (("cost", Decimal(2)), ("culture", Decimal("0.5"))))
ROWS = (
    RISK, Rating("FIBRE", date(2026, 11, 1), "on site manners", 4, Decimal("1.5"), "polite"), CHOICE,
    Candidate("CABLING.FIBRE", "CABLING", "FibreCo", "FIBRE", (("cost", Decimal(3)),)),
    Escalation(RISK.key, 1, "PRIYA", datetime(2026, 11, 20, 9)),
)  # fmt: skip


@pytest.fixture
def filled(store: Store) -> Store:
    put(store, *BASE, FIBRE, PRIYA)
    put(store, *ROWS)
    return store


def test_a_risk_that_becomes_an_issue_keeps_how_it_stood(filled: Store) -> None:
    put(filled, replace(RISK, type="issue", probability=5, plan=""))
    kept = Turn(
        RISK.key, 1, datetime(2026, 11, 23, 9), "risk", "issue", "Permit late", 4, 5, "mitigate", "call the council",
        "rent a lift", "no answer by Friday", "me",
    )  # fmt: skip
    assert filled.rows(Turn) == [kept]
    filled.undo(NOW)
    assert filled.rows(Turn) == []
    assert filled.get(RaidItem, RISK.key) == RISK
    filled.redo(NOW)
    assert filled.rows(Turn) == [kept]
    put(filled, replace(RISK, type="decision"))
    assert [(row.step, row.was, row.became) for row in filled.rows(Turn)] == [
        (1, "risk", "issue"), (2, "issue", "decision"),
    ]  # fmt: skip
    assert filled.entries(1)[0].clients == ("ACME",)


def test_an_edit_of_anything_else_is_no_turn(filled: Store) -> None:
    put(filled, replace(RISK, title="Permit very late", status="closed"))
    assert filled.rows(Turn) == []


def test_what_is_kept_beside_the_workbook_is_undone_and_done_again(filled: Store) -> None:
    filled.undo(NOW)
    assert [filled.get(type(row), *row.identity) for row in ROWS] == [None] * len(ROWS)
    filled.redo(NOW)
    assert [filled.get(type(row), *row.identity) for row in ROWS] == list(ROWS)


def test_a_dump_carries_it(filled: Store, tmp_path: Path) -> None:
    put(filled, replace(RISK, type="issue"))
    other = Store.open(tmp_path / "other.db", now=NOW, zone="UTC")
    other.load_dump(list(filled.dump_tables()))
    for noun in (Rating, Selection, Candidate, Turn, Escalation):
        assert other.rows(noun) == filled.rows(noun) != []
    other.close()


@pytest.mark.parametrize(
    ("ref", "gone"),
    [
        ("raid/ACME-POS.PERMIT", {"raid/ACME-POS.PERMIT", "escalation/ACME-POS.PERMIT 1"}),
        ("selection/CABLING", {"selection/CABLING", "candidate/CABLING.FIBRE"}),
        ("vendor/FIBRE", {"vendor/FIBRE", "rating/FIBRE 2026-11-01 on site manners"}),
        ("contact/PRIYA", {"contact/PRIYA"}),
    ],
)
def test_what_hangs_on_a_row_goes_along_or_forgets_it(filled: Store, ref: str, gone: set[str]) -> None:
    kind, _, key = ref.partition("/")
    changes = removal(filled.lookup(), BY_KIND[kind], (key,))
    filled.apply(changes, words="deleted", by="test", now=NOW)
    assert {row.ref for row in ROWS if filled.get(type(row), *row.identity) is None} == gone - {ref} | (
        {ref} if ref.startswith(("raid", "selection")) else set()
    )
