"""One open store: what it hands out and what it takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pmdesk.errors import InputError, StoreError
from pmdesk.model import Client, Milestone, Noun, Profile, Vendor
from pmdesk.portfolio import Change, Portfolio, Window
from pmdesk.store import (
    backup,
    door,
    drafts,
    driver,
    dumping,
    history,
    holidays_kept,
    journal,
    publications,
    reports,
    rows,
    schema,
    snapshots,
    spans,
    stamps,
)
from pmdesk.store.drafts import KeptDraft
from pmdesk.store.journal import Entry
from pmdesk.store.lookup import StoredLookup

if TYPE_CHECKING:
    import sqlalchemy

    from pmdesk.portfolio.publication import Publication
    from pmdesk.portfolio.sent import Sent
    from pmdesk.portfolio.validity import Lookup

N = TypeVar("N", bound=Noun)
T = TypeVar("T")


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


class Store:
    """A store and its one connection; use it from one thread at a time.

    Every method raises StoreError (exit status 3) where the file can't be used, with what to do.
    """

    def __init__(self, path: Path, connection: driver.Connection, new_uid: door.NewUid = door.random_uid) -> None:
        self.path = path
        self._connection = connection
        self._engine: sqlalchemy.Engine | None = None
        self._new_uid = new_uid
        self._writes = 0
        self._published = False

    @classmethod
    def open(cls, path: Path, *, now: datetime, zone: str, create: bool = True) -> Store:
        """Open a store, made where it is missing, with the machine's zone as the profile's; upgrade an older one."""
        with driver.told(path):
            if not path.exists() or path.stat().st_size == 0:
                if not create:
                    raise StoreError(f"there is no store at {path}", "name another file with --store")
                driver.make_private(path)
            elif path.is_dir():
                raise StoreError(f"{path} is a folder, not a store", "name a file with --store")
            connection = driver.connect(path)
            try:
                schema.ensure(connection, path)
                store = cls(path, connection)
                store._ensure_profile(now, zone)
            except BaseException:
                connection.close()
                raise
        return store

    def close(self) -> None:
        """Close the connection; the store can't be used afterwards."""
        with suppress(driver.Error):
            self._connection.close()

    def _ensure_profile(self, now: datetime, zone: str) -> None:
        if self._connection.execute("SELECT count(*) FROM profile").fetchone()[0]:
            return
        at = now.astimezone(UTC).isoformat(timespec="seconds")
        self._connection.execute(
            "INSERT OR IGNORE INTO profile (id, name, email, timezone, hours, created_at, edited_at) "
            "VALUES (1, '', '', ?, 'Mon-Fri 09:00-17:00', ?, ?)",
            [zone, at, at],
        )

    # -- reading -------------------------------------------------------------------------------------------------

    @contextmanager
    def _reading(self) -> Iterator[driver.Connection]:
        with driver.told(self.path):
            yield self._connection

    def read(self, reader: Callable[[driver.Connection], T]) -> T:
        """Run one of this package's readers over the connection."""
        with self._reading() as connection:
            return reader(connection)

    def portfolio(self, window: Window | None, today: date) -> Portfolio:
        """Read the portfolio of a window (None: everything)."""
        with self._reading() as connection:
            return snapshots.read_portfolio(connection, window, today)

    def profile_zone(self) -> str:
        """Give the profile's zone, by which today is told."""
        with self._reading() as connection:
            return snapshots.read_profile(connection).timezone

    def get(self, noun: type[N], *identity: Any) -> N | None:
        """Give the row that is known by an identity, or None."""
        with self._reading() as connection:
            return StoredLookup(connection).get(noun, identity)

    def rows(self, noun: type[N], **equals: Any) -> list[N]:
        """Give the rows whose columns have the given values, in the order of what they are known by."""
        where = " AND ".join(f'"{name}" = ?' for name in equals)
        with self._reading() as connection:
            return rows.read(
                connection, noun, (f"WHERE {where} " if where else "") + rows.order_of(noun), list(equals.values())
            )

    def overdue(self, before: date) -> list[Milestone]:
        """Give the open milestones that were due before a day, by due."""
        where = "WHERE due < ? AND status IN ('planned', 'at-risk') ORDER BY due, key"
        with self._reading() as connection:
            return rows.read(connection, Milestone, where, [before.isoformat()])

    def lookup(self) -> StoredLookup:
        """Give a view of the stored rows for rules and plans."""
        return StoredLookup(self._connection)

    def is_empty(self) -> bool:
        """Tell whether there is no client and no vendor yet."""
        with self._reading() as connection:
            found = connection.execute("SELECT EXISTS(SELECT 1 FROM clients) OR EXISTS(SELECT 1 FROM vendors)")
            return not found.fetchone()[0]

    def stamps(self, shown: stamps.Shown | None = None) -> Mapping[str, tuple[str, str]]:
        """Give when each row was made, and last edited (in a column ``shown``) or removed (UTC, ISO 8601), by ref."""
        with self._reading() as connection:
            return stamps.read(connection, shown or {})

    def version(self) -> tuple[int, int]:
        """Give a pair that changes when this or another program has changed the store."""
        with self._reading() as connection:
            return connection.execute("PRAGMA data_version").fetchone()[0], self._writes

    def setting(self, name: str) -> str | None:
        """Give a small piece of state."""
        with self._reading() as connection:
            found = connection.execute("SELECT value FROM settings WHERE name = ?", [name]).fetchone()
            return found[0] if found else None

    def set_setting(self, name: str, value: str) -> None:
        """Keep a small piece of state; it is no change of the portfolio and can't be undone."""
        with self._reading() as connection:
            connection.execute("INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)", [name, value])

    def drafts(self) -> list[KeptDraft]:
        """Give what was half typed, the newest first."""
        with self._reading() as connection:
            return drafts.read(connection)

    def keep_draft(self, draft: KeptDraft, now: datetime) -> None:
        """Keep what is half typed; one without fields is dropped. It is no change of the portfolio."""
        with self._reading() as connection:
            drafts.keep(connection, draft, now.astimezone(UTC).isoformat(timespec="milliseconds"))

    def publications(self, audience: str) -> list[Publication]:
        """Give what an audience (``client/KEY`` or ``mine``) was last told by a calendar."""
        with self._reading() as connection:
            return publications.read(connection, audience)

    def told_clients(self) -> frozenset[str]:
        """Give the keys of the clients that a calendar ever told anything."""
        with self._reading() as connection:
            return frozenset(publications.read_clients(connection))

    def publications_of(self, refs: Sequence[str]) -> list[Publication]:
        """Give what clients were last told of some items by a calendar, where it has days and was not cancelled."""
        with self._reading() as connection:
            return publications.read_of(connection, refs)

    def save_publications(self, told: Sequence[Publication]) -> None:
        """Keep what audiences were told, in one transaction."""
        with driver.told(self.path), driver.immediate(self._connection):
            publications.save(self._connection, told)
        self._published = True

    def save_report(self, sent: Sent) -> None:
        """Keep a report as it was sent."""
        with driver.told(self.path), driver.immediate(self._connection):
            reports.save(self._connection, sent)
        self._published = True

    def dump_tables(self) -> Iterator[dumping.RawTable]:
        """Give everything that is kept, a table at a time, as of one moment."""
        with self._reading() as connection:
            connection.execute("BEGIN")
            try:
                for name, columns, found in dumping.tables(connection):
                    yield name, columns, self._told(found)
            finally:
                with suppress(driver.Misfit):  # closed before all was read
                    connection.execute("COMMIT")

    def _told(self, found: Iterable[T]) -> Iterator[T]:
        """Read on, with errors that say what to do."""
        with driver.told(self.path):
            yield from (row for row in found)  # a bare `yield from` would close the cursor after its connection

    def load_dump(self, found: Iterable[dumping.RawTable], version: int = schema.VERSION) -> None:
        """Fill this store, which must be new, with a dump of a schema's version, brought to this one if it is older.

        InputError where the store holds something, or the dump does not fit.
        """
        if version < 1:
            raise InputError(f"the dump is of schema {version}, which there never was")
        with driver.told(self.path), driver.immediate(self._connection):
            if self._connection.execute("SELECT EXISTS(SELECT 1 FROM entries)").fetchone()[0]:
                raise InputError(
                    f"{self.path} holds something already", "a dump goes into a new store: --store NEW import DUMP"
                )
            try:
                if version < schema.VERSION:
                    with dumping.upgraded(found, version) as tables:
                        dumping.fill(self._connection, tables)
                else:
                    dumping.fill(self._connection, found)
            except (driver.IntegrityError, driver.Misfit) as error:
                raise InputError(f"the dump holds what can't be kept: {error}") from error
        self._writes += 1

    def keep_holidays(self, today: date) -> None:
        """Compute the public holidays that a read around today would need, so that none has to ask for them."""
        with self._reading() as connection:
            regions = snapshots.regions_of(
                rows.read(connection, Profile), rows.read(connection, Client), rows.read(connection, Vendor)
            )
            holidays_kept.keep(connection, regions, range(max(1, today.year - 1), min(9999, today.year + 5)))

    # -- keeping safe --------------------------------------------------------------------------------------------

    @property
    def has_written(self) -> bool:
        """Whether anything was changed or published through this store since it was opened."""
        return self._writes > 0 or self._published

    def copy_to(self, target: Path) -> Path:
        """Copy the store, verified, into a new file (0600); InputError where that is there already."""
        with driver.told(target), self._reading_damage() as connection:
            return backup.make(connection, target)

    def copy_before(self, why: str, now: datetime) -> Path:
        """Copy the store into its folder of copies, with the reason in the name."""
        return self.copy_to(backup.stamped_name(self.path, now, why))

    def copy_of_day(self, day: date) -> Path | None:
        """Make the day's copy if it is due; None if not."""
        with driver.told(self.path):
            return backup.daily(self._connection, self.path, day)

    @contextmanager
    def _reading_damage(self) -> Iterator[driver.Connection]:
        try:
            yield self._connection
        except driver.Error as error:
            if driver.is_damage(error):
                raise driver.explain(error, self.path) from error
            raise

    # -- changing ------------------------------------------------------------------------------------------------

    @contextmanager
    def _writing(self) -> Iterator[sqlalchemy.Connection]:
        from sqlalchemy.exc import DBAPIError, IntegrityError

        from pmdesk.store.engine import engine_over

        if self._engine is None:
            self._engine = engine_over(self._connection)
        try:
            with self._engine.begin() as bound:
                yield bound
        except IntegrityError as error:
            raise StoreError(f"the store refused the change: {error.orig}") from error
        except DBAPIError as error:
            raise driver.explain(error.orig if isinstance(error.orig, Exception) else error, self.path) from error
        except driver.Error as error:
            raise driver.explain(error, self.path) from error
        self._writes += 1

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
                writer = door.Writer(bound, self._connection, at, self._new_uid)
                writer.write(pairs)
                said = words if isinstance(words, str) else words(len(pairs))
                clients = door.clients_of(pairs, after, base)
                number = journal.record(bound, at, by, said, clients, writer.noted)
        return self._entry(number) if number is not None else None

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
        at, zone = now.astimezone(UTC).isoformat(timespec="seconds"), self.profile_zone()
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
