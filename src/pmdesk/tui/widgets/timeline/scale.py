"""Columns and days: how many days a column stands for, where a day is, what the header says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from pmdesk.tui.words import MONTHS

LAST_DAY = date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Zoom:
    """A level: what one unit is (``day``, ``half`` a week, ``week``, ``month``), and how many columns it takes."""

    unit: str
    cells: int


ZOOMS = (Zoom("day", 3), Zoom("day", 1), Zoom("half", 1), Zoom("week", 1), Zoom("month", 1))
"""From near to far."""
DEFAULT_ZOOM = 1


def unit_of(unit: str, day: int) -> int:
    """Give the number of the unit that holds a day (an ordinal; day 1 is a Monday)."""
    if unit == "day":
        return day
    week, weekday = divmod(day - 1, 7)
    if unit == "week":
        return week
    if unit == "half":
        return week * 2 + (weekday >= 3)
    moment = date.fromordinal(day)
    return moment.year * 12 + moment.month - 1


def _first_of(unit: str, number: int) -> int:
    if unit == "day":
        return number
    if unit == "week":
        return number * 7 + 1
    if unit == "half":
        return number // 2 * 7 + 1 + (3 if number % 2 else 0)
    year, month = divmod(number, 12)
    if year > 9999:
        return LAST_DAY + 1
    return date(max(year, 1), month + 1, 1).toordinal() if year >= 1 else 0


def span_of(unit: str, number: int) -> tuple[int, int]:
    """Give the first and last day (ordinals) of a unit, clipped to what a date can hold."""
    first, last = _first_of(unit, number), _first_of(unit, number + 1) - 1
    return min(max(first, 1), LAST_DAY), min(max(last, 1), LAST_DAY)


@dataclass(frozen=True, slots=True)
class Scale:
    """A time axis on screen: level, number of the unit in the first column, width in columns."""

    zoom: int
    origin: int
    width: int

    @property
    def level(self) -> Zoom:
        """The level."""
        return ZOOMS[self.zoom]

    @property
    def units(self) -> int:
        """How many whole units are in view, at least one."""
        return max(1, self.width // self.level.cells)

    def unit(self, day: date) -> int:
        """Give the number of the unit that holds a day."""
        return unit_of(self.level.unit, day.toordinal())

    def span(self, day: date) -> tuple[date, date]:
        """Give the first and last day of the unit that holds a day."""
        first, last = span_of(self.level.unit, self.unit(day))
        return date.fromordinal(first), date.fromordinal(last)

    def column(self, day: int) -> int:
        """Give the first column of the unit that holds a day (an ordinal); it may lie outside the view."""
        return (unit_of(self.level.unit, day) - self.origin) * self.level.cells

    def day_at(self, column: int) -> date:
        """Give the first day of what a column stands for."""
        number = self.origin + column // self.level.cells
        return date.fromordinal(span_of(self.level.unit, number)[0])

    @property
    def first(self) -> date:
        """The first day in view."""
        return self.day_at(0)

    @property
    def last(self) -> date:
        """The last day in view."""
        number = self.origin + max(0, self.width - 1) // self.level.cells
        return date.fromordinal(span_of(self.level.unit, number)[1])

    def clip(self, start: int, end: int) -> tuple[int, int] | None:
        """Give the first and last column (both included) of days from ``start`` to ``end``; None out of view."""
        low, high = self.column(start), self.column(end) + self.level.cells - 1
        if high < 0 or low >= self.width:
            return None
        return max(low, 0), min(high, self.width - 1)

    def stepped(self, day: date, units: int) -> date:
        """Give the day so many units on: the same day by days, otherwise the unit's first; clipped."""
        number = min(max(self.unit(day) + units, unit_of(self.level.unit, 1)), unit_of(self.level.unit, LAST_DAY))
        return date.fromordinal(span_of(self.level.unit, number)[0])


@dataclass(frozen=True, slots=True)
class Axis:
    """The header of a scale: two rows of text, the columns with a grid line, and those of weekends."""

    months: str
    days: str
    grid: frozenset[int]
    weekend: frozenset[int]


def _starts(scale: Scale) -> list[tuple[int, date]]:
    """Give the columns in which a month (by months: a year) begins, each with its first day; the left edge first."""
    by_year = scale.level.unit == "month"
    day, found = scale.first, [(0, scale.first)]
    while True:
        year, month = (day.year + 1, 1) if by_year or day.month == 12 else (day.year, day.month + 1)
        if year > date.max.year:
            return found
        day = date(year, month, 1)
        column = scale.column(day.toordinal())
        if column >= scale.width:
            return found
        found = [*found[: len(found) - (found[-1][0] == column)], (column, day)]


def _names(day: date, named: int) -> list[str]:
    """Give what a month may be called, the longest first; ``named`` is the year that was named last."""
    name = MONTHS[day.month - 1]
    if day.year == named:
        return [name]
    return [f"{name} {day.year}", str(day.year), name] if day.month == 1 else [f"{name} {day.year}", name]


def _months(scale: Scale, bar: str) -> str:
    """Draw the upper row: months (years by months), a bar where one begins, the year where it is new and has room."""
    row, named = "", 0
    starts = _starts(scale)
    for index, (column, day) in enumerate(starts):
        end = starts[index + 1][0] if index + 1 < len(starts) else scale.width
        mark = bar if column or day.day == 1 else ""
        year = str(day.year)
        labels = [year] if scale.level.unit == "month" else _names(day, named)
        room = end - column - len(mark)
        label = next((text for text in labels if len(text) <= room), "")
        if year in label:
            named = day.year
        row += (mark + label).ljust(end - column)
    return row[: scale.width]


def _label(scale: Scale, day: date) -> str:
    """Give what the lower row says at a unit that begins on a day; empty for none."""
    unit = scale.level.unit
    if unit == "month":
        return MONTHS[day.month - 1] if day.month % 3 == 1 else ""
    if unit == "day" and scale.level.cells > 2:
        return str(day.day)
    stride = {"half": 2, "week": 4}.get(unit, 1)
    return str(day.day) if day.weekday() == 0 and unit_of("week", day.toordinal()) % stride == 0 else ""


@lru_cache(maxsize=64)
def axis_of(scale: Scale, bar: str = "│") -> Axis:
    """Draw the header of a scale; ``bar`` is the sign before a month's name."""
    row, end = [" "] * scale.width, 0
    grid: set[int] = set()
    weekend: set[int] = set()
    cells = scale.level.cells
    for column in range(0, scale.width, cells):
        day = scale.day_at(column)
        if scale.level.unit == "day":
            if day.weekday() >= 5:
                weekend.update(range(column, min(column + cells, scale.width)))
            if day.weekday() == 0:
                grid.add(column)
        label = _label(scale, day)
        if not label or column < end or column + len(label) > scale.width:
            continue
        if cells < 3:
            grid.add(column)
        row[column : column + len(label)] = label
        end = column + len(label) + 1
    return Axis(_months(scale, bar), "".join(row), frozenset(grid), frozenset(weekend))
