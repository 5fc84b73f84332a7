"""What the panel for syncing says: what a calendar was sent, and what others changed there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from pmdesk.tui import words
from pmdesk.tui.line import Line, Span, cell
from pmdesk.tui.widgets.drawn import wrapped

if TYPE_CHECKING:
    from pmdesk.desk.edits import Effect
    from pmdesk.desk.syncing import Synced
    from pmdesk.desk.syncing.offers import Offer

_ACTS = {"add": ("new", "good"), "change": ("changed", "warn"), "delete": ("deleted", "high")}
_PAD = Span("       ")
_PAD_WIDTH = 20


def called(audience: str) -> str:
    """Give what a calendar is called: its client's key, or ``me``."""
    return audience.partition("/")[2] or "me"


def calendar_lines(one: Synced, most: int) -> list[Line]:
    """Say what came of one calendar, so many of its items by name."""
    name = cell(called(one.audience), 12, "bold")
    if one.error is not None:
        return [[Span(" "), name, Span(one.words, "high")]]
    lines: list[Line] = [[Span(" "), name, Span(one.words, "dim")]]
    for deed in one.deeds[:most]:
        act, role = _ACTS[deed.act]
        lines.append([Span("   "), cell(act, 11, role), Span(deed.title or deed.ref)])
    if len(one.deeds) > most > 0:
        lines.append([Span(f"   … and {len(one.deeds) - most} more", "dim")])
    for ref, said in one.refused[: max(1, most)]:
        lines.append([Span("   "), cell("not taken", 11, "high"), Span(f"{ref}: {said}")])
    return lines


def proposal_lines(offers: Sequence[Offer], at: int, most: int, effect: Effect | None, width: int) -> list[Line]:
    """List what others changed, so many around the one that is chosen, and say more of that, in so many cells."""
    if not offers:
        return []
    first = max(0, min(at - most + 1, len(offers) - most))
    lines: list[Line] = [[], [Span(f" changed by others: {len(offers)} wait for you", "bold")]]
    for number, offer in enumerate(offers[first : first + most], first):
        mark = Span(" ▌ " if number == at else "   ", "accent")
        title = cell(offer.title, min(34, width // 3), "bold")
        lines.append([mark, cell(offer.calendar, 10, "dim"), title, Span(f" {_short(offer)}")])
    return lines + _chosen(offers[at], most, effect, width - _PAD_WIDTH)


def _chosen(offer: Offer, most: int, effect: Effect | None, width: int) -> list[Line]:
    """Say all that differs in a proposal, and the conflicts that taking it makes (None: not known yet)."""
    lines: list[Line] = [
        [_PAD, cell(what, 13, "dim"), Span(f"{_said(before)} → {_said(now)}")]
        for what, before, now in offer.lines[:most]
    ]
    lines += [[_PAD, cell("not taken", 13, "dim"), Span(left)] for left in offer.left]
    if offer.why_not:
        lines.append([_PAD, Span(f"can't be taken: {offer.why_not}", "warn")])
    if effect is None:
        return [*lines, [_PAD, Span("…", "dim")]]
    for said, role, found in (("makes", "high", effect.made), ("clears", "good", effect.cleared)):
        for one in found[:most]:
            first, *more = wrapped(one.message, width) or [""]
            lines.append([_PAD, cell(said, 13, role), Span(first)])
            lines += [[_PAD, cell("", 13), Span(text)] for text in more]
    return lines if effect.made or effect.cleared else [*lines, [_PAD, Span("makes no conflict", "dim")]]


def _said(value: str) -> str:
    """Give a value in words, a day as the screens do."""
    try:
        return words.week_day(date.fromisoformat(value))
    except ValueError:
        return value or "-"


def _short(offer: Offer) -> str:
    if offer.proposal.act == "deleted":
        return "deleted there"
    for what, before, now in offer.lines:
        if what in {"due", "when"}:
            return f"{_said(before)} → {_said(now)}"
    return ", ".join(dict.fromkeys(what for what, _, _ in offer.lines)) or ", ".join(offer.left) or offer.why_not
