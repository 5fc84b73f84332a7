"""What a typed line is read against, from the open desk: every key that is taken, the settings, all milestones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from pmdesk.capture.situation import Situation
from pmdesk.model import Milestone, Noun
from pmdesk.portfolio import Portfolio, Window

if TYPE_CHECKING:
    from pmdesk.capture.asking import DateOrder
    from pmdesk.desk.desk import Desk

AROUND = 400
"""So many days before and after today public holidays are known for, where working days are counted."""
ORDERS = ("dmy", "mdy")


def situation_of(desk: Desk, *, focus: str | None = None, portfolio: Portfolio | None = None) -> Situation:
    """Give what lines are read against; it asks the desk, so it is for the desk's own thread.

    ``portfolio`` is what may be seen (under a lock, what the gate gives); read from the desk where it is not given.
    """
    seen = portfolio or around_today(desk)
    order = desk.setting("date_order")
    return Situation(
        seen,
        lambda noun, identity: _get(desk, noun, identity),
        focus,
        cast("DateOrder", order) if order in ORDERS else None,
        lambda engagement: tuple(desk.rows(Milestone, engagement=engagement)),
    )


def around_today(desk: Desk) -> Portfolio:
    """Read the portfolio that lines need: clients, vendors, engagements, and the public holidays around today."""
    today = desk.today()
    return desk.portfolio(Window(today, today).wider(AROUND))


def _get(desk: Desk, noun: type[Noun], identity: tuple[Any, ...]) -> Noun | None:
    return desk.get(noun, *identity)
