"""What the form of a new row begins with: where the cursor is, and today where a day is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from pmdesk.model import Blackout, Client, Contact, Engagement, Kpi, Noun, Vendor, columns_of
from pmdesk.tui import belonging

if TYPE_CHECKING:
    from pmdesk.tui.view import View

_TODAY = {"note": "date", "time": "date", "raid": "raised", "measurement": "date", "lesson": "date"}

_DAYS = {
    "milestone": ("due",), "assignment": ("start",), "allocation": ("start",), "blackout": ("start", "end"),
}  # fmt: skip
"""The fields that begin with the cursor's day."""


def preset(noun: type[Noun], view: View, under: Sequence[Noun], day: date | None = None) -> Mapping[str, str]:
    """Give the fields that are known already, as text; ``under`` is what the cursor is on, ``day`` its day."""
    columns = columns_of(noun)
    found: dict[str, str] = {}
    row = under[0] if under else None
    if "engagement" in columns:
        found["engagement"] = _engagement(view, row) if columns["engagement"].required or row else ""
    if "client" in columns:
        only = view.client_order[0] if len(view.client_order) == 1 else ""
        found["client"] = belonging.client_of(view.portfolio, row) or view.focus or only if noun.KIND != "note" else ""
    if noun is Client:
        taken = {row.pin for row in view.portfolio.clients.values()}
        found["pin"] = next((str(digit) for digit in range(1, 10) if digit not in taken), "")
    if noun is Contact:
        found["of"] = _party(view, row)
    if "vendor" in columns and isinstance(row, Vendor):
        found["vendor"] = row.key
    if "kpi" in columns and isinstance(row, Kpi):
        found["kpi"] = row.key
    if noun.KIND in _TODAY:
        found[_TODAY[noun.KIND]] = view.today.isoformat()
    if noun.KIND in _DAYS and day is not None:
        found |= dict.fromkeys(_DAYS[noun.KIND], day.isoformat())
    if noun is Blackout:
        found["who"] = _party(view, row) or "me"
    if noun is Engagement:
        found["start"] = view.today.isoformat()
    return found


def _engagement(view: View, row: Noun | None) -> str:
    key = row.key if isinstance(row, Engagement) else getattr(row, "engagement", None)
    if key in view.portfolio.engagements:
        return str(key)
    mine = [one.key for one in view.engagements if one.status != "closed"]
    return mine[0] if len(mine) == 1 else ""


def _party(view: View, row: Noun | None) -> str:
    if isinstance(row, Contact):
        return row.of
    if isinstance(row, Vendor | Client):
        return row.ref
    client = belonging.client_of(view.portfolio, row) or view.focus
    return f"client/{client}" if client else ""
