"""My load week by week under the axis: how high is how full, the colour says how much too full."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

from rich.segment import Segment
from textual.strip import Strip

from pmdesk.model.hours import parse_hours
from pmdesk.tui.text import fit
from pmdesk.tui.widgets.timeline.frame import Frame, Part, segments
from pmdesk.tui.widgets.timeline.lanes import number

TIGHT = Decimal("1.25")
"""From more than this times the available hours on, an overload is high (conflicts.md)."""
FULL = Decimal("1.3")
"""The ratio that fills a cell to its top."""


class Week(Protocol):
    """One ISO week: its Monday, and hours planned and available."""

    @property
    def monday(self) -> date:
        """Its first day."""

    @property
    def planned(self) -> Decimal:
        """Hours promised."""

    @property
    def available(self) -> Decimal:
        """Hours there are."""


def by_monday(weeks: Sequence[Week]) -> Mapping[int, Week]:
    """Map weeks by the ordinal of their Monday."""
    return {week.monday.toordinal(): week for week in weeks}


def ratio(week: Week) -> Decimal:
    """Give planned ÷ available; hours where none are available count as twice too many."""
    if week.available:
        return week.planned / week.available
    return Decimal(2) if week.planned else Decimal(0)


def ink_of(week: Week) -> str:
    """Give the ink of a week: ``good``, ``warn`` over what is available, ``bad`` far over."""
    full = ratio(week)
    return "bad" if full > TIGHT else "warn" if full > 1 else "good"


def _week_in(column: int, frame: Frame, weeks: Mapping[int, Week]) -> Week | None:
    """Give the fullest week that has a day in what a column stands for."""
    day = frame.scale.day_at(column)
    last = frame.scale.span(day)[1].toordinal()
    first = day.toordinal() - day.weekday()
    found = [weeks[monday] for monday in range(first, last + 1, 7) if monday in weeks]
    return max(found, key=ratio, default=None)


def _level(week: Week, ramp: str) -> str:
    if not week.planned:
        return " "
    place = int(ratio(week) / FULL * len(ramp))
    return ramp[min(place, len(ramp) - 1)]


def normal_hours(hours: str) -> str:
    """Give the length of a week of working hours, rounded to whole hours."""
    minutes = sum(end - start for day in parse_hours(hours) for start, end in day)
    return number((Decimal(minutes) / 60).quantize(Decimal(1), ROUND_HALF_UP))


def bars_strip(frame: Frame, weeks: Mapping[int, Week], hours: str) -> Strip:
    """Draw a cell for each column: as high as its week is full; without weeks (under a lock) nothing."""
    left = [(" " + fit(f"my load / {hours} h" if weeks else "", frame.columns.left - 1), "dim")]
    found: list[Segment] = segments(left, frame.palette)
    for column in range(frame.scale.width):
        week = _week_in(column, frame, weeks)
        sign, ink = (_level(week, frame.glyphs.ramp), ink_of(week)) if week else (" ", "dim")
        found.append(Segment(sign, frame.palette.style(ink)))
    return Strip(list(Segment.simplify(found)), frame.columns.left + frame.scale.width)


def numbers_strip(frame: Frame, weeks: Mapping[int, Week]) -> Strip:
    """Write the planned hours of weeks where there is room; ``!`` after those that are too many."""
    parts: list[Part] = [(" " + fit("hours a week" if weeks else "", frame.columns.left - 1), "dim")]
    cells, end = frame.scale.level.cells, 0
    previous: Week | None = None
    row = 0
    for column in range(0, frame.scale.width, cells):
        week = _week_in(column, frame, weeks)
        if week is None or week is previous:
            continue
        previous = week
        text = number(week.planned.quantize(Decimal(1), ROUND_HALF_UP)) + ("!" if ratio(week) > 1 else "")
        if column < end or column + len(text) > frame.scale.width:
            continue
        parts += [(" " * (column - row), "dim"), (text, "dim" if ratio(week) <= 1 else ink_of(week))]
        row = column + len(text)
        end = row + 1
    parts.append((" " * (frame.scale.width - row), "dim"))
    return Strip(segments(parts, frame.palette), frame.columns.left + frame.scale.width)
