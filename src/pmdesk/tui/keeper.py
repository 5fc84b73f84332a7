"""Keeps the desk on its thread, and what was read from it; screens ask here, and are told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from pmdesk.desk.edits import Edit
from pmdesk.errors import UNREADABLE, InputError, PmdeskError, Refused, StoreError
from pmdesk.model import Client, Milestone
from pmdesk.portfolio import Change, Portfolio, Window
from pmdesk.tui.book import Book, Sheet, read_book, read_sheet
from pmdesk.tui.bridging import Bridge
from pmdesk.tui.lacking import lacking
from pmdesk.tui.likes import new_rows, told
from pmdesk.tui.previewing import Preview, previewed
from pmdesk.tui.syncing import Syncer
from pmdesk.tui.worker import Worker

if TYPE_CHECKING:
    from textual.message_pump import MessagePump

    from pmdesk.desk import Desk
    from pmdesk.desk.locked import LockedDesk
    from pmdesk.desk.repeating import Repeat
    from pmdesk.desk.sight import Sight
    from pmdesk.model import Noun
    from pmdesk.portfolio.likeness import Like
    from pmdesk.schedule.alerts import Alert
    from pmdesk.tui.drafts import Typed

Otherwise = Callable[[PmdeskError], None]
T = TypeVar("T")
MARGIN = 60
"""Days read beyond those that an edit speaks of, so that its next step finds them at hand."""


class Keeper:
    """The desk, its worker and the book; ``show`` is called with each new book, on the loop.

    ``open_desk`` is called once, on the worker. ``last`` is what the last change did, to be done again elsewhere.
    """

    def __init__(self, pump: MessagePump, open_desk: Callable[[], Desk], show: Callable[[Book, str], None]) -> None:
        self.worker = Worker(pump)
        self.book: Book | None = None
        self._open_desk = open_desk
        self._desk: Desk | None = None
        self._far: Window | None = None
        self._show = show
        self.last: Repeat | None = None
        self.likes: tuple[Like, ...] = ()
        self._bridge = Bridge()
        self.syncer = Syncer(pump, self.worker, open_desk)
        self._lock: str | None = None
        self._locked: LockedDesk | None = None

    def _owned(self) -> Desk:
        """Give the desk; only ever called on the worker."""
        if self._desk is None:
            self._desk = self._open_desk()
        return self._desk

    def _sight(self, lock: str | None) -> Sight:
        """Give the desk as it may be seen under a lock; only ever called on the worker.

        Without a lock (None) that is all of it, as it would be where a scenario is open; a lock sets that aside.
        """
        desk = self._owned()
        if lock is None:
            return desk.as_drafted()
        if self._locked is None or self._locked.client != lock:
            from pmdesk.desk.locked import LockedDesk

            self._locked = LockedDesk(desk, lock)
        return self._locked

    def _ask(
        self, job: Callable[[Sight], T], then: Callable[[T], None], *, lane: str = "",
        otherwise: Otherwise | None = None,
    ) -> None:  # fmt: skip
        """Have a job done on the worker with what may be seen now; this is how everything that is shown is read."""
        lock = self._lock
        self.worker.ask(lambda: self._done(job, lock), then, lane=lane, otherwise=otherwise)

    def _done(self, job: Callable[[Sight], T], lock: str | None) -> T:
        try:
            return job(self._sight(lock))
        except (Refused, StoreError):
            raise
        except Exception as error:  # under a lock no words of an error may come from what is not shown
            if isinstance(error, UNREADABLE) and (damage := self.damage()) is not None:
                raise damage from None
            if lock is None:
                raise
            kind = InputError if isinstance(error, InputError) else PmdeskError
            raise kind("that can't be done while locked", "unlock to see why") from None

    def damage(self) -> StoreError | None:
        """Give what is said of a store that is damaged, if the doctor finds that it is; it takes its time."""
        if self._desk is None:
            return None
        from pmdesk.desk.damage import damage_of

        return damage_of(self._desk.store.path, self._desk.now())

    def show_as(self, lock: str | None) -> None:
        """Lock to a client, or (None) unlock: forget what was read, and read again what may be seen now."""
        self.worker.begin_era()
        self.book, self.last, self._lock, self.likes = None, None, lock, ()
        self.remember("lock", lock or "")
        self.reload()

    def _take(self, book: Book, words: str = "") -> None:
        is_fresh = book.alerts is None
        if is_fresh and self.book is not None:
            book = replace(book, alerts=self.book.alerts)  # those of before stand until they are read anew
        self.book = book
        self._show(book, words)
        if is_fresh:
            self._ask(lambda sight: sight.alerts(), lambda found: self._add_alerts(book, found), lane="alerts")
        self.worker.ask(lambda: self._owned().keep_safe(), self._warn, lane="safe")

    def _take_told(self, book: Book, words: str) -> None:
        """Take a book that may be one told from what was known, as its alerts are; read all anew then."""
        is_told = book.alerts is not None
        self._take(book, words)
        if is_told:
            self.reload()

    def _add_alerts(self, book: Book, found: tuple[Alert, ...]) -> None:
        """Put the alerts into the book, unless it was read anew since they were asked for."""
        if self.book is not None and self.book.version == book.version and self.book.today == book.today:
            self.book = replace(self.book, alerts=found)
            self._show(self.book, "")

    def _warn(self, words: str) -> None:
        if words and self.book is not None:
            self._show(self.book, f"warning: {words}")

    def open(
        self, names: Sequence[str], then: Callable[[dict[str, str], Portfolio | None], None], otherwise: Otherwise,
        lock: str | None = None,
    ) -> None:  # fmt: skip
        """Open the desk; ``then`` gets the settings of these names, and what the first screen shows of today.

        It is locked to ``lock``, else to whom it was locked when the program ended; InputError for an unknown client.
        Under a lock and in a scenario nothing is shown before all is read, as ``read_all`` does.
        """

        def job() -> tuple[dict[str, str], Portfolio | None]:
            desk = self._owned()
            if lock is not None:
                if desk.get(Client, lock) is None:
                    raise InputError(f"there is no client {lock}")
                desk.set_setting("lock", lock)
            self._lock = desk.setting("lock") or None
            found = {name: desk.setting(name) or "" for name in (*names, "lock")}
            is_plain = self._lock is None and desk.as_drafted() is desk
            return found, self._done(lambda _: desk.sketch(), None) if is_plain else None

        self.worker.ask(job, lambda result: then(*result), otherwise=otherwise)

    def read_all(self, otherwise: Otherwise) -> None:
        """Read what all screens show, once the desk is open; alerts first, since reading them takes room for once."""

        def job() -> tuple[Book, str]:
            lock = self._lock
            alerts = self._done(lambda sight: sight.alerts(), lock)
            book = self._done(lambda sight: read_book(sight, None, lock), lock)
            return replace(book, alerts=alerts), self._owned().place_warning()

        def done(result: tuple[Book, str]) -> None:
            self._take(result[0])
            self._warn(result[1])

        self.worker.ask(job, done, otherwise=otherwise)

    def reload(self, words: str = "") -> None:
        """Read everything again."""
        far, lock = self._far, self._lock
        self._ask(lambda sight: read_book(sight, far, lock), lambda book: self._take(book, words), lane="book")

    def look(self, *, when_idle: bool = True) -> None:
        """Read again if this or another program changed the store, or a day began."""
        book, far, lock = self.book, self._far, self._lock
        if book is None or (when_idle and not self.worker.is_idle):
            return

        def job(sight: Sight) -> Book | None:
            changed = sight.version() != book.version or sight.today() != book.today
            return read_book(sight, far, lock) if changed else None

        self._ask(job, lambda fresh: self._take(fresh) if fresh else None, lane="book")

    def want(self, wanted: Window, shown: Window) -> None:
        """Have days at hand, of which those of ``shown`` are looked at; nothing is read if the home sheet has these.

        But for the days around today only those that were wanted last are held.
        """
        book = self.book
        if book is None:
            return
        if shown.first in book.home.window and shown.last in book.home.window:
            self._far = None
            if book.far is not None:
                self._take(replace(book, far=None))
            return
        if wanted != self._far:
            self._far = wanted
            if book.far is not None and book.far.window.middle not in wanted:
                self._take(replace(book, far=None))  # a page is turned: the one that is left goes before the next comes
            beside = book.home if self._lock is None else None
            self._ask(lambda sight: read_sheet(sight, wanted, beside=beside), self._add_far, lane="far")

    def _add_far(self, sheet: Sheet) -> None:
        if self.book is not None and sheet.window == self._far:
            self._take(replace(self.book, far=sheet))

    def apply(
        self,
        changes: Sequence[Change],
        words: str,
        then: Callable[[], None] | None = None,
        otherwise: Otherwise | None = None,
    ) -> None:
        """Make changes; ``then`` is called when they are saved and shown."""
        self.perform(lambda _: Edit(tuple(changes), words), then, otherwise)

    def perform(
        self,
        make: Callable[[Sight], Edit],
        then: Callable[[], None] | None = None,
        otherwise: Otherwise | None = None,
    ) -> None:
        """Make changes that ``make`` tells on the worker; ``then`` is called when they are saved and shown."""
        book, far, lock = self.book, self._far, self._lock
        made: list[Noun] = []

        def job(sight: Sight) -> tuple[str, Book, Repeat | None]:
            from pmdesk.desk.repeating import repeat_of

            edit = make(sight)
            made.extend(new_rows(sight, edit.changes))
            repeat = repeat_of([(one, sight.get(one.noun, *one.identity)) for one in edit.changes[:1]])
            lacks = lacking(sight, edit.changes)
            entry, after = self._bridge.edited(sight, book, edit.changes, lambda: sight.apply(edit.changes, edit.words))
            said = f"{entry.words}{lacks}" if entry else "nothing to change"
            draft = "draft: " if entry and sight.draft_count() is not None else ""
            return draft + said, after or read_book(sight, far, lock), repeat

        def done(result: tuple[str, Book, Repeat | None]) -> None:
            self.last = result[2] or self.last
            self._take_told(result[1], result[0])
            if then:
                then()
            if made:
                self._bring_up(made[0], result[0])

        self._ask(job, done, otherwise=otherwise)

    def read(
        self, job: Callable[[Sight], T], then: Callable[[T], None], *, lane: str = "",
        otherwise: Otherwise | None = None,
    ) -> None:  # fmt: skip
        """Read rows that the book does not hold; of one lane only the newest question is answered."""
        self._ask(job, then, lane=lane, otherwise=otherwise)

    def _bring_up(self, row: Noun, said: str) -> None:
        """Look for lessons like a row that was just made, and say that there are some."""

        def found(likes: tuple[Like, ...]) -> None:
            self.likes = likes
            if likes and self.book is not None:
                self._show(self.book, f"{said}   {told(likes)}")

        self._ask(lambda sight: sight.memory().like(row), found, lane="like")

    def step(self, *, back: bool) -> None:
        """Undo or redo."""
        book, far, lock = self.book, self._far, self._lock

        def job(sight: Sight) -> tuple[str, Book]:
            entry, after = self._bridge.turned(sight, book, sight.undo if back else sight.redo)
            done = "undone" if back else "redone"
            said = f"{done}: {entry.words}" if entry else f"nothing to {'undo' if back else 'redo'}"
            return said, after or read_book(sight, far, lock)

        self._ask(job, lambda result: self._take_told(result[1], result[0]))

    def turn(
        self, act: Callable[[Desk], str], then: Callable[[], None] | None = None, otherwise: Otherwise | None = None
    ) -> None:
        """Open, apply or drop a scenario: ``act`` does it on the desk, and says what it did."""
        far, lock = self._far, self._lock

        def job() -> tuple[str, Book]:
            said = act(self._owned())
            return said, self._done(lambda sight: read_book(sight, far, lock), lock)

        def done(result: tuple[str, Book]) -> None:
            self._take(result[1], result[0])
            if then:
                then()

        self.worker.ask(job, done, otherwise=otherwise)

    def load_sample(self, otherwise: Otherwise) -> None:
        """Fill the empty store with the sample."""

        def job() -> tuple[str, Book]:
            desk = self._owned()
            entry = desk.load_sample()
            return entry.words if entry else "nothing to load", read_book(desk, None)

        self.worker.ask(job, lambda result: self._take(result[1], result[0]), otherwise=otherwise)

    def dependents(self, change: Change, then: Callable[[tuple[Change, ...]], None]) -> None:
        """Ask for the changes that delete a row with all that hangs on it, the row itself first."""
        self._ask(lambda sight: sight.dependents(change.noun, *change.identity), then)

    def all_milestones(self, make: Callable[[list[Milestone]], T], then: Callable[[T], None]) -> None:
        """Read every milestone there is, for finding by name; ``make`` is done on the worker too."""
        self._ask(lambda sight: make(sight.rows(Milestone)), then, lane="names")

    def preview(
        self, sheet: Sheet, changes: Sequence[Change], days: Iterable[date], then: Callable[[Preview], None]
    ) -> None:
        """Compute the portfolio as it would be, with its conflicts; only the newest question is answered.

        ``days`` are those that the changes speak of: where one lies beyond the sheet, a wider one is read.
        """
        asked = tuple(days)
        first, last = min(asked), max(asked)

        def job(sight: Sight) -> Preview:
            base = sheet
            if not (first in base.span and last in base.span):
                wide = Window(min(first, base.span.first), max(last, base.span.last))
                base = read_sheet(sight, wide.wider(MARGIN))
            return previewed(sight, base, changes)

        self._ask(job, then, lane="preview")

    def remember(self, name: str, value: str) -> None:
        """Keep a small setting."""
        self.worker.ask(lambda: self._owned().set_setting(name, value), lambda _: None)

    def settings(self, then: Callable[[dict[str, str]], None]) -> None:
        """Read what the settings say now."""
        from pmdesk.desk import settings

        self.worker.ask(lambda: settings.values(self._owned()), then)

    def keep_settings(self, typed: Mapping[str, str], then: Callable[[], None], otherwise: Otherwise) -> None:
        """Keep settings that were typed."""
        from pmdesk.desk import settings

        self.worker.ask(lambda: settings.keep(self._owned(), typed), lambda _: then(), otherwise=otherwise)

    def keep_draft(self, scope: str, name: str, typed: Typed | None) -> None:
        """Keep what is half typed, or (None) drop it; of one name only the newest is written."""

        def job() -> None:
            self._owned().keep_draft(scope, name, typed or {})

        self.worker.ask(job, lambda _: None, lane=f"draft {scope} {name}")

    def load_drafts(self, then: Callable[[dict[tuple[str, str], Typed]], None]) -> None:
        """Read the drafts of what may be seen now, by scope and name."""
        scope = self._lock or ""

        def job() -> dict[tuple[str, str], Typed]:
            return {(one.scope, one.name): one.typed for one in self._owned().drafts() if one.scope == scope}

        self.worker.ask(job, then)

    def close(self) -> None:
        """Finish what was begun, close the desk, end the thread."""

        def last() -> None:
            if self._desk is not None:
                self._desk.close()

        self.syncer.close()
        self.worker.close(last)
