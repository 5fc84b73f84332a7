"""What was read from the store: portfolio, conflicts and load of a window, and the few rows beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from pmdesk.portfolio import Portfolio, Window
from pmdesk.tui import refs
from pmdesk.tui.context import in_order, short_names

if TYPE_CHECKING:
    from pmdesk.audience.busy import Busy
    from pmdesk.desk.sight import Sight
    from pmdesk.model import Action, Client, Milestone
    from pmdesk.schedule.alerts import Alert
    from pmdesk.schedule.conflicts.conflict import Conflict
    from pmdesk.schedule.effects import Recount
    from pmdesk.schedule.load import Week
    from pmdesk.store import Entry

BEHIND, AHEAD = 28, 182
"""Days before and after today that are always at hand."""
LISTED = 180
"""Days from today for which conflicts are listed and counted."""


@dataclass(frozen=True)
class Sheet:
    """One window, with what was computed over it; ``span`` are the days whose conflicts were looked for.

    ``busy`` is when I am busy elsewhere; empty unless locked.
    """

    window: Window
    span: Window
    portfolio: Portfolio
    conflicts: tuple[Conflict, ...]
    weeks: tuple[Week, ...]
    busy: tuple[Busy, ...] = ()
    _recounts: list[Recount | None] = field(default_factory=list, init=False, compare=False, repr=False)

    def recount(self, desk: Sight) -> Recount | None:
        """Give what tells what edits do to the conflicts, made when an edit is first looked at; None under a lock.

        It takes as much room as all that the sheet is drawn from. To be called on the worker alone.
        """
        if not self._recounts:
            self._recounts.append(desk.counted(self.portfolio, self.span))
        return self._recounts[0]

    @property
    def counted(self) -> Recount | None:
        """What ``recount`` gave, if it was asked."""
        return next(iter(self._recounts), None)

    @cached_property
    def conflicts_by_client(self) -> Mapping[str, list[Conflict]]:
        """The conflicts that concern each client, by its key, worst first."""
        found: dict[str, list[Conflict]] = {}
        for one in self.conflicts:
            own = refs.client_of(self.portfolio, one.who)
            for key in {*one.clients, *((own,) if own else ())}:
                found.setdefault(key, []).append(one)
        return found

    @cached_property
    def unwaived(self) -> Mapping[str | None, int]:
        """How many conflicts of each client (None: of all there are) are not accepted."""
        found: dict[str | None, int] = {
            key: sum(one.waived is None for one in rows) for key, rows in self.conflicts_by_client.items()
        }
        found[None] = sum(one.waived is None for one in self.conflicts)
        return found

    @cached_property
    def active(self) -> list[Client]:
        """The active clients, the pinned ones first."""
        return in_order(self.portfolio.clients)

    @cached_property
    def short(self) -> Mapping[str, str]:
        """The clients' names for narrow places."""
        return short_names(self.portfolio.clients)


@dataclass(frozen=True, slots=True)
class Book:
    """All that the screens show.

    ``home`` is the sheet around today, with the conflicts from today on, as the command line lists them; ``far`` is
    another one, where the timeline was taken beyond it. ``milestones`` are those of ``home`` and the open ones due
    before it begins, by due; ``actions`` the open actions; ``lock`` the client that it was read for.
    ``undo`` and ``redo`` say what would be undone and redone next. ``alerts`` are all of today, worst first; None until
    they are read, which is after the rest. ``drafts`` is how many there are where all this is a scenario, else None.
    """

    today: date
    home: Sheet
    far: Sheet | None
    milestones: tuple[Milestone, ...]
    actions: tuple[Action, ...]
    undo: Entry | None
    redo: Entry | None
    version: tuple[int, int]
    is_empty: bool
    lock: str | None = None
    drafts: int | None = None
    alerts: tuple[Alert, ...] | None = None


def home_window(today: date) -> Window:
    """Give the days that are always at hand."""
    around = Window(today, today)
    return Window(around.wider(BEHIND).first, around.wider(AHEAD).last)


def read_sheet(desk: Sight, window: Window, span: Window | None = None, beside: Sheet | None = None) -> Sheet:
    """Read one window, with the conflicts of ``span`` (None: all of it); slow, so never on the loop.

    It shares what is equal with the sheet that is held ``beside`` it; not under a lock.
    """
    portfolio = desk.sheet(window, beside.portfolio if beside else None)
    looked = span or window
    found = tuple(desk.conflicts(portfolio, looked))
    load = tuple(desk.weeks(portfolio, window))
    return Sheet(window, looked, portfolio, found, load, desk.busy(portfolio, window))


def read_book(desk: Sight, far: Window | None, lock: str | None = None) -> Book:
    """Read everything; slow, so never on the loop.

    Screens show what is read here and nothing else: whatever is asked of ``desk`` is, under a lock, what one client may
    see (``LockedDesk``).
    """
    from pmdesk.model import Action

    today = desk.today()
    version = desk.version()
    home = read_sheet(desk, home_window(today), Window.of_days(today, LISTED))
    rows = {row.key: row for row in (*desk.overdue(home.window.first), *home.portfolio.milestones.values())}
    return Book(
        today=today,
        home=home,
        far=read_sheet(desk, far, beside=home if lock is None else None) if far else None,
        milestones=tuple(sorted(rows.values(), key=by_due)),
        actions=tuple(desk.rows(Action, status="open")),
        undo=desk.next_undo(),
        redo=desk.next_redo(),
        version=version,
        is_empty=desk.is_empty(),
        lock=lock,
        drafts=desk.draft_count(),
    )


def by_due(row: Milestone) -> tuple[date, str]:
    """Give what milestones are listed by."""
    return row.due, row.key
