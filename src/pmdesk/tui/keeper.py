"""Keeps the desk on its thread, and what was read from it; screens ask here, and are told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from pmdesk.errors import PmdeskError
from pmdesk.model import Milestone
from pmdesk.portfolio import Change, Portfolio, Window, what_if
from pmdesk.schedule.conflicts.conflict import Conflict
from pmdesk.tui.book import Book, Sheet, read_book, read_sheet
from pmdesk.tui.worker import Worker

if TYPE_CHECKING:
    from textual.message_pump import MessagePump

    from pmdesk.desk import Desk
    from pmdesk.desk.edits import Edit

Otherwise = Callable[[PmdeskError], None]
T = TypeVar("T")
MARGIN = 60
"""Days read beyond what was asked for, so that the next page is at hand."""


@dataclass(frozen=True, slots=True)
class Preview:
    """The portfolio as it would be, with the conflicts that there are and those that there would be."""

    portfolio: Portfolio
    before: tuple[Conflict, ...]
    after: tuple[Conflict, ...]


class Keeper:
    """The desk, its worker and the book; ``show`` is called with each new book, on the loop.

    ``open_desk`` is called once, on the worker.
    """

    def __init__(self, pump: MessagePump, open_desk: Callable[[], Desk], show: Callable[[Book, str], None]) -> None:
        self.worker = Worker(pump)
        self.book: Book | None = None
        self._open_desk = open_desk
        self._desk: Desk | None = None
        self._far: Window | None = None
        self._show = show

    def _owned(self) -> Desk:
        """Give the desk; only ever called on the worker."""
        if self._desk is None:
            self._desk = self._open_desk()
        return self._desk

    def _take(self, book: Book, words: str = "") -> None:
        self.book = book
        self._show(book, words)
        self.worker.ask(lambda: self._owned().keep_safe(), self._warn, lane="safe")

    def _warn(self, words: str) -> None:
        if words and self.book is not None:
            self._show(self.book, f"warning: {words}")

    def open(self, names: Sequence[str], then: Callable[[dict[str, str]], None], otherwise: Otherwise) -> None:
        """Open the desk and read it; ``then`` gets the settings of these names first."""

        def job() -> tuple[dict[str, str], Book, str]:
            desk = self._owned()
            return {name: desk.setting(name) or "" for name in names}, read_book(desk, None), desk.place_warning()

        def done(result: tuple[dict[str, str], Book, str]) -> None:
            then(result[0])
            self._take(result[1])
            self._warn(result[2])

        self.worker.ask(job, done, otherwise=otherwise)

    def reload(self, words: str = "") -> None:
        """Read everything again."""
        far = self._far
        self.worker.ask(lambda: read_book(self._owned(), far), lambda book: self._take(book, words), lane="book")

    def look(self) -> None:
        """Read again if this or another program changed the store, or a day began."""
        book, far = self.book, self._far
        if book is None or not self.worker.is_idle:
            return

        def job() -> Book | None:
            desk = self._owned()
            changed = desk.version() != book.version or desk.today() != book.today
            return read_book(desk, far) if changed else None

        self.worker.ask(job, lambda fresh: self._take(fresh) if fresh else None, lane="book")

    def want(self, first: date, last: date) -> None:
        """Have the days at hand; nothing is read if they are."""
        if self.book is None:
            return
        held = self.book.sheet_for(first, last).window
        if first in held and last in held:
            return
        wanted = Window(first, last).wider(MARGIN)
        if wanted != self._far:
            self._far = wanted
            self.worker.ask(lambda: read_sheet(self._owned(), wanted), self._add_far, lane="far")

    def _add_far(self, sheet: Sheet) -> None:
        if self.book is not None:
            self._take(replace(self.book, far=sheet))

    def apply(
        self,
        changes: Sequence[Change],
        words: str,
        then: Callable[[], None] | None = None,
        otherwise: Otherwise | None = None,
    ) -> None:
        """Make changes; ``then`` is called when they are saved and shown."""
        far = self._far

        def job() -> tuple[str, Book]:
            desk = self._owned()
            entry = desk.apply(changes, words)
            return entry.words if entry else "nothing to change", read_book(desk, far)

        def done(result: tuple[str, Book]) -> None:
            self._take(result[1], result[0])
            if then:
                then()

        self.worker.ask(job, done, otherwise=otherwise)

    def perform(
        self,
        make: Callable[[Desk], Edit],
        then: Callable[[], None] | None = None,
        otherwise: Otherwise | None = None,
    ) -> None:
        """Make changes that ``make`` tells on the worker; ``then`` is called when they are saved and shown."""
        far = self._far

        def job() -> tuple[str, Book]:
            desk = self._owned()
            edit = make(desk)
            entry = desk.apply(edit.changes, edit.words)
            return entry.words if entry else "nothing to change", read_book(desk, far)

        def done(result: tuple[str, Book]) -> None:
            self._take(result[1], result[0])
            if then:
                then()

        self.worker.ask(job, done, otherwise=otherwise)

    def read(self, job: Callable[[Desk], T], then: Callable[[T], None], *, lane: str = "") -> None:
        """Read rows that the book does not hold; of one lane only the newest question is answered."""
        self.worker.ask(lambda: job(self._owned()), then, lane=lane)

    def step(self, *, back: bool) -> None:
        """Undo or redo."""
        far = self._far

        def job() -> tuple[str, Book]:
            desk = self._owned()
            entry = desk.undo() if back else desk.redo()
            done = "undone" if back else "redone"
            said = f"{done}: {entry.words}" if entry else f"nothing to {'undo' if back else 'redo'}"
            return said, read_book(desk, far)

        self.worker.ask(job, lambda result: self._take(result[1], result[0]))

    def load_sample(self, otherwise: Otherwise) -> None:
        """Fill the empty store with the sample."""

        def job() -> tuple[str, Book]:
            desk = self._owned()
            entry = desk.load_sample()
            return entry.words if entry else "nothing to load", read_book(desk, None)

        self.worker.ask(job, lambda result: self._take(result[1], result[0]), otherwise=otherwise)

    def dependents(self, change: Change, then: Callable[[tuple[Change, ...]], None]) -> None:
        """Ask for the changes that delete a row with all that hangs on it, the row itself first."""
        self.worker.ask(lambda: self._owned().dependents(change.noun, *change.identity), then)

    def all_milestones(self, make: Callable[[list[Milestone]], T], then: Callable[[T], None]) -> None:
        """Read every milestone there is, for finding by name; ``make`` is done on the worker too."""
        self.worker.ask(lambda: make(self._owned().rows(Milestone)), then, lane="names")

    def preview(
        self, sheet: Sheet, changes: Sequence[Change], days: Iterable[date], then: Callable[[Preview], None]
    ) -> None:
        """Compute the portfolio as it would be, with its conflicts; only the newest question is answered.

        ``days`` are those that the changes speak of: where one lies beyond the sheet, a wider one is read.
        """
        asked = tuple(days)
        first, last = min(asked), max(asked)

        def job() -> Preview:
            desk, base = self._owned(), sheet
            if not (first in base.span and last in base.span):
                wide = Window(min(first, base.span.first), max(last, base.span.last))
                base = read_sheet(desk, wide.wider(MARGIN))
            after = what_if(base.portfolio, changes)
            return Preview(after, base.conflicts, tuple(desk.conflicts(after, base.span)))

        self.worker.ask(job, then, lane="preview")

    def remember(self, name: str, value: str) -> None:
        """Keep a small setting."""
        self.worker.ask(lambda: self._owned().set_setting(name, value), lambda _: None)

    def close(self) -> None:
        """Finish what was begun, close the desk, end the thread."""

        def last() -> None:
            if self._desk is not None:
                self._desk.close()

        self.worker.close(last)
