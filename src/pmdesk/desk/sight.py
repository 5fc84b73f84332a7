"""What the terminal may ask of a desk: an open one answers with everything, a locked one with what one client sees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from pmdesk.model import Milestone, Noun
from pmdesk.portfolio import Change, Portfolio, Window

if TYPE_CHECKING:
    from pmdesk.audience.busy import Busy
    from pmdesk.capture.situation import Situation
    from pmdesk.desk.calendar_import import Looked
    from pmdesk.desk.calendars import Written
    from pmdesk.desk.edits import Edit
    from pmdesk.desk.intake.asked import Intake
    from pmdesk.desk.memory import Memory
    from pmdesk.desk.syncing import Remotes
    from pmdesk.desk.ways_out import WayOut
    from pmdesk.exchange.ics.reading.meeting import Calendar
    from pmdesk.schedule.alerts import Alert
    from pmdesk.schedule.bid import Answer, Bid
    from pmdesk.schedule.conflicts import Conflict
    from pmdesk.schedule.effects import Recount
    from pmdesk.schedule.fixes.find import Heard
    from pmdesk.schedule.load import Week
    from pmdesk.store import Entry

N = TypeVar("N", bound=Noun)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The portfolio as it would be, and its conflicts."""

    portfolio: Portfolio
    conflicts: tuple[Conflict, ...]


class Sight(Protocol):
    """The questions; each is as in ``Desk``, or ``LockedDesk``."""

    def now(self) -> datetime:
        """Give the present moment, in UTC."""

    def today(self) -> date:
        """Give the day that everything is computed for."""

    def draft_count(self) -> int | None:
        """Tell how many drafts of a scenario are made; None where this is none."""

    def version(self) -> tuple[int, int]:
        """Give a pair that changes when the store was changed."""

    def is_empty(self) -> bool:
        """Tell whether there is no client and no vendor yet."""

    def portfolio(self, window: Window | None) -> Portfolio:
        """Read the portfolio of a window."""

    def sheet(self, window: Window, beside: Portfolio | None = None) -> Portfolio:
        """Read the same to be drawn and edited, in little room, what is equal ``beside`` it being held once."""

    def conflicts(self, portfolio: Portfolio, window: Window, **choices: Any) -> list[Conflict]:
        """Compute the conflicts of a window."""

    def counted(self, portfolio: Portfolio, window: Window) -> Recount | None:
        """Count conflicts so that what edits do to them is quickly told; None where not all may be seen."""

    def counted_for_ways_out(self, window: Window) -> Recount | None:
        """Give what counts them if it was made to seek ways out, and nothing has changed since."""

    def what_if(self, portfolio: Portfolio, changes: Sequence[Change], window: Window) -> Outcome:
        """Give what would be after changes."""

    def weeks(self, portfolio: Portfolio, window: Window) -> list[Week]:
        """Give my load by ISO week."""

    def busy(self, portfolio: Portfolio, window: Window) -> tuple[Busy, ...]:
        """Give when I am busy with what is not shown."""

    def alerts(self) -> tuple[Alert, ...]:
        """Give what needs attention today."""

    def ways_out(self, window: Window, conflict_id: str, heard: Heard | None = None) -> tuple[WayOut, ...]:
        """Give what would clear or ease a conflict."""

    def waiver(self, window: Window, conflict_id: str, reason: str, until: date) -> Edit:
        """Give the edit that accepts a conflict up to a day."""

    def no_waiver(self, window: Window, conflict_id: str) -> Edit:
        """Give the edit that takes that back."""

    def ripple(self, portfolio: Portfolio, key: str, due: date) -> tuple[Change, ...]:
        """Give the changes that move a milestone and carry its successors along."""

    def bid(self, bid: Bid, *, with_: frozenset[str] = frozenset()) -> Answer:
        """Answer a bid."""

    def rows(self, noun: type[N], **equals: Any) -> list[N]:
        """Give the rows of a noun."""

    def overdue(self, before: date) -> list[Milestone]:
        """Give the open milestones that were due before a day."""

    def owned(self) -> list[Milestone]:
        """Give the milestones that vendors or their people own."""

    def get(self, noun: type[N], *identity: Any) -> N | None:
        """Give the row that is known by an identity, or None."""

    def situation(self, portfolio: Portfolio, focus: str | None) -> Situation:
        """Give what a typed line is read against, in a focus."""

    def apply(self, changes: Sequence[Change], words: str) -> Entry | None:
        """Take changes as one entry of the journal."""

    def dependents(self, noun: type[Noun], *identity: Any) -> tuple[Change, ...]:
        """Give the changes that delete a row with all that hangs on it."""

    def undo(self) -> Entry | None:
        """Take back the last change."""

    def redo(self) -> Entry | None:
        """Do again what was taken back last."""

    def next_undo(self) -> Entry | None:
        """Give what an undo would take back."""

    def next_redo(self) -> Entry | None:
        """Give what a redo would do again."""

    def calendar_differences(self, client: str | None) -> tuple[Written, ...]:
        """Give what the calendars of a client (None: of each) would tell anew."""

    def write_calendars(self, client: str | None, *, allow_mention: bool = False) -> tuple[tuple[Written, ...], Path]:
        """Write them; gives the folder too."""

    def remotes(self) -> Remotes:
        """Give the calendars on servers that may be seen."""

    def let_leave(self, text: str, what: str, client: str, *, allow_mention: bool = False) -> None:
        """Go on where a text may leave for a client."""

    def intake(self, calendar: Calendar, name: str, asked: Intake) -> Looked:
        """Say what taking in a calendar that was read would do."""

    def memory(self) -> Memory:
        """Give what is remembered of earlier work."""

    def entries(self, limit: int = 200) -> list[Entry]:
        """Give the newest journal entries."""
