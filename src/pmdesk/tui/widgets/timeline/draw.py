"""Lanes and header as strips: one line, one function of a lane and a frame."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from rich.segment import Segment
from textual.strip import Strip

from pmdesk.tui.text import fit
from pmdesk.tui.widgets.timeline.frame import Frame, Part, segments
from pmdesk.tui.widgets.timeline.lane import Lane, Mark
from pmdesk.tui.words import full_day, short_day

_MARK_ORDER = {look: place for place, look in enumerate(("late", "at-risk", "soon", "planned", "done", "cancelled"))}
_MARK_INKS = {"late": "bad", "at-risk": "warn", "done": "good", "cancelled": "dim"}
_GROUNDS = {"high": "bad", "medium": "warn"}


class Cells:
    """The cells of one lane's axis: a sign, an ink and a ground each."""

    def __init__(self, frame: Frame, ground: str) -> None:
        width = frame.scale.width
        self.frame = frame
        self.signs = [" "] * width
        self.inks = ["text"] * width
        self.grounds = [ground] * width
        axis, glyphs = frame.axis, frame.glyphs
        if ground == "plain":
            for column in axis.weekend:
                self.grounds[column] = "weekend"
        for column in axis.grid:
            self.put(column, glyphs.grid, "faint")
        if frame.today_column is not None:
            self.put(frame.today_column, glyphs.today, "today")

    def put(self, column: int, sign: str, ink: str) -> None:
        """Draw a sign in a cell."""
        self.signs[column], self.inks[column] = sign, ink

    def clip(self, start: date, end: date | None) -> range:
        """Give the columns of the days of a range that are in view."""
        first, last = self.frame.days
        low, high = start.toordinal(), last if end is None else end.toordinal()
        if high < first or low > last:
            return range(0)
        found = self.frame.scale.clip(max(low, first), min(high, last))
        return range(found[0], found[1] + 1) if found else range(0)

    def middle(self, day: date) -> int | None:
        """Give the column in which a day's mark stands; None out of view."""
        first, last = self.frame.days
        if not first <= day.toordinal() <= last:
            return None
        level = self.frame.scale.level
        column = self.frame.scale.column(day.toordinal()) + level.cells // 2
        return min(column, self.frame.scale.width - 1) if column - level.cells // 2 < self.frame.scale.width else None

    def segments(self) -> list[Segment]:
        """Join cells that look the same."""
        style = self.frame.palette.style
        found: list[Segment] = []
        begin, width = 0, len(self.signs)
        for column in range(1, width + 1):
            if column < width and self.inks[column] == self.inks[begin] and self.grounds[column] == self.grounds[begin]:
                continue
            found.append(Segment("".join(self.signs[begin:column]), style(self.inks[begin], self.grounds[begin])))
            begin = column
        return found


def _bars(cells: Cells, lane: Lane) -> None:
    """Draw the bars; of those that overlap the last is on top."""
    glyphs = cells.frame.glyphs
    signs = {
        "term": glyphs.term, "proposed": glyphs.proposed, "paused": glyphs.paused, "closed": glyphs.closed,
        "assignment": glyphs.assignment, "tentative": glyphs.tentative, "blackout": glyphs.blackout,
    }  # fmt: skip
    for bar in lane.bars:
        ink = f"client:{lane.client}" if lane.kind == "engagement" and bar.look != "closed" else "dim"
        for column in cells.clip(bar.start, bar.end):
            cells.put(column, signs[bar.look], ink)


def _troubles(cells: Cells, lane: Lane) -> None:
    """Draw what is in trouble: an assignment's days hatched, a sign on the days of meetings; what is low is not."""
    glyphs, step = cells.frame.glyphs, cells.frame.scale.level.cells
    for severity, ink in (("medium", "warn"), ("high", "bad")):
        for trouble in lane.troubles:
            if trouble.severity != severity:
                continue
            for column in cells.clip(trouble.start, trouble.end):
                if lane.kind == "assignment":
                    cells.put(column, glyphs.over, ink)
                elif column % step == step // 2:
                    cells.put(column, glyphs.trouble, ink)


def _mark_sign(mark: Mark, cells: Cells) -> str:
    glyphs = cells.frame.glyphs
    signs = {
        "planned": glyphs.planned, "soon": glyphs.soon, "late": glyphs.soon, "at-risk": glyphs.at_risk,
        "done": glyphs.done, "cancelled": glyphs.cancelled,
    }  # fmt: skip
    return signs[mark.look]


def _marks(cells: Cells, lane: Lane, selected: Collection[str]) -> None:
    """Draw the milestones: several in one column as their number; one with conflicts on the ground of the worst."""
    found: dict[int, list[Mark]] = {}
    for mark in lane.marks:
        if mark.was and (old := cells.middle(mark.was)) is not None:
            cells.put(old, cells.frame.glyphs.moved, "dim")
        if (column := cells.middle(mark.day)) is not None:
            found.setdefault(column, []).append(mark)
    for column, marks in found.items():
        mark = min(marks, key=lambda mark: _MARK_ORDER[mark.look])
        sign = _mark_sign(mark, cells) if len(marks) == 1 else str(len(marks)) if len(marks) < 10 else "+"
        cells.put(column, sign, _MARK_INKS.get(mark.look, f"client:{lane.client}"))
        if any(mark.ref in selected for mark in marks):
            cells.put(column, cells.frame.glyphs.dot, "bright")
        severity = next((s for s in ("high", "medium") if any(mark.severity == s for mark in marks)), "")
        if severity:
            cells.grounds[column] = _GROUNDS[severity]


def axis_cells(
    lane: Lane, frame: Frame, ground: str = "plain", cursor: int | None = None, selected: Collection[str] = ()
) -> Cells:
    """Draw a lane's part of the axis; ``cursor`` is the column of the cursor, None for none."""
    cells = Cells(frame, ground)
    _bars(cells, lane)
    _troubles(cells, lane)
    _marks(cells, lane, selected)
    for bar in lane.bars:
        if bar.ref in selected and (columns := cells.clip(bar.start, bar.end)):
            cells.put(columns[0], frame.glyphs.dot, "bright")
    if cursor is not None:
        for column in range(cursor, min(cursor + frame.scale.level.cells, frame.scale.width)):
            cells.grounds[column] = "cursor"
    return cells


def left_parts(lane: Lane, frame: Frame, *, cursor: bool) -> list[Part]:
    """Write what stands before a lane's axis: the mark of the cursor, name, hours and next date."""
    columns, glyphs, own = frame.columns, frame.glyphs, f"client:{lane.client}"
    ink = {"client": "*" + own, "engagement": "text", "me": "text"}.get(lane.kind, "dim")
    if cursor and lane.kind != "client":
        ink = "*bright"
    indent = " " * (lane.level * 2)
    parts: list[Part] = [
        (glyphs.cursor if cursor else " ", "*" + own),
        (fit(indent + lane.label, columns.label, ellipsis=glyphs.ellipsis) + " ", ink),
    ]
    if columns.hours:
        ink = "text" if lane.kind == "engagement" else "dim"
        parts.append((fit(lane.hours, columns.hours, "right", glyphs.ellipsis) + " ", ink))
    if columns.next:
        day = short_day(lane.next) if lane.next else ""
        parts.append((fit(day, columns.next, "right", glyphs.ellipsis) + " ", "bad" if lane.next_late else "dim"))
    return parts


def lane_strip(
    lane: Lane, frame: Frame, cursor: int | None = None, *, active: bool = False, selected: Collection[str] = ()
) -> Strip:
    """Draw a lane; the ``active`` one is that of the cursor, whose column is ``cursor``; refs may be ``selected``."""
    ground = "lane" if active else "plain"
    left = segments(left_parts(lane, frame, cursor=active), frame.palette, ground)
    cells = axis_cells(lane, frame, ground, cursor, selected)
    return Strip([*left, *cells.segments()], frame.columns.left + frame.scale.width)


def header_strip(row: int, frame: Frame, day: date) -> Strip:
    """Draw a row of the header: 0 has the cursor's day and the months, 1 the columns' names and the days."""
    columns, palette, axis = frame.columns, frame.palette, frame.axis
    if row == 0:
        left = [(" " + fit(full_day(day), columns.left - 1), "text")]
        return Strip(segments([*left, (axis.months, "text")], palette), columns.left + frame.scale.width)
    left = [(" " + fit("engagement", columns.label) + " ", "dim")]
    if columns.hours:
        left.append((fit("h/w", columns.hours, "right") + " ", "dim"))
    if columns.next:
        left.append((fit("next", columns.next, "right") + " ", "dim"))
    return Strip(segments([*left, (axis.days, "dim")], palette), columns.left + frame.scale.width)
