"""What two portfolios have in common is held once, and nothing is taken that differs."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

from pmdesk.model import Client, Engagement, Milestone
from pmdesk.portfolio import Portfolio
from pmdesk.portfolio.sharing import sharing
from tests.build import portfolio_of

TODAY = date(2026, 11, 23)


def made(*more: Milestone) -> Portfolio:
    """Give a portfolio of rows that are nobody else's."""
    rows = [
        Client(key="ACME", name="Acme"),
        Engagement(key="POS", client="ACME", name="POS rollout", start=date(2026, 1, 1)),
        Milestone(key="POS.UAT", engagement="POS", title="UAT", due=date(2026, 12, 11)),
    ]
    return portfolio_of([*rows, *more], TODAY)


def test_what_is_equal_is_the_others() -> None:
    known, mine = made(), made(Milestone(key="POS.LIVE", engagement="POS", title="Live", due=date(2027, 1, 18)))
    found = sharing(mine, known)
    assert found == mine
    assert found.clients is known.clients
    assert found.milestones["POS.UAT"] is known.milestones["POS.UAT"]
    assert found.milestones["POS.LIVE"] is mine.milestones["POS.LIVE"]


def test_what_differs_is_kept() -> None:
    known, mine = made(), made()
    moved = replace(mine.milestones["POS.UAT"], due=date(2026, 12, 18))
    mine = replace(mine, milestones={"POS.UAT": moved})
    found = sharing(mine, known)
    assert found.milestones["POS.UAT"] is moved
    assert all(getattr(found, item.name) == getattr(mine, item.name) for item in fields(Portfolio))


def test_rows_in_another_order_stay_in_theirs() -> None:
    known = made(Milestone(key="POS.LIVE", engagement="POS", title="Live", due=date(2027, 1, 18)))
    mine = replace(known, milestones={key: known.milestones[key] for key in reversed(list(known.milestones))})
    assert list(sharing(mine, known).milestones) == ["POS.LIVE", "POS.UAT"]
