"""Week: my meetings on a grid, overlaps side by side, the client's working hours shaded, what is due and off above."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from textual.app import ComposeResult

from pmdesk.model import Blackout, Event, Milestone, Noun, Override
from pmdesk.tui import refs, words
from pmdesk.tui.line import Line, Span, cell
from pmdesk.tui.screens.base import DeskScreen
from pmdesk.tui.screens.filtering import Keeping
from pmdesk.tui.tables.contracts import MILESTONES
from pmdesk.tui.tables.table import Seen, fact, facts_line, title_line
from pmdesk.tui.week import Sitting, WeekSheet, monday_of, read_week
from pmdesk.tui.widgets.drawn import Pane
from pmdesk.tui.widgets.filter_line import NOTHING, FilterLine
from pmdesk.tui.widgets.week_grid import WeekGrid

if TYPE_CHECKING:
    from pmdesk.tui.view import View

HOUR = 10
"""The hour that a new meeting is offered at on a day without any."""


class WeekScreen(Keeping, DeskScreen):
    """The grid, and beneath it what is told of the meeting under the cursor."""

    CSS_PATH = Path(__file__).parent.parent / "styles" / "week.tcss"
    SCOPES = ("desk", "week")
    AUTO_FOCUS = "WeekGrid"

    def __init__(self) -> None:
        super().__init__()
        self._sheets: dict[date, WeekSheet] = {}
        self._read_at: object = None
        self._monday: date | None = None

    def body(self) -> ComposeResult:
        """Compose grid and detail."""
        yield WeekGrid(id="grid")
        yield Pane(id="told")
        yield FilterLine()

    @property
    def grid(self) -> WeekGrid:
        """The grid."""
        return self.query_one(WeekGrid)

    # -- showing ----------------------------------------------------------------------------------------------------

    def fill(self, view: View) -> None:
        """Show the week, and have it read where it is not, or changed."""
        self._monday = self._monday or monday_of(view.today)
        if self._read_at != view.book.version:
            self._read_at = view.book.version
            self._ask(self._monday, afresh=True)
        self.redraw(view)

    def draw(self, view: View) -> None:
        """Show the week where it is read: what the filter keeps of it."""
        sheet = self._sheets.get(self._monday) if self._monday else None
        if sheet is not None:
            self.grid.show(sheet.sieved(self.kept) if self.kept else sheet, view)
            self._tell()

    def left(self) -> tuple[int, int]:
        """Give how many meetings are shown, of how many in the week."""
        whole = self._sheets.get(self._monday) if self._monday else None
        return len(self.grid.sheet.sittings) if self.grid.sheet else 0, len(whole.sittings) if whole else 0

    def hold(self) -> None:
        """Give the keys back to the grid."""
        self.set_focus(self.grid)

    def steer(self, step: int) -> None:
        """Go to the next meeting."""
        self.grid.action_meeting(step)

    def _ask(self, monday: date, *, afresh: bool = False) -> None:
        def got(sheet: WeekSheet) -> None:
            if afresh:
                self._sheets.clear()
            self._sheets[sheet.monday] = sheet
            if self.is_mounted and self.view is not None and sheet.monday == self._monday:
                self.redraw(self.view)

        self.keeper.read(lambda desk: read_week(desk, monday), got, lane="week")

    def on_week_grid_wanted(self, message: WeekGrid.Wanted) -> None:
        """Show another week."""
        self._to(message.day)

    def _to(self, day: date, ref: str = "") -> None:
        view = self.view
        self._monday = monday_of(day)
        self.grid.day, self.grid.ref = day, ref
        if self._monday in self._sheets and view is not None:
            self.redraw(view)
        else:
            self._ask(self._monday)

    def on_week_grid_moved(self) -> None:
        """Tell of what is under the cursor."""
        self._tell()

    def on_resize(self) -> None:
        """Break the detail anew."""
        self.call_after_refresh(self._tell)

    def _tell(self) -> None:
        view, sheet, item = self.view, self.grid.sheet, self.grid.item
        pane = self.query_one("#told", Pane)
        if view is None or sheet is None:
            pane.show([])
            return
        if item is None:
            free = [Span("   free: ", "dim"), Span("a", "bold"), Span(" adds a meeting", "dim")]
            day = Span(f" {words.full_day(self.grid.day or view.today)}", "bold")
            pane.show([[day, *(NOTHING[-1] if self.kept else free)]])
            return
        width = max(30, pane.size.width)
        seen = Seen(view, self.desk_app.glyphs)
        if isinstance(item.about, Milestone):
            pane.show(MILESTONES.detail(item.about, seen, width))
        elif isinstance(item.about, Blackout):
            when = words.day_range(item.about.start, item.about.end, view.today)
            who = refs.who_of(view.portfolio, item.about.who)
            pane.show([[Span(f" {item.about.title}", "bold"), Span(f"   {when}   {who}", "dim")]])
        else:
            pane.show(self._sitting(item.about, view, sheet, seen, width))

    def _sitting(self, one: Sitting, view: View, sheet: WeekSheet, seen: Seen, width: int) -> list[Line]:
        """Tell of a meeting: in my time and theirs, who is there, and what contradicts it."""
        event, portfolio = one.event, sheet.portfolio
        if event is None:
            return []
        mine = words.time_range(one.start, one.end, view.zone)
        theirs: list[Span] = []
        if one.client:
            zone = portfolio.zone_of(f"client/{one.client}")
            if zone != view.zone:
                theirs = [
                    Span(f"   = {one.start.astimezone(ZoneInfo(zone)):%H:%M} {words.city(zone)}", f"@{one.client}")
                ]
        vendors = ", ".join(portfolio.vendors[key].name for key in event.vendors if key in portfolio.vendors)
        site = portfolio.sites.get(event.site or "")
        lines: list[Line] = [
            title_line(event, one.title, seen),
            [
                Span(f" {mine}", "bold"),
                *theirs,
                Span(f"   {words.minutes(one.end - one.start)}", "dim"),
                Span("   repeats" if event.rrule else "", "dim"),
                Span("   tentative" if one.is_tentative else "", "warn"),
            ],
            facts_line(("with", vendors, ""), ("at", site.name if site else "", ""), ("", event.url, "dim")),
        ]
        caught = [bad for bad in view.conflicts if event.ref in bad.items and bad.waived is None]
        for bad in caught[:3]:
            kind = words.LONG.get(bad.kind, bad.kind)
            lines.append(
                [Span(f" {seen.glyphs.trouble} ", bad.severity), cell(kind, 18, bad.severity), Span(bad.message)]
            )
        return [*lines, *fact("notes", event.notes, width, "dim", most=2)]

    # -- what keys work with ------------------------------------------------------------------------------------------

    def target(self) -> str:
        """Give what is under the cursor."""
        item = self.grid.item
        return item.ref.partition("#")[0] if item else ""

    def target_day(self) -> date | None:
        """Give the day of the cursor."""
        return self.grid.day or self.desk_app.today

    def point_at(self, ref: str, day: date | None) -> None:
        """Put the cursor on a day, and on the first occurrence of a meeting there."""
        if day is not None:
            self._to(day, ref)

    def first_row(self) -> None:
        """Go to the first thing of the week."""
        self.grid.action_first()

    def picked(self) -> list[Noun]:
        """Give what is selected, else the row under the cursor: of a meeting its event."""
        found: dict[str, Noun] = {}
        for item in self.grid.items():
            row = item.about.event if isinstance(item.about, Sitting) else item.about
            if row is not None:
                found[row.ref] = row
        return list(found.values())

    def forget_picked(self) -> None:
        """Select nothing any more."""
        self.grid.select(frozenset())

    def on_week_grid_freed(self) -> None:
        """Back out of the filter, where nothing is selected."""
        self.unfilter()

    def on_week_grid_selected(self) -> None:
        """Say how many are selected."""
        count = len(self.grid.selected)
        self.say(f"{count} selected: any verb takes them all, Esc none" if count else "nothing is selected")

    def action_move(self) -> None:
        """Move what is selected; of a meeting that repeats the one occurrence."""
        sheet = self.grid.sheet
        rows: list[Noun] = []
        for item in self.grid.items():
            row = item.about
            if isinstance(row, Sitting) and sheet is not None:
                moved = self._occurrence(row, sheet) or row.event
                rows += [moved] if moved is not None else []
            elif isinstance(row, Milestone | Blackout):
                rows.append(row)
        if not rows:
            super().action_move()
            return
        title = self.grid.items()[0].about
        self._with(rows, lambda rows, view: self._move(rows, title.title if len(rows) == 1 else ""))

    def _occurrence(self, one: Sitting, sheet: WeekSheet) -> Override | None:
        """Give the one occurrence of a meeting that repeats, with its own start and end."""
        event, occurrence = one.event, sheet.occurrence_of(one)
        if event is None or occurrence is None:
            return None
        place = ZoneInfo(sheet.portfolio.event_zone(event))
        start, end = (moment.astimezone(place).replace(tzinfo=None) for moment in (one.start, one.end))
        known = _changed(sheet, event, occurrence)
        return replace(known or Override(event.key, occurrence), start=start, end=end)

    def adds(self) -> type[Noun] | None:
        """Give meetings."""
        return Event

    def preset(self, noun: type[Noun], view: View) -> Mapping[str, str]:
        """Begin a meeting after the one under the cursor, else at ten."""
        found = dict(super().preset(noun, view))
        item, day = self.grid.item, self.grid.day or view.today
        at = f"{HOUR:02d}:00"
        if item is not None and isinstance(item.about, Sitting):
            at = f"{item.about.end.astimezone(ZoneInfo(view.zone)):%H:%M}"
        if noun is Event:
            found |= {"start": f"{day.isoformat()}T{at}", "end": "45m", "timezone": view.zone}
        return found

    def on_week_grid_opened(self) -> None:
        """Open the row under the cursor in its form."""
        self.action_edit()

    def action_delete(self) -> None:
        """Delete what is under the cursor; of a recurring meeting that occurrence, or all."""
        item, sheet = self.grid.item, self.grid.sheet
        one = item.about if item else None
        if not isinstance(one, Sitting) or sheet is None or one.event is None or not one.event.rrule:
            super().action_delete()
            return
        from pmdesk.tui.overlays.which import ALL, ONE, WhichScreen

        def answered(which: str | None) -> None:
            if which == ONE:
                self._cancel(one, sheet)
            elif which == ALL:
                super(WeekScreen, self).action_delete()

        when = words.week_day(one.start.astimezone(ZoneInfo(sheet.portfolio.profile.timezone)).date())
        self.app.push_screen(WhichScreen(one.title, when), answered)

    def _cancel(self, one: Sitting, sheet: WeekSheet) -> None:
        from pmdesk.desk.edits import Edit
        from pmdesk.portfolio import Put

        event, occurrence = one.event, sheet.occurrence_of(one)
        if event is None or occurrence is None:
            return
        known = _changed(sheet, event, occurrence)
        row = replace(known, status="cancelled") if known else Override(event.key, occurrence, status="cancelled")
        self._did(Edit((Put(row, known),), f"cancelled {one.title} of {words.short_day(occurrence.date())}"))


def _changed(sheet: WeekSheet, event: Event, occurrence: datetime) -> Override | None:
    """Give what is stored of an occurrence that was moved or cancelled."""
    return next((row for row in sheet.portfolio.overrides.get(event.key, ()) if row.occurrence == occurrence), None)
