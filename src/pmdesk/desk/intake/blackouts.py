"""Items of a foreign calendar as blackouts: whole days, a rule's occurrences each by itself, inside a window."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from pmdesk.desk.intake.asked import Target
from pmdesk.desk.intake.keys import Keys
from pmdesk.desk.intake.plan import Outcome, Plan
from pmdesk.exchange.ics.reading.meeting import Meeting
from pmdesk.exchange.ics.reading.trouble import Trouble
from pmdesk.model import Blackout, Origin
from pmdesk.model.kinds import form_stamp
from pmdesk.model.rule import parts_of, until_wall
from pmdesk.portfolio import Put, Remove, Window
from pmdesk.portfolio.validity import Lookup
from pmdesk.schedule.instants import DAY, zone
from pmdesk.schedule.recurrence import wall_seconds
from pmdesk.schedule.series import series_of

BEFORE, AFTER = 366, 3 * 366
"""So many days before and after today recurring leave is written out."""
MOST = 1000
"""The most occurrences that one item may have in that time."""
_NO_LEAVE = {"milestone": "is a milestone, not a blackout", "term": "is the term of an engagement, not a blackout"}


class Blackouts:
    """Makes blackouts of items, for one target."""

    def __init__(self, target: Target, rows: Lookup, keys: Keys, known: Iterable[Origin], today: date) -> None:
        self.target, self.rows, self.keys = target, rows, keys
        self.window = Window(today, today)
        self.window = Window(self.window.wider(BEFORE).first, self.window.wider(AFTER).last)
        self.known: dict[str, dict[str, Origin]] = {}
        for row in known:
            self.known.setdefault(row.uid, {})[row.part] = row

    def plan(self, meetings: Iterable[Meeting]) -> Plan:
        """Say what becomes of items."""
        plan = Plan()
        parts: dict[str, set[str]] = {}
        for meeting in meetings:
            if meeting.kind in _NO_LEAVE:
                plan.troubles.append(Trouble(meeting.line, f"{meeting.title[:60]!r} {_NO_LEAVE[meeting.kind]}"))
                continue
            if self._is_older(meeting):
                plan.notes.append(f"line {meeting.line}: a newer revision of this was taken in before")
                parts[meeting.uid] = set(self.known[meeting.uid])
                continue
            found = list(self._days(meeting))
            if len(found) > MOST:
                plan.troubles.append(Trouble(meeting.line, f"recurs more than {MOST:,} times in four years"))
                parts[meeting.uid] = set(self.known.get(meeting.uid, ()))
                continue
            held = parts.setdefault(meeting.uid, set(self.known.get(meeting.uid, ()) if meeting.lone else ()))
            for part, first, last, title in found:
                held.add(part)
                plan.outcomes.append(self._one(meeting, part, first, last, title))
        plan.outcomes += self._vanished(parts)
        return plan

    def _is_older(self, meeting: Meeting) -> bool:
        known = self.known.get(meeting.uid, {})
        return any(meeting.sequence < origin.sequence and self._row(origin) for origin in known.values())

    def _row(self, origin: Origin | None) -> Blackout | None:
        kind, _, key = origin.ref.partition("/") if origin else ("", "", "")
        return self.rows.get(Blackout, (key,)) if kind == "blackout" else None

    def _days(self, meeting: Meeting) -> Iterator[tuple[str, date, date, str]]:
        """Give part, first and last day and title of each occurrence that is not cancelled."""
        if not meeting.rrule:
            yield (meeting.part, *self._touched(meeting, meeting.start, meeting.end), meeting.title)
            return
        if meeting.status == "cancelled":
            return
        moved = {one.occurrence: one for one in meeting.moved}
        for wall in self._walls(meeting):
            one = moved.get(wall)
            if wall in meeting.exdates or (one and one.status == "cancelled"):
                continue
            start = one.start if one and one.start else wall
            end = one.end if one and one.end else start + (meeting.end - meeting.start)
            title = one.title if one and one.title else meeting.title
            yield (form_stamp(wall), *self._touched(meeting, start, end), title)

    def _walls(self, meeting: Meeting) -> list[datetime]:
        rule = meeting.rrule or ""
        until = parts_of(rule).get("UNTIL")
        last = wall_seconds(until_wall(until, meeting.zone or self.target.zone)) if until else None
        series = series_of(rule, wall_seconds(meeting.start), last)
        low, high = self.window.first.toordinal() * DAY, self.window.last.toordinal() * DAY + DAY - 1
        walls = series.between(low - wall_seconds(meeting.end) + wall_seconds(meeting.start), high)
        return [datetime.fromordinal(at // DAY) + timedelta(seconds=at % DAY) for at in walls[: MOST + 1]]

    def _touched(self, meeting: Meeting, start: datetime, end: datetime) -> tuple[date, date]:
        """Give the days that a time touches on the calendar of whose it is."""
        if meeting.zone is not None and not meeting.all_day:
            theirs, place = zone(meeting.zone), zone(self.target.zone)
            start, end = (place.wall_of(theirs.instant(wall)) for wall in (start, end))
        return start.date(), max(start, end - timedelta(minutes=1)).date()

    def _one(self, meeting: Meeting, part: str, first: date, last: date, title: str) -> Outcome:
        origin = self.known.get(meeting.uid, {}).get(part)
        row = self._row(origin)
        if meeting.status == "cancelled":
            return self._gone(origin, row, meeting)
        digest = f"{first}/{last} {title}"[:2000]
        if origin and row and origin.digest == digest:
            return _outcome("unchanged", row, meeting.line)
        made = replace(row, start=first, end=last, title=title) if row else self._new(first, last, title)
        kept = Origin(self.target.scope, meeting.uid, part, made.ref, digest, meeting.sequence)
        act = "new" if row is None else "changed" if made != row else "unchanged"
        found = _outcome(act, made, meeting.line, (Put(made), Put(kept)))
        was = _when(row) if row is not None else found.when
        return replace(found, before=was) if was != found.when else found

    def _new(self, first: date, last: date, title: str) -> Blackout:
        key = self.keys.free(self.target.head, title, "OFF")
        return Blackout(key=key, who=self.target.who or "me", start=first, end=last, title=title)

    def _gone(self, origin: Origin | None, row: Blackout | None, meeting: Meeting) -> Outcome:
        if origin is None or row is None:
            return Outcome("unchanged", "", meeting.title, meeting.start.date().isoformat(), meeting.line)
        kept = replace(origin, ref="", digest="", sequence=meeting.sequence)
        return _outcome("cancelled", row, meeting.line, (Remove(Blackout, row.identity), Put(kept)))

    def _vanished(self, parts: dict[str, set[str]]) -> Iterator[Outcome]:
        """Take away what an item no longer has; what lies outside the window was not looked at."""
        for uid, held in parts.items():
            for part, origin in self.known.get(uid, {}).items():
                row = self._row(origin) if part not in held else None
                if row is not None and self.window.touches(row.start, row.end):
                    kept = replace(origin, ref="", digest="")
                    yield _outcome("cancelled", row, 0, (Remove(Blackout, row.identity), Put(kept)))


def _outcome(act: str, row: Blackout, line: int, changes: tuple[Put | Remove, ...] = ()) -> Outcome:
    return Outcome(act, row.ref, row.title, _when(row), line, changes)


def _when(row: Blackout) -> str:
    return f"{row.start}" if row.start == row.end else f"{row.start} to {row.end}"
