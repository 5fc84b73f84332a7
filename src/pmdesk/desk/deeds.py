"""What a person does to rows of any noun, one or several, as one change with the words for the journal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from pmdesk.capture.keys import free_key
from pmdesk.desk import edits
from pmdesk.desk.edits import Edit
from pmdesk.errors import InputError, Refused
from pmdesk.model import (
    Action,
    Engagement,
    Event,
    Milestone,
    Noun,
    Profile,
    RaidItem,
    TimeEntry,
    columns_of,
)
from pmdesk.portfolio import Change, Put, Remove

if TYPE_CHECKING:
    from pmdesk.desk.sight import Sight

NAMES = {
    "action": "action", "allocation": "allocation", "assignment": "assignment", "blackout": "blackout",
    "candidate": "candidate", "client": "client", "contact": "contact", "engagement": "engagement",
    "escalation": "escalation", "event": "meeting", "feedback": "feedback", "kpi": "KPI", "lesson": "lesson",
    "measurement": "measurement", "milestone": "milestone", "note": "note", "override": "changed occurrence",
    "profile": "profile", "raid": "RAID item", "rating": "rating", "request": "request", "selection": "choice",
    "site": "site", "source": "rule of a measure", "template": "template", "time": "time entry", "turn": "turn",
    "vendor": "vendor", "waiver": "waiver",
}  # fmt: skip
"""What one row of a noun is called, by kind."""
_PLURALS = {"feedback": "feedback", "RAID item": "RAID items", "time entry": "time entries"}
_CLOSED = {Action: ("done", "open"), RaidItem: ("closed", "open"), Engagement: ("closed", "active")}
"""What ``done`` makes of a row, and what it makes of one that is that already."""
_DONE_WORDS = {Action: "marked {} done", RaidItem: "closed {}", Engagement: "closed {}"}


def plural(kind: str, number: int) -> str:
    """Give ``1 action``, ``3 actions`` of a noun's kind."""
    name = NAMES[kind]
    return f"{number} {name if number == 1 else _PLURALS.get(name, name + 's')}"


def title_of(row: Noun) -> str:
    """Give what a row is called in a line: its title, its name, else what it is known by."""
    for name in ("title", "name", "text", "note", "role"):
        text = getattr(row, name, None)
        if text:
            return str(text)
    if isinstance(row, Profile):
        return "profile"
    return row.ref.partition("/")[2] or row.KIND


def named(rows: Sequence[Noun]) -> str:
    """Name one row by its title, several by how many there are."""
    if len(rows) == 1:
        title = title_of(rows[0])
        return title if len(title) <= 60 else title[:59].rstrip() + "…"
    kinds = {row.KIND for row in rows}
    return plural(kinds.pop(), len(rows)) if len(kinds) == 1 else f"{len(rows)} things"


def can_be_done(row: Noun) -> bool:
    """Tell whether ``done`` means something for a row."""
    return isinstance(row, Milestone) or type(row) in _CLOSED


def is_done(row: Noun) -> bool:
    """Tell whether a row is done, closed or cancelled already."""
    if isinstance(row, Milestone):
        return not row.is_open
    if isinstance(row, Action):
        return row.status != "open"
    closed = _CLOSED.get(type(row))
    return closed is not None and getattr(row, "status", "") == closed[0]


def done(rows: Sequence[Noun], today: date) -> Edit:
    """Mark rows done (closed); where all of them are that already, open them again."""
    fit = [row for row in rows if can_be_done(row)]
    if len(fit) == 1 and isinstance(fit[0], Milestone):
        return edits.done(fit[0], today)
    back = bool(fit) and all(is_done(row) for row in fit)
    changed = [row for row in fit if back or not is_done(row)]
    puts = tuple(Put(_turned(row, today, back=back), row) for row in changed)
    if back:
        return Edit(puts, f"opened {named(changed)} again")
    words = _DONE_WORDS.get(type(changed[0]), "marked {} done") if changed else "marked {} done"
    return Edit(puts, words.format(named(changed)) if changed else "nothing to mark done")


def _turned(row: Any, today: date, *, back: bool) -> Noun:
    if isinstance(row, Milestone):
        made = replace(row, status="planned", done_on=None) if back else replace(row, status="done", done_on=today)
    else:
        made = replace(row, status=_CLOSED[type(row)][1 if back else 0])
    return made


def at_risk(rows: Sequence[Noun]) -> Edit:
    """Mark the open milestones among rows at-risk; where all of them are, no longer so."""
    fit = [row for row in rows if isinstance(row, Milestone) and row.is_open]
    if len(fit) == 1:
        return edits.at_risk(fit[0])
    back = all(row.status == "at-risk" for row in fit)
    wanted = "planned" if back else "at-risk"
    puts = tuple(Put(replace(row, status=wanted), row) for row in fit if row.status != wanted)
    return Edit(puts, f"marked {named(fit)} {'no longer ' if back else ''}at risk" if fit else "nothing to mark")


def all_that_goes(desk: Sight, rows: Sequence[Noun]) -> tuple[Change, ...]:
    """Give the changes that delete rows with all that hangs on them, the rows themselves first."""
    own: dict[str, Change] = {row.ref: Remove(type(row), row.identity) for row in rows}
    gone: dict[str, Change] = {}
    kept: dict[str, Put] = {}
    for row in rows:
        for change in desk.dependents(type(row), *row.identity):
            if isinstance(change, Remove):
                gone[change.ref] = change
            else:
                before = kept.get(change.ref)
                kept[change.ref] = _merged(desk, before.row, change.row) if before else change
    along = [change for ref, change in gone.items() if ref not in own]
    return (*own.values(), *along, *(put for ref, put in kept.items() if ref not in gone))


def _merged(desk: Sight, one: Any, other: Any) -> Put:
    """Give a row that no longer names what either of two versions of it no longer names."""
    stored: Any = desk.get(type(one), *one.identity)
    values: dict[str, Any] = {}
    for name in columns_of(type(one)):
        first, second = getattr(one, name), getattr(other, name)
        if isinstance(first, tuple):
            values[name] = tuple(item for item in first if item in second)
        else:
            values[name] = second if first == getattr(stored, name) else first
    return Put(replace(one, **values), stored)


def delete(rows: Sequence[Noun], changes: Sequence[Change]) -> Edit:
    """Delete rows with what hangs on them."""
    along = len(changes) - len(rows)
    return Edit(tuple(changes), f"deleted {named(rows)}" + (f" and changed {along} more" if along > 0 else ""))


def save(desk: Sight, row: Noun, before: Noun | None, head: str = "") -> Edit:
    """Add a row (``before`` None), or put it in the place of what it was.

    A new row without a key gets one that is free, made by habit of ``head`` and its title. What another program changed
    meanwhile is kept, or refused by the store. Refused where another one is known by the same values.
    """
    known = None if getattr(row, "key", None) == "" else desk.get(type(row), *row.identity)
    if isinstance(row, Milestone) and isinstance(before, Milestone):
        return edits.save(row, before)
    if before is not None and row.identity == before.identity:
        return Edit((Put(row, before),), f"edited {title_of(row)}")
    if before is not None:
        _require_free(row, known)
        _require_same(desk, before)
        return Edit((Remove(type(before), before.identity), Put(row, None)), f"edited {title_of(row)}")
    fresh = _with_key(desk, row, head)
    if isinstance(known, TimeEntry) and isinstance(fresh, TimeEntry):
        fresh = replace(fresh, hours=fresh.hours + known.hours)
    else:
        _require_free(fresh, known)
    if isinstance(fresh, Milestone):
        return edits.save(fresh, None)
    return Edit((Put(fresh, known),), f"added {NAMES[fresh.KIND]} {title_of(fresh)}")


def _require_same(desk: Sight, before: Noun) -> None:
    if desk.get(type(before), *before.identity) != before:
        raise InputError("it was changed meanwhile", "leave, and open it again: what you typed is kept")


def _require_free(row: Noun, known: Noun | None) -> None:
    if known is not None:
        column = row.IDENTITY[0] if len(row.IDENTITY) == 1 else row.IDENTITY[-1]
        raise Refused([f"{row.ref}: {column}: is taken: there is one already ({title_of(known)})"])


def _with_key(desk: Sight, row: Any, head: str) -> Any:
    if "key" not in columns_of(type(row)) or row.key:
        return row
    noun = type(row)
    stem = head or ("ME" if isinstance(row, Action | Event) else "")

    def is_taken(key: str) -> bool:
        return desk.get(noun, key) is not None

    if stem:
        return replace(row, key=free_key(stem, title_of(row), noun.KIND[:1].upper(), is_taken))
    return replace(row, key=_short_key(title_of(row), noun.KIND[:1].upper(), is_taken))


def _short_key(title: str, instead: str, is_taken: Callable[[str], bool]) -> str:
    """Give a free key made of a word of the title alone."""
    return free_key("", title, instead, lambda key: is_taken(key.removeprefix("."))).removeprefix(".")
