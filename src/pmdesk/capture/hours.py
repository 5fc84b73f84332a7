"""Makers of worked hours and of notes."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from pmdesk.capture.draft import Draft
from pmdesk.capture.reading import Reading
from pmdesk.capture.saying import dated, full_day
from pmdesk.capture.times import read_hours
from pmdesk.model import Note, TimeEntry
from pmdesk.model.kinds import form_number

_BARE = re.compile(r"\d{1,4}(?:[.,]\d+)?\Z", re.ASCII)
DAY = Decimal(24)


def make_log(draft: Draft) -> Reading:
    """Read hours worked on an engagement, today or on the last such day; with the same note they add up."""
    hours = _take_hours(draft)
    day = draft.take_day("past") or draft.today
    note = draft.scan.title
    draft.say("Time", draft.place.name)
    row = stored = None
    if hours and draft.place.key:
        row = TimeEntry(draft.place.key, day, hours, note)
        draft.say(f"{form_number(hours)} h", dated(day, draft.today))
        stored = draft.situation.stored(TimeEntry, row.identity)
        if isinstance(stored, TimeEntry):
            row = replace(row, hours=hours + stored.hours)
            draft.say(f"{form_number(row.hours)} h with those already logged")
        if row.hours > DAY:
            draft.scan.lack(f"{form_number(row.hours)} h are more than a day has")
        if day > draft.today:
            draft.confirm.append(f"{full_day(day)} is still to come")
    words = f"logged {form_number(hours)} h on {draft.place.name}" if hours else ""
    return draft.done(note, row, words, seen=stored)


def _take_hours(draft: Draft) -> Decimal | None:
    for at, word in draft.scan.typed():
        hours = read_hours(word.plain)
        if hours is not None:
            draft.scan.take(at)
            return hours
    first = next(draft.scan.typed(), None)
    if first and _BARE.match(first[1].text):
        draft.scan.refuse(first[0], 1, "has no unit (want 1.5h or 45m)")
    else:
        draft.scan.lack("how long? (want 1.5h or 45m)")
    return None


def make_note(draft: Draft) -> Reading:
    """Read a note of today on an engagement, on a client, or on neither; days in it are its own words."""
    text = draft.title()
    draft.say("Note", draft.place.key or draft.client_name, dated(draft.today, draft.today))
    key = draft.key(Note, text, "N") if text else ""
    row = Note(key, draft.place.client, draft.place.key, draft.today, text) if text else None
    return draft.done(text, row, f"noted {_brief(text)}")


def _brief(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59].rstrip()}…"
