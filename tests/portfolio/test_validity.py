from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from pmdesk.model import (
    NOUNS,
    Allocation,
    Assignment,
    Client,
    Contact,
    Engagement,
    Event,
    Milestone,
    Noun,
    Override,
    Predecessor,
    Profile,
    Site,
    Vendor,
)
from pmdesk.portfolio import Change, Put, Remove
from pmdesk.portfolio.validity import MemoryLookup, Overlay, allot, check, complete

D = date(2026, 3, 2)
NINE, TEN = datetime.fromisoformat("2026-03-02T09:00"), datetime.fromisoformat("2026-03-02T10:00")
ACME, BOR = Client("ACME", "Acme", pin=1), Client("BOR", "Bor", pin=2)
POS = Engagement("POS", "ACME", "POS", start=D, end=date(2026, 12, 31))
HQ = Site("HQ", "ACME", "HQ")
M1 = Milestone("M1", "POS", "one", D)
M2 = Milestone("M2", "POS", "two", D, after=(Predecessor("M1"),), owner="contact/P", site="HQ")
WEEKLY = Event("W", "POS", "weekly", NINE, TEN, rrule="FREQ=WEEKLY;BYDAY=MO", vendors=("V",))
MOVED = Override("W", datetime.fromisoformat("2026-03-09T09:00"), start=datetime.fromisoformat("2026-03-10T09:00"))
ROWS: tuple[Noun, ...] = (
    Profile(timezone="Europe/Madrid"),
    ACME,
    BOR,
    Vendor("V", "V"),
    Contact("P", "client/ACME", "P"),
    POS,
    HQ,
    M1,
    M2,
    WEEKLY,
    MOVED,
    Assignment("A", "V", "POS", D),
    Allocation("POS", D, date(2026, 3, 8), Decimal(5)),
)


def found(*changes: Change | Noun, rows: tuple[Noun, ...] = ROWS) -> list[tuple[str, str]]:
    """Give (ref, column) of what is wrong after some changes to the rows."""
    made = [Put(change) if isinstance(change, Noun) else change for change in changes]
    return [(item.ref, item.column) for item in check(made, Overlay(MemoryLookup(rows), made))]


def test_a_valid_portfolio_has_no_problem() -> None:
    assert found(*ROWS, rows=()) == []
    assert found(*ROWS) == []


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        (Remove(Client, ("ACME",)), {("contact/P", "of"), ("engagement/POS", "client"), ("site/HQ", "client")}),
        (Remove(Vendor, ("V",)), {("event/W", "vendors"), ("assignment/A", "vendor")}),
        (Remove(Contact, ("P",)), {("milestone/M2", "owner")}),
        (Remove(Milestone, ("M1",)), {("milestone/M2", "after")}),
        (Remove(Site, ("HQ",)), {("milestone/M2", "site")}),
        (Remove(Event, ("W",)), {("override/W 2026-03-09T09:00", "event")}),
        (Remove(Profile, ()), {("profile", "name")}),
        (Remove(Milestone, ("M2",)), set()),
    ],
)
def test_nothing_is_left_that_refers_to_what_is_removed(change: Change, wrong: set[tuple[str, str]]) -> None:
    assert set(found(change)) == wrong


def test_what_goes_along_is_no_problem() -> None:
    assert found(Remove(Milestone, ("M1",)), Remove(Milestone, ("M2",))) == []
    assert found(Remove(Event, ("W",)), Remove(Override, MOVED.identity)) == []
    assert found(Remove(Milestone, ("M1",)), replace(M2, after=())) == []
    assert found(Remove(Milestone, ("M1",)), M1) == []


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        (replace(POS, client="BOR"), [("milestone/M2", "site")]),
        (replace(POS, end=date(2026, 3, 1)), [("engagement/POS", "end"), ("assignment/A", "start")]),
        (replace(HQ, client="BOR"), [("milestone/M2", "site")]),
        (replace(WEEKLY, rrule=None), [("override/W 2026-03-09T09:00", "occurrence")]),
        (replace(WEEKLY, rrule="FREQ=WEEKLY;BYDAY=MO;UNTIL=20260308"), [("override/W 2026-03-09T09:00", "occurrence")]),
        (replace(WEEKLY, start=NINE.replace(day=3), end=TEN.replace(day=3)), [("event/W", "start")]),
        (replace(MOVED, end=datetime.fromisoformat("2026-03-10T09:00")), [("override/W 2026-03-09T09:00", "end")]),
        (
            replace(MOVED, start=None, end=datetime.fromisoformat("2026-03-09T08:00")),
            [("override/W 2026-03-09T09:00", "end")],
        ),
        (replace(BOR, pin=1), [("client/BOR", "pin")]),
        (replace(M1, after=(Predecessor("M2"),)), [("milestone/M1", "after")]),
        (
            Allocation("POS", date(2026, 3, 8), D.replace(day=9), Decimal(1)),
            [
                ("allocation/POS 2026-03-08", "start"),
            ],
        ),
        (Allocation("POS", date(2026, 3, 1), D.replace(day=2), Decimal(1)), [("allocation/POS 2026-03-01", "start")]),
        (Allocation("POS", date(2026, 3, 9), D.replace(day=9), Decimal(1)), []),
        (replace(M1, owner="contact/P"), []),
        (replace(M1, owner="client/BOR"), [("milestone/M1", "owner")]),
        (replace(ACME, holidays="ES-XX"), [("client/ACME", "holidays")]),
    ],
)
def test_one_edit_is_held_against_what_hangs_on_it(row: Noun, wrong: list[tuple[str, str]]) -> None:
    assert found(row) == wrong


def test_a_problem_elsewhere_names_the_change_that_made_it() -> None:
    change = Put(replace(POS, client="BOR"))
    (problem,) = check([change], Overlay(MemoryLookup(ROWS), [change]))
    assert problem.cause == (Engagement, ("POS",), "client")


@pytest.mark.parametrize(
    ("start", "end", "zone", "fine"),
    [
        ("2026-03-29T01:30", "2026-03-29T03:00", "Europe/Madrid", True),
        ("2026-03-29T02:30", "2026-03-29T03:00", "Europe/Madrid", False),
        ("2026-03-29T02:30", "2026-03-29T03:31", "Europe/Madrid", True),
        ("2026-10-25T02:30", "2026-10-25T02:15", "Europe/Madrid", False),
        ("2026-10-25T02:30", "2026-10-25T03:00", "Europe/Madrid", True),
        ("2026-03-29T02:30", "2026-03-29T03:00", "UTC", True),
        ("2011-12-30T10:00", "2011-12-31T09:00", "Pacific/Apia", False),
        ("9998-12-31T10:00", "9998-12-31T11:00", "America/Chicago", True),
        ("0002-01-01T10:00", "0002-01-01T11:00", "Asia/Tokyo", True),
    ],
)
def test_an_event_ends_after_it_starts_as_instants(start: str, end: str, zone: str, fine: bool) -> None:
    times = datetime.fromisoformat(start), datetime.fromisoformat(end)
    assert (found(Event("X", None, "x", *times, timezone=zone)) == []) is fine


def test_the_profiles_zone_counts_where_there_is_no_other() -> None:
    event = Event(
        "X", None, "x", datetime.fromisoformat("2026-03-29T02:30"), datetime.fromisoformat("2026-03-29T03:00")
    )
    rows = (Profile(timezone="UTC"), event)
    assert found(Profile(timezone="Europe/Madrid"), rows=rows) == [("event/X", "end")]
    assert found(Profile(timezone="Asia/Tokyo"), rows=rows) == []


def test_long_chains_and_tangles_are_looked_through_once() -> None:
    chain = [Milestone(f"C{at}", "POS", "c", D, after=(Predecessor(f"C{at - 1}"),) if at else ()) for at in range(3000)]
    assert found(*chain) == []
    closed = replace(chain[0], after=(Predecessor("C2999"),))
    assert len(found(closed, *chain[1:])) == 1
    assert len(found(closed, rows=(*ROWS, *chain))) == 1
    tangle = [
        Milestone(f"T{at}", "POS", "t", D, after=tuple(Predecessor(f"T{other}") for other in range(40) if other != at))
        for at in range(40)
    ]
    assert found(*tangle)


def test_known_rows_are_not_blamed_on_those_that_name_them() -> None:
    made = [Put(Milestone("X", "LOST", "x", D, owner="vendor/NO"))]
    after = Overlay(MemoryLookup(ROWS), made)
    problems = check(made, after, lambda noun, identity: (noun, identity) == (Engagement, ("LOST",)))
    assert [item.column for item in problems] == ["owner"]


@pytest.mark.parametrize("size", [3, 1500])
def test_an_overlay_shows_the_state_after(size: int) -> None:
    base = MemoryLookup(ROWS)
    changes: list[Change] = [Put(Milestone(f"N{at}", "POS", "n", D, after=(Predecessor("M1"),))) for at in range(size)]
    changes += [Remove(Milestone, ("M2",)), Put(replace(M1, title="new"))]
    after = Overlay(base, changes)
    assert after.get(Milestone, ("M2",)) is None
    assert after.get(Milestone, ("M1",)) == replace(M1, title="new")
    assert after.get(Client, ("ACME",)) is ACME
    assert len(list(after.where(Milestone, "after", "M1"))) == size
    assert len(list(after.where(Milestone, "engagement", "POS"))) == size + 1
    assert [row.key for row in after.where(Event, "vendors", "V")] == ["W"]
    assert [row.key for row in after.where(Event, "timezone", None)] == ["W"]
    assert len(list(after.rows(Milestone))) == size + 1
    assert base.get(Milestone, ("M2",)) is M2


def test_complete_fills_baseline_and_done_on() -> None:
    assert complete(M1) == replace(M1, baseline=D)
    stored = replace(M1, baseline=D)
    later = complete(replace(M1, due=date(2026, 4, 1), status="done"), stored)
    assert (later.baseline, later.done_on) == (D, date(2026, 4, 1))
    own = replace(M1, baseline=date(2026, 1, 1), done_on=date(2026, 1, 2), status="done")
    assert complete(own, stored) is own
    assert complete(ACME) is ACME


def test_free_digits_are_given_in_order_to_the_active() -> None:
    clients = [Client(name, name) for name in "ABC"] + [Client("D", "d", pin=1), Client("E", "e", status="archived")]
    assert allot(clients, [1, 3]) == {"A": 2, "B": 4, "C": 5}
    assert allot(clients, range(1, 10)) == {}


def test_every_reference_is_checked() -> None:
    """A row of every noun whose references all lead nowhere names each of them."""
    for noun in NOUNS:
        row, columns = _astray(noun)
        if columns:
            assert {column for _, column in found(row, rows=())} >= columns, noun


def _astray(noun: type[Noun]) -> tuple[Any, set[str]]:
    from pmdesk.model import columns_of

    values: dict[str, Any] = {}
    wrong = set()
    for name, column in columns_of(noun).items():
        kind = column.kind.name
        if column.ref:
            values[name] = ("NO",) if kind.startswith("list") else "NO"
        elif kind in {"who", "owner", "party"}:
            values[name] = "vendor/NO"
        elif kind == "predecessors":
            values[name] = (Predecessor("NO"),)
        elif column.required:
            values[name] = {"date": D, "time stamp": NINE, "number": Decimal(1)}.get(kind, "X")
        if column.ref or kind in {"who", "owner", "party", "predecessors"}:
            wrong.add(name)
    return noun(**values), wrong
