"""What a store takes: changes of the portfolio, each one transaction with one journal entry, and their undoing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from pmdesk.portfolio import Change
from pmdesk.store import door, driver, history, journal, snapshots, spans
from pmdesk.store.handle import Handle
from pmdesk.store.journal import Entry
from pmdesk.store.lookup import StoredLookup

if TYPE_CHECKING:
    from pmdesk.portfolio.validity import Lookup


@dataclass(frozen=True, slots=True)
class Checked:
    """Changes against which the rules were held already, in the transaction that writes them.

    ``pairs`` is each change with the row before it; ``before`` and ``after`` are the states around them.
    """

    pairs: Sequence[door.Pair]
    before: Lookup
    after: Lookup


Plan = Callable[[StoredLookup], Checked]
"""Makes checked changes from what is stored, in the transaction that will write them; Refused says what is wrong."""


class Changed(Handle):
    """The changing side of the portfolio, and its journal."""

    def apply(
        self, changes: Sequence[Change] | Plan, *, words: str | Callable[[int], str], by: str, now: datetime
    ) -> Entry | None:
        """Take changes, or a plan that makes them, as one transaction with one journal entry; None if nothing changes.

        Refused names all that is wrong, and nothing was written. ``words`` says what was done (``moved UAT sign-off
        from 11 Dec to 4 Jan``), or makes those words from the number of changed rows.
        """
        at = now.astimezone(UTC).isoformat(timespec="seconds")
        number = None
        with self._writing() as bound:
            base: Lookup = StoredLookup(self._connection)
            if callable(changes):
                plan = changes(StoredLookup(self._connection))
                pairs, after, base = plan.pairs, plan.after, plan.before
            else:
                pairs = door.completed(changes, base)
                after = door.overlay(base, pairs)
                door.require([change for change, _ in pairs], after)
            if pairs:
                writer = door.Writer(bound, self._connection, at)
                writer.write(pairs)
                said = words if isinstance(words, str) else words(len(pairs))
                clients = door.clients_of(pairs, after, base)
                number = journal.record(bound, at, by, said, clients, writer.noted)
        return self._entry(number) if number is not None else None

    @contextmanager
    def in_bulk(self) -> Iterator[None]:
        """Make room for the many rows that are written meanwhile."""
        with self._reading() as connection, driver.roomy(connection):
            yield

    def note(self, words: str, *, by: str, now: datetime, clients: Sequence[str] = ()) -> None:
        """Write into the journal what changes nothing, and so can't be taken back."""
        at = now.astimezone(UTC).isoformat(timespec="seconds")
        with self._reading() as connection:
            journal.note(connection, at, by, words, clients)

    def _entry(self, number: int) -> Entry:
        with self._reading() as connection:
            return journal.entry(connection, number)

    def next_undo(self) -> Entry | None:
        """Give what an undo would take back."""
        with self._reading() as connection:
            return journal.next_undo(connection)

    def next_redo(self) -> Entry | None:
        """Give what a redo would do again."""
        with self._reading() as connection:
            return journal.next_redo(connection)

    def entries(self, limit: int = 200) -> list[Entry]:
        """Give the newest journal entries, newest first."""
        with self._reading() as connection:
            return journal.entries(connection, limit)

    def trim_journal(self, before: date, now: datetime) -> int:
        """Cut off the journal's entries before a day in the profile's zone; gives how many. They can't be undone."""
        at, zone = now.astimezone(UTC).isoformat(timespec="seconds"), self.read(snapshots.read_profile).timezone
        with driver.told(self.path), driver.immediate(self._connection):
            count = history.trim(self._connection, before, zone, at)
        self._writes += 1
        return count

    def undo(self, now: datetime) -> Entry | None:
        """Take back the last change; None if there is none."""
        return self._replay(now, back=True)

    def redo(self, now: datetime) -> Entry | None:
        """Do again what was taken back last; None if there is none."""
        return self._replay(now, back=False)

    def _replay(self, now: datetime, *, back: bool) -> Entry | None:
        at = now.astimezone(UTC).isoformat(timespec="seconds")
        with self._writing() as bound:
            entry = journal.next_undo(self._connection) if back else journal.next_redo(self._connection)
            if entry is None:
                return None
            replay = journal.Replay(bound, self._connection, at)
            replay.run(entry.id, back=back)
            keys = [known[0] for noun, known in replay.touched if noun.KIND in {"event", "override"}]
            spans.refresh(self._connection, keys)
        return entry
