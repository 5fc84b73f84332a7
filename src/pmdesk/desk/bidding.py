"""A bid asked of the open store, and its answer as JSON and in words."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from pmdesk.portfolio import Window
from pmdesk.schedule import bid as bids
from pmdesk.schedule.bid import Answer, Bid, Break, Change, DateMove, HoursShift, VendorSwap, horizon
from pmdesk.schedule.load import rounded
from pmdesk.store import days

if TYPE_CHECKING:
    from pmdesk.store import Store


def answer(store: Store, bid: Bid, today: date, with_: frozenset[str]) -> Answer:
    """Read as far as a bid reaches, and answer it."""
    due = Window(bid.first, max(bid.first, bid.last)) if bid.dates else None
    portfolio = store.read(lambda connection: days.read_promises(connection, horizon(bid), today, due=due))
    return bids.answer(portfolio, bid, with_=with_)


def as_json(answered: Answer, bid: Bid, today: date) -> dict[str, Any]:
    """Give the object of ``pmdesk bid --json``; ``first_break`` is the first of ``breaks``, null where it fits."""
    breaks = [_break(one) for one in answered.breaks]
    return {
        "as_of": today.isoformat(),
        "hours": float(bid.hours),
        "from": bid.first.isoformat(),
        "to": bid.last.isoformat(),
        "verdict": answered.verdict,
        "most_hours": _down(answered.most),
        "first_break": breaks[0] if breaks else None,
        "breaks": breaks,
        "changes": [_change(one) for one in answered.changes],
        "starts": [day.isoformat() for day in answered.starts],
    }


def _down(value: Fraction) -> float:
    return int(value * 100) / 100


def _number(value: Fraction | None) -> float | None:
    return float(rounded(value)) if value is not None else None


def _break(one: Break) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "who": one.who,
        "start": one.start.isoformat(),
        "end": one.end.isoformat(),
        "reason": one.reason,
        "peak": _number(one.peak),
        "limit": _number(one.limit),
        "because": list(one.because),
    }


def _change(one: Change) -> dict[str, Any]:
    if isinstance(one, HoursShift):
        return {"kind": "hours", "week": one.monday.isoformat(), "was": _number(one.was), "now": _number(one.now)}
    if isinstance(one, DateMove):
        return {"kind": "date", "was": one.was.isoformat(), "now": one.now.isoformat()}
    assert isinstance(one, VendorSwap)
    return {"kind": "vendor", "was": one.was, "now": one.now}
