"""From a portfolio to lanes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pmdesk.portfolio import Put, what_if
from pmdesk.tui.widgets.timeline.caught import Caught
from pmdesk.tui.widgets.timeline.lane import Lane
from pmdesk.tui.widgets.timeline.lanes import Lanes
from tests.tui.widgets.timeline.small import conflicts, portfolio


def caught() -> Caught:
    return Caught(portfolio(), conflicts())


def lanes(focus: str | None = None) -> tuple[Lane, ...]:
    return tuple(Lanes(portfolio(), caught(), focus))


def lane(key: str) -> Lane:
    return next(row for row in lanes() if row.key == key)


def test_their_order_and_names() -> None:
    assert [(row.level, row.label, row.hours) for row in lanes()] == [
        (0, "Acme Retail", "19.5"),
        (1, "POS rollout", "12"),
        (2, "FibreCo", "1×"),
        (1, "PMO retainer", "7.5"),
        (1, "Change freeze", ""),
        (0, "Borealis Energy", "16"),
        (1, "ERP cutover", "16"),
        (2, "FibreCo", "1×"),
        (1, "SOC 2 [/]", "(6)"),
        (0, "my leave", ""),
    ]


def test_keys_are_unique() -> None:
    keys = [row.key for row in lanes()]
    assert len(set(keys)) == len(keys)


def test_in_focus_are_one_clients_lanes_and_mine() -> None:
    assert {row.client for row in lanes("BOR")} == {"BOR", ""}
    assert lanes("BOR")[0].label == "Borealis Energy"
    assert lanes("GONE") == lanes("NOBODY") == ()


def test_the_next_date_is_the_first_that_waits_and_may_be_late() -> None:
    pos, erp = lane("engagement/POS"), lane("engagement/ERP")
    assert (pos.next, pos.next_late) == (date(2026, 11, 20), True)
    assert (erp.next, erp.next_late) == (date(2026, 12, 4), False)
    assert lane("engagement/PMO").next is None


def test_the_looks_of_milestones() -> None:
    looks = {mark.ref: mark.look for row in lanes() for mark in row.marks}
    assert looks == {
        "milestone/POS.KICK": "done",
        "milestone/POS.LATE": "late",
        "milestone/POS.BUILD": "at-risk",
        "milestone/POS.UAT": "planned",
        "milestone/POS.LIVE": "planned",
        "milestone/ERP.CUT": "soon",
        "milestone/ERP.GATE": "soon",
        "milestone/ERP.OFF": "cancelled",
        "milestone/SOC.START": "planned",
    }


def test_conflicts_lie_on_what_they_concern_unless_waived() -> None:
    worst = {mark.ref: mark.severity for row in lanes() for mark in row.marks if mark.severity}
    assert worst == {"milestone/POS.UAT": "high"}
    days = {(t.start, t.end) for t in lane("engagement/POS/vendor/FIBRE").troubles}
    assert days == {(date(2026, 12, 7), date(2026, 12, 18))}
    assert [t.start for t in lane("engagement/ERP").troubles] == [date(2026, 12, 1)]


def test_hours_are_those_in_force() -> None:
    later = replace(portfolio(), today=date(2027, 1, 11))
    hours = {row.key: row.hours for row in Lanes(later, Caught(later, []))}
    assert hours["engagement/POS"] == "20"
    assert hours["client/ACME"] == "27.5"


def test_a_vendors_closing_lies_on_its_work() -> None:
    bars = lane("engagement/ERP/vendor/FIBRE").bars
    assert [(bar.look, bar.ref) for bar in bars] == [("assignment", "assignment/ERP.F"), ("blackout", "blackout/CREW")]


def test_what_lies_at_a_day() -> None:
    pos = lane("engagement/POS")
    day = date(2026, 12, 11)
    assert pos.at(day, day, day) == "milestone/POS.UAT"
    week = (date(2026, 11, 16), date(2026, 11, 22))
    assert pos.at(date(2026, 11, 20), *week) == "milestone/POS.LATE"
    assert pos.at(date(2026, 11, 18), *week) == "milestone/POS.KICK"
    assert pos.at(date(2030, 1, 1), date(2030, 1, 1), date(2030, 1, 1)) == "engagement/POS"
    freeze = lane("client/ACME/change freeze")
    assert freeze.at(date(2027, 3, 2), date(2027, 3, 2), date(2027, 3, 2)) == "blackout/FREEZE2"


def test_what_moved_says_from_where() -> None:
    before = portfolio()
    row = replace(before.milestones["POS.UAT"], due=date(2027, 1, 4))
    after = Lanes(what_if(before, [Put(row)]), Caught(before, []), before=before)
    assert [(mark.ref, mark.day, mark.was) for lane in after for mark in lane.marks if mark.was] == [
        ("milestone/POS.UAT", date(2027, 1, 4), date(2026, 12, 11))
    ]


def test_everything_has_a_place() -> None:
    found = Lanes(portfolio(), caught())
    places = {ref: found.place(ref) for ref in (
        "milestone/POS.UAT", "assignment/ERP.F", "blackout/FREEZE2", "blackout/CREW", "blackout/LEAVE", "event/E1",
        "client/BOR", "engagement/SOC", "engagement/OLD", "milestone/NONE", "assignment/POS.X",
    )}  # fmt: skip
    assert places == {
        "milestone/POS.UAT": 1, "assignment/ERP.F": 7, "blackout/FREEZE2": 4, "blackout/CREW": 2, "blackout/LEAVE": 9,
        "event/E1": 6, "client/BOR": 5, "engagement/SOC": 8, "engagement/OLD": None, "milestone/NONE": None,
        "assignment/POS.X": None,
    }  # fmt: skip


def test_the_plan_and_the_lanes_agree() -> None:
    found = Lanes(portfolio(), caught())
    assert [lane.key for lane in found] == list(found.places)
    assert found[2:4] == (found[2], found[3])
    assert found[2] is found[2]
