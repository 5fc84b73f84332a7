"""Moving a milestone carries its successors along."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pmdesk.model import Client, Engagement, Milestone, Predecessor, Profile
from pmdesk.portfolio import Change, Portfolio, Put
from pmdesk.schedule.ripple import by_client, ripple
from tests.build import portfolio_of

TODAY = date(2026, 11, 23)


def due(key: str, day: str, *after: str, engagement: str = "A", status: str = "planned", lag: int = 0) -> Milestone:
    items = tuple(Predecessor(item, lag) for item in after)
    return Milestone(key, engagement, f"Due {key}", date.fromisoformat(day), status=status, after=items)


def book(*rows: Milestone) -> Portfolio:
    return portfolio_of(
        [
            Profile("Me"),
            Client("ACME", "Acme", hours="Mon-Fri 09:00-17:00", holidays="ES"),
            Client("DUNES", "Dunes", hours="Sun-Thu 08:00-16:00"),
            Engagement("A", "ACME", "Rollout", start=date(2026, 1, 1)),
            Engagement("D", "DUNES", "Pilot", start=date(2026, 1, 1)),
            *rows,
        ],
        TODAY,
    )


def days(changes: tuple[Change, ...]) -> dict[str, str]:
    return {
        change.row.key: str(change.row.due)
        for change in changes
        if isinstance(change, Put) and isinstance(change.row, Milestone)
    }


def test_successors_move_by_working_days_of_their_clients() -> None:
    rows = book(
        due("A1", "2026-12-03"), due("A2", "2026-12-04", "A1"), due("D1", "2026-12-03", "A1", engagement="D"),
        due("A3", "2026-12-10", "A2"),
    )  # fmt: skip
    # Thursday to Friday is one working day: Friday goes to Monday, at Dunes Thursday to Sunday.
    assert days(ripple(rows, "A1", date(2026, 12, 4))) == {
        "A1": "2026-12-04", "A2": "2026-12-07", "D1": "2026-12-06", "A3": "2026-12-11",
    }  # fmt: skip


def test_what_is_done_stays_and_carries_nothing() -> None:
    rows = book(due("A1", "2026-12-03"), due("A2", "2026-12-04", "A1", status="done"), due("A3", "2026-12-09", "A2"))
    assert days(ripple(rows, "A1", date(2026, 12, 4))) == {"A1": "2026-12-04"}


def test_a_kept_distance_stays_kept() -> None:
    # Friday to Monday is one working day; the successor's lag counts calendar days, so it goes on as far as it must.
    rows = book(due("A1", "2026-12-11"), due("A2", "2026-12-14", "A1", lag=3))
    assert days(ripple(rows, "A1", date(2026, 12, 14))) == {"A1": "2026-12-14", "A2": "2026-12-17"}


def test_what_was_too_early_before_is_only_carried() -> None:
    rows = book(due("A1", "2026-12-11"), due("A2", "2026-12-02", "A1"))
    assert days(ripple(rows, "A1", date(2026, 12, 14))) == {"A1": "2026-12-14", "A2": "2026-12-03"}


def test_back_in_time_too() -> None:
    rows = book(due("A1", "2026-12-11"), due("A2", "2026-12-18", "A1"))
    assert days(ripple(rows, "A1", date(2026, 12, 9))) == {"A1": "2026-12-09", "A2": "2026-12-16"}


def test_a_diamond_moves_each_once() -> None:
    rows = book(
        due("A1", "2026-11-30"), due("A2", "2026-12-01", "A1"), due("A3", "2026-12-02", "A1"),
        due("A4", "2026-12-03", "A2", "A3"),
    )  # fmt: skip
    assert days(ripple(rows, "A1", date(2026, 12, 1))) == {
        "A1": "2026-12-01", "A2": "2026-12-02", "A3": "2026-12-03", "A4": "2026-12-04",
    }  # fmt: skip


def test_no_move_carries_nobody() -> None:
    rows = book(due("A1", "2026-12-11"), due("A2", "2026-12-18", "A1"))
    assert days(ripple(rows, "A1", date(2026, 12, 11))) == {"A1": "2026-12-11"}


def test_successors_come_from_elsewhere_where_they_are_not_read() -> None:
    rows = book(due("A1", "2026-12-11"))
    far = due("A9", "2028-12-11", "A1")
    found = ripple(rows, "A1", date(2026, 12, 14), lambda key: [far] if key == "A1" else [])
    assert days(found) == {"A1": "2026-12-14", "A9": "2028-12-12"}


def test_the_end_of_the_calendar_is_no_place_to_go() -> None:
    rows = book(due("A1", "2026-12-11"), due("A2", "9999-12-31", "A1"))
    with pytest.raises(OverflowError):
        ripple(rows, "A1", date(2026, 12, 14))


def test_moves_are_shown_by_client() -> None:
    rows = book(due("A1", "2026-12-03"), due("D1", "2026-12-06", "A1", engagement="D"))
    found = by_client(rows, ripple(rows, "A1", date(2026, 12, 4)))
    assert list(found) == ["ACME", "DUNES"]
    assert [(one.due, other.due - one.due) for one, other in found["DUNES"]] == [(date(2026, 12, 6), timedelta(days=1))]
