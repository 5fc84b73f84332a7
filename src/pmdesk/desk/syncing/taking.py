"""What somebody changed in a calendar, as changes of the rows that it shows: only what they changed is taken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from pmdesk.desk.intake.asked import Target
from pmdesk.exchange.caldav.held import Held, added, differing
from pmdesk.exchange.ics.reading.meeting import Meeting, Moved
from pmdesk.model import Blackout, Client, Engagement, Event, Milestone, Override, Profile, Site
from pmdesk.portfolio import Change, Put, Remove
from pmdesk.schedule.instants import zone

if TYPE_CHECKING:
    from pmdesk.desk.sight import Sight

R = TypeVar("R", Milestone, Event)
Row = Milestone | Event | Blackout
"""What a calendar shows."""
DONE = "✔ "
OTHER_DATES = "other dates than it had"


@dataclass(slots=True)
class Taken:
    """The changes; what differs, each as (what, before, now); and, in words, what is seen but not taken over.

    ``hidden`` tells that something would have to go into notes that may not be seen.
    """

    changes: list[Change] = field(default_factory=list)
    lines: list[tuple[str, str, str]] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Whose item it is: the engagement's client, and the zone in which its days and wall times are.

    ``may_note`` tells whether the rows' notes are seen, and so can be added to.
    """

    client: Client | None
    zone: str
    is_mine: bool
    may_note: bool = True

    def bare(self, title: str) -> str:
        """Give a title without what a calendar puts before it."""
        head = f"{self.client.name}: " if self.is_mine and self.client else ""
        return title.removeprefix(head).removeprefix(DONE).strip()


def place_of(sight: Sight, row: Milestone | Event, *, is_mine: bool, may_note: bool) -> Place:
    """Find whose item it is."""
    engagement = sight.get(Engagement, row.engagement) if row.engagement else None
    client = sight.get(Client, engagement.client) if engagement else None
    profile = next(iter(sight.rows(Profile)), Profile())
    own = row.timezone if isinstance(row, Event) else None
    return Place(client, own or (client.timezone if client else None) or profile.timezone, is_mine, may_note)


def taken(sight: Sight, row: Row, base: Held, theirs: Held, *, is_mine: bool, may_note: bool = True) -> Taken:
    """Say what becomes of a row by what they changed since both sides agreed."""
    made = Taken(left=added(base, theirs))
    names = differing(base, theirs)
    if "parts" in names:
        made.left.append(OTHER_DATES)
        return made
    before, now = base.first, theirs.first
    new: Row
    if isinstance(row, Blackout):
        new = _blackout(row, now, names, made)
        if new != row:
            made.changes.append(Put(new, row))
        return made
    place = place_of(sight, row, is_mine=is_mine, may_note=may_note)
    if isinstance(row, Milestone):
        new = _common(sight, _milestone(row, before, now, names, place, made), before, now, names, place, made)
    else:
        new = _common(sight, _event(sight, row, before, now, names, place, made), before, now, names, place, made)
    if new != row:
        made.changes.insert(0, Put(new, row))
    return made


# -- what milestones and events have in common -------------------------------------------------------------------------


def _common(
    sight: Sight, row: R, before: Meeting, now: Meeting, names: tuple[str, ...], place: Place, made: Taken
) -> R:  # fmt: skip
    if "title" in names and (title := place.bare(now.title)) and title != place.bare(before.title):
        made.lines.append(("title", row.title, title))
        row = replace(row, title=title)
    if "url" in names:
        made.lines.append(("url", row.url, now.url))
        row = replace(row, url=now.url)
    if "location" in names:
        row = _location(sight, row, before, now, place, made)
    if "notes" in names:
        row = _description(row, before, now, place, made)
    return row


def _location(sight: Sight, row: R, before: Meeting, now: Meeting, place: Place, made: Taken) -> R:
    made.lines.append(("where", before.location, now.location))
    sites = tuple(sight.rows(Site, client=place.client.key)) if place.client else ()
    site = Target("", place.zone, (), sites).site_of(now.location)
    if site is not None or not now.location:
        return replace(row, site=site)
    return _noted(row, f"Where: {now.location}", place, made)


def _description(row: R, before: Meeting, now: Meeting, place: Place, made: Taken) -> R:
    """Take a description: of a milestone its acceptance, in my own calendar the notes; else it is added to these."""
    made.lines.append(("description", before.notes, now.notes))
    told = row.acceptance.strip() if isinstance(row, Milestone) else ""
    if isinstance(row, Milestone) and not place.is_mine and before.notes == told:
        return replace(row, acceptance=now.notes)
    if place.is_mine and now.notes.startswith(told) and before.notes == _joined(told, row.notes.strip()):
        return replace(row, notes=now.notes.removeprefix(told).strip())
    return _noted(row, now.notes, place, made) if now.notes else row


def _noted(row: R, text: str, place: Place, made: Taken) -> R:
    if not place.may_note:
        made.hidden = True
        return row
    return replace(row, notes=_joined(row.notes, text))


def _joined(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)


# -- milestones --------------------------------------------------------------------------------------------------------


def _milestone(
    row: Milestone, before: Meeting, now: Meeting, names: tuple[str, ...], place: Place, made: Taken
) -> Milestone:
    if "rrule" in names or "moved" in names:
        made.left.append("that it recurs")
    if "start" in names:
        due = _day(before, now, place)
        made.lines.append(("due", _day_text(row.due), _day_text(due)))
        row = replace(row, due=due)
    if "status" in names:
        status = {"cancelled": "cancelled", "tentative": "at-risk"}.get(now.status, "planned")
        made.lines.append(("status", row.status, status))
        row = replace(row, status=status, done_on=None)
    return row


def _day(before: Meeting, now: Meeting, place: Place) -> date:
    """Give the day of a milestone: where it begins, where its end alone was moved the last one."""
    if now.all_day or now.zone is None:
        stretched = now.start == before.start and now.all_day and now.end > now.start + timedelta(days=1)
        return (now.end - timedelta(days=1)).date() if stretched else now.start.date()
    return zone(place.zone).wall_of(zone(now.zone).instant(now.start)).date()


def _day_text(day: date) -> str:
    return day.isoformat()


# -- blackouts ---------------------------------------------------------------------------------------------------------

_LEFT = {
    "status": "that it is cancelled", "rrule": "that it recurs", "moved": "that it recurs", "url": "a link",
    "location": "where it is", "notes": "a description",
}  # fmt: skip


def _blackout(row: Blackout, now: Meeting, names: tuple[str, ...], made: Taken) -> Blackout:
    made.left += dict.fromkeys(_LEFT[name] for name in names if name in _LEFT)
    if "start" in names:
        last = now.end - timedelta(days=1) if now.all_day else now.end
        made.lines.append(("when", f"{row.start} to {row.end}", f"{now.start.date()} to {last.date()}"))
        row = replace(row, start=now.start.date(), end=max(last.date(), now.start.date()))
    if "title" in names:
        made.lines.append(("title", row.title, now.title))
        row = replace(row, title=now.title)
    return row


# -- events ------------------------------------------------------------------------------------------------------------


def _event(
    sight: Sight, row: Event, before: Meeting, now: Meeting, names: tuple[str, ...], place: Place, made: Taken
) -> Event:
    shifted = "start" in names
    if shifted:
        was, to = (_when(one) for one in (before, now))
        made.lines.append(("when", was, to))
        elsewhere = now.zone if now.zone is not None and now.zone != before.zone else row.timezone
        row = replace(row, start=now.start, end=now.end, timezone=elsewhere)
    if "rrule" in names:
        made.lines.append(("recurs", row.rrule or "once", now.rrule or "once"))
        row = replace(row, rrule=now.rrule)
    if "status" in names:
        made.lines.append(("status", row.status, now.status))
        row = replace(row, status=now.status)
    if names and (shifted or "exdates" in names or "moved" in names):
        row = _dates(sight, row, before, now, made, anew=shifted and now.rrule is not None)
    return row


def _when(one: Meeting) -> str:
    start, end = one.start, one.end
    if one.all_day:
        last = (end - timedelta(days=1)).date()
        return f"{start.date()}" if last == start.date() else f"{start.date()} to {last}"
    until = f"{end:%H:%M}" if end.date() == start.date() else f"{end:%Y-%m-%d %H:%M}"
    return f"{start:%Y-%m-%d %H:%M} to {until}" + (f" {one.zone}" if one.zone else "")


def _dates(sight: Sight, row: Event, before: Meeting, now: Meeting, made: Taken, *, anew: bool) -> Event:
    """Take the single dates of a series: what they left out, and moved; all of them where the series was shifted."""
    stored = {one.occurrence: one for one in sight.rows(Override, event=row.key)}
    if anew:
        wanted = {one.occurrence: _override(row, one) for one in now.moved}
        made.changes += [Remove(Override, one.identity) for at, one in stored.items() if at not in wanted]
        made.changes += [Put(one) for at, one in wanted.items() if stored.get(at) != one]
        return replace(row, exdates=now.exdates)
    out, back = set(now.exdates) - set(before.exdates), set(before.exdates) - set(now.exdates)
    made.lines += [("date", _at(at), "left out") for at in sorted(out)]
    made.lines += [("date", _at(at), "takes place again") for at in sorted(back)]
    held = {one.occurrence: one for one in before.moved}
    for one in now.moved:
        if held.get(one.occurrence) != one:
            made.lines.append(("date", _at(one.occurrence), _moved_text(one)))
            made.changes.append(Put(_override(row, one)))
    kept = {one.occurrence for one in now.moved}
    for at in sorted((set(held) - kept) | back):
        if at in stored and at not in kept:
            made.changes.append(Remove(Override, stored[at].identity))
    exdates = tuple(sorted((set(row.exdates) | out) - back))
    return row if exdates == row.exdates else replace(row, exdates=exdates)


def _override(row: Event, one: Moved) -> Override:
    return Override(row.key, one.occurrence, one.start, one.end, one.title, one.status)


def _at(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"


def _moved_text(one: Moved) -> str:
    parts: Iterator[str | None] = iter((_at(one.start) if one.start else None, one.title, one.status))
    return ", ".join(part for part in parts if part) or "as the others"
