"""Items of a foreign calendar as events: what they add, update and cancel."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from pmdesk.desk.intake.asked import Target
from pmdesk.desk.intake.keys import Keys
from pmdesk.desk.intake.plan import Outcome, Plan, overrides_of
from pmdesk.exchange.ics.reading.meeting import Meeting
from pmdesk.exchange.ics.reading.recurring import hits
from pmdesk.exchange.ics.reading.trouble import Trouble
from pmdesk.model import Event, Origin, Override
from pmdesk.model.kinds import form_stamp
from pmdesk.portfolio import Change, Put
from pmdesk.portfolio.validity import Lookup
from pmdesk.schedule.instants import zone

_NOT_MEETINGS = {
    "milestone": "is a milestone, not a meeting", "term": "is the term of an engagement, not a meeting",
    "blackout": "is a blackout: take it in with --blackout",
}  # fmt: skip


class Meetings:
    """Makes events of meetings, for one target."""

    def __init__(self, target: Target, rows: Lookup, keys: Keys, known: Iterable[Origin]) -> None:
        self.target, self.rows, self.keys = target, rows, keys
        self.known = {(row.uid, row.part): row for row in known}

    def plan(self, meetings: Iterable[Meeting], ours: Callable[[str], str | None]) -> Plan:
        """Say what becomes of meetings; ``ours`` gives the ref of what this desk published under a UID."""
        plan = Plan()
        whole: dict[str, set[str]] = {}
        for meeting in meetings:
            if ref := ours(meeting.uid):
                plan.notes.append(f"line {meeting.line}: {ref} is this desk's own, and left alone")
                plan.outcomes.append(self._outcome("unchanged", ref, meeting))
            elif meeting.kind in _NOT_MEETINGS:
                plan.troubles.append(Trouble(meeting.line, f"{meeting.title[:60]!r} {_NOT_MEETINGS[meeting.kind]}"))
            elif self._is_older(meeting):
                plan.notes.append(f"line {meeting.line}: a newer revision of this was taken in before")
                plan.outcomes.append(self._outcome("unchanged", self.known[meeting.uid, meeting.part].ref, meeting))
            else:
                if not meeting.lone:
                    whole.setdefault(meeting.uid, set()).add(meeting.part)
                plan.outcomes.append(self._one(meeting))
        plan.outcomes += self._vanished(whole)
        return plan

    def _is_older(self, meeting: Meeting) -> bool:
        origin = self.known.get((meeting.uid, meeting.part))
        return origin is not None and meeting.sequence < origin.sequence and self._event(origin) is not None

    def _event(self, origin: Origin | None) -> Event | None:
        kind, _, key = origin.ref.partition("/") if origin else ("", "", "")
        return self.rows.get(Event, (key,)) if kind == "event" else None

    @staticmethod
    def _outcome(act: str, ref: str, meeting: Meeting, *changes: Change, was: datetime | None = None) -> Outcome:
        before = form_stamp(was) if was not in {None, meeting.start} else ""
        return Outcome(act, ref, meeting.title, form_stamp(meeting.start), meeting.line, changes, before)

    def _one(self, meeting: Meeting) -> Outcome:
        series = self._event(self.known.get((meeting.uid, ""))) if meeting.lone else None
        if series is not None and series.rrule and (row := self._as_override(meeting, series)):
            return self._occurrence(meeting, series, row)
        origin = self.known.get((meeting.uid, meeting.part))
        event = self._event(origin)
        if meeting.status == "cancelled":
            return self._cancel(meeting, event)
        if origin and event and origin.digest == meeting.digest and not self._moves(event):
            return self._outcome("unchanged", event.ref, meeting)
        made = self._made(meeting, event)
        stored = list(self.rows.where(Override, "event", made.key)) if event else []
        wanted = [
            Override(made.key, one.occurrence, one.start, one.end, one.title, one.status) for one in meeting.moved
        ]
        changes = ([Put(made)] if made != event else []) + overrides_of(made.key, wanted, stored)
        act = "new" if event is None else "changed" if changes else "unchanged"
        was = event.start if event and act == "changed" else None
        return self._outcome(act, made.ref, meeting, *changes, Put(self._origin(meeting, made.ref)), was=was)

    def _origin(self, meeting: Meeting, ref: str) -> Origin:
        return Origin(self.target.scope, meeting.uid, meeting.part, ref, meeting.digest, meeting.sequence)

    def _moves(self, event: Event) -> bool:
        return self.target.is_fixed and event.engagement != self.target.engagements[0].key

    def _made(self, meeting: Meeting, event: Event | None) -> Event:
        """Give the event: what it had here that no calendar tells (vendors, whether I am there) stays."""
        engagement = self.target.engagement_on(meeting.start.date())
        if event is None:
            key = self.keys.free(engagement.key if engagement else "ME", meeting.title, "MEETING")
            event = Event(key=key, engagement=engagement.key if engagement else None, me=meeting.is_busy)
        elif self._moves(event) and engagement is not None:
            event = replace(event, engagement=engagement.key)
        site = self.target.site_of(meeting.location)
        where = f"Where: {meeting.location}" if meeting.location and not site else ""
        return replace(
            event, title=meeting.title, start=meeting.start, end=meeting.end, timezone=meeting.zone,
            rrule=meeting.rrule, exdates=meeting.exdates, status=meeting.status, url=meeting.url,
            site=site or event.site, notes="\n\n".join(part for part in (where, meeting.notes) if part),
        )  # fmt: skip

    def _cancel(self, meeting: Meeting, event: Event | None) -> Outcome:
        if event is None or event.status == "cancelled":
            return self._outcome("unchanged", event.ref if event else "", meeting)
        made = replace(event, status="cancelled")
        return self._outcome("cancelled", made.ref, meeting, Put(made), Put(self._origin(meeting, made.ref)))

    def _as_override(self, meeting: Meeting, series: Event) -> Override | None:
        """Give what a lone occurrence says of its series; None where it is none of its occurrences."""
        place = series.timezone or self.target.zone
        shift = _shift(meeting.zone, place)
        at = shift(datetime.fromisoformat(meeting.part))
        if at not in hits(series.rrule or "", series.start, place, {at}):
            return None
        start, end = shift(meeting.start), shift(meeting.end)
        usual = _after(start, series, place)
        status = None if meeting.status == series.status else meeting.status
        if status == "cancelled":
            return Override(series.key, at, status=status)
        return Override(
            series.key, at, None if start == at else start, None if end == usual else end,
            None if meeting.title == series.title else meeting.title, status,
        )  # fmt: skip

    def _occurrence(self, meeting: Meeting, series: Event, row: Override) -> Outcome:
        before = self.rows.get(Override, row.identity)
        if before == row or row.occurrence in series.exdates:
            return self._outcome("unchanged", series.ref, meeting)
        act = "cancelled" if row.status == "cancelled" else "changed"
        return self._outcome(act, series.ref, meeting, Put(row))

    def _vanished(self, whole: dict[str, set[str]]) -> Iterable[Outcome]:
        """Cancel the single dates that an item no longer has."""
        for (uid, part), origin in self.known.items():
            event = self._event(origin)
            if uid in whole and part not in whole[uid] and event is not None and event.status != "cancelled":
                made = replace(event, status="cancelled")
                yield Outcome("cancelled", made.ref, made.title, form_stamp(made.start), 0, (Put(made),))


def _shift(place: str | None, other: str) -> Callable[[datetime], datetime]:
    if place is None or place == other:
        return lambda wall: wall
    return lambda wall: zone(other).wall_of(zone(place).instant(wall))


def _after(start: datetime, series: Event, place: str) -> datetime:
    held = zone(place)
    length = held.instant(series.end) - held.instant(series.start)
    return held.wall_of(held.instant(start) + length) if length > 0 else start + timedelta(minutes=1)
