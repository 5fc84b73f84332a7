from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from pmdesk.desk import edits
from pmdesk.model import Milestone
from pmdesk.portfolio import Put, Waiver
from pmdesk.schedule.conflicts.conflict import Conflict, Occurrence

ROW = Milestone(key="A.UAT", engagement="A", title="UAT sign-off", due=date(2026, 12, 11))


def conflict(name: str, *, waived: bool = False) -> Conflict:
    day = date(2026, 12, 11)
    waiver = Waiver(f"blackout:{name}", "agreed", day, "high", Decimal(1)) if waived else None
    return Conflict(
        f"blackout:{name}", "blackout", "high", "me", ("milestone/A.UAT",), ("A",), (Occurrence(day, day),), waiver
    )


def test_a_move_is_one_change_with_both_days_in_words() -> None:
    edit = edits.move(ROW, date(2027, 1, 4))
    assert edit.changes == (Put(replace(ROW, due=date(2027, 1, 4))),)
    assert edit.words == "moved UAT sign-off from 11 Dec to 4 Jan"
    assert edits.move(ROW, date(2028, 1, 4)).words == "moved UAT sign-off from 11 Dec 2026 to 4 Jan 2028"


def test_done_sets_the_day_and_takes_it_back() -> None:
    today = date(2026, 11, 23)
    done = edits.done(ROW, today).changes[0]
    assert isinstance(done, Put)
    assert isinstance(done.row, Milestone)
    assert (done.row.status, done.row.done_on) == ("done", today)
    assert edits.done(done.row, today).changes == (Put(ROW),)


def test_at_risk_goes_on_and_off() -> None:
    risky = replace(ROW, status="at-risk")
    assert edits.at_risk(ROW).changes == (Put(risky),)
    assert edits.at_risk(risky).changes == (Put(ROW),)


def test_a_new_milestone_takes_its_first_due_as_baseline() -> None:
    edit = edits.save(ROW, None)
    assert edit.changes == (Put(replace(ROW, baseline=ROW.due)),)
    assert edit.words == "added milestone UAT sign-off"


def test_an_edit_of_the_due_alone_is_called_a_move() -> None:
    assert edits.save(replace(ROW, due=date(2026, 12, 18)), ROW).words == "moved UAT sign-off from 11 Dec to 18 Dec"
    assert edits.save(replace(ROW, title="X"), ROW).words == "edited X"


def test_made_and_cleared_leave_waived_ones_out() -> None:
    before = [conflict("1"), conflict("2"), conflict("w", waived=True)]
    after = [conflict("2"), conflict("3"), conflict("v", waived=True)]
    effect = edits.compare(before, after)
    assert [one.id for one in effect.made] == ["blackout:3"]
    assert [one.id for one in effect.cleared] == ["blackout:1"]
