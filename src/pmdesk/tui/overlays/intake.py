"""Taking in a calendar: read beside the screen, shown before it is taken, taken as one change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical

from pmdesk.errors import InputError, PmdeskError, Refused
from pmdesk.tui import words
from pmdesk.tui.aside import aside
from pmdesk.tui.commands import bindings
from pmdesk.tui.line import Line, Span, cell
from pmdesk.tui.overlays.panel import Overlay
from pmdesk.tui.recurring import repeats
from pmdesk.tui.widgets.drawn import Pane
from pmdesk.tui.widgets.row_list import Row, RowList, heading

if TYPE_CHECKING:
    from pmdesk.desk.calendar_import import CalendarResult, Looked
    from pmdesk.desk.edits import Edit
    from pmdesk.desk.intake.asked import Intake
    from pmdesk.desk.intake.plan import Outcome
    from pmdesk.desk.sight import Sight
    from pmdesk.exchange.ics.reading.limited import Reading
    from pmdesk.exchange.ics.reading.meeting import Calendar
    from pmdesk.model import Event

_ACTS = {"new": ("new", "good"), "changed": ("changed", "warn"), "cancelled": ("cancelled", "high")}
TICK = 0.5
"""Seconds between two looks at the clock while a calendar is read."""


class IntakeScreen(Overlay[None]):
    """Reads a calendar in another process, shows what taking it in would do, takes it on Enter."""

    BINDINGS = bindings("intake")

    def __init__(self, path: Path, asked: Intake, whose: str, say: Callable[[str], None]) -> None:
        super().__init__()
        self.path, self.asked = path, asked
        self._whose, self._say = whose, say
        self.calendar: Calendar | None = None
        self.looked: Looked | None = None
        self._reading: Reading | None = None
        self._is_taking = False
        self._is_left = False
        self._meanwhile = ""
        self._waited = 0.0

    def compose(self) -> ComposeResult:
        """Compose what is read, its items, and what can be done."""
        with Vertical(id="finder"):
            yield Pane(id="intake-head", ground="surface")
            yield RowList(id="found", ground="surface")
            yield Pane(id="intake-foot", ground="surface")

    def on_mount(self) -> None:
        """Begin to read."""
        self._head("reading …", "dim")
        self._foot()
        self.query_one(RowList).focus()
        self.set_interval(TICK, self._tick)
        aside(self.app, self._read, self._read_through, self._failed)

    def on_unmount(self) -> None:
        """Read no further."""
        self._is_left = True
        if self._reading is not None and self.calendar is None:
            self._reading.stop()

    def _tick(self) -> None:
        self._waited += TICK
        if self.calendar is None and self._reading is not None and self._waited >= 1:
            self._head(f"reading … {self._waited:.0f} s", "dim")

    def _read(self) -> Calendar:
        """Read the file; runs on a thread of its own, for the store's has other things to do."""
        from pmdesk.exchange.ics.reading.limited import Reading, bytes_of, name_of

        try:
            self._reading = Reading(bytes_of(self.path), name_of(self.path))
        except OSError as error:
            raise InputError(f"{name_of(self.path)} can't be read: {error.strerror}") from error
        if self._is_left:
            self._reading.stop()
        return self._reading.result()

    def _read_through(self, calendar: Calendar) -> None:
        if self._is_left:
            return
        self.calendar = calendar
        self._head("comparing with what is here …", "dim")
        self._look()

    def _look(self) -> None:
        keeper = self.desk_app.keeper
        if keeper is not None:
            keeper.read(self._plan, self._known, lane="intake", otherwise=self._failed)

    def _plan(self, sight: Sight) -> Looked:
        from pmdesk.exchange.ics.reading.limited import name_of

        if self.calendar is None:
            raise Refused(["it is not read yet"])
        return sight.intake(self.calendar, name_of(self.path), self.asked)

    def _known(self, looked: Looked) -> None:
        if self._is_left:
            return
        self.looked, self._is_taking = looked, False
        result = looked.result
        self._head(" · ".join(part for part in (_counted(result), self._meanwhile) if part), "")
        self._foot(takes=bool(looked.edit.changes))
        view = self.desk_app.view
        rows = _rows(result, view.today if view else None, view.zone if view else "")
        self.query_one(RowList).show(rows, [[Span("  nothing in it is new: everything is here as it is there", "dim")]])

    def _failed(self, error: PmdeskError) -> None:
        if not self._is_left:
            self._is_taking = False
            self._reading = None
            self._head(str(error), "high")

    def _head(self, said: str, role: str) -> None:
        head: Line = [Span(" import a calendar ", "bold label"), Span(f"  {self.path.name}", "bold")]
        lines: list[Line] = [[*head, Span(f"  {self._whose}", "dim")], [Span(f" {said}", role)], []]
        self.query_one("#intake-head", Pane).show(lines)

    def _foot(self, *, takes: bool = False) -> None:
        keys = [Span(" Enter", "bold"), Span(" take it   ", "dim")] if takes else []
        keys += [Span(" j k", "bold"), Span(" row   ", "dim"), Span("Esc", "bold"), Span(" leave everything", "dim")]
        self.query_one("#intake-foot", Pane).show([[], keys])

    def on_row_list_opened(self) -> None:
        """Take it."""
        self.action_take()

    def action_take(self) -> None:
        """Take what is shown as one change; where the desk changed meanwhile show it anew."""
        looked, keeper = self.looked, self.desk_app.keeper
        if looked is None or keeper is None or self._is_taking or not looked.edit.changes:
            return
        self._is_taking = True
        self._head("taking it …", "dim")

        def make(sight: Sight) -> Edit:
            fresh = self._plan(sight)
            if fresh.edit != looked.edit:
                raise Refused(["the desk changed meanwhile: look again"])
            return fresh.edit

        keeper.perform(make, self._taken, self._refused)

    def action_leave(self) -> None:
        """Leave everything as it is."""
        self.dismiss(None)

    def _taken(self) -> None:
        if not self._is_left:
            self.dismiss(None)
        if self.looked is not None:
            left = len(self.looked.result.troubles)
            self._say(f"{self.looked.edit.words}{f'; {left} not understood' if left else ''}   u undoes it")

    def _refused(self, error: PmdeskError) -> None:
        self._failed(error)
        self._meanwhile = str(error)
        if not self._is_left and self.calendar is not None:
            self._look()


def _counted(result: CalendarResult) -> str:
    counts = result.counts
    told = [f"{counts[act]} {act}" for act in ("new", "changed", "cancelled", "unchanged") if counts[act]]
    told += [f"{len(result.troubles)} not understood"] if result.troubles else []
    return " · ".join(told) or "there is nothing in it"


def _rows(result: CalendarResult, today: date | None, zone: str) -> list[Row]:
    """Give what changes by kind, then what is left out, by line; the rest is only counted.

    A meeting of another zone than ``zone``, mine, says which.
    """
    found: list[Row] = []
    for act, (title, role) in _ACTS.items():
        held = [one for one in result.outcomes if one.act == act]
        if held:
            found += [heading(Span(f" {title} ", f"{role} bold"), Span(str(len(held)), "dim"))]
            whens = [_when(one, today, zone) for one in held]
            room = max(map(len, whens)) + 5
            told = zip(held, whens, strict=True)
            found += [Row(f"{act} {number}", _drawn(one, when, room)) for number, (one, when) in enumerate(told)]
    if result.troubles:
        found += [heading(Span(" not understood, and left out ", "high bold"), Span(str(len(result.troubles)), "dim"))]
        found += [_line(f"trouble {at}", f"line {one.line}", str(one).partition(": ")[2]) for at, one in
                  enumerate(result.troubles)]  # fmt: skip
    if result.notes:
        found += [heading(Span(" to know ", "bold"))]
        found += [_line(f"note {at}", "", said) for at, said in enumerate(result.notes)]
    return found


def _when(one: Outcome, today: date | None, zone: str) -> str:
    event = _event(one)
    where = f" {words.city(event.timezone)}" if event and event.timezone and event.timezone != zone else ""
    before = f"{_moment(one.before, today)} → " if one.before else ""
    return f"{before}{_moment(one.when, today)}{where}"


def _moment(text: str, today: date | None) -> str:
    """Give a time stamp, a day, or days with ``to`` between them, in words."""
    first, _, last = text.partition(" to ")
    day = date.fromisoformat(first[:10])
    if last:
        return words.day_range(day, date.fromisoformat(last), today)
    return f"{words.week_day(day, today)} {first[11:]}".rstrip()


def _event(one: Outcome) -> Event | None:
    """Give the meeting that an item is as a whole; None for one date of it, and for what is no meeting."""
    from pmdesk.model import Event
    from pmdesk.portfolio import Put

    rows = (change.row for change in one.changes if isinstance(change, Put))
    return next((row for row in rows if isinstance(row, Event)), None)


def _drawn(one: Outcome, when: str, room: int) -> Callable[[int], Line]:
    event = _event(one)
    again = repeats(event.rrule or "") if event else ""

    def draw(width: int) -> Line:
        key = 24 if width > room + 60 else 0
        rest = max(0, width - room - key)
        rule = min(len(again) + 2, rest - 20) if again and rest > 34 else 0
        return [
            cell(f"   {when}", room),
            cell(one.title, rest - rule),
            cell(f"  {again}" if rule else "", rule, "dim"),
            cell(one.ref.partition("/")[2], key, "faint", right=True),
        ]

    return draw


def _line(ref: str, where: str, said: str) -> Row:
    return Row(ref, lambda width: [cell(f"   {where}", 14, "dim"), cell(said, max(20, width - 14))])
