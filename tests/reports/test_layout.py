"""The timeline's picture: days in their places, whatever the span."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pmdesk.model import Assignment, Blackout, Client, Engagement, Milestone, Noun, Vendor
from pmdesk.reports.layout import Timeline, lay_out
from pmdesk.schedule.promises import promises
from tests.build import portfolio_of

TODAY = date(2026, 11, 23)


def laid_out(*rows: Noun, end: date | None = date(2027, 1, 31), today: date = TODAY) -> Timeline:
    """Lay out one engagement with all of its milestones."""
    row = Engagement(
        key="E", client="C", name="POS rollout of a chain with a very long name", start=date(2026, 9, 1), end=end
    )
    portfolio = portfolio_of([Client(key="C", name="Acme"), Vendor(key="V", name="FibreCo"), row, *rows], today)
    return lay_out(portfolio, [(row, promises(portfolio.milestones.values(), today))])


def milestone(key: str, due: date, **more: object) -> Milestone:
    return Milestone(**{"key": key, "engagement": "E", "title": key, "due": due, **more})  # type: ignore[arg-type]


def test_days_stand_where_their_share_of_the_picture_is() -> None:
    """From 60 days before the end: 10 days before the first date, a third of their span after the last."""
    last = TODAY + timedelta(days=60)
    made = laid_out(milestone("A", last), milestone("B", TODAY, baseline=TODAY + timedelta(days=30)))
    assert (made.first, made.last) == (TODAY - timedelta(days=10), last + timedelta(days=20))
    days = (made.last - made.first).days + 1
    at = {row.label: row for row in made.rows}
    assert at["A"].x == pytest.approx(70.5 * 100 / days, abs=0.01)
    assert (at["A"].was, at["A"].state, at["A"].note) == (None, "on-track", "22 Jan")
    assert at["B"].was == pytest.approx(40.5 * 100 / days, abs=0.01)
    assert made.today == at["B"].x


def test_bars_are_cut_at_the_picture_s_ends_and_left_out_beyond() -> None:
    made = laid_out(
        milestone("A", TODAY + timedelta(days=30)),
        Assignment("A1", "V", "E", date(2026, 9, 1), date(2026, 11, 1)),
        Assignment("A2", "V", "E", date(2026, 11, 20), None),
        Assignment("A3", "V", "E", TODAY, None, status="cancelled"),
        Blackout("B1", "client/C", date(2026, 12, 24), date(2027, 6, 1), "Freeze"),
        Blackout("B2", "client/C", date(2028, 1, 1), date(2028, 1, 2), "Far"),
    )
    assert [row.kind for row in made.rows] == ["engagement", "vendor", "milestone", "closed"]
    bars = [row.bar for row in made.rows if row.bar]
    assert all(bar.x >= 0 and bar.x + bar.width <= 100.01 for bar in bars)
    assert (bars[0].x, round(bars[0].x + bars[0].width)) == (0, 100)
    assert [shade.title for shade in made.shades] == ["Freeze: 24 Dec 2026 – 1 Jun 2027"]


def test_labels_fit_a_page_and_a_phone() -> None:
    made = laid_out(milestone("A", TODAY))
    assert (made.rows[0].label, made.rows[0].short) == ("POS rollout of a chain with a v…", "POS rollout of…")
    assert made.rows[0].title.startswith("POS rollout of a chain with a very long name: 1 Sep 2026")


@pytest.mark.parametrize("due", [TODAY, TODAY + timedelta(days=400), date(2045, 1, 1), date.max, date.min])
def test_months_are_few_in_order_and_named_with_each_new_year(due: date) -> None:
    made = laid_out(milestone("A", due))
    assert len(made.months) <= 48
    assert [month.x for month in made.months] == sorted(month.x for month in made.months)
    named = [month.label for month in made.months if month.label]
    assert 1 <= len(named) <= 5
    assert named[0][-4:].isdigit() or due == date.min
    assert all(0 <= row.x <= 100 for row in made.rows)


def test_without_milestones_the_term_is_shown() -> None:
    made = laid_out(end=None)
    assert made.first < date(2026, 9, 1) < TODAY < made.last
    assert [row.kind for row in made.rows] == ["engagement"]
