"""Taking in a foreign calendar: read, planned, shown, and taken as one change that can be undone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pmdesk.audience.uids import MINE, audience_uid, of_client
from pmdesk.desk.edits import Edit
from pmdesk.desk.intake.asked import Intake, Target, target_of
from pmdesk.desk.intake.blackouts import Blackouts
from pmdesk.desk.intake.keys import Keys
from pmdesk.desk.intake.meetings import Meetings
from pmdesk.desk.intake.plan import ACTS, Outcome, Plan, held_to_rules
from pmdesk.errors import Refused
from pmdesk.exchange.ics.seen import calendar_uid
from pmdesk.model import Blackout, Client, Engagement, Event, Milestone, Origin
from pmdesk.portfolio.validity import MemoryLookup

if TYPE_CHECKING:
    from pmdesk.desk.desk import Desk
    from pmdesk.exchange.ics.reading.meeting import Calendar
    from pmdesk.exchange.ics.reading.trouble import Trouble
    from pmdesk.store import Entry
    from pmdesk.store.lookup import StoredLookup


MANY = 200
"""So many items make it worth to read whole nouns once, instead of asking for each row."""


@dataclass(frozen=True, slots=True)
class CalendarResult:
    """What an import did, or would do: each item, what was not understood, what else there is to say."""

    name: str
    outcomes: tuple[Outcome, ...]
    troubles: tuple[Trouble, ...]
    notes: tuple[str, ...]
    entry: Entry | None = None

    @property
    def counts(self) -> Mapping[str, int]:
        """How many items are new, changed, cancelled, unchanged."""
        return Counter(outcome.act for outcome in self.outcomes)

    def __str__(self) -> str:
        """Say it in one line."""
        counted = [f"{self.counts[act]} {act}" for act in ACTS]
        return f"{self.name}: {', '.join(counted)}, {len(self.troubles)} not understood"


@dataclass(frozen=True, slots=True)
class Looked:
    """What an import would do, and the edit that does it."""

    result: CalendarResult
    edit: Edit


def import_calendar(
    desk: Desk, calendar: Calendar, name: str, asked: Intake, *, dry_run: bool = False
) -> CalendarResult:
    """Take in what was read of a calendar; ``name`` is what it is called. Raises what ``look_at`` does."""
    looked = look_at(desk, calendar, name, asked)
    if dry_run or not looked.edit.changes:
        return looked.result
    return replace(looked.result, entry=desk.apply(looked.edit.changes, looked.edit.words))


def look_at(desk: Desk, calendar: Calendar, name: str, asked: Intake) -> Looked:
    """Say what taking in a calendar would do; ``name`` is what it is called.

    InputError where what is asked for is not there; Refused, with a line for each thing that was not understood, where
    it is asked to be strict: then nothing is taken.
    """
    stored = desk.store.lookup()
    rows = MemoryLookup(load=stored.rows) if len(calendar.meetings) > MANY else stored
    target = target_of(asked, rows)
    plan = _planned(desk, calendar, target, rows)
    plan.troubles += calendar.troubles
    plan = held_to_rules(plan, rows)
    if asked.strict and plan.troubles:
        raise Refused([f"{name}:{trouble}" for trouble in plan.troubles])
    made = CalendarResult(name, tuple(plan.outcomes), tuple(plan.troubles), tuple(plan.notes))
    return Looked(made, Edit(tuple(plan.changes), _words(made, target)))


def _planned(desk: Desk, calendar: Calendar, target: Target, rows: StoredLookup | MemoryLookup) -> Plan:
    known = list(rows.where(Origin, "scope", target.scope))
    if target.who is not None:
        keys = Keys(row.key for row in rows.rows(Blackout))
        return Blackouts(target, rows, keys, known, desk.today()).plan(calendar.meetings)
    keys = Keys(row.key for row in rows.rows(Event))
    is_ours = any(meeting.kind for meeting in calendar.meetings)
    return Meetings(target, rows, keys, known).plan(calendar.meetings, _own(desk) if is_ours else _nobodys)


def _nobodys(_uid: str) -> str | None:
    return None


def _own(desk: Desk) -> Callable[[str], str | None]:
    """Tell what this desk publishes under a UID, to clients or in the project manager's own calendar."""
    audiences = [MINE, *(of_client(client.key) for client in desk.rows(Client))]
    found: dict[str, str] = {}
    nouns: tuple[type[Any], ...] = (Event, Milestone, Blackout, Engagement)
    for noun in nouns:
        for row in desk.rows(noun):
            for audience in audiences:
                found[calendar_uid(audience_uid(row.uid, audience), "event")] = row.ref
    return found.get


def _words(made: CalendarResult, target: Target) -> str:
    counted = ", ".join(f"{made.counts[act]} {act}" for act in ACTS[:3] if made.counts[act]) or "nothing to be seen"
    what = "blackouts" if target.who is not None else "meetings"
    return f"took in {what} from {made.name}: {counted}"
