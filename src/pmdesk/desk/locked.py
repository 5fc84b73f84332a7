"""A desk that is locked to one client: it answers as ``Desk`` does, with what that client may see and nothing else.

Whatever a screen shows under a lock was read here. Edits are of what was seen, so they are put back into the rows as
they are stored; what is refused is said in words that were made of what may be seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pmdesk.audience.busy import Busy, busy_for
from pmdesk.audience.conflicts import conflicts_for
from pmdesk.audience.gate import for_client
from pmdesk.audience.rows import parts_for, restored, rows_for
from pmdesk.desk.locked_mending import LockedMending
from pmdesk.errors import Refused
from pmdesk.model import Event, Kpi, Measurement, Milestone, Noun, Override, Profile, TimeEntry, Waiver
from pmdesk.portfolio import Change, Portfolio, Put, Remove, Window, what_if

if TYPE_CHECKING:
    from pmdesk.capture.situation import Situation
    from pmdesk.desk.calendar_import import Looked
    from pmdesk.desk.calendars import Written
    from pmdesk.desk.desk import Desk
    from pmdesk.desk.intake.asked import Intake
    from pmdesk.desk.memory import Memory
    from pmdesk.desk.sight import Outcome
    from pmdesk.desk.syncing import Remotes
    from pmdesk.exchange.ics.reading.meeting import Calendar
    from pmdesk.schedule.alerts import Alert
    from pmdesk.schedule.bid import Answer, Bid
    from pmdesk.schedule.conflicts import Conflict
    from pmdesk.schedule.effects import Recount
    from pmdesk.schedule.load import Week
    from pmdesk.store import Entry

N = TypeVar("N", bound=Noun)
KEPT_BEHIND = 4
"""So many portfolios are kept as they are behind what was seen of them."""
NOT_HERE = "that can't be used while locked"
SOMETHING = "a change made here"
"""What the journal's words become where they were not written under this lock."""


class LockedDesk(LockedMending):
    """The desk as one client may see it; use it from the thread of the desk behind it."""

    def __init__(self, desk: Desk, client: str) -> None:
        self.client = client
        self._desk = desk
        self._behind: list[tuple[Portfolio, Portfolio]] = []
        self._made: set[int] = set()
        self._waived = set()

    # -- what is true --------------------------------------------------------------------------------------------

    def now(self) -> datetime:
        """Give the present moment, in UTC."""
        return self._desk.now()

    def today(self) -> date:
        """Give the day that everything is computed for."""
        return self._desk.today()

    def draft_count(self) -> int | None:
        """Tell that this is no scenario: one that is open is set aside under a lock, and what is true is shown."""
        return None

    def version(self) -> tuple[int, int]:
        """Give a pair that changes when the store was changed."""
        return self._desk.version()

    def is_empty(self) -> bool:
        """Tell whether the store has neither client nor vendor."""
        return self._desk.is_empty()

    def portfolio(self, window: Window | None) -> Portfolio:
        """Read what the client may see of a window; nothing where the client is gone."""
        return self._seen(self._desk.portfolio(window))

    def sheet(self, window: Window, _beside: Portfolio | None = None) -> Portfolio:
        """Read the same: the gate knows what it gave by its identity, and holds an edit against the whole rows."""
        return self.portfolio(window)

    def _seen(self, whole: Portfolio) -> Portfolio:
        if self.client not in whole.clients:
            return Portfolio(whole.today, Profile(timezone=whole.profile.timezone), whole.window)
        seen = for_client(whole, self.client)
        self._behind = [*self._behind[1 - KEPT_BEHIND :], (seen, whole)]
        return seen

    def _whole(self, seen: Portfolio) -> Portfolio:
        return next((whole for one, whole in self._behind if one is seen), None) or self._desk.portfolio(seen.window)

    def conflicts(self, portfolio: Portfolio, window: Window, **choices: Any) -> list[Conflict]:
        """Compute the client's conflicts, on the whole portfolio behind what it sees."""
        choices.pop("client", None)
        whole = self._whole(portfolio)
        return conflicts_for(whole, window, self.client, **choices) if self.client in whole.clients else []

    def counted(self, portfolio: Portfolio, window: Window) -> Recount | None:
        """Give nothing: what is counted is not redacted."""
        return None

    def counted_for_ways_out(self, window: Window) -> Recount | None:
        """Give nothing: what is counted is not redacted."""
        return None

    def what_if(self, portfolio: Portfolio, changes: Sequence[Change], window: Window) -> Outcome:
        """Give what would be seen after changes, with the client's conflicts then."""
        from pmdesk.desk.sight import Outcome

        after = self._seen(what_if(self._whole(portfolio), self._real(changes)))
        return Outcome(after, tuple(self.conflicts(after, window)))

    def weeks(self, portfolio: Portfolio, window: Window) -> list[Week]:
        """Give no load: hours and capacity are nobody's business."""
        return []

    def busy(self, portfolio: Portfolio, window: Window) -> tuple[Busy, ...]:
        """Give when I am busy elsewhere."""
        return busy_for(self._whole(portfolio), window, self.client)

    def rows(self, noun: type[N], **equals: Any) -> list[N]:
        """Give the rows of a noun that the client may see; ``equals`` compares with what is stored."""
        return self._filtered(noun, self._desk.rows(noun, **equals))

    def shown(self, noun: type[N], rows: Sequence[N]) -> list[N]:
        """Give of some rows, stored or not, what the client may see of them."""
        return self._filtered(noun, rows)

    def overdue(self, before: date) -> list[Milestone]:
        """Give the client's open milestones that were due before a day, by due."""
        return self._filtered(Milestone, self._desk.overdue(before))

    def owned(self) -> list[Milestone]:
        """Give the client's milestones that vendors or their people own."""
        return self._filtered(Milestone, self._desk.owned())

    def get(self, noun: type[N], *identity: Any) -> N | None:
        """Give a row as the client may see it, or None."""
        row = self._desk.get(noun, *identity)
        return next(iter(self._filtered(noun, [row])), None) if row is not None else None

    def _filtered(self, noun: type[N], rows: Sequence[N]) -> list[N]:
        today = self.today()
        base = self._desk.portfolio(Window(today, today))
        if self.client not in base.clients or not rows:
            return []
        if noun is Waiver:
            return []
        if noun in {Override, Measurement}:
            parent: tuple[type[Noun], str] = (Event, "event") if noun is Override else (Kpi, "kpi")
            keys = {getattr(row, parent[1]) for row in rows}
            known = {key for key in keys if self.get(parent[0], key) is not None}
            return parts_for(noun, [row for row in rows if getattr(row, parent[1]) in known])
        return rows_for(base, self.client, noun, rows, self._before(rows))

    def _before(self, rows: Sequence[Any]) -> list[Any]:
        """Give the milestones that come before some, as they are stored: which of them may be seen the gate tells."""
        milestones = [row for row in rows if isinstance(row, Milestone)]
        keys = {item.key for row in milestones for item in row.after} - {row.key for row in milestones}
        found = (self._desk.get(Milestone, key) for key in sorted(keys))
        return [row for row in found if row is not None]

    def alerts(self) -> tuple[Alert, ...]:
        """Give what needs the client's attention, computed from what it may see alone."""
        from pmdesk.desk.agenda import read_alerts

        return read_alerts(self._desk.store, self.today(), lock=self.client)

    def ripple(self, portfolio: Portfolio, key: str, due: date) -> tuple[Change, ...]:
        """Give the changes that move a milestone and carry its successors along, as far as they are seen."""
        from pmdesk.schedule.ripple import ripple

        following: dict[str, list[Milestone]] = {}
        for row in self.rows(Milestone):
            for before in row.after:
                following.setdefault(before.key, []).append(row)
        try:
            return ripple(portfolio, key, due, lambda item: following.get(item, ()))
        except OverflowError as error:
            raise Refused([str(error)]) from None

    def bid(self, bid: Bid, *, with_: frozenset[str] = frozenset()) -> Answer:
        """Refuse: what I have left to give is nobody's business."""
        raise Refused([NOT_HERE])

    def situation(self, portfolio: Portfolio, focus: str | None) -> Situation:
        """Give what a typed line is read against: what is seen, and which keys are taken; the focus is the lock's."""
        from pmdesk.desk.capturing import situation_of

        made = situation_of(self._desk, focus=self.client, portfolio=portfolio)

        def stored(noun: type[Noun], identity: tuple[Any, ...]) -> Noun | None:
            return None if noun is TimeEntry else self._desk.get(noun, *identity)

        return replace(made, stored=stored, milestones_of=lambda key: tuple(self.rows(Milestone, engagement=key)))

    # -- what may be done ----------------------------------------------------------------------------------------

    def apply(self, changes: Sequence[Change], words: str) -> Entry | None:
        """Take changes of what was seen, as one entry; Refused where they reach beyond it, in words that tell nothing.

        What hangs on a removed row goes along, shown or not. Stale where another program changed what was edited.
        """
        from pmdesk.store.meanwhile import rebased

        rebased(changes, _Seen(self))
        waivers = [one for one in changes if one.noun is Waiver]
        if any(one.identity not in self._waived for one in waivers):
            raise Refused([NOT_HERE])
        real = (*self._real([one for one in changes if one.noun is not Waiver]), *waivers)
        try:
            entry = self._desk.apply(real, words)
        except Refused as error:
            own = self._lines(changes)
            raise Refused([line for line in error.lines if line in own] or [NOT_HERE]) from None
        if entry is not None:
            self._made.add(entry.id)
        return self._told(entry)

    def _real(self, changes: Sequence[Change]) -> tuple[Change, ...]:
        """Give the changes of the rows as they are stored, with all that hangs on those removed."""
        from pmdesk.desk.deeds import all_that_goes

        removed = [one for one in changes if isinstance(one, Remove)]
        if any(self.get(one.noun, *one.identity) is None for one in removed):
            raise Refused([NOT_HERE])
        stored = (self._desk.get(one.noun, *one.identity) for one in removed)
        rows = [row for row in stored if row is not None]
        found = {one.ref: one for one in all_that_goes(self._desk, rows)} if rows else {}
        nouns = {one.noun for one in removed}
        for change in changes:
            if isinstance(change, Put) and change.ref not in found:
                before = self._desk.get(change.noun, *change.identity)
                if before is None and change.noun in nouns:
                    raise Refused(["what it is known by can't be changed while locked"])
                found[change.ref] = self._put(change, before)
        return tuple(found.values())

    def _put(self, change: Put, stored: Noun | None) -> Put:
        row: Any = change.row
        if isinstance(stored, TimeEntry) and self._is_own(stored):
            return Put(replace(row, hours=row.hours + stored.hours))
        if stored is not None:
            seen = self.get(change.noun, *change.identity)
            if seen is None:
                raise Refused([NOT_HERE])
            row = restored(stored, change.seen if isinstance(change.seen, Noun) else seen, row)
        if not self._is_own(row):
            raise Refused([NOT_HERE])
        return Put(row) if change.seen is ... else Put(row, stored)

    def _is_own(self, row: Noun) -> bool:
        """Tell whether a row belongs to the client, or to nobody but me."""
        today = self.today()
        engagements = self._desk.portfolio(Window(today, today)).engagements
        work, client = getattr(row, "engagement", None), getattr(row, "client", None)
        if work is not None and (work not in engagements or engagements[work].client != self.client):
            return False
        who = str(getattr(row, "who", None) or getattr(row, "of", None) or "")
        return client in {None, self.client} and who in {"", "me", f"client/{self.client}"}

    def _lines(self, changes: Sequence[Change]) -> set[str]:
        """Give what is wrong with changes as far as it follows from what is seen alone."""
        from pmdesk.portfolio.lookup import MemoryLookup, Overlay
        from pmdesk.portfolio.validity import check

        after = Overlay(MemoryLookup(load=self.rows), list(changes))
        return {f"{item.ref}: {item.column}: {item.message}" for item in check(changes, after)}

    def dependents(self, noun: type[Noun], *identity: Any) -> tuple[Change, ...]:
        """Give the changes that delete a row, as far as they may be seen; the others go along when it is applied."""
        if self.get(noun, *identity) is None:
            raise Refused([NOT_HERE])
        found: list[Change] = []
        for change in self._desk.dependents(noun, *identity):
            seen = self.get(change.noun, *change.identity)
            if seen is None:
                continue
            if isinstance(change, Put):
                found += [Put(row) for row in self._filtered(change.noun, [change.row])]
            else:
                found.append(change)
        return tuple(found)

    def undo(self) -> Entry | None:
        """Take back the last change if it is this client's alone; Refused if not."""
        return self._step(self._desk.next_undo(), back=True)

    def redo(self) -> Entry | None:
        """Do again what was taken back last if it is this client's alone; Refused if not."""
        return self._step(self._desk.next_redo(), back=False)

    def _step(self, entry: Entry | None, *, back: bool) -> Entry | None:
        if entry is not None and not self._may_step(entry):
            raise Refused([f"nothing that can be {'undone' if back else 'redone'} while locked"])
        return self._told(self._desk.undo() if back else self._desk.redo())

    def next_undo(self) -> Entry | None:
        """Give what an undo would take back; nothing is said of what is not this client's."""
        return self._told(self._desk.next_undo())

    def next_redo(self) -> Entry | None:
        """Give what a redo would do again; nothing is said of what is not this client's."""
        return self._told(self._desk.next_redo())

    def _may_step(self, entry: Entry) -> bool:
        """Tell whether an entry is the client's alone; a waiver, which is of no client, where it was made here."""
        return entry.clients == (self.client,) or (not entry.clients and entry.id in self._made)

    def _told(self, entry: Entry | None) -> Entry | None:
        """Give an entry with words only where they were written under this lock."""
        if entry is None or not self._may_step(entry):
            return None
        return entry if entry.id in self._made else replace(entry, words=SOMETHING)

    def calendar_differences(self, client: str | None) -> tuple[Written, ...]:
        """Give what the client's calendar would tell anew; the gate made it."""
        return self._desk.calendar_differences(self.client)

    def write_calendars(self, client: str | None, *, allow_mention: bool = False) -> tuple[tuple[Written, ...], Path]:
        """Write the client's calendar; what names another client is stopped, without the line."""
        try:
            return self._desk.write_calendars(self.client)
        except Refused:
            raise Refused(["it names somebody else, and was not written: unlock to see where"]) from None

    def let_leave(self, text: str, what: str, client: str, *, allow_mention: bool = False) -> None:
        """Go on where a text may leave for the client; what names another one is stopped, without the line."""
        from pmdesk.desk.leaving import LOCKED

        try:
            self._desk.let_leave(text, what, self.client)
        except Refused:
            raise Refused([LOCKED]) from None

    def intake(self, calendar: Calendar, name: str, asked: Intake) -> Looked:
        """Refuse: what a foreign calendar holds, and what it meets here, may be anybody's."""
        raise Refused([NOT_HERE])

    def remotes(self) -> Remotes:
        """Give the client's own calendar on a server, its items as the client may see them."""
        from pmdesk.desk.syncing import Remotes

        return Remotes(self._desk, self, self.client)

    def memory(self) -> Memory:
        """Give nothing: what was learnt elsewhere is nobody's business."""
        from pmdesk.desk.memory import NoMemory

        return NoMemory()

    def entries(self, limit: int = 200) -> list[Entry]:
        """Give no log."""
        return []


class _Seen:
    """What is seen, as the store looks it up."""

    def __init__(self, desk: LockedDesk) -> None:
        self._desk = desk

    def get(self, noun: type[N], identity: tuple[Any, ...]) -> N | None:
        """Give the row known by an identity as it may be seen, or None."""
        return self._desk.get(noun, *identity)
