"""The question before rows are deleted: what goes along, what stays without them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pmdesk.desk.deeds import NAMES, plural, title_of
from pmdesk.model import Noun
from pmdesk.portfolio import Change, Put
from pmdesk.tui import belonging, words
from pmdesk.tui.line import Line, Span, cell
from pmdesk.tui.overlays.ask import Ask

if TYPE_CHECKING:
    from pmdesk.tui.view import View

LISTED = 9
"""How many of the things that go along are named."""


def delete_question(rows: Sequence[Noun], changes: Sequence[Change], view: View) -> Ask:
    """Ask whether to delete rows; ``changes`` are that and what goes along."""
    own = {row.ref for row in rows}
    along = [change for change in changes if change.ref not in own]
    lines: list[Line] = [_head(rows, view)]
    if len(rows) > 1:
        lines += [[Span(f"   {title_of(row)}", "dim")] for row in rows[:3]]
        lines += [[Span(f"   … and {len(rows) - 3} more", "dim")]] if len(rows) > 3 else []
    if along:
        lines += [[], [Span(f" {words.count(len(along), 'thing hangs', 'things hang')} on it:", "dim")]]
        lines += _along(along)
    return Ask(lines, "delete, u brings it back")


def _head(rows: Sequence[Noun], view: View) -> Line:
    if len(rows) > 1:
        kinds = Counter(row.KIND for row in rows)
        what = ", ".join(plural(kind, number) for kind, number in kinds.items())
        return [Span(" delete ", "high bold"), Span(what, "bold")]
    row = rows[0]
    key = belonging.client_of(view.portfolio, row)
    client = view.portfolio.clients.get(key or "")
    return [
        Span(" delete ", "high bold"), Span(f"{NAMES[row.KIND]} ", "dim"), Span(title_of(row), "bold"),
        Span(f"   {client.name}" if client and client.ref != row.ref else "", f"@{key}"),
    ]  # fmt: skip


def _along(along: Sequence[Change]) -> list[Line]:
    if len(along) > LISTED:
        gone = Counter(change.ref.partition("/")[0] for change in along if not isinstance(change, Put))
        kept = Counter(change.ref.partition("/")[0] for change in along if isinstance(change, Put))
        lines: list[Line] = [_counted(kind, number, "go along", "high") for kind, number in gone.items()]
        return lines + [_counted(kind, number, "stay, without it", "dim") for kind, number in kept.items()]
    return [_one(change) for change in along]


def _counted(kind: str, number: int, what: str, role: str) -> Line:
    verb = what if number != 1 else what.replace("go along", "goes along").replace("stay,", "stays,")
    return [Span("   "), cell(plural(kind, number), 22), Span(verb, role)]


def _one(change: Change) -> Line:
    kind = change.ref.partition("/")[0]
    if isinstance(change, Put):
        what = "no longer comes after it" if kind == "milestone" else "stays, without it"
        return [
            Span("   "),
            cell(NAMES.get(kind, kind), 14, "dim"),
            Span(title_of(change.row)),
            Span(f"   {what}", "dim"),
        ]
    name = change.ref.partition("/")[2]
    return [Span("   "), cell(NAMES.get(kind, kind), 14, "dim"), Span(name), Span("   goes along", "high")]
