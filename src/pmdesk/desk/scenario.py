"""A scenario: what would be if some edits were made, on a copy of the store that lies in memory.

Whatever is read comes from the copy, so every screen shows the portfolio as it would be. An edit is made on the copy
and kept in the store as a draft; where the store changes, or the program starts again, the drafts are made once more on
a fresh copy. Nothing is published out of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any, NoReturn

from pmdesk.desk.desk import Desk
from pmdesk.errors import InputError, Refused
from pmdesk.portfolio import Change, Put, Remove
from pmdesk.schedule.conflicts import Conflict
from pmdesk.store import scenarios
from pmdesk.store.scenarios import DraftEdit

if TYPE_CHECKING:
    from pathlib import Path

    from pmdesk.model import Noun
    from pmdesk.portfolio import Window
    from pmdesk.schedule.alerts import Alert
    from pmdesk.store import Entry
    from pmdesk.store.drafts import KeptDraft

NOT_HERE = "not in a scenario: apply it or drop it first (S)"
_SERIAL = count(1)
_SHIFT = 32


@dataclass(frozen=True, slots=True)
class Difference:
    """The drafts of a scenario, and what they do to conflicts and alerts.

    ``unfit`` says, by number, why a draft is left out: the store was changed since it was made. ``made`` are conflicts
    that there would be and are not, and those that would have something new; an alert is made too where it would say
    something else.
    """

    drafts: tuple[DraftEdit, ...]
    unfit: dict[int, str]
    cleared: tuple[Conflict, ...]
    eased: tuple[Conflict, ...]
    made: tuple[Conflict, ...]
    alerts_cleared: tuple[Alert, ...]
    alerts_made: tuple[Alert, ...]


class Scenario(Desk):
    """The desk as it would be after the drafts of the scenario that is open; made of the ``real`` one."""

    def __init__(self, real: Desk, drafts: Sequence[DraftEdit]) -> None:
        super().__init__(scenarios.aside(real.store), now=real.now, as_of=real._as_of, by=real._by)
        self.real = real
        self.unfit: dict[int, str] = {}
        self._drafts: list[DraftEdit] = []
        self._serial = next(_SERIAL)
        for draft in drafts:
            self._try(draft)
        for _ in [one for one in self._drafts if one.is_undone]:
            self.store.undo(self.now())
        self._unfit = [one for one in drafts if one.number in self.unfit]
        self._close_door()

    def _try(self, draft: DraftEdit) -> None:
        """Make a draft on the copy; one that does not fit any more is left out."""
        try:
            entry = self._made(draft.changes, draft.words)
        except Refused as error:
            self.unfit[draft.number] = next(iter(error.lines), str(error))
            return
        if entry is None:
            self.unfit[draft.number] = "it is so already"
        else:
            self._drafts.append(draft)

    def _made(self, changes: Sequence[Change], words: str) -> Entry | None:
        """Make changes on the copy, as the desk does on the store."""
        return super().apply(changes, words)

    # -- the door of the copy: nothing but drafts goes in -----------------------------------------------------------

    def _close_door(self) -> None:
        self.store.read(lambda connection: connection.execute("PRAGMA query_only=1"))

    @contextmanager
    def _open_door(self) -> Iterator[None]:
        self.store.read(lambda connection: connection.execute("PRAGMA query_only=0"))
        try:
            yield
        finally:
            self._close_door()
            self._serial = next(_SERIAL)

    def version(self) -> tuple[int, int]:
        """Give a pair that changes when the store, or the scenario, was changed."""
        first, second = self.real.version()
        return first, second + (self._serial << _SHIFT)

    def draft_count(self) -> int:
        """Tell how many drafts are made."""
        return len(self._done) + len(self.unfit)

    @property
    def _done(self) -> list[DraftEdit]:
        return [one for one in self._drafts if not one.is_undone]

    # -- edits -------------------------------------------------------------------------------------------------------

    def apply(self, changes: Sequence[Change], words: str) -> Entry | None:
        """Make an edit as a draft; None if it changes nothing. Refused names all that is wrong."""
        before = {(one.noun, one.identity): self.get(one.noun, *one.identity) for one in changes}
        with self._open_door():
            entry = self._made(changes, words)
            if entry is None:
                return None
            try:
                kept = scenarios.add(self.real.store, words, tuple(self._kept(before)), self.now())
            except BaseException:
                self.store.undo(self.now())
                raise
        self._drafts = [*self._done, kept]
        return entry

    def _kept(self, before: dict[tuple[type[Noun], tuple[Any, ...]], Noun | None]) -> Iterator[Change]:
        """Give what was changed as it stands now, with what it was before."""
        for (noun, identity), was in before.items():
            now = self.get(noun, *identity)
            if now is not None and now != was:
                yield Put(now, was)
            elif now is None and was is not None:
                yield Remove(noun, identity)

    def undo(self) -> Entry | None:
        """Take back the last draft; None if there is none: what was saved before is not touched."""
        return self._turn(self._done[-1:], undone=True)

    def redo(self) -> Entry | None:
        """Make the draft again that was taken back last; None if there is none."""
        return self._turn([one for one in self._drafts if one.is_undone][:1], undone=False)

    def _turn(self, found: Sequence[DraftEdit], *, undone: bool) -> Entry | None:
        if not found:
            return None
        draft = found[0]
        turned = scenarios.turn(self.real.store, draft, undone=undone, now=self.now())
        with self._open_door():
            entry = self.store.undo(self.now()) if undone else self.store.redo(self.now())
        self._drafts[self._drafts.index(draft)] = turned
        return entry

    def next_undo(self) -> Entry | None:
        """Give what an undo would take back: a draft."""
        return self.store.next_undo() if self._done else None

    def next_redo(self) -> Entry | None:
        """Give what a redo would make again: a draft."""
        return self.store.next_redo() if len(self._done) < len(self._drafts) else None

    # -- the whole of it ---------------------------------------------------------------------------------------------

    def net(self) -> tuple[Change, ...]:
        """Give what all drafts together change, as changes of what is stored."""
        found: dict[tuple[type[Noun], tuple[Any, ...]], Change] = {}
        for draft in self._done:
            for change in draft.changes:
                at = (change.noun, change.identity)
                was, now = self.real.get(change.noun, *change.identity), self.get(change.noun, *change.identity)
                found.pop(at, None)
                if now is not None and now != was:
                    found[at] = Put(now, was)
                elif now is None and was is not None:
                    found[at] = Remove(change.noun, change.identity)
        return tuple(found.values())

    def difference(self, window: Window) -> Difference:
        """Compare what would be with what is: the conflicts of a window, and all alerts."""
        effect = self.real.bench(window).recount.beside(self.bench(window).recount)
        was, will = _named(self.real.alerts()), _named(self.alerts())
        return Difference(
            tuple(sorted([*self._done, *self._unfit], key=lambda one: one.number)),
            dict(self.unfit),
            effect.ended,
            tuple(one for one in effect.eased if one not in effect.ended),
            tuple({one.id: one for one in (*effect.begun, *effect.made) if one.waived is None}.values()),
            tuple(one for key, one in was.items() if key not in will),
            tuple(one for key, one in will.items() if key not in was or was[key].message != one.message),
        )

    def apply_all(self) -> Entry | None:
        """Make all drafts for good, as one change, and close the scenario; None if they change nothing.

        Refused where one does not fit any more, or the store was changed so that they don't.
        """
        if self.unfit:
            lines = [f"{one.words}: {self.unfit[one.number]}: drop that draft first" for one in self._unfit]
            raise Refused(lines)
        changes, done = self.net(), self._done
        entry = self.real.apply(changes, _words(done)) if changes else None
        self.drop_all()
        return entry

    def drop_all(self) -> None:
        """Close the scenario; nothing of it is made."""
        scenarios.end(self.real.store)
        self.real.leave_scenario()

    def drop(self, number: int) -> None:
        """Let go of one draft; the others are made again without it. InputError if there is none of that number."""
        known = {one.number for one in (*self._drafts, *self._unfit)}
        if number not in known:
            raise InputError(f"there is no draft {number}")
        scenarios.drop(self.real.store, number)
        self.real.leave_scenario()

    # -- what is no draft ----------------------------------------------------------------------------------------------

    def setting(self, name: str) -> str | None:
        """Give a small piece of state, which no scenario changes."""
        return self.real.setting(name)

    def set_setting(self, name: str, value: str) -> None:
        """Keep a small piece of state for good."""
        self.real.set_setting(name, value)

    def drafts(self) -> list[KeptDraft]:
        """Give what was half typed."""
        return self.real.drafts()

    def keep_draft(self, scope: str, name: str, typed: dict[str, str]) -> None:
        """Keep what is half typed."""
        self.real.keep_draft(scope, name, typed)

    def keep_safe(self) -> str:
        """Make the day's backup of the store if it is due."""
        return self.real.keep_safe()

    def back_up(self, target: Path | None) -> Path:
        """Copy the store as it is, without the drafts made."""
        return self.real.back_up(target)

    def _refuse(self, *_args: Any, **_named: Any) -> NoReturn:
        """Refuse what would leave, or come in, for good; it is to be done outside."""
        raise Refused([NOT_HERE])

    trim_journal = import_workbook = import_dump = import_ics = load_sample = _refuse
    export_ics = calendar_differences = write_calendars = timeline_page = _refuse
    keep_report = let_report_pass = let_leave = export_client_workbook = remotes = _refuse


def _named(found: Sequence[Alert]) -> dict[tuple[str, str, str | None], Alert]:
    return {(one.kind, one.ref, one.client): one for one in found}


def _words(done: Sequence[DraftEdit]) -> str:
    if len(done) == 1:
        return done[0].words
    said = "; ".join(one.words for one in done)
    if len(said) > 160:
        said = f"{said[:159].rstrip()}…"
    return f"applied a scenario of {len(done)} edits: {said}"


def scenario_of(real: Desk) -> Scenario | None:
    """Give the scenario that is open in the store, its drafts made anew; None where none is open."""
    drafts = scenarios.read(real.store)
    return None if drafts is None else Scenario(real, drafts)


__all__ = ["NOT_HERE", "Difference", "DraftEdit", "Scenario", "scenario_of"]
