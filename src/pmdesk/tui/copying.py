"""What `y` copies: a line of plain text for each thing, the whole of it where it is a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from pmdesk.cleaning import clean
from pmdesk.model import Contact, Event, Kpi, Measurement, Noun, RaidItem, TimeEntry
from pmdesk.model.kinds import form_number
from pmdesk.schedule.conflicts.conflict import Conflict
from pmdesk.tui import belonging, refs, words

if TYPE_CHECKING:
    from pmdesk.tui.glyphs import Glyphs
    from pmdesk.tui.view import View

WIDTH = 100
"""Columns that an explanation is broken to."""
_TEXTS = ("text", "what_happened", "root_cause", "recommendation")


def copied(things: Sequence[object], view: View, glyphs: Glyphs) -> str:
    """Give the text of rows and conflicts, without an end of line at its end."""
    return "\n".join(line for thing in things for line in _lines(thing, view, glyphs))


def client_of(things: Sequence[object], view: View) -> str | None:
    """Give for whom it leaves: the client in focus, else the one that all of it belongs to; None for several."""
    if view.focus is not None:
        return view.focus
    found: set[str | None] = set()
    for thing in things:
        if isinstance(thing, Conflict):
            found.update(thing.clients)
        elif isinstance(thing, Noun):
            found.add(belonging.client_of(view.portfolio, thing))
    return found.pop() if len(found) == 1 else None


def _lines(thing: object, view: View, glyphs: Glyphs) -> Iterator[str]:
    if isinstance(thing, Conflict):
        from pmdesk.tui.screens.explanation import explain

        for line in explain(thing, view, WIDTH, glyphs):
            yield clean("".join(span.text for span in line)).strip()
    elif isinstance(thing, Noun):
        yield _line(thing, view)
        for name in _TEXTS:
            text = getattr(thing, name, "")
            if text and "\n" in clean(str(text)).strip():
                yield clean(str(text)).strip()


def _line(row: Noun, view: View) -> str:
    """Give title, whose it is, when, and what else tells it apart, with dots between them."""
    from pmdesk.desk.deeds import title_of

    title = next(iter(clean(title_of(row)).strip().splitlines()), "")
    place = refs.place_of(view.portfolio, getattr(row, "engagement", None))
    client = view.portfolio.clients.get(getattr(row, "client", None) or "")
    parts = [title, place or (client.name if client else ""), *_when(row, view), *_facts(row, view)]
    return " · ".join(" ".join(clean(part).split()) for part in dict.fromkeys(parts) if part)


def _when(row: Any, view: View) -> Iterator[str]:
    if isinstance(row, Event):
        yield _meeting(row, view)
        return
    start, end = getattr(row, "start", None), getattr(row, "end", None)
    if isinstance(start, date) and not isinstance(start, datetime):
        last = f" – {words.full_day(end)}" if end and end != start else ""
        yield f"{words.full_day(start)}{last}" if end else f"from {words.full_day(start)}"
    for name in ("due", "date", "review"):
        day = getattr(row, name, None)
        if day is not None:
            yield f"review {words.full_day(day)}" if name == "review" else words.full_day(day)


def _meeting(row: Event, view: View) -> str:
    """Give when a meeting is, in my zone, and in its client's where that is another one."""
    portfolio = view.portfolio
    place = ZoneInfo(portfolio.event_zone(row))
    start, end = row.start.replace(tzinfo=place), row.end.replace(tzinfo=place)
    said = f"{words.time_range(start, end, view.zone)} {words.city(view.zone)}"
    client = belonging.client_of(portfolio, row)
    theirs = portfolio.zone_of(f"client/{client}") if client else view.zone
    if theirs != view.zone:
        said += f" = {start.astimezone(ZoneInfo(theirs)):%H:%M} {words.city(theirs)}"
    return f"{said}, repeats" if row.rrule else said


def _facts(row: Any, view: View) -> Iterator[str]:
    if isinstance(row, Contact):
        yield from (refs.who_of(view.portfolio, row.of), row.role, row.email, row.phone)
    elif isinstance(row, TimeEntry):
        yield f"{form_number(row.hours)} h"
    elif isinstance(row, Measurement):
        yield form_number(row.value)
    elif isinstance(row, Kpi):
        yield f"{row.direction.replace('-', ' ')} {form_number(row.target)} {row.unit}".strip()
    elif isinstance(row, RaidItem):
        yield row.type
        yield row.plan
    owner = str(getattr(row, "owner", "") or "")
    if owner and owner != "me":
        yield f"owner {refs.who_of(view.portfolio, owner)}"
    status = str(getattr(row, "status", "") or "")
    if status not in {"planned", "active", "open", "confirmed"}:
        yield status
