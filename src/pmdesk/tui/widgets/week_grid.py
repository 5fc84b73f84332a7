"""The week grid: a column a day, rows of time, what is due and off above; its cursor, and its layout."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from textual.message import Message

from pmdesk.model import Milestone
from pmdesk.tui.commands import bindings
from pmdesk.tui.week import Sitting, WeekSheet, days_of
from pmdesk.tui.widgets.week_layout import place, step_for
from pmdesk.tui.widgets.week_paint import EARLIEST, LATEST, Day, Item, WeekPaint

if TYPE_CHECKING:
    from textual import events

    from pmdesk.tui.view import View

ROOMY = 110
"""Columns from which the weekend has room even when it is free."""
DAWN_TO_DUSK = (7, 21)
"""Hours that are shown where there is room for them."""


class WeekGrid(WeekPaint, can_focus=True):
    """Shows a week; the cursor goes through the meetings of a day, and from day to day."""

    BINDINGS = bindings("week")

    class Moved(Message):
        """The cursor stands on something else."""

    class Wanted(Message):
        """Another week is wanted, with the cursor on a day of it."""

        def __init__(self, day: date) -> None:
            super().__init__()
            self.day = day

    class Selected(Message):
        """Something was selected, or no longer."""

    class Freed(Message):
        """Esc, with nothing selected."""

    class Opened(Message):
        """What is under the cursor is to be opened."""

    # -- what is shown ------------------------------------------------------------------------------------------------

    def show(self, sheet: WeekSheet, view: View) -> None:
        """Show a week from a context; the cursor keeps its meeting, or its day."""
        if self.sheet is not None and self.sheet.monday != sheet.monday:
            self.selected = frozenset()
        self.sheet, self.view = sheet, view
        days = sheet.days
        if self.day not in days:
            self.day = view.today if view.today in days else days[0]
        self._lay_out()

    def _lay_out(self) -> None:
        sheet, view = self.sheet, self.view
        if sheet is None or view is None:
            return
        spans = {day: self._spans(day, sheet, view) for day in sheet.days}
        every = [span for found in spans.values() for span in found]
        self._first = min([EARLIEST, *(start // 60 * 60 for start, _, _ in every)])
        self._last = max([LATEST, *(-(-end // 60) * 60 for _, end, _ in every)])
        self._step = step_for(self._first, self._last, self._height())
        self._stretch()
        self._days = [self._day(day, spans[day], sheet, view) for day in self._seen(sheet, spans)]
        if self.day not in [day.date for day in self._days]:
            self.day = self._days[-1].date
        here = self._here()
        if here and self.ref not in [item.ref for item in here.items]:
            self.ref = here.items[0].ref if here.items else ""
        self._into_view()
        self.refresh()
        self.post_message(self.Moved())

    def _stretch(self) -> None:
        """Show more of the day where there is room, the evening first."""
        hour = 60 // self._step
        while self._last - self._first < (DAWN_TO_DUSK[1] - DAWN_TO_DUSK[0]) * 60:
            rows = (self._last - self._first) // self._step
            if rows + hour > self._height():
                return
            late = self._last < DAWN_TO_DUSK[1] * 60 and (self._first <= DAWN_TO_DUSK[0] * 60 or self._last <= LATEST)
            if late:
                self._last += 60
            elif self._first >= 60:
                self._first -= 60
            else:
                return

    def _seen(self, sheet: WeekSheet, spans: dict[date, list[tuple[int, int, Sitting]]]) -> list[date]:
        """Give the days that are shown: the weekend only where there is room, or something in it."""
        full = self.size.width >= ROOMY
        return [
            day for day in sheet.days
            if full or day.weekday() < 5 or spans[day] or day == self.day or sheet.milestones_on(day)
        ]  # fmt: skip

    def _spans(self, day: date, sheet: WeekSheet, view: View) -> list[tuple[int, int, Sitting]]:
        """Give the meetings of a day of my zone, from which to which minute of it."""
        place = ZoneInfo(view.zone)
        found = []
        for one in sheet.sittings:
            start, end = one.start.astimezone(place), one.end.astimezone(place)
            if (
                end.date() < day
                or start.date() > day
                or (end.date() == day and end.hour + end.minute == 0 and start.date() < day)
            ):
                continue
            first = start.hour * 60 + start.minute if start.date() == day else 0
            last = end.hour * 60 + end.minute if end.date() == day else 1440
            found.append((first, max(last, first + 1), one))
        return found

    def _day(self, day: date, spans: list[tuple[int, int, Sitting]], sheet: WeekSheet, view: View) -> Day:
        focus = view.focus
        who = {"me", *([f"client/{focus}"] if focus else [])}
        off = [Item(row.ref, row, None if row.who == "me" else focus) for row in sheet.blackouts_on(day, who)]
        due = [
            Item(row.ref, row, sheet.portfolio.client_of(row.engagement))
            for row in sheet.milestones_on(day)
            if view.is_in(sheet.portfolio.client_of(row.engagement))
        ]
        placed = [
            Item(self._ref_of(one.about), one.about, one.about.client, one)
            for one in place(spans, self._first, self._step)
        ]
        shaded_who = f"client/{focus}" if focus in sheet.portfolio.clients else "me"
        return Day(day, (*off, *due, *placed), tuple(sheet.working(shaded_who, day)))

    def _ref_of(self, one: Sitting) -> str:
        """Give the ref of a meeting; that of another client's, in focus, says nothing."""
        return "" if self.is_elsewhere(one) else one.ref

    # -- the cursor ---------------------------------------------------------------------------------------------------

    def _here(self) -> Day | None:
        return next((day for day in self._days if day.date == self.day), None)

    def _steps(self, day: Day | None) -> list[Item]:
        return [item for item in day.items if item.ref] if day else []

    def action_meeting(self, step: int) -> None:
        """Go to the next meeting of the day, then to the next day's."""
        found = self._steps(self._here())
        at = next((at for at, item in enumerate(found) if item.ref == self.ref), -1 if step > 0 else len(found))
        if 0 <= at + step < len(found):
            self._put(self.day, found[at + step].ref)
        else:
            self._to_day(step, first=step > 0)

    def _to_day(self, step: int, *, first: bool | None = None) -> None:
        dates = [day.date for day in self._days]
        at = dates.index(self.day) + step if self.day in dates else 0
        if not 0 <= at < len(dates):
            edge = (self.sheet.days[-1] if step > 0 else self.sheet.days[0]) if self.sheet else self.day
            self._want(edge, step)
            return
        found = self._steps(self._days[at])
        end = found[:1] if first else found[-1:]
        chosen = self._nearest(found) if first is None else end[0].ref if end else ""
        self._put(dates[at], chosen)

    def _nearest(self, found: list[Item]) -> str:
        item = self.item
        row = item.placed.row if item and item.placed else 0
        return min(found, key=lambda one: abs((one.placed.row if one.placed else 0) - row)).ref if found else ""

    def _put(self, day: date | None, ref: str) -> None:
        self.day, self.ref = day, ref
        self._into_view()
        self.refresh()
        self.post_message(self.Moved())

    def action_day(self, step: int) -> None:
        """Go to the next day, to the meeting nearest in time."""
        self._to_day(step)

    def action_week(self, step: int) -> None:
        """Go to the next week, the same day of it."""
        self._want(self.day, 7 * step)

    def _want(self, day: date | None, step: int) -> None:
        """Have the week shown of a day that is ``step`` days off another one; the calendar has ends."""
        try:
            wanted = (day or date.min) + timedelta(days=step)
            days_of(wanted - timedelta(days=wanted.weekday()))
        except OverflowError:
            return
        self.post_message(self.Wanted(wanted))

    def action_hop(self, kind: str, step: int) -> None:
        """Go to the next item in conflict, or the next date, of the week in view."""
        flat = [(day.date, item) for day in self._days for item in self._steps(day)]
        at = next((at for at, (_, item) in enumerate(flat) if item.ref == self.ref), -1 if step > 0 else len(flat))
        while 0 <= at + step < len(flat):
            at += step
            day, item = flat[at]
            if isinstance(item.about, Milestone) if kind == "milestone" else self._severity(item):
                self._put(day, item.ref)
                return

    def action_first(self) -> None:
        """Go to the first thing of the week."""
        flat = [(day.date, item.ref) for day in self._days for item in self._steps(day)]
        if flat:
            self._put(*flat[0])

    def action_last(self) -> None:
        """Go to the last thing of the week."""
        flat = [(day.date, item.ref) for day in self._days for item in self._steps(day)]
        if flat:
            self._put(*flat[-1])

    def action_to_today(self) -> None:
        """Go back to today."""
        if self.view is not None:
            self.post_message(self.Wanted(self.view.today))

    def items(self) -> list[Item]:
        """Give what is selected in the week in view, in its order; where nothing is, what the cursor is on."""
        flat = [item for day in self._days for item in self._steps(day)]
        chosen = {item.ref: item for item in flat if item.ref in self.selected}
        return list(chosen.values()) or ([self.item] if self.item else [])

    def select(self, refs: frozenset[str]) -> None:
        """Show these as selected."""
        self.selected = refs
        self.refresh()

    def action_select(self) -> None:
        """Select what the cursor is on for the next verb, or no longer."""
        if self.ref:
            self.select(self.selected ^ {self.ref})
            self.post_message(self.Selected())

    def action_unselect(self) -> None:
        """Select nothing any more; tell where nothing was."""
        if self.selected:
            self.select(frozenset())
        else:
            self.post_message(self.Freed())

    def action_open(self) -> None:
        """Open what is under the cursor."""
        self.post_message(self.Opened())

    def on_resize(self) -> None:
        """Lay out anew."""
        self._lay_out()

    def on_focus(self) -> None:
        """Show the cursor as the one that keys move."""
        self.refresh()

    def on_blur(self) -> None:
        """Show the cursor as one that waits."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on what was clicked; a click on the cursor opens it."""
        found = self._item_at(event.x, event.y)
        if found is None:
            return
        day, item = found
        if item is not None and item.ref and item.ref == self.ref:
            self.action_open()
        else:
            self._put(day, item.ref if item else "")

    def on_mouse_scroll_down(self) -> None:
        """Go on."""
        self.action_meeting(1)

    def on_mouse_scroll_up(self) -> None:
        """Go back."""
        self.action_meeting(-1)
