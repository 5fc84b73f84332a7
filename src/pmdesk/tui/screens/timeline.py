"""Timeline: every engagement on one axis; its keys lead the widget's cursor."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from textual.app import ComposeResult

from pmdesk.portfolio import Window
from pmdesk.tui import refs
from pmdesk.tui.commands import bindings
from pmdesk.tui.line import Line
from pmdesk.tui.screens.base import DeskScreen, nothing_in
from pmdesk.tui.screens.filtering import Keeping
from pmdesk.tui.widgets.drawn import Pane
from pmdesk.tui.widgets.filter_line import NOTHING, FilterLine
from pmdesk.tui.widgets.timeline import Timeline
from pmdesk.tui.widgets.timeline.troubles import days_of

if TYPE_CHECKING:
    from pmdesk.model import Noun
    from pmdesk.schedule.conflicts.conflict import Conflict
    from pmdesk.tui.book import Sheet
    from pmdesk.tui.previewing import Preview
    from pmdesk.tui.view import View

SELECTED = frozenset({"milestone", "assignment", "blackout"})
"""What can be selected, by kind."""


class TimelineScreen(Keeping, DeskScreen):
    """The widget, and the keys that lead it."""

    SCOPES = ("desk", "timeline")
    BINDINGS = bindings("timeline")
    AUTO_FOCUS = "Timeline"
    SHOWS_PREVIEWS = True

    def __init__(self) -> None:
        super().__init__()
        self._sheet: Sheet | None = None
        self._wanted: tuple[str, date | None] | None = None
        self._led: tuple[str, date | None] | None = None

    def body(self) -> ComposeResult:
        """Compose the widget."""
        yield Pane(id="nothing")
        yield Timeline(glyphs=self.desk_app.glyphs, keys=(("f", "fix"), ("w", "waive")))
        yield FilterLine()

    @property
    def timeline(self) -> Timeline:
        """The widget."""
        return self.query_one(Timeline)

    def fill(self, view: View) -> None:
        """Show the sheet that holds the days in view."""
        self.timeline.take_glyphs(self.desk_app.glyphs)
        self.redraw(view)
        if self._wanted:
            self.point_at(*self._wanted)

    def draw(self, view: View) -> None:
        """Draw the lanes, or say why there are none."""
        day = (self._wanted and self._wanted[1]) or self.timeline.cursor_date or view.today
        sheet = self._sheet = view.book.far if view.book.far and day in view.book.far.window else view.book.home
        self.timeline.show(sheet.portfolio, view.conflicts_of(sheet), sheet.weeks, view.today, view.focus, self.kept)
        said: list[Line] = []
        if view.focus is not None and not view.engagements:
            said = nothing_in(view)
        elif self.kept is not None and self.timeline.is_bare:
            said = NOTHING
        nothing = self.query_one("#nothing", Pane)
        nothing.display = bool(said)
        self.timeline.display = not said
        nothing.show(said)

    def left(self) -> tuple[int, int]:
        """Give how many engagements have a lane, of how many."""
        return self.timeline.engagements

    def hold(self) -> None:
        """Give the keys back to the lanes."""
        self.set_focus(self.timeline)

    def steer(self, step: int) -> None:
        """Move by a lane."""
        self.timeline.action_lane(step)

    def sheet(self) -> Sheet | None:
        """Give the sheet that is shown."""
        return self._sheet

    def target(self) -> str:
        """Give what is under the cursor."""
        return self.timeline.cursor_ref

    def picked(self) -> list[Noun]:
        """Give what is selected, else what is under the cursor."""
        found = [self._row(ref) for ref in sorted(self.timeline.selected) or [self.target()]]
        return [row for row in found if row is not None]

    def _row(self, ref: str) -> Noun | None:
        view, sheet = self.view, self._sheet
        if view is None or sheet is None:
            return None
        return view.find_milestone(ref) or refs.row_of(sheet.portfolio, ref) or refs.row_of(view.portfolio, ref)

    def forget_picked(self) -> None:
        """Select nothing any more."""
        self.timeline.select(frozenset())

    def action_select(self) -> None:
        """Select what is under the cursor for the next verb, or no longer."""
        ref = self.target()
        if ref.partition("/")[0] not in SELECTED:
            self.say("v selects milestones, assignments and blackouts: there is none under the cursor", "dim")
            return
        self.timeline.select(self.timeline.selected ^ {ref})
        count = len(self.timeline.selected)
        self.say(f"{count} selected: any verb takes them all, Esc none" if count else "nothing is selected")

    def action_back(self) -> None:
        """Back out: of the selection, then of the filter."""
        if self.timeline.selected:
            self.forget_picked()
        else:
            self.unfilter()

    def action_done(self) -> None:
        """Mark milestones done; a term is not closed from here."""
        if any(row.KIND == "engagement" for row in self.picked()):
            self._nothing("d marks a milestone done", self.picked())
        else:
            super().action_done()

    def conflicts_here(self) -> list[Conflict]:
        """Give the conflicts that the detail tells of; where n led here, what it led to comes first."""
        found = self.timeline.cursor_conflicts
        day = self.target_day()
        if day is None or self._led != (self.target(), day):
            return found
        return sorted(found, key=lambda one: one.waived is not None or not self._begins(one, day))

    def _begins(self, one: Conflict, day: date) -> bool:
        """Tell whether n leads to a conflict on a day: its first occurrence from today on begins there, or runs."""
        view = self.view
        if view is None:
            return False
        spans = [days_of(item, ZoneInfo(view.zone)) for item in one.occurrences]
        start, end = next((span for span in spans if span[1] >= view.today), spans[0])
        return day == min(max(start, view.today), end)

    def target_day(self) -> date | None:
        """Give the day of the cursor."""
        return self.timeline.cursor_date

    def point_at(self, ref: str, day: date | None) -> None:
        """Put the cursor on a thing and a day; waits until the days are read if they must be."""
        self._wanted = None
        if self.kept is not None and not self.timeline.has(ref):
            self.unfilter()
        if not self.timeline.go(ref, day) and self._sheet is not None:
            view = self.view
            if view and day and day not in self._sheet.window and ref.startswith("milestone/"):
                self._wanted = (ref, day)
                self.keeper.want(Window(*self.timeline.around(day)), Window(day, day))

    def preview(self, found: Preview | None) -> None:
        """Show the portfolio as it would be."""
        focus = self.view.focus if self.view else None
        if found is None:
            self.timeline.end_preview()
        else:
            self.timeline.preview_edit(found.portfolio, found.within(focus).changed, found.refs)

    def on_timeline_window_wanted(self, message: Timeline.WindowWanted) -> None:
        """Have the days read that the view shows."""
        self.keeper.want(Window(message.first, message.last), Window(*message.shown))

    def on_timeline_opened(self, message: Timeline.Opened) -> None:
        """Open what is under the cursor."""
        kind, _, key = message.ref.partition("/")
        if kind == "client":
            self._focus(key)
        elif kind == "engagement":
            self.run_worker(self.show_on("engagements", message.ref, None, opened=True))
        elif kind != "me":
            self.action_edit()

    def first_row(self) -> None:
        """Go to the first lane."""
        self.timeline.action_first()

    def action_lane(self, step: int) -> None:
        """Move by a lane."""
        self.timeline.action_lane(step)

    def action_column(self, step: int) -> None:
        """Move by a column."""
        self.timeline.action_column(step)

    def action_page(self, step: int) -> None:
        """Move by a page."""
        self.timeline.action_page(step)

    def action_zoom(self, step: int) -> None:
        """Go nearer or farther."""
        self.timeline.action_zoom(step)

    def action_to_today(self) -> None:
        """Go back to today."""
        self.timeline.action_today()

    def action_milestone(self, step: int) -> None:
        """Go to the next milestone."""
        if not self.timeline.action_milestone(step):
            self.say(f"no milestone {'after' if step > 0 else 'before'} this one", "dim")

    def action_conflict(self, step: int) -> None:
        """Go to the next conflict."""
        if self.timeline.action_conflict(step):
            self._led = (self.target(), self.target_day())
        else:
            self.say(f"no conflict {'after' if step > 0 else 'before'} this day", "dim")

    def action_first(self) -> None:
        """Go to the first lane."""
        self.timeline.action_first()

    def action_last(self) -> None:
        """Go to the last lane."""
        self.timeline.action_last()

    def action_open(self) -> None:
        """Open what is under the cursor."""
        self.timeline.action_open()
