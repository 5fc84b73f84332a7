"""The tables of what is kept beside the schedule: actions, lessons, notes, time, contacts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from pmdesk.model import Action, Contact, Lesson, Note, TimeEntry
from pmdesk.model.kinds import form_number
from pmdesk.portfolio.folding import asked, marks
from pmdesk.tui import refs, words
from pmdesk.tui.line import Line, Span, cell
from pmdesk.tui.tables.table import (
    Cell,
    Col,
    Seen,
    Table,
    away_cell,
    client_cell,
    cut,
    day_cell,
    engagement_cell,
    fact,
    facts_line,
    owner_cell,
    title_line,
)

if TYPE_CHECKING:
    from pmdesk.model import Noun


def _client(row: Noun, seen: Seen) -> str:
    return client_cell(row, seen).text.casefold()


# -- actions ---------------------------------------------------------------------------------------------------------


def _is_late(row: Action, seen: Seen) -> bool:
    return row.status == "open" and row.due is not None and row.due < seen.view.today


def _action_mark(row: Action, seen: Seen) -> Span:
    glyphs = seen.glyphs
    if row.status == "done":
        return Span(glyphs.done, "good")
    return Span(glyphs.cancelled if row.status == "cancelled" else glyphs.separator, "faint")


def _action_cells(row: Action, seen: Seen) -> Sequence[Cell]:
    today = seen.view.today
    over = "faint" if row.status != "open" else ""
    when = over or ("high" if _is_late(row, seen) else "bold" if row.due == today else "")
    away = away_cell(row.due, seen, "high" if _is_late(row, seen) else "dim") if not over else Span(row.status, "faint")
    return (
        day_cell(row.due, seen, when, "no date"),
        away,
        _action_mark(row, seen),
        cut(row.title, over or "bold"),
        client_cell(row, seen),
        engagement_cell(row, seen),
        owner_cell(row.owner, seen),
        Span(" ".join(row.tags), "faint"),
    )


def _action_detail(row: Action, seen: Seen, width: int) -> list[Line]:
    milestone = seen.view.find_milestone(f"milestone/{row.milestone}") if row.milestone else None
    due = f"{words.full_day(row.due)}, {words.away(row.due, seen.view.today)}" if row.due else "no date"
    return [
        title_line(row, row.title, seen),
        facts_line(
            ("", row.status, "good" if row.status == "done" else "bold"),
            ("due", due, "high" if _is_late(row, seen) else ""),
            ("waits on", refs.who_of(seen.view.portfolio, row.owner) if row.owner != "me" else "", "bold"),
            ("seen by", "the client too" if row.visibility == "client" else "", "dim"),
        ),
        *fact("milestone", milestone.title if milestone else row.milestone or "", width),
        *fact("tags", " ".join(row.tags), width, "dim"),
        *fact("notes", row.notes, width, most=6),
    ]


ACTIONS = Table(
    Action,
    (
        Col("due", 11), Col("", 13, since=60), Col("", 2), Col("action", 20, 6), Col("client", 11),
        Col("engagement", 12, 3, since=110), Col("owner", 12, 2, since=70), Col("tags", 10, 1, since=130),
    ),
    _action_cells,
    {
        "due": lambda row, seen: row.due or date.max,
        "client": _client,
        "owner": lambda row, seen: owner_cell(row.owner, seen).text.casefold(),
        "action": lambda row, seen: row.title.casefold(),
    },
    _action_detail,
)  # fmt: skip

# -- lessons ---------------------------------------------------------------------------------------------------------


def _lesson_cells(row: Lesson, seen: Seen) -> Sequence[Cell]:
    told = row.recommendation or row.what_happened
    return (
        cut(row.title, "bold"), client_cell(row, seen), engagement_cell(row, seen), cut(told, "dim"),
        Span(" ".join(row.tags), "faint"),
    )  # fmt: skip


def _lesson_detail(row: Lesson, seen: Seen, width: int) -> list[Line]:
    return [
        title_line(row, row.title, seen),
        facts_line(("", words.full_day(row.date) if row.date else "", "dim"), ("", " ".join(row.tags), "accent")),
        *fact("happened", row.what_happened, width, most=6),
        *fact("because", row.root_cause, width, most=6),
        *fact("next time", row.recommendation, width, "bold", most=6),
    ]


def found_line(row: Note | Lesson, typed: str, width: int) -> list[Line]:
    """Give the text around the first word that begins as one that was typed, with those words in bold."""
    said = row.text if isinstance(row, Note) else _said(row)
    text = " ".join(said.split())
    spots = list(marks(text, asked(typed)))
    if not spots:
        return []
    start = max(0, spots[0][0] - width // 3)
    end = min(len(text), start + max(20, width - 18))
    spans: list[Span] = [cell(" found", 15, "dim"), Span("…" if start else "", "faint")]
    at = start
    for first, last in spots:
        if first >= end:
            break
        spans += [Span(text[at:first], "dim"), Span(text[first : min(last, end)], "bold")]
        at = min(last, end)
    return [[*spans, Span(text[at:end], "dim"), Span("…" if end < len(text) else "", "faint")]]


def _said(row: Lesson) -> str:
    return " · ".join(part for part in (row.title, row.what_happened, row.root_cause, row.recommendation) if part)


LESSONS = Table(
    Lesson,
    (
        Col("lesson", 24, 5), Col("client", 11), Col("engagement", 14, 2, since=96), Col("next time", 16, 5, since=70),
        Col("tags", 12, 2, since=120),
    ),
    _lesson_cells,
    {
        "newest": lambda row, seen: -(row.date or date.min).toordinal(),
        "lesson": lambda row, seen: row.title.casefold(),
        "client": _client,
    },
    _lesson_detail,
)  # fmt: skip

# -- notes, time, contacts ---------------------------------------------------------------------------------------------


def _note_detail(row: Note, seen: Seen, width: int) -> list[Line]:
    return [title_line(row, words.full_day(row.date), seen), *fact("", row.text, width, most=12)]


NOTES = Table(
    Note,
    (Col("date", 11), Col("", 13, since=60), Col("note", 20, 6), Col("client", 11), Col("engagement", 12, 2, since=90)),
    lambda row, seen: (
        day_cell(row.date, seen, "dim"), away_cell(row.date, seen), cut(row.text), client_cell(row, seen),
        engagement_cell(row, seen),
    ),
    {"date": lambda row, seen: -row.date.toordinal(), "client": _client},
    _note_detail,
)  # fmt: skip


def _time_detail(row: TimeEntry, seen: Seen, width: int) -> list[Line]:
    day = words.full_day(row.date)
    return [title_line(row, f"{form_number(row.hours)} h", seen), [Span(f" {day}  ", "dim"), cut(row.note)]]


TIME = Table(
    TimeEntry,
    (
        Col("date", 11),
        Col("hours", 7, right=True),
        Col("note", 20, 6),
        Col("client", 11),
        Col("engagement", 12, 2, since=90),
    ),
    lambda row, seen: (
        day_cell(row.date, seen, "dim"),
        Span(form_number(row.hours), "bold"),
        cut(row.note),
        client_cell(row, seen),
        engagement_cell(row, seen),
    ),
    {"date": lambda row, seen: -row.date.toordinal(), "hours": lambda row, seen: -row.hours},
    _time_detail,
)


def _contact_cells(row: Contact, seen: Seen) -> Sequence[Cell]:
    kind, _, key = row.of.partition("/")
    party = Span(refs.who_of(seen.view.portfolio, row.of), f"@{key}" if kind == "client" else "")
    zone = row.timezone or seen.view.portfolio.zone_of(row.of)
    return (
        cut(row.name, "bold"), party, cut(row.role, "dim"), cut(row.email), cut(row.phone, "dim"),
        Span(words.city(zone), "dim"), Span(str(row.escalation or ""), "warn"),
    )  # fmt: skip


def _contact_detail(row: Contact, seen: Seen, width: int) -> list[Line]:
    return [
        title_line(row, row.name, seen),
        facts_line(("", row.role, ""), ("of", refs.who_of(seen.view.portfolio, row.of), "bold")),
        facts_line(("mail", row.email, "bold"), ("phone", row.phone, "bold")),
        *fact("notes", row.notes, width, most=6),
    ]


CONTACTS = Table(
    Contact,
    (
        Col("name", 18, 3), Col("of", 14, 2), Col("role", 14, 2, since=70), Col("mail", 20, 3),
        Col("phone", 15, 1, since=110), Col("place", 12, since=90), Col("asked", 6, right=True, since=100),
    ),
    _contact_cells,
    {
        "asked": lambda row, seen: (row.escalation or 99, row.name.casefold()),
        "name": lambda row, seen: row.name.casefold(),
        "of": lambda row, seen: refs.who_of(seen.view.portfolio, row.of).casefold(),
    },
    _contact_detail,
)  # fmt: skip
