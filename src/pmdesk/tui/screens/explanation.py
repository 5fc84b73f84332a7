"""The explanation of a conflict: what contradicts what, when, and by how much."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pmdesk.model import Event
from pmdesk.schedule.conflicts.conflict import Conflict, Occurrence
from pmdesk.tui import refs, words
from pmdesk.tui.line import Line, Span, cell, length, width_of
from pmdesk.tui.widgets.drawn import wrapped

if TYPE_CHECKING:
    from pmdesk.tui.glyphs import Glyphs
    from pmdesk.tui.view import View

LISTED = 8
"""How many occurrences are listed."""
MEANS = {
    "double-booking": "more meetings at once than one can attend",
    "overbooked": "more crews promised than the vendor has",
    "exclusivity": "an exclusive vendor also works for another client on these days",
    "overload": "more hours promised in the week than there are",
    "blackout": "it falls into days on which somebody is not to be had",
    "non-working-day": "the client does not work on the day that it is due",
    "outside-term": "it lies outside the engagement's term",
    "dependency": "it is due before what has to come first",
    "pile-up": "several clients' dates fall on one day",
    "outside-hours": "the meeting is outside of somebody's working hours",
    "travel": "less than an hour between two meetings at different sites",
}


def explain(conflict: Conflict, view: View, width: int, glyphs: Glyphs, height: int = 0) -> list[Line]:
    """Give the lines of the explanation, broken to a width; those beyond ``height`` (0: none) are left empty."""
    role = {"high": "high", "medium": "medium", "low": "dim"}[conflict.severity]
    sign = {"high": glyphs.warn, "medium": glyphs.trouble, "low": glyphs.separator}[conflict.severity]
    who = refs.who_of(view.portfolio, conflict.who)
    head: list[Span] = [
        Span(f" {sign} ", role), Span(words.LONG.get(conflict.kind, conflict.kind), f"{role} bold"),
        Span(f"   {conflict.severity}", role), Span("   of ", "faint"), Span("me" if conflict.who == "me" else who),
    ]  # fmt: skip
    meaning = MEANS.get(conflict.kind, "")
    fits = length(head) + len(meaning) + 3 <= width
    lines: list[Line] = [[*head, Span(f"   {meaning}", "dim")]] if fits else [head, [Span(f"   {meaning}", "dim")]]
    lines += [[Span(f"   {line}")] for line in wrapped(conflict.message, width - 4)]
    if conflict.waived:
        until = words.full_day(conflict.waived.until)
        lines.append([Span(f"   accepted until {until}: {conflict.waived.reason}", "good")])
    lines.append([])
    for item in conflict.items:  # there may be hundreds, of which a few have room
        lines += _item(item, view, width) if not height or len(lines) < height else [()] * _height(item, view, width)
    lines.append([])
    lines += _occurrences(conflict, view, glyphs)
    return lines


def _item(ref: str, view: View, width: int) -> list[Line]:
    """Tell of an item in a line; where its place has no room there, in a second one."""
    told = refs.tell(view.portfolio, ref)
    milestone = view.find_milestone(ref)
    title = milestone.title if milestone else told.title
    name, when, room = _columns(width)
    place = Span(told.place, f"@{told.client}" if told.client else "dim")
    head = [
        Span("   "), cell(ref.partition("/")[0], 12, "faint"), cell(title, name, "bold"), Span(" "),
    ]  # fmt: skip
    if width_of(told.place) <= room:
        return [[*head, cell(told.when, when), Span(" "), place]]
    return [[*head, Span(told.when)], [Span(" " * 15), place]]


def _columns(width: int) -> tuple[int, int, int]:
    """Give the widths of an item's name and time, and what is left for its place."""
    name = max(16, min(34, width // 3))
    when = 30 if width >= 110 else 24
    return name, when, max(0, width - 3 - 12 - name - when - 2)


def _height(ref: str, view: View, width: int) -> int:
    """Give how many lines an item takes."""
    return 1 if width_of(refs.tell(view.portfolio, ref).place) <= _columns(width)[2] else 2


def _occurrences(conflict: Conflict, view: View, glyphs: Glyphs) -> list[Line]:
    count = len(conflict.occurrences)
    upcoming = [one for one in conflict.occurrences if refs.day_of(one.end) >= view.today] or list(conflict.occurrences)
    lines: list[Line] = []
    for at, occurrence in enumerate(upcoming[:LISTED]):
        left = f"{count}{glyphs.times}" if at == 0 and count > 1 else ""
        told = [*_when(occurrence, conflict, view), *_peak(occurrence, view)]
        lines.append([Span("   "), cell(left, 12, "bold"), *told])
    if len(upcoming) > LISTED:
        lines.append([Span(" " * 15), Span(f"and {len(upcoming) - LISTED} more", "dim")])
    return lines


def _when(occurrence: Occurrence, conflict: Conflict, view: View) -> list[Span]:
    start, end = occurrence.start, occurrence.end
    if not isinstance(start, datetime) or not isinstance(end, datetime):
        return [cell(words.day_range(refs.day_of(start), refs.day_of(end), view.today), 26)]
    told = words.time_range(start, end, view.zone)
    spans = [cell(told, max(22, width_of(told)))]
    for zone in _zones(conflict, view):
        spans.append(Span(f"   = {start.astimezone(ZoneInfo(zone)):%H:%M} {words.city(zone)}", "dim"))
    return spans


def _zones(conflict: Conflict, view: View) -> list[str]:
    """Give the other zones of whom it concerns."""
    found: dict[str, None] = {}
    for item in conflict.items:
        row = refs.row_of(view.portfolio, item)
        client = refs.client_of(view.portfolio, item)
        if isinstance(row, Event) and client:
            found[view.portfolio.zone_of(f"client/{client}")] = None
    found.pop(view.zone, None)
    return list(found)[:2]


def _peak(occurrence: Occurrence, view: View) -> list[Span]:
    """Tell by how much; under a lock nothing is said of hours and capacity."""
    if view.context.locked or occurrence.peak is None or occurrence.limit is None:
        return []
    return [Span(f"   {_plain(occurrence.peak)}", "bold"), Span(f" of {_plain(occurrence.limit)}", "dim")]


def _plain(value: object) -> str:
    text = f"{value}"
    return text.rstrip("0").rstrip(".") if "." in text else text
