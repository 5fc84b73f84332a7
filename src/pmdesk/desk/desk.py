"""One open desk: what the screens and commands ask for, and what they may do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo

from pmdesk.desk.drafted import Drafted
from pmdesk.desk.mended import Mended
from pmdesk.errors import InputError
from pmdesk.model import Milestone, Noun
from pmdesk.portfolio import Change, Portfolio, Window, what_if
from pmdesk.portfolio.sharing import rows_of, share_keys, sharing
from pmdesk.store import Entry, Store
from pmdesk.store.snapshots import visible

if TYPE_CHECKING:
    from pmdesk.audience.busy import Busy
    from pmdesk.capture.situation import Situation
    from pmdesk.desk.agenda import Day
    from pmdesk.desk.calendar_import import CalendarResult, Looked
    from pmdesk.desk.calendars import Written
    from pmdesk.desk.importing import ImportResult, Progress
    from pmdesk.desk.intake.asked import Intake
    from pmdesk.desk.memory import Memory
    from pmdesk.desk.reporting import Asked, Report
    from pmdesk.desk.sight import Outcome
    from pmdesk.desk.syncing import Remotes
    from pmdesk.desk.timelines import TimelinePage
    from pmdesk.exchange.ics.reading.meeting import Calendar
    from pmdesk.exchange.ics.request import Request
    from pmdesk.schedule.alerts import Alert
    from pmdesk.schedule.conflicts import Conflict
    from pmdesk.schedule.effects import Recount
    from pmdesk.schedule.load import Week
    from pmdesk.store.drafts import KeptDraft

N = TypeVar("N", bound=Noun)
Clock = Callable[[], datetime]


class Desk(Drafted, Mended):
    """A store that is open, with the clock that was given; use it from one thread at a time.

    ``as_of`` computes everything as if that day were today. ``by`` says what makes the changes, for the journal.
    """

    def __init__(self, store: Store, *, now: Clock, as_of: date | None = None, by: str = "pmdesk") -> None:
        self.store = store
        self._now = now
        self._as_of = as_of
        self._by = by

    @classmethod
    def open(
        cls, path: Path | None, *, now: Clock, as_of: date | None = None, by: str = "pmdesk", create: bool = True,
        zone: str | None = None,
    ) -> Desk:  # fmt: skip
        """Open the store at ``path`` (None: where it lies by default), made where it is missing; StoreError if not."""
        from pmdesk.clock import machine_zone
        from pmdesk.paths import default_store

        where = path if path is not None else default_store()
        store = Store.open(where, now=now(), zone=zone or machine_zone(), create=create)
        return cls(store, now=now, as_of=as_of, by=by)

    def close(self) -> None:
        """Close the store."""
        self.store.close()

    def trim_journal(self, before: date) -> tuple[int, Path | None]:
        """Cut off the journal's entries before a day, after a backup; gives how many, and the backup."""
        from pmdesk.desk.safekeeping import trim_journal

        return trim_journal(self.store, before, self._now())

    def keep_safe(self) -> str:
        """Make the day's backup if it is due (cheap if not); gives a warning where it can't be made, else nothing."""
        from pmdesk.desk.safekeeping import keep_day

        return keep_day(self.store, self._now())

    def back_up(self, target: Path | None) -> Path:
        """Copy the store to a new file, into a folder, or (None) beside it; gives the file."""
        from pmdesk.desk.safekeeping import back_up

        return back_up(self.store, target, self._now())

    def place_warning(self) -> str:
        """Give a warning where the store lies in a synced folder or on a network disk; else nothing."""
        from pmdesk.desk.safekeeping import place_warning

        return place_warning(self.store.path)

    # -- what is true --------------------------------------------------------------------------------------------

    def now(self) -> datetime:
        """Give the present moment, in UTC."""
        return self._now()

    def today(self) -> date:
        """Give the day that everything is computed for, in the profile's zone."""
        return self._as_of or self._now().astimezone(ZoneInfo(self.store.profile_zone())).date()

    def portfolio(self, window: Window | None) -> Portfolio:
        """Read the portfolio of a window (None: everything)."""
        return self.store.portfolio(window, self.today())

    def sheet(self, window: Window, beside: Portfolio | None = None) -> Portfolio:
        """Read the portfolio of a window without hidden columns: an edit keeps what is stored of them.

        It has the rows of the one that is held ``beside`` it where they are equal.
        """
        found = self.store.portfolio(window, self.today(), visible(), rows_of(beside) if beside else None)
        share_keys(found.milestones)
        return sharing(found, beside) if beside else found

    def sketch(self) -> Portfolio:
        """Read what is due and met today, late, and due within a week, in a moment; nothing else is in it."""
        from pmdesk.store.sketch import read_sketch

        today = self.today()
        return self.store.read(lambda held: read_sketch(held, today, Window.of_days(today, 7).last))

    def conflicts(self, portfolio: Portfolio, window: Window, **choices: Any) -> list[Conflict]:
        """Compute the conflicts of a window; ``choices`` as in ``schedule.conflicts.find``."""
        from pmdesk.schedule.conflicts import find

        return find(portfolio, window, **choices)

    def counted(self, portfolio: Portfolio, window: Window) -> Recount | None:
        """Count the conflicts of a window so that what edits do to them is told in a time that no size changes."""
        from pmdesk.schedule.effects import Recount

        return Recount(portfolio, window)

    def what_if(self, portfolio: Portfolio, changes: Sequence[Change], window: Window) -> Outcome:
        """Give the portfolio as it would be after changes, with the conflicts of a window then."""
        from pmdesk.desk.sight import Outcome

        after = what_if(portfolio, changes)
        return Outcome(after, tuple(self.conflicts(after, window)))

    def weeks(self, portfolio: Portfolio, window: Window) -> list[Week]:
        """Compute my load by ISO week."""
        from pmdesk.schedule.load import weeks

        return weeks(portfolio, window)

    def busy(self, portfolio: Portfolio, window: Window) -> tuple[Busy, ...]:
        """Give nothing: an open desk shows what keeps me busy."""
        return ()

    def situation(self, portfolio: Portfolio, focus: str | None) -> Situation:
        """Give what a typed line is read against, in a focus."""
        from pmdesk.desk.capturing import situation_of

        return situation_of(self, focus=focus, portfolio=portfolio)

    def conflicts_json(self, window: Window, **asked: Any) -> dict[str, Any]:
        """Give the JSON object of ``pmdesk conflicts``; the choices are those of ``desk.contradictions``."""
        from pmdesk.desk.contradictions import conflicts_json

        return conflicts_json(self.store, window, self.today(), **asked)

    def day(self, *, client: str | None = None, lock: str | None = None) -> Day:
        """Compute today in a context: of all, of a client in focus, or (``lock``) as one client may see it."""
        from pmdesk.desk.agenda import read_day

        return read_day(self.store, self.today(), client=client, lock=lock)

    def alerts(self) -> tuple[Alert, ...]:
        """Give all that needs attention today."""
        from pmdesk.desk.agenda import read_alerts

        return read_alerts(self.store, self.today())

    def rows(self, noun: type[N], **equals: Any) -> list[N]:
        """Give the rows of a noun whose columns have the given values."""
        return self.store.rows(noun, **equals)

    def overdue(self, before: date) -> list[Milestone]:
        """Give the open milestones that were due before a day, by due."""
        return self.store.overdue(before)

    def owned(self) -> list[Milestone]:
        """Give the milestones that vendors or their people own, whenever they are due."""
        return self.store.owned()

    def get(self, noun: type[N], *identity: Any) -> N | None:
        """Give the row that is known by an identity, or None."""
        return self.store.get(noun, *identity)

    def is_empty(self) -> bool:
        """Tell whether there is no client and no vendor yet."""
        return self.store.is_empty()

    def version(self) -> tuple[int, int]:
        """Give a pair that changes when this or another program has changed the store."""
        return self.store.version()

    # -- what may be done ----------------------------------------------------------------------------------------

    def apply(self, changes: Sequence[Change], words: str) -> Entry | None:
        """Take changes as one entry of the journal; None if they change nothing. Refused names all that is wrong."""
        entry = self.store.apply(changes, words=words, by=self._by, now=self._now())
        if any(change.noun.KIND in {"client", "vendor", "profile"} for change in changes):
            self.store.keep_holidays(self.today())
        return entry

    def dependents(self, noun: type[Noun], *identity: Any) -> tuple[Change, ...]:
        """Give the changes that delete a row with all that hangs on it, the row itself first."""
        from pmdesk.desk.removal import removal

        return removal(self.store.lookup(), noun, identity)

    def undo(self) -> Entry | None:
        """Take back the last change; None if there is none."""
        return self.store.undo(self._now())

    def redo(self) -> Entry | None:
        """Do again what was taken back last; None if there is none."""
        return self.store.redo(self._now())

    def next_undo(self) -> Entry | None:
        """Give what an undo would take back."""
        return self.store.next_undo()

    def next_redo(self) -> Entry | None:
        """Give what a redo would do again."""
        return self.store.next_redo()

    def entries(self, limit: int = 200) -> list[Entry]:
        """Give the newest journal entries, newest first."""
        return self.store.entries(limit)

    def setting(self, name: str) -> str | None:
        """Give a small piece of state."""
        return self.store.setting(name)

    def set_setting(self, name: str, value: str) -> None:
        """Keep a small piece of state."""
        self.store.set_setting(name, value)

    def drafts(self) -> list[KeptDraft]:
        """Give what was half typed, the newest first."""
        return self.store.drafts()

    def keep_draft(self, scope: str, name: str, typed: dict[str, str]) -> None:
        """Keep what is half typed (without fields: drop it); ``scope`` is the client that it is locked to, or empty."""
        from pmdesk.store.drafts import KeptDraft

        self.store.keep_draft(KeptDraft(scope, name, typed), self._now())

    # -- in and out ----------------------------------------------------------------------------------------------

    def import_workbook(self, folder: Path, *, dry_run: bool = False, progress: Progress | None = None) -> ImportResult:
        """Take a workbook folder, all or nothing."""
        from pmdesk.desk.importing import import_workbook

        return import_workbook(self.store, folder, now=self._now(), dry_run=dry_run, progress=progress, by=self._by)

    def export_workbook(self, folder: Path) -> list[Path]:
        """Write everything as a workbook."""
        from pmdesk.desk.importing import export_workbook

        return export_workbook(self.store, folder)

    def export_dump(self) -> Iterator[str]:
        """Give everything that the store holds as JSON, a line at a time."""
        from pmdesk.exchange import dump
        from pmdesk.store.schema import VERSION

        return dump.lines(VERSION, (dump.Table(*table) for table in self.store.dump_tables()))

    def import_dump(self, path: Path) -> None:
        """Fill this store, which must be new, from a dump."""
        from pmdesk.exchange import dump
        from pmdesk.store.schema import VERSION

        schema, tables = dump.read(path)
        if schema > VERSION:
            raise InputError(f"{path} was written by a newer pmdesk", "install the newer pmdesk")
        self.store.load_dump(((table.name, table.columns, table.rows) for table in tables), schema)

    def import_ics(self, path: Path, asked: Intake, *, dry_run: bool = False) -> CalendarResult:
        """Take in a foreign calendar; InputError where it can't be read, Refused where that is asked for."""
        from pmdesk.desk.calendar_import import import_calendar
        from pmdesk.exchange.ics.reading.limited import name_of, read_file

        return import_calendar(self, read_file(path), name_of(path), asked, dry_run=dry_run)

    def intake(self, calendar: Calendar, name: str, asked: Intake) -> Looked:
        """Say what taking in a calendar that was read would do; raises what ``import_ics`` does."""
        from pmdesk.desk.calendar_import import look_at

        return look_at(self, calendar, name, asked)

    def export_ics(
        self, request: Request, out: str, *, mode: int | None = None, allow_mention: bool = False
    ) -> Iterator[Written]:
        """Write the calendars asked for (``out``: folder, file, or ``-`` for stdout), one after the other.

        Refused where one names another client, unless ``allow_mention``.
        """
        from pmdesk.desk.calendars import export_ics
        from pmdesk.store.door import random_uid

        return export_ics(
            self.store, request, out, today=self.today(), now=self._now(), new_uid=random_uid, mode=mode,
            allow_mention=allow_mention, by=self._by,
        )  # fmt: skip

    def report(self, asked: Asked) -> Report:
        """Write a status report for its client to read; it is not sent yet."""
        from pmdesk.desk.reporting import write_report

        return write_report(self.store, asked, self.today())

    def keep_report(self, report: Report) -> None:
        """Keep a report as it was sent, so that the next one is compared with it."""
        from pmdesk.desk.reporting import keep_report

        keep_report(self.store, report, self._now())

    def let_report_pass(self, report: Report, *, allow_mention: bool = False) -> None:
        """Go on where a report may leave; Refused where it names another client, unless allowed: then it is logged."""
        from pmdesk.desk.reporting import let_report_pass

        let_report_pass(self.store, report, allowed=allow_mention, by=self._by, now=self._now())

    def timeline_page(self, asked: TimelinePage) -> str:
        """Write the timeline of a client for it to read; Refused where it names another client, unless allowed."""
        from pmdesk.desk.timelines import write_timeline

        return write_timeline(self.store, asked, self.today(), by=self._by, now=self._now())

    def calendar_differences(self, client: str | None) -> tuple[Written, ...]:
        """Give what the calendars of a client (None: of each) would tell anew; nothing is written."""
        from pmdesk.desk.giving import differences

        return differences(self, client)

    def write_calendars(self, client: str | None, *, allow_mention: bool = False) -> tuple[tuple[Written, ...], Path]:
        """Write them to the folder for calendars, which is given too; Refused as in ``export_ics``."""
        from pmdesk.desk.giving import calendar_folder, write

        return write(self, client, allow_mention=allow_mention), calendar_folder(self)

    def let_leave(self, text: str, what: str, client: str, *, allow_mention: bool = False) -> None:
        """Go on where a text may leave for a client; Refused with the lines that name another one, unless allowed."""
        from pmdesk.desk.leaving import let_text_leave

        let_text_leave(self, text, what, client, by=self._by, allow_mention=allow_mention)

    def export_client_workbook(
        self, folder: Path, client: str, *, locked: bool = False, allow_mention: bool = False
    ) -> list[Path]:
        """Write what a client may see of its own as a workbook; Refused where it names another one, unless allowed."""
        from pmdesk.desk.leaving import export_client_workbook

        return export_client_workbook(self, folder, client, by=self._by, locked=locked, allow_mention=allow_mention)

    def remotes(self) -> Remotes:
        """Give the calendars on servers: bindings, syncs, what others changed."""
        from pmdesk.desk.syncing import Remotes

        return Remotes(self, self)

    def memory(self) -> Memory:
        """Give what is remembered of earlier work."""
        from pmdesk.desk.memory import Memory

        return Memory(self.store, self.today())

    def load_sample(self) -> Entry | None:
        """Take the sample portfolio in, moved to be around today."""
        from pmdesk.desk.importing import load_sample

        return load_sample(self.store, self.today(), self._now(), self._by)
