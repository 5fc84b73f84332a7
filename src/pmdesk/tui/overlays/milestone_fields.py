"""The fields of a milestone: how each is shown, read, and what is said of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from pmdesk.capture.dates import read_date
from pmdesk.desk.edits import free_key
from pmdesk.model import Milestone, columns_of
from pmdesk.model.after import parse_typed, settle
from pmdesk.model.hours import parse_hours
from pmdesk.tui import refs, words
from pmdesk.tui.widgets.field import Field

if TYPE_CHECKING:
    from pmdesk.tui.view import View

FIELDS = (
    Field("title", "title", hint="what is promised"),
    Field("engagement", "engagement", hint="its key or its name"),
    Field("due", "due", hint="11 dec, fri, +3d, eom, 2026-12-11"),
    Field("status", "status", ("planned", "at-risk", "done", "cancelled")),
    Field("kind", "kind", ("deliverable", "decision", "payment", "go-live", "report")),
    Field("owner", "owner", hint="me, or a contact's, client's or vendor's name"),
    Field("after", "after", hint="keys, with a lag: BUILD+5d"),
    Field("site", "site", hint="a site's key"),
    Field("acceptance", "accepted if", hint="what it takes to be accepted"),
    Field("url", "url", hint="where it is kept"),
    Field("key", "key", hint="made from the title where left empty"),
    Field("notes", "notes", is_long=True),
)
_DATES = ("due",)


class Wrong(Exception):
    """What can't be taken, in words, by field."""

    def __init__(self, by_field: Mapping[str, str]) -> None:
        super().__init__(", ".join(f"{name} {words}" for name, words in by_field.items()))
        self.by_field = by_field


def filled(row: Milestone) -> dict[str, str]:
    """Give the fields of a milestone as text."""
    found = {}
    for field in FIELDS:
        value = getattr(row, field.name)
        empty = value is None or value == "" or value == ()
        found[field.name] = "" if empty else columns_of(Milestone)[field.name].kind.form(value)
    return found


def read(typed: Mapping[str, str], before: Milestone | None, view: View) -> Milestone:
    """Make a milestone of what was typed; raises ``Wrong`` with all that can't be taken."""
    values: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for field in FIELDS:
        if field.name not in typed:
            continue
        try:
            values[field.name] = _read_one(field.name, typed[field.name].strip(), view)
        except ValueError as error:
            wrong[field.name] = str(error)
    if wrong:
        raise Wrong(wrong)
    if before is None and not values["key"]:
        values["key"] = free_key(values["engagement"], values["title"], view.portfolio.milestones)
    elif before is None and view.find_milestone(f"milestone/{values['key']}"):
        raise Wrong({"key": "is taken by another milestone"})
    made = replace(before or Milestone(), **values)
    if made.status == "done" and made.done_on is None:
        made = replace(made, done_on=min(made.due, view.today))
    return replace(made, done_on=None) if made.status != "done" and made.done_on else made


def _read_one(name: str, text: str, view: View) -> Any:
    column = columns_of(Milestone)[name]
    if not text:
        if column.required and name != "key":
            raise ValueError("is needed")
        return Milestone().__getattribute__(name)
    if name in _DATES:
        return read_date(text, view.today)
    if name == "engagement":
        return read_engagement(text, view)
    if name == "owner":
        return read_owner(text, view)
    if name == "after":
        return _read_after(text, view)
    if name == "site":
        return _read_site(text, view)
    return column.kind.parse(text)


def read_engagement(text: str, view: View) -> str:
    """Read an engagement by its key, its name, or its client's where that has one only."""
    rows = {row.key: row for row in view.engagements}
    if text.upper() in rows:
        return text.upper()
    wanted = text.casefold()
    hits = [row.key for row in rows.values() if row.name.casefold() == wanted]
    hits = hits or [
        row.key for row in rows.values() if wanted in f"{refs.place_of(view.portfolio, row.key)}".casefold()
    ]
    if len(hits) == 1:
        return hits[0]
    if hits:
        raise ValueError("could be " + " or ".join(hits[:4]))
    near = ", ".join(list(rows)[:5])
    raise ValueError(f"is no engagement here (there are {near})" if near else "is no engagement: there is none here")


def read_owner(text: str, view: View) -> str:
    """Read an owner: ``me``, a ref, or the name of a contact, client or vendor."""
    portfolio = view.portfolio
    wanted = text.casefold()
    if wanted == "me":
        return "me"
    tables = {"contact": portfolio.contacts, "client": portfolio.clients, "vendor": portfolio.vendors}
    head, _, key = text.partition("/")
    if head.lower() in tables and key:
        if key.upper() in tables[head.lower()]:
            return f"{head.lower()}/{key.upper()}"
        raise ValueError(f"there is no {head.lower()} {key.upper()}")
    for match in (_is_name, _is_part):
        hits = [
            f"{kind}/{row.identity[0]}" for kind, rows in tables.items() for row in rows.values()
            if match(wanted, getattr(row, "name", ""), row.identity[0])
        ]  # fmt: skip
        if len(hits) == 1:
            return hits[0]
        if hits:
            raise ValueError("could be " + " or ".join(hits[:4]))
    raise ValueError("is nobody known here (me, or the name of a contact, client or vendor)")


def _is_name(wanted: str, name: str, key: str) -> bool:
    return wanted in {name.casefold(), key.casefold()}


def _is_part(wanted: str, name: str, key: str) -> bool:
    return wanted in name.casefold()


def _read_after(text: str, view: View) -> Any:
    known = view.portfolio.milestones
    return settle(parse_typed(text), lambda key: key in known)


def _read_site(text: str, view: View) -> str:
    key = text.upper()
    if key not in view.portfolio.sites:
        raise ValueError("is no site's key")
    return key


def reading(name: str, value: str, typed: Mapping[str, str], view: View) -> str:
    """Say how a field is read while it is typed; empty where there is nothing to say."""
    text = value.strip()
    if not text:
        return ""
    try:
        if name == "due":
            return _due_words(read_date(text, view.today), typed.get("engagement", ""), view)
        if name == "engagement":
            return refs.place_of(view.portfolio, read_engagement(text, view))
        if name == "owner":
            return refs.who_of(view.portfolio, read_owner(text, view))
        if name == "after":
            items = [view.find_milestone(f"milestone/{item.key}") for item in _read_after(text, view)]
            return ", ".join(row.title if row else "unknown" for row in items)
    except ValueError:
        return ""
    return ""


def _due_words(day: date, engagement: str, view: View) -> str:
    said = f"{words.full_day(day)}, {words.away(day, view.today)}"
    try:
        key = read_engagement(engagement.strip(), view)
    except ValueError:
        return said
    client = view.portfolio.engagements[key].client
    who = f"client/{client}"
    holiday = view.portfolio.holidays_of(who).get(day)
    closed = holiday or not parse_hours(view.portfolio.hours_of(who))[day.weekday()]
    return f"{said} · {view.short[client]} closed that day" if closed else said
