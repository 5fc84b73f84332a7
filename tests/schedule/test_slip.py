from __future__ import annotations

from datetime import date
from decimal import Decimal

from pmdesk.model import Assignment, Client, Contact, Engagement, Milestone, Noun, Predecessor, Vendor
from pmdesk.portfolio import Put
from pmdesk.schedule.slip import MOVES, OVERTAKEN, PUSHED, RUNS_ON, Hit, slip
from tests.build import portfolio_of

TODAY = date(2026, 11, 23)


def rows(*more: Noun) -> list[Noun]:
    return [
        Client(key="A", name="Acme"), Client(key="B", name="Borealis"), Vendor(key="V", name="V"),
        Contact(key="P", of="vendor/V", name="P"),
        Engagement(key="A1", client="A", name="A1", start=date(2026, 1, 1)),
        Engagement(key="B1", client="B", name="B1", start=date(2026, 1, 1), end=date(2027, 1, 31)),
        *more,
    ]  # fmt: skip


def hits(*more: Noun, days: int = 7) -> list[Hit]:
    return list(slip(portfolio_of(rows(*more), TODAY), "V", days).hits)


def work(key: str, engagement: str, start: date, end: date | None, status: str = "confirmed") -> Assignment:
    return Assignment(key=key, vendor="V", engagement=engagement, start=start, end=end, units=Decimal(1), status=status)


def test_work_that_runs_ends_later_and_work_to_come_moves() -> None:
    found = slip(
        portfolio_of(
            rows(
                work("X", "A1", date(2026, 11, 2), date(2026, 12, 4)),
                work("Y", "B1", date(2026, 12, 7), date(2026, 12, 18)),
            ),
            TODAY,
        ),
        "V",
        7,
    )
    assert [(hit.how, hit.client, hit.was, hit.now) for hit in found.hits] == [
        (RUNS_ON, "A", date(2026, 12, 4), date(2026, 12, 11)),
        (RUNS_ON, "B", date(2026, 12, 18), date(2026, 12, 25)),
    ]
    changed = {change.row.key: (change.row.start, change.row.end) for change in found.own if isinstance(change, Put)}  # type: ignore[attr-defined]  # all are assignments
    assert changed == {
        "X": (date(2026, 11, 2), date(2026, 12, 11)),
        "Y": (date(2026, 12, 14), date(2026, 12, 25)),
    }
    assert found.clients == ("A", "B")


def test_what_is_over_open_or_cancelled_is_not_hit() -> None:
    assert hits(
        work("X", "A1", date(2026, 1, 2), date(2026, 11, 22)),
        work("Y", "A1", date(2026, 1, 2), None),
        work("Z", "A1", date(2026, 11, 2), date(2026, 12, 22), "cancelled"),
    ) == []  # fmt: skip


def test_an_assignment_without_an_end_ends_with_its_engagement() -> None:
    assert [hit.now for hit in hits(work("Y", "B1", date(2026, 11, 2), None))] == [date(2027, 2, 7)]


def test_dates_of_the_vendor_and_its_people_move_and_push_what_comes_after() -> None:
    found = hits(
        Milestone(key="M1", engagement="A1", title="M1", due=date(2026, 12, 1), owner="contact/P"),
        Milestone(
            key="M2", engagement="A1", title="M2", due=date(2026, 12, 7), after=(Predecessor("M1", 2),)
        ),
        Milestone(key="M3", engagement="B1", title="M3", due=date(2026, 12, 11), after=(Predecessor("M2"),)),
        Milestone(key="M4", engagement="A1", title="M4", due=date(2026, 12, 9), after=(Predecessor("M1"),)),
        Milestone(
            key="M5", engagement="A1", title="M5", due=date(2026, 12, 1), owner="vendor/V", status="done",
            done_on=date(2026, 11, 2),
        ),
    )  # fmt: skip
    assert [(hit.how, hit.ref, hit.now) for hit in found] == [
        (MOVES, "milestone/M1", date(2026, 12, 8)),
        (PUSHED, "milestone/M2", date(2026, 12, 10)),
    ]
    longer = hits(
        Milestone(key="M1", engagement="A1", title="M1", due=date(2026, 12, 1), owner="vendor/V"),
        Milestone(key="M2", engagement="A1", title="M2", due=date(2026, 12, 7), after=(Predecessor("M1", 2),)),
        Milestone(key="M3", engagement="B1", title="M3", due=date(2026, 12, 11), after=(Predecessor("M2", 1),)),
        days=14,
    )  # fmt: skip
    assert [(hit.how, hit.ref, hit.now) for hit in longer] == [
        (MOVES, "milestone/M1", date(2026, 12, 15)),
        (PUSHED, "milestone/M2", date(2026, 12, 17)),
        (PUSHED, "milestone/M3", date(2026, 12, 18)),
    ]


def test_a_date_between_the_old_and_the_new_end_is_overtaken() -> None:
    found = hits(
        work("X", "A1", date(2026, 11, 2), date(2026, 12, 4)),
        Milestone(key="M0", engagement="A1", title="M0", due=date(2026, 12, 3)),
        Milestone(key="M1", engagement="A1", title="M1", due=date(2026, 12, 10)),
        Milestone(key="M2", engagement="A1", title="M2", due=date(2026, 12, 11)),
        Milestone(key="M3", engagement="B1", title="M3", due=date(2026, 12, 10)),
    )
    assert [(hit.how, hit.ref) for hit in found] == [(RUNS_ON, "assignment/X"), (OVERTAKEN, "milestone/M1")]


def test_closed_and_proposed_work_is_not_hit() -> None:
    closed = Engagement(key="C1", client="A", name="C1", start=date(2026, 1, 1), status="closed")
    proposed = Engagement(key="C2", client="A", name="C2", start=date(2026, 1, 1), status="proposed")
    assert hits(
        closed, proposed,
        work("X", "C1", date(2026, 11, 2), date(2026, 12, 4)), work("Y", "C2", date(2026, 11, 2), date(2026, 12, 4)),
        Milestone(key="M1", engagement="C1", title="M1", due=date(2026, 12, 10), owner="vendor/V"),
    ) == []  # fmt: skip
