"""The timeline as a picture: rows from the top, and days as per cent from the left, so that any width will do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pmdesk.model import Assignment, Engagement
from pmdesk.portfolio import Portfolio, Window
from pmdesk.reports import words
from pmdesk.schedule.promises import Promise

ROW, TOP = 22, 30
"""The height of a row, and of the head with the months, in pixels."""
_LABELS = 5
"""The most months that get a label: they fit on a phone."""
_LINES = 48
"""The most lines of months."""
_MARGIN = 10
"""The fewest days that are shown before the first date and after the last, where its note needs room."""
_FULL, _SHORT = 32, 15
"""Characters of a label on a page, and on a phone."""


@dataclass(frozen=True, slots=True)
class Month:
    """A month's first day: where it is, and its label (empty where there is no room for one)."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A range of days: where it begins, how wide it is, what it is."""

    x: float
    width: float
    title: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row: an ``engagement``, ``vendor`` or ``closed`` time with its bar, or a ``milestone`` at ``x``.

    A milestone that is not on its baseline was promised first for ``was``.

    ``y`` is the middle of the row in pixels. ``note`` says the day, ``title`` all of it.
    """

    kind: str
    label: str
    short: str
    y: int
    bar: Bar | None = None
    x: float = 0
    was: float | None = None
    state: str = ""
    note: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Timeline:
    """The picture: its first and last day, its height in pixels, and what is on it."""

    first: date
    last: date
    height: int
    months: tuple[Month, ...]
    shades: tuple[Bar, ...]
    today: float | None
    rows: tuple[Row, ...]


class _Scale:
    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first.toordinal(), last.toordinal() + 1

    def at(self, ordinal: int) -> float:
        """Give where a day begins, in per cent, held within the picture."""
        held = min(max(ordinal, self.first), self.last)
        return round((held - self.first) * 100 / (self.last - self.first), 2)

    def middle(self, day: date) -> float:
        return round((self.at(day.toordinal()) + self.at(day.toordinal() + 1)) / 2, 2)

    def bar(self, start: date, end: date | None, title: str) -> Bar | None:
        high = end.toordinal() + 1 if end else self.last
        if high <= self.first or start.toordinal() >= self.last:
            return None
        x = self.at(start.toordinal())
        return Bar(x, round(self.at(high) - x, 2), title)


def lay_out(
    seen: Portfolio, parts: Iterable[tuple[Engagement, Sequence[Promise]]], *, vendors: bool = True
) -> Timeline:
    """Lay out engagements with those of their milestones that are to be shown, on the portfolio's today."""
    listed = list(parts)
    first, last = _range(seen.today, listed)
    scale = _Scale(first, last)
    rows: list[Row] = []
    for engagement, held in listed:
        rows.append(_engagement(engagement, scale, len(rows)))
        if vendors:
            for item in seen.assignments_by_engagement.get(engagement.key, ()):
                if item.status != "cancelled" and (bar := _bar(seen, item, scale)):
                    label = seen.vendors[item.vendor].name
                    rows.append(_row("vendor", label, len(rows), bar=bar, title=bar.title))
        rows += [_milestone(one, scale, len(rows) + at) for at, one in enumerate(held)]
    shades = []
    for one in sorted(seen.blackouts.values(), key=lambda one: (one.start, one.key)):
        if bar := scale.bar(one.start, one.end, f"{one.title}: {words.span(Window(one.start, one.end))}"):
            shades.append(bar)
            rows.append(_row("closed", one.title, len(rows), bar=bar, title=bar.title))
    today = scale.middle(seen.today) if first <= seen.today <= last else None
    height = TOP + ROW * len(rows) + 6
    return Timeline(first, last, height, _months(first, last, scale), tuple(shades), today, tuple(rows))


def _range(today: date, parts: Iterable[tuple[Engagement, Sequence[Promise]]]) -> tuple[date, date]:
    days = [today]
    for engagement, held in parts:
        days += [day for one in held for day in (one.ends, one.baseline)]
        if not held:
            days += [engagement.start, engagement.end or engagement.start]
    low, high = min(days).toordinal(), max(days).toordinal()
    before, after = max(_MARGIN, (high - low) // 20), max(_MARGIN, (high - low) // 3)
    return date.fromordinal(max(1, low - before)), date.fromordinal(min(date.max.toordinal() - 1, high + after))


def _row(kind: str, label: str, at: int, **more: object) -> Row:
    y = TOP + ROW * at + ROW // 2
    return Row(kind, words.line(label, _FULL), words.line(label, _SHORT), y, **more)  # type: ignore[arg-type]


def _engagement(row: Engagement, scale: _Scale, at: int) -> Row:
    end = words.short_day(row.end) if row.end else "open"
    bar = scale.bar(row.start, row.end, f"{row.name}: {words.short_day(row.start)} – {end}")
    return _row("engagement", row.name, at, bar=bar, title=bar.title if bar else row.name)


def _bar(seen: Portfolio, item: Assignment, scale: _Scale) -> Bar | None:
    end = seen.assignment_end(item)
    until = words.short_day(end) if end else "open"
    name, role = seen.vendors[item.vendor].name, f", {item.role}" if item.role else ""
    tentative = ", tentative" if item.status == "tentative" else ""
    return scale.bar(item.start, end, f"{name}{role}: {words.short_day(item.start)} – {until}{tentative}")


def _milestone(one: Promise, scale: _Scale, at: int) -> Row:
    note = words.short_day(one.ends).rpartition(" ")[0]
    state = one.state.replace("-", " ")
    return _row(
        "milestone",
        one.milestone.title,
        at,
        x=scale.middle(one.ends),
        was=scale.middle(one.baseline) if one.slip else None,
        state=one.state,
        note=note,
        title=f"{one.milestone.title}: {words.day(one.ends)}, {state}"
        + (f", {words.slip(one.slip)}" if one.slip else ""),
    )


def _months(first: date, last: date, scale: _Scale) -> tuple[Month, ...]:
    """Give the months' first days, of a very long time only some; the last ones get labels before the first ones."""
    count = (last.year - first.year) * 12 + last.month - first.month
    start = first.year * 12 + first.month - 1
    numbers = range(start + count, start, -max(1, -(-count // _LINES)))
    step = max(1, -(-len(numbers) // _LABELS))
    found: list[Month] = []
    for at, months in enumerate(numbers):
        day = date(months // 12, months % 12 + 1, 1)
        x = scale.at(day.toordinal())
        found.append(Month(x, f"{words.MONTHS[day.month - 1]} {day.year}" if at % step == 0 and x < 92 else ""))
    return tuple(_without_years(found[::-1]))


def _without_years(months: list[Month]) -> Iterator[Month]:
    """Take the year off a label where the one before has the same."""
    before = ""
    for month in months:
        name, _, year = month.label.partition(" ")
        yield Month(month.x, name) if month.label and year == before else month
        before = year or before
