"""Budget, end, notice, decision, reports."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from pmdesk.model import Profile
from pmdesk.schedule.alerts.reports import last_report_day
from tests.schedule.alerts.scenes import TODAY, alerts, day, deal, kinds


@pytest.mark.parametrize(
    ("hours", "more", "expected"),
    [
        ("50", {}, None),
        ("50.0001", {}, "low"),
        ("55", {}, "medium"),
        ("100", {}, "medium"),
        ("100.0001", {}, "high"),
        ("0", {}, None),
        ("100", {"end": None}, None),
        ("100.0001", {"end": None}, "high"),
        ("0.0001", {"budget_hours": Decimal(0)}, "high"),
        ("500", {"budget_hours": None}, None),
        ("500", {"status": "paused"}, None),
        ("100", {"end": TODAY, "start": TODAY}, None),
        ("0.0001", {"start": day(11, 24), "end": day(12, 24)}, "medium"),
    ],
)
def test_budget_against_time(hours: str, more: dict[str, Any], expected: str | None) -> None:
    """Ten of twenty days are gone with today."""
    term: dict[str, Any] = {"start": day(11, 14), "end": day(12, 3), "budget_hours": Decimal(100)} | more
    found = [one for one in alerts(deal(**term), hours={"A": Decimal(hours)}) if one.kind == "burn"]
    assert [one.severity for one in found] == ([expected] if expected else [])


def test_budget_in_words() -> None:
    term = deal(start=day(11, 14), end=day(12, 3), budget_hours=Decimal(100))
    (burn,) = [one for one in alerts(term, hours={"A": Decimal("62.5")}) if one.kind == "burn"]
    assert burn.message == "Deal A: 63 % of the budget burnt (62.5 of 100 h), 50 % of the time gone"


@pytest.mark.parametrize(
    ("end", "expected"),
    [(TODAY, ["ending"]), (day(12, 23), ["ending"]), (day(12, 24), []), (day(11, 22), []), (None, [])],
)
def test_ending(end: date | None, expected: list[str]) -> None:
    assert kinds(alerts(deal(end=end))) == expected


@pytest.mark.parametrize(
    ("notice", "expected"),
    [
        (day(11, 22), []),
        (day(11, 23), ["notice"]),
        (day(12, 14), ["notice"]),  # the 15th working day after today
        (day(12, 15), []),
    ],
)
def test_notice_within_15_working_days(notice: date, expected: list[str]) -> None:
    end = date.fromordinal(notice.toordinal() + 60)
    assert kinds(alerts(deal(end=end, notice_days=60))) == expected


def test_holidays_and_free_days_make_it_later() -> None:
    """In Spain the 8th of December is a holiday; Saturdays count for who works on them."""
    end = date.fromordinal(day(12, 15).toordinal() + 60)
    mine = Profile(timezone="Europe/Madrid", holidays="ES")
    assert kinds(alerts(deal(end=end, notice_days=60), mine)) == ["notice"]
    six = Profile(timezone="Europe/Madrid", hours="Mon-Sat 09:00-13:00")
    assert kinds(alerts(deal(end=date.fromordinal(day(12, 14).toordinal() + 60), notice_days=60), six)) == []


def test_notice_of_none_and_of_more_than_there_is() -> None:
    assert kinds(alerts(deal(end=day(12, 1), notice_days=0))) == ["ending", "notice"]
    assert kinds(alerts(deal(end=date(2027, 2, 1), notice_days=999_999))) == []


@pytest.mark.parametrize(
    ("status", "decision", "expected"),
    [
        ("proposed", day(11, 22), ["decision-late"]),
        ("proposed", TODAY, []),
        ("proposed", None, []),
        ("active", day(11, 22), []),
    ],
)
def test_decisions(status: str, decision: date | None, expected: list[str]) -> None:
    assert kinds(alerts(deal(status=status, decision_date=decision))) == expected


@pytest.mark.parametrize(
    ("every", "weekday", "today", "expected"),
    [
        ("weekly", "Fri", day(11, 23), day(11, 20)),
        ("weekly", "Mon", day(11, 23), day(11, 23)),
        ("weekly", None, day(11, 26), day(11, 20)),
        ("biweekly", "Mon", day(1, 18), day(1, 5)),
        ("biweekly", "Mon", day(1, 19), day(1, 19)),
        ("biweekly", "Sun", day(1, 10), None),
        ("biweekly", "Sun", day(1, 11), day(1, 11)),
        ("monthly", "Mon", day(11, 29), day(10, 26)),
        ("monthly", "Mon", day(11, 30), day(11, 30)),
        ("monthly", "Mon", day(1, 25), None),
        (None, "Mon", TODAY, None),
        ("weekly", "Mon", day(1, 4), None),
    ],
)
def test_report_days(every: str | None, weekday: str | None, today: date, expected: date | None) -> None:
    """The engagement began on Monday the 5th of January."""
    assert last_report_day(deal(start=day(1, 5), report_every=every, report_day=weekday), today) == expected


def test_no_report_after_the_end() -> None:
    row = deal(end=day(11, 18), report_every="weekly", report_day="Fri")
    assert last_report_day(row, TODAY) == day(11, 13)


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (None, ["report-due"]),
        (day(11, 16), ["report-due"]),
        (day(11, 17), []),
        (day(11, 20), []),
        (TODAY, []),
    ],
)
def test_reports_not_sent(sent: date | None, expected: list[str]) -> None:
    row = deal(report_every="weekly", report_day="Fri")
    assert kinds(alerts(row, sent={"A": sent} if sent else {})) == expected


@pytest.mark.parametrize("status", ["paused", "closed", "proposed"])
def test_who_owes_no_report(status: str) -> None:
    assert alerts(deal(status=status, report_every="weekly", report_day="Fri")) == []
