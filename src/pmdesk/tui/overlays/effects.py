"""What a way out of a conflict would do, in lines: what it clears and makes, whose dates move, who was told them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pmdesk.schedule.conflicts.conflict import Conflict
from pmdesk.tui import refs, words
from pmdesk.tui.line import Line, Span, cell, ends, length, width_of
from pmdesk.tui.widgets.drawn import wrapped

if TYPE_CHECKING:
    from pmdesk.desk.ways_out import Known, Pairs, WayOut
    from pmdesk.portfolio import Change
    from pmdesk.tui.glyphs import Glyphs
    from pmdesk.tui.view import View

_VERB = 8
_ROLES = {"clears": "good", "eases": "warn"}
SEVERITY_ROLE = {"high": "high", "medium": "medium", "low": "dim"}


def head_of(conflict: Conflict, which: tuple[int, int], width: int, glyphs: Glyphs) -> list[Line]:
    """Say what conflict it is, in two lines; ``which`` of how many there are."""
    role = SEVERITY_ROLE[conflict.severity]
    at, count = which
    more = [Span(f"{at + 1} of {count} here", "dim"), Span("  n", "bold"), Span(" next ", "dim")] if count > 1 else []
    times = f"   {len(conflict.occurrences)}{glyphs.times}" if len(conflict.occurrences) > 1 else ""
    left = [
        Span(" fix ", "accent bold label"), Span(f" {glyphs.warn} ", role),
        Span(words.LONG.get(conflict.kind, conflict.kind), f"{role} bold"), Span(f"   {conflict.severity}", role),
        Span(times, "dim"), Span("   waived" if conflict.waived else "", "good"),
    ]  # fmt: skip
    said = wrapped(conflict.message, max(20, width - 5))
    first = said[0] if said else ""
    return [ends(left, more, width), [Span(f"   {first}{' …' if len(said) > 1 else ''}")], []]


def row_of(way: WayOut, width: int, *, is_cursor: bool) -> Line:
    """Draw one way out in a line: its effect, what is done, and how much hangs on it."""
    right: list[Span] = []
    number = sum(len(pairs) for pairs in way.moved.values())
    if number > 1:
        right.append(Span(f"  moves {number}", "warn"))
    if way.known:
        right.append(Span(f"  told {len(way.known)}", "warn"))
    also = len(way.cleared) - (way.effect == "clears")
    if also > 0:
        right.append(Span(f"  clears {also} more", "good"))
    right.append(Span(f"  makes {len(way.made)} " if way.made else " ", "medium" if way.made else "dim"))
    said = Span(way.proposal, "bold" if is_cursor else "")
    return ends([cell(f" {way.effect}", _VERB + 1, _ROLES[way.effect]), said], right, width)


def effects_of(way: WayOut, view: View, room: int, width: int, glyphs: Glyphs) -> list[Line]:
    """Tell all that a way out would do, in at most ``room`` lines; what its own line has no room for comes first."""
    lines: list[Line] = []
    if length(row_of(way, 0, is_cursor=False)) + width_of(way.proposal) + _VERB + 2 > width:
        lines += [[Span(f"   {line}")] for line in wrapped(way.proposal, width - 5)[:3]]
    lines += _others(way, view)
    if sum(len(pairs) for pairs in way.moved.values()) > 1:
        lines += moves_of(way.moved, view, glyphs)
    lines += [_known(one, view) for one in way.known]
    lines += [_conflict("makes", one, SEVERITY_ROLE[one.severity]) for one in way.made]
    lines += [_conflict("clears", one, "good") for one in way.cleared]
    lines += [_conflict("eases", one, "warn") for one in way.eased]
    if not way.made:
        lines.append([Span("   makes no other conflict", "dim")])
    if len(lines) > room:
        left = len(lines) - room + 1
        lines = [*lines[: room - 1], [Span(f"   … and {words.count(left, 'line')} more", "dim")]]
    return lines


def _others(way: WayOut, view: View) -> list[Line]:
    """In focus, name the other clients whose data would change."""
    if view.focus is None:
        return []
    owners = dict.fromkeys(_client_of(change, view) for change in way.edit.changes)
    names = [Span(f"  {view.short.get(key, key)}", f"@{key}") for key in owners if key and key != view.focus]
    return [[Span("  changes data of", "warn"), *names]] if names else []


def _client_of(change: Change, view: View) -> str | None:
    kind = change.ref.partition("/")[0]
    of = {"override": "event", "allocation": "engagement"}.get(kind)
    return refs.client_of(view.portfolio, f"{of}/{change.identity[0]}" if of else change.ref)


def moves_of(moved: Mapping[str, Pairs], view: View, glyphs: Glyphs) -> list[Line]:
    """Tell whose milestones move, a client a line."""
    arrow = "->" if glyphs.name == "ascii" else "→"
    lines: list[Line] = []
    for client, pairs in moved.items():
        told = ", ".join(
            f"{row.title} {words.short_day(row.due, view.today)} {arrow} {words.short_day(now.due, view.today)}"
            for row, now in pairs
        )
        name = view.short.get(client, client)
        lines.append([
            cell("  moves", _VERB + 2, "warn bold"), cell(name, 11, f"@{client}"),
            cell(f"{len(pairs)}", 3, "bold", right=True), Span(f"  {told}"),
        ])  # fmt: skip
    return lines


def _conflict(verb: str, one: Conflict, role: str) -> Line:
    kind = words.LONG.get(one.kind, one.kind)
    return [cell(f"  {verb}", _VERB + 2, f"{role} bold"), cell(kind, 20, role), Span(one.message)]


def _known(one: Known, view: View) -> Line:
    name = view.short.get(one.client, one.client)
    return [
        cell("  told", _VERB + 2, "warn bold"), cell(name, 11, f"@{one.client}"),
        Span(f"  knows {words.week_day(one.day, view.today)} of {one.title}"),
        Span(f"   told {words.short_day(one.told, view.today)}", "dim"),
    ]  # fmt: skip
