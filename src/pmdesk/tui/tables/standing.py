"""How an engagement stands, in lines: hours against budget and promise, notice, checklists, who is asked first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from pmdesk.tui import words
from pmdesk.tui.line import Span
from pmdesk.tui.tables.table import facts_line

if TYPE_CHECKING:
    from pmdesk.tui.tables.table import Seen

ASKED = 3
"""So many contacts are named in the order in which one escalates."""


def standing_facts(told: Mapping[str, Any], seen: Seen) -> list[Span]:
    """Give the facts that there are, in a line to be broken; nothing under a lock, where hours are not read."""
    if seen.view.context.locked or not told:
        return []
    today, hours = seen.view.today, told["hours"]
    burnt, over = hours["burnt"], hours["left"] is not None and hours["left"] < 0
    gone = f", {_percent(hours['term_gone'])} of the term gone" if hours["term_gone"] is not None else ""
    short = hours.get("short_of_promise") or 0
    return facts_line(
        ("burnt", f"{_percent(burnt)}{gone}" if burnt is not None else "", "high" if over else ""),
        ("used up", _day(hours["used_up"], today), "warn"),
        ("short of promise", f"{short:g} h in 4 weeks" if short else "", "warn"),
        ("notice by", _day(told["notice_by"], today), "warn"),
        ("start list", told["checklists"]["start"] or "", ""),
        ("closing list", told["checklists"]["closing"] or "", ""),
        ("asked first", _order(told["contacts"]), ""),
        ("feedback", ", ".join(f"{one['who'].partition('/')[2]} {one['score']}" for one in told["feedback"]), ""),
    )


def _percent(share: float) -> str:
    return f"{share * 100:.0f} %"


def _day(text: str | None, today: date) -> str:
    return words.short_day(date.fromisoformat(text), today) if text else ""


def _order(contacts: Sequence[Mapping[str, Any]]) -> str:
    """Name those who are asked, in their order, with what they are."""
    placed = [one for one in contacts if one["escalation"] is not None]
    return ", then ".join(
        f"{one['name']} ({one['role']})" if one["role"] else str(one["name"]) for one in placed[:ASKED]
    )  # fmt: skip
