"""Move mode: what has a day follows the keys, and what that breaks and clears is read before it is committed."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from pmdesk.capture.dates import read_date
from pmdesk.desk import deeds, edits, shifting
from pmdesk.errors import Stale
from pmdesk.model import Milestone, Noun
from pmdesk.schedule.conflicts.conflict import Conflict
from pmdesk.tui import words
from pmdesk.tui.commands import bindings, footer
from pmdesk.tui.line import Line, Span, cell, length
from pmdesk.tui.overlays.effects import moves_of
from pmdesk.tui.overlays.panel import Strict, keys_line
from pmdesk.tui.previewing import at_hand
from pmdesk.tui.text import shown
from pmdesk.tui.widgets.drawn import Pane
from pmdesk.tui.widgets.entry import Entry

if TYPE_CHECKING:
    from pmdesk.desk.ways_out import Carried
    from pmdesk.errors import PmdeskError
    from pmdesk.tui.previewing import Preview
    from pmdesk.tui.screens.acting import Acting

LISTED = 7
"""How many conflicts are named in the panel; three less on a low terminal."""
TALL = 32
"""Lines from which a terminal is not low."""
DATED = (("Enter", "take the day"), ("Esc", "back to h l"))
"""The keys while a day is typed."""
PATIENCE = 0.05
"""Seconds after which it is said that the answer is still sought."""


class MoveScreen(Strict[None]):
    """The panel at the bottom of the screen; ``under`` is the screen that shows the preview.

    ``rows`` all have a day; ``due`` is that of the earliest as it would be, the others keep their distance.
    """

    BINDINGS = bindings("move")
    SCOPE = "move"
    OTHERWISE = "while moving only these keys work"

    def __init__(self, rows: Sequence[Noun], under: Acting, title: str = "") -> None:
        super().__init__()
        self.rows, self.under = tuple(rows), under
        self.title_told = title or deeds.named(self.rows)
        self.begun = min(day for row in self.rows if (day := shifting.day_of(row)) is not None)
        self.due = self.begun
        self.effect: edits.Effect | None = None
        self.carries = False
        self.carried: Carried | None = None
        self.said = ""
        self._is_saving = False
        self._pane = Pane(id="effects", ground="surface")
        self._late: asyncio.TimerHandle | None = None
        self._keys = footer("move")

    def compose(self) -> ComposeResult:
        """Compose panel and the line for a date."""
        with Vertical(id="move"):
            yield self._pane
            yield Entry(placeholder="a date: 11 dec, fri, +3d, 2026-12-11", compact=True, id="date")

    def on_mount(self) -> None:
        """Begin where the milestone is."""
        self.query_one(Input).display = False
        self._ask()

    @property
    def row(self) -> Milestone | None:
        """The milestone, where it is one that is moved."""
        return self.rows[0] if len(self.rows) == 1 and isinstance(self.rows[0], Milestone) else None

    @property
    def days(self) -> int:
        """By how many days it is moved."""
        return (self.due - self.begun).days

    def _edit(self) -> edits.Edit:
        return shifting.move(self.rows, self.days, self.title_told)

    def _days(self) -> tuple[date, ...]:
        """Give the days that the move speaks of."""
        found = [day for row in self.rows if (day := shifting.day_of(row)) is not None]
        return (*found, *(day + timedelta(days=self.days) for day in found))

    def _ask(self) -> None:
        """Have the portfolio computed as it would be."""
        self.effect, self.carried = None, None
        sheet, keeper = self.under.sheet(), self.desk_app.keeper
        if sheet is not None and keeper is not None and not self.carries:
            found = at_hand(keeper, sheet, self._edit().changes, self._days())
            if found is not None:
                self._known(found)
                return
        self._wait()
        row, due = self.row, self.due
        if sheet is not None and keeper is not None and self.carries and row is not None:
            from pmdesk.tui.rippling import read_carried

            job = partial(read_carried, sheet=sheet, row=row, due=due)
            keeper.read(job, self._known_carried, lane="preview", otherwise=self._refused)
        elif sheet is not None and keeper is not None:
            keeper.preview(sheet, self._edit().changes, self._days(), partial(self._answered, due))

    def _wait(self) -> None:
        """Have it said that the answer is sought, unless it is there before: a timer of Textual's is a task each."""
        self._wait_no_more()
        self._late = asyncio.get_running_loop().call_later(PATIENCE, self.call_next, self._draw_waiting)

    def _wait_no_more(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def on_unmount(self) -> None:
        """Say nothing any more."""
        self._wait_no_more()

    def _draw_waiting(self) -> None:
        """Say that it takes its time, where it does: mostly the answer is there before."""
        if self.effect is None and self.stands:
            self._draw()

    def _known_carried(self, result: tuple[Carried, Preview]) -> None:
        if self.stands and self.carries and self._moved_to(result[0]) == self.due:
            self.carried = result[0]
            self._known(result[1])

    def _moved_to(self, found: Carried) -> date:
        rows = {row.key: now.due for pairs in found.moved.values() for row, now in pairs}
        return rows.get(self.row.key, self.begun) if self.row else self.begun

    def _answered(self, due: date, preview: Preview) -> None:
        """Take an answer, unless something else was asked since and answered at once."""
        if due == self.due and not self.carries:
            self._known(preview)

    def _known(self, preview: Preview) -> None:
        if not self.stands:
            return
        self._wait_no_more()
        view = self.under.view
        focus = view.focus if view else None
        self.effect = preview.within(focus).effect
        self.under.preview(preview)
        self._draw()

    def _draw(self) -> None:
        today = self.desk_app.today or self.due
        step = "" if not self.days else f"{self.days:+d} d"
        verb = " move with successors " if self.carries else " move "
        days: list[Span] = [
            Span("   first " if len(self.rows) > 1 else "   ", "faint"),
            Span(words.week_day(self.begun, today), "dim"), Span(" to ", "faint"),
            Span(words.full_day(self.due), "accent bold"),
            Span(f"   {step}  {words.away(self.due, today)}", "dim"),
        ]  # fmt: skip
        room = max(12, self.app.size.width - length(days) - length([Span(verb)]) - 1)
        title = Span(f" {shown(self.title_told, room)}", "bold")
        lines: list[Line] = [[Span(verb, "accent bold label"), title, *days], *self._effects()]
        lines += [[]] * (self._room() + 2 - len(lines))
        keys = DATED if self.query_one(Input).display else self._keys
        lines.append(keys_line(keys, self.said, self.app.size.width))
        self._pane.show(lines)

    def _room(self) -> int:
        """Give how many conflicts the panel names; it keeps its height while it is open."""
        return LISTED if self.app.size.height >= TALL else LISTED - 3

    def _effects(self) -> list[Line]:
        if self.effect is None:
            return [[Span("  reading what that breaks …", "faint")]]
        made, cleared = self.effect.made, self.effect.cleared
        lines = self._carries()
        lines += [self._effect("makes", "high", one) for one in made]
        lines += [self._effect("clears", "good", one) for one in cleared]
        if not lines:
            quiet = "  makes no conflict and clears none" if self.days else "  h l moves it by a day"
            return [[Span(quiet, "dim")]]
        room = self._room()
        if len(lines) > room:
            more = len(lines) - room + 1
            tail = f"  … and {more} more: makes {len(made)}, clears {len(cleared)}"
            lines = [*lines[: room - 1], [Span(tail, "dim")]]
        return lines

    def _carries(self) -> list[Line]:
        """Tell whose milestones go along, a client a line."""
        view = self.under.view
        if self.carried is None or view is None or self.row is None or not self.days:
            return []
        along = {
            client: rest
            for client, pairs in self.carried.moved.items()
            if (rest := tuple(pair for pair in pairs if pair[0].key != self.row.key))
        }
        if not along:
            return [[Span("  nothing comes after it that would move", "dim")]]
        return moves_of(along, view, self.desk_app.glyphs)

    def _effect(self, verb: str, role: str, one: Conflict) -> Line:
        kind = words.LONG.get(one.kind, one.kind)
        return [
            Span(f"  {verb:<7}", f"{role} bold"),
            cell(kind, 20, one.severity if verb == "makes" else "dim"),
            Span(one.message),
        ]

    def action_shift(self, days: int) -> None:
        """Move by days."""
        try:
            due = self.due + timedelta(days=days)
        except OverflowError:
            self.tell("that is further off than a date can be")
        else:
            self._to(due)

    def _to(self, due: date) -> None:
        if self._is_saving:
            return
        before, self.due, self.said = self.due, due, ""
        try:
            self._edit()
        except OverflowError:
            self.due = before
            self.tell("that is further off than a date can be")
        else:
            self._ask()

    def tell(self, said: str) -> None:
        """Say something beside the keys."""
        self.said = said
        self._draw()

    def action_carry(self) -> None:
        """Carry what comes after it along, or leave it where it is."""
        if self.row is None:
            self.tell("r carries along what comes after one milestone")
            return
        self.carries, self.said = not self.carries, ""
        self._ask()

    def action_type_date(self) -> None:
        """Open the line for a date."""
        line = self.query_one(Input)
        line.display = True
        line.value = ""
        line.focus()
        self.tell("")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the date that was typed; a step counts from where the milestone is."""
        event.stop()
        typed = event.value.strip()
        try:
            due = read_date(typed, self.due if typed[:1] in "+-" else self.desk_app.today or self.due)
        except ValueError as error:
            self.tell(f"{shown(typed, 20)} {error}")
            return
        self._close_line()
        self._to(due)

    def _close_line(self) -> None:
        self.query_one(Input).display = False
        self.set_focus(None)

    def action_commit(self) -> None:
        """Keep the move: one change, one undo step."""
        view, keeper = self.under.view, self.desk_app.keeper
        if not self.days or view is None or keeper is None:
            self._end()
            return
        if self.carries and self.carried is None:
            self.tell("still reading what comes along")
            return
        if self._is_saving:
            return
        edit = self.carried.edit if self.carried else self._edit()
        self._is_saving = True
        self.desk_app.state = "saving"
        keeper.apply(edit.changes, edit.words, self._done, self._refused)

    def _done(self) -> None:
        self.under.forget_picked()
        self._end()

    def _refused(self, error: PmdeskError) -> None:
        self._is_saving = False
        self.not_saved()
        if isinstance(error, Stale):
            self.tell(f"{error.message.splitlines()[0]} by another program: Esc, then m again")
        else:
            self.tell(error.message.splitlines()[0])

    def action_drop(self) -> None:
        """Leave everything as it was; in the line for a date, leave that only."""
        if self.query_one(Input).display:
            self._close_line()
            self.tell("")
        elif self._is_saving:
            self.tell("it is being saved: u takes it back")
        else:
            self._end()

    def _end(self) -> None:
        self.under.preview(None)
        self.dismiss(None)
