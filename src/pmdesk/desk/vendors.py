"""What vendors did and may do: their record from evidence, whom they serve, and choices between candidates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from pmdesk.desk.edits import Edit
from pmdesk.errors import InputError
from pmdesk.model import Candidate, Feedback, Kpi, Measurement, Milestone, Rating, Selection, Vendor
from pmdesk.portfolio import Portfolio, Put, Window
from pmdesk.schedule.crews import vendor_weeks
from pmdesk.schedule.load import takes_part
from pmdesk.schedule.scorecard import Scorecard, scorecard
from pmdesk.schedule.scores import score
from pmdesk.schedule.slip import Slip, slip
from pmdesk.schedule.weighing import Weighed, ranked, rated

if TYPE_CHECKING:
    from pmdesk.desk.sight import Sight


@dataclass(frozen=True, slots=True)
class VendorRecord:
    """A vendor's record: what it delivered, how it is rated, how many milestones had to be done anew."""

    card: Scorecard
    rating: Weighed
    rework: int


def records(desk: Sight) -> dict[str, VendorRecord]:
    """Give the record of each vendor, from all that it ever owned; under a lock from what the client sees."""
    today = desk.today()
    rows = desk.owned()
    portfolio = replace(desk.portfolio(Window(today, today)), milestones={row.key: row for row in rows})
    kpis = [row for row in desk.rows(Kpi, sla=True) if row.vendor]
    scores = [score(row, desk.rows(Measurement, kpi=row.key), today) for row in kpis]
    ratings, feedback = _by(desk.rows(Rating), "vendor"), _by(desk.rows(Feedback), "who")
    reopened = desk.memory().reopened()
    found = {}
    owned: dict[str, list[Milestone]] = {}
    for row in rows:
        owned.setdefault(portfolio.stands_for(row.owner), []).append(row)
    for key in portfolio.vendors:
        own = owned.get(f"vendor/{key}", [])
        part = replace(portfolio, milestones={row.key: row for row in own})
        card = scorecard(part, key, scores, today)
        rating = rated(ratings.get(key, ()), feedback.get(f"vendor/{key}", ()), today)
        found[key] = VendorRecord(card, rating, sum(reopened.get(row.key, 0) for row in own))
    return found


def _by(rows: Iterable[Any], name: str) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(getattr(row, name), []).append(row)
    return found


# -- as JSON -----------------------------------------------------------------------------------------------------------


def vendor_json(desk: Sight, row: Vendor, record: VendorRecord, portfolio: Portfolio) -> dict[str, Any]:
    """Give a vendor with its record, its weeks and whom it serves."""
    weeks = vendor_weeks(portfolio, row.key, desk.today(), None) if row.key in portfolio.vendors else []
    card, rating = record.card, record.rating
    return {
        "key": row.key, "name": row.name, "services": row.services, "status": row.status,
        "capacity": float(row.capacity), "clients": clients_of(portfolio, row.key),
        "weeks": [{"week": one.monday.isoformat(), "taken": float(one.peak), "over": one.is_over} for one in weeks],
        "record": {
            "due": card.due, "kept": card.kept, "on_time": _number(card.on_time), "slip_days": _number(card.slip),
            "worst_slip_days": card.worst, "late": list(card.late), "sla_met": card.sla_met,
            "sla_measured": card.sla_measured, "rework": record.rework, "owes": list(card.clients),
        },
        "rating": {
            "mean": _number(rating.mean),
            "criteria": [
                {"criterion": name, "weight": _number(weight), "score": _number(points), "note": note}
                for name, weight, points, note in rating.parts
            ],
        },
    }  # fmt: skip


def _number(value: Fraction | None) -> float | None:
    return None if value is None else round(float(value), 4)


def clients_of(portfolio: Portfolio, vendor: str) -> list[str]:
    """Give the keys of the clients for whom a vendor has work that is not over."""
    found = set()
    for row in portfolio.assignments.values():
        engagement = portfolio.engagements[row.engagement]
        end = portfolio.assignment_end(row)
        runs = row.status != "cancelled" and (end is None or end >= portfolio.today)
        if row.vendor == vendor and runs and takes_part(portfolio, engagement, frozenset()):
            found.add(engagement.client)
    return sorted(found)


def slip_json(portfolio: Portfolio, vendor: str, days: int) -> dict[str, Any]:
    """Give who is hit if a vendor slips by some days; the portfolio holds all that it could hit."""
    found: Slip = slip(portfolio, vendor, days)
    return {
        "vendor": vendor, "days": days, "clients": list(found.clients),
        "hits": [
            {
                "how": hit.how, "ref": hit.ref, "client": hit.client, "engagement": hit.engagement,
                "was": hit.was.isoformat(), "now": hit.now.isoformat(),
            }
            for hit in found.hits
        ],
    }  # fmt: skip


def selection_json(selection: Selection, rows: Sequence[Candidate]) -> dict[str, Any]:
    """Give a choice with its candidates from best to worst."""
    return {
        "key": selection.key, "title": selection.title, "engagement": selection.engagement,
        "criteria": _weights(selection.criteria), "status": selection.status,
        "decided_on": selection.decided_on.isoformat() if selection.decided_on else None,
        "decision": selection.decision,
        "candidates": [
            {
                "key": row.key, "name": row.name, "vendor": row.vendor, "scores": _weights(row.scores),
                "total": _number(found.mean), "missing": list(found.missing), "verdict": row.verdict,
                "notes": row.notes,
            }
            for row, found in ranked(selection, rows)
        ],
    }  # fmt: skip


def _weights(values: Iterable[tuple[str, Any]]) -> Mapping[str, float]:
    return {name: float(value) for name, value in values}


# -- choosing ----------------------------------------------------------------------------------------------------------


def choose(selection: Selection, rows: Sequence[Candidate], chosen: str, why: str, today: date) -> Edit:
    """Give the edit that decides a choice: one candidate is chosen, the others are declined, all scores stay.

    InputError where nobody of that key stands in it, or there is no reason.
    """
    own = [row for row in rows if row.selection == selection.key]
    best = next((row for row in own if row.key == chosen), None)
    if best is None:
        raise InputError(f"no candidate {chosen} stands in {selection.title}")
    if not why.strip():
        raise InputError("a decision needs its reason")
    puts = [Put(replace(row, verdict="chosen" if row is best else "declined")) for row in own]
    decided = replace(selection, status="decided", decided_on=today, decision=why.strip())
    return Edit((Put(decided), *puts), f"chose {best.name} for {selection.title}")
