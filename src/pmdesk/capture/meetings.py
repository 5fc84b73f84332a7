"""Makers of meetings and of searches for a slot."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from pmdesk.capture.asking import Found, Refusal
from pmdesk.capture.claims import take_vendors
from pmdesk.capture.dates import match
from pmdesk.capture.draft import Draft
from pmdesk.capture.moments import Meeting, meeting
from pmdesk.capture.reading import Reading, SlotRequest
from pmdesk.capture.repeats import Repeat, match_repeat
from pmdesk.capture.saying import days_long, full_day, length, near_day
from pmdesk.capture.times import Times, read_length, read_times
from pmdesk.model import Event
from pmdesk.model.rule import MAX_YEAR, MIN_YEAR


@dataclass(frozen=True, slots=True)
class _When:
    """The time of day as typed, where it stands in the line, and how many minutes it lasts if it has no end."""

    times: Times
    at: int
    minutes: int | None
    theirs: bool


def make_meeting(draft: Draft) -> Reading:
    """Read a meeting: title, day, time range (mine, or ``their``), repetition, vendors; the engagement may be none."""
    when = _take_when(draft)
    vendors = take_vendors(draft.scan, draft.situation)
    repeat = _take_repeat(draft)
    until_at = _until(draft)
    first = _first_day(draft, repeat)
    until = _take_until(draft, until_at, first, repeat)
    title = draft.title()
    draft.say("Meeting", draft.place.name)
    row = None
    if when and first and (held := _held(draft, first, when)):
        _say_when(draft, held, when)
        if repeat:
            draft.say(repeat.said(first) + (f" until {near_day(until, draft.today)}" if until else ""))
        draft.say(draft.closed_on(first))
        if title and not draft.scan.problems:
            row = Event(
                draft.key(Event, title, "E"), draft.place.key, title, held.start, held.end, held.zone,
                repeat.rule(until) if repeat else None, vendors=vendors,
            )  # fmt: skip
    _say_vendors(draft, vendors)
    return draft.done(title, row, f"added meeting {title}")


def _say_vendors(draft: Draft, vendors: tuple[str, ...]) -> None:
    if vendors:
        draft.say("with " + ", ".join(draft.situation.portfolio.vendors[key].name for key in vendors))


def _take_when(draft: Draft) -> _When | None:
    """Take the one time of the line; beside a time without an end, a length."""
    scan = draft.scan
    found: list[tuple[int, Times]] = []
    for at, word in scan.typed():
        times = read_times(word.plain)
        if isinstance(times, str):
            scan.refuse(at, 1, times)
        elif times and found:
            scan.refuse(at, 1, "is a second time (put quotes around what is title)")
        elif times:
            found.append((at, times))
            scan.take(at)
    if not found:
        return None
    at, times = found[0]
    minutes = None if times.end is not None else _take_length(draft)
    theirs = _take_their(draft, at)
    if times.end is None and minutes is None:
        scan.refuse(at, 1, "has no end (want 10:00-10:30, or 10:00 45m)")
        return None
    return _When(times, at, minutes, theirs)


def _take_their(draft: Draft, time: int) -> bool:
    """Take ``their`` behind the time, or behind the length that follows it."""
    scan = draft.scan
    after = time + 1
    if after not in scan.left and after < len(scan.words) and read_length(scan.words[after].plain):
        after += 1
    if after not in scan.left or scan.words[after].low != "their":
        return False
    scan.take(after)
    if draft.place.client is None:
        scan.refuse(after, 1, "has nobody to stand for (want @KEY)")
    return True


def _take_length(draft: Draft) -> int | None:
    for at, word in draft.scan.typed():
        minutes = read_length(word.plain)
        if minutes is not None:
            draft.scan.take(at)
            return minutes
    return None


def _take_repeat(draft: Draft) -> Repeat | None:
    found: Repeat | None = None
    for at, word in draft.scan.typed():
        answer = match_repeat(draft.scan.run(at), 0) if word.low == "every" else None
        if isinstance(answer, str):
            draft.scan.refuse(at, 3, answer)
        elif answer and found:
            draft.scan.refuse(at, answer[1], "is a second repetition")
        elif answer:
            found = answer[0]
            draft.scan.take(at, answer[1])
    return found


def _until(draft: Draft) -> tuple[int, int] | None:
    """Take ``until`` with the day after it, to be read once the first day is known."""
    for at, word in draft.scan.typed():
        if word.low != "until":
            continue
        answer = draft.scan.date_at(at + 1, draft.asking("day"))
        if isinstance(answer, Refusal):
            draft.scan.refuse(at + 1, answer.taken, answer.words)
            draft.scan.take(at)
        elif answer:
            draft.scan.take(at, answer.taken + 1)
            return at + 1, answer.taken
    return None


def _first_day(draft: Draft, repeat: Repeat | None) -> date | None:
    before = len(draft.scan.problems)
    weekday = repeat.weekday if repeat else None
    day = draft.take_day("day")
    if day is None and weekday is not None:
        return draft.today + timedelta(days=(weekday - draft.today.weekday() - 1) % 7 + 1)
    if day is None:
        if len(draft.scan.problems) == before:
            draft.scan.lack("which day? (want tue, 1 dec)")
        return None
    if weekday is not None and day.weekday() != weekday:
        draft.scan.lack(f"{full_day(day)} is not a day of the repetition")
    if not MIN_YEAR <= day.year < MAX_YEAR:
        draft.scan.lack(f"{full_day(day)} is further off than a meeting can be")
        return None
    return day


def _take_until(draft: Draft, at: tuple[int, int] | None, first: date | None, repeat: Repeat | None) -> date | None:
    if at is None or first is None:
        return None
    place, count = at
    words = draft.scan.words[place : place + count]

    answer = match(words, 0, replace(draft.asking("day"), since=first))
    if isinstance(answer, Refusal):
        draft.scan.refuse(place, count, answer.words)
    elif not isinstance(answer, Found) or answer.is_span:
        draft.scan.refuse(place, count, "is more than one day (want one)")
    elif repeat is None:
        draft.scan.refuse(place - 1, count + 1, "ends nothing that repeats (want every week)")
    elif answer.first < first:
        draft.scan.refuse(place, count, f"is before the first day, {full_day(first)}")
    else:
        return answer.first
    return None


def _held(draft: Draft, day: date, when: _When) -> Meeting | None:
    zone = draft.situation.zone(draft.place.client if when.theirs else None)
    held = meeting(day, when.times, when.minutes, zone)
    if held.elapsed > timedelta():
        return held
    change = f": {held.change}" if held.change else ""
    draft.scan.refuse(when.at, 1, f"ends before it starts{change}")
    return None


def _say_when(draft: Draft, held: Meeting, when: _When) -> None:
    other = draft.situation.zone(None if when.theirs else draft.place.client)
    draft.say(held.in_both(other, draft.today), length(held.elapsed), held.change)


def make_find(draft: Draft) -> Reading:
    """Read a search for a slot: length, days (from today on where none are named), client, vendors, title."""
    vendors = take_vendors(draft.scan, draft.situation)
    minutes = _take_length(draft)
    found = draft.take_days("span")
    if minutes is None:
        draft.scan.lack("how long? (want 45m or 1.5h)")
    title = draft.scan.title
    draft.say(f"Find {length(timedelta(minutes=minutes))}" if minutes else "Find", draft.place.key or draft.client_name)
    draft.say(days_long(found.first, found.last) if found else f"from {full_day(draft.today)} on")
    _say_vendors(draft, vendors)
    first = max(found.first, draft.today) if found else draft.today
    if found and found.last < draft.today:
        draft.scan.lack(f"{full_day(found.last)} is over")
    slot = SlotRequest(
        minutes or 0, first, found.last if found else None, title, draft.place.client, draft.place.key, vendors
    )
    return draft.done(title, None, "", slot)
