"""What an edit, an undo or a redo leaves, told at once from what is known already; all is read anew behind it.

An edit that was looked at before it was made has had its conflicts counted; an undo leads back to what was shown
before. Neither waits until a large store is read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pmdesk import frozen
from pmdesk.model import Assignment, Milestone, Waiver, columns_of, defaults_of
from pmdesk.portfolio import Change, Put, Remove, layered
from pmdesk.schedule.conflicts.groups import in_order
from pmdesk.tui.book import Book, Sheet, by_due

if TYPE_CHECKING:
    from pmdesk.desk.sight import Sight
    from pmdesk.schedule.effects import Effect, Recount
    from pmdesk.store import Entry

TOLD = frozenset({Milestone, Assignment, Waiver})
"""What is edited so: it changes nothing of a book but its rows and conflicts."""


@dataclass(frozen=True, slots=True)
class Turn:
    """The entry that was made or turned last, and the book on both sides of it; a side that was not told is None."""

    entry: int
    version: tuple[int, int]
    here: Book | None
    there: Book | None


class Bridge:
    """Gives the book that follows, or None where it must be read; to be asked on the worker alone."""

    def __init__(self) -> None:
        self._turn: Turn | None = None

    def edited(
        self, sight: Sight, book: Book | None, changes: Sequence[Change], make: Callable[[], Entry | None]
    ) -> tuple[Entry | None, Book | None]:
        """Make an edit of what ``book`` shows; gives its entry, and the book after it."""
        known = book if book is not None and _is_now(sight, book) else None
        counted = _counted(sight, known) if known and {one.noun for one in changes} <= TOLD else None
        entry = make()
        if entry is None:
            return None, None
        after = None
        if known is not None and counted is not None:
            stored = [_stored(sight, one) for one in changes]
            after = _after(sight, known, stored, counted.after(stored))
        self._turn = Turn(entry.id, sight.version(), after, known) if known is not None else None
        return entry, after

    def turned(
        self, sight: Sight, book: Book | None, make: Callable[[], Entry | None]
    ) -> tuple[Entry | None, Book | None]:
        """Undo or redo; gives the entry that was turned, and the book after it."""
        turn, version = self._turn, sight.version()
        entry, self._turn = make(), None
        if turn is None or entry is None or book is None or (entry.id, version) != (turn.entry, turn.version):
            return entry, None
        is_elsewhere = book.lock is not None or book.far is not None or sight.draft_count() is not None
        if turn.there is None or is_elsewhere or sight.today() != turn.there.today:
            return entry, None
        found = _at(sight, turn.there, book)
        here = turn.here or (book if book.version == version else None)
        self._turn = Turn(entry.id, found.version, found, here)
        return entry, found


def _is_now(sight: Sight, book: Book) -> bool:
    """Tell whether a book shows the store itself, all of it, as it is."""
    is_whole = book.lock is None and book.drafts is None and sight.draft_count() is None
    return is_whole and book.far is None and sight.version() == book.version and sight.today() == book.today


def _counted(sight: Sight, book: Book) -> Recount | None:
    """Give what tells what edits do to the conflicts of a book, if it was made for some preview."""
    return book.home.counted or sight.counted_for_ways_out(book.home.span)


def _stored(sight: Sight, change: Change) -> Change:
    """Give a change as it was stored, without hidden columns, as a sheet is read."""
    row = sight.get(change.noun, *change.identity)
    if row is None:
        return Remove(change.noun, change.identity)
    usual = defaults_of(change.noun)
    return Put(
        frozen.replace(row, **{name: usual[name] for name, one in columns_of(change.noun).items() if one.hidden})
    )


def _after(sight: Sight, book: Book, changes: Sequence[Change], effect: Effect) -> Book:
    """Give a book after some edits, by what they do to its conflicts."""
    gone = {was.id for was, _ in effect.changed if was is not None}
    come = [now for _, now in effect.changed if now is not None]
    home = book.home
    kept = [one for one in home.conflicts if one.id not in gone]
    portfolio = layered(home.portfolio, changes)
    sheet = Sheet(home.window, home.span, portfolio, tuple(in_order(kept + come)), home.weeks)
    return _at(sight, replace(book, home=sheet, milestones=_listed(book, changes)), book)


def _listed(book: Book, changes: Sequence[Change]) -> tuple[Milestone, ...]:
    """Give the milestones that a book lists, after some edits."""
    rows = {row.key: row for row in book.milestones}
    for change in changes:
        if change.noun is Milestone:
            rows.pop(change.identity[0], None)
            if isinstance(change, Put) and isinstance(change.row, Milestone):
                rows[change.row.key] = change.row
    return tuple(sorted(rows.values(), key=by_due))


def _at(sight: Sight, found: Book, book: Book) -> Book:
    """Give a book as that of the store as it is; the alerts of before stand until they are read anew."""
    return replace(
        found, version=sight.version(), undo=sight.next_undo(), redo=sight.next_redo(), alerts=book.alerts,
    )  # fmt: skip
