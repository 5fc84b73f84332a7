"""The rows of the timeline, as they are drawn: immutable, and equal where they look the same."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from itertools import count

from pmdesk.tui.widgets.timeline.troubles import Trouble


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of days, both included (``end`` None is open).

    ``look`` is how it is drawn: ``term``, ``proposed``, ``paused``, ``closed``, ``assignment``, ``tentative``,
    ``blackout``.
    """

    start: date
    end: date | None
    look: str
    ref: str

    def touches(self, first: date, last: date) -> bool:
        """Tell whether it shares a day with a range."""
        return self.start <= last and (self.end is None or self.end >= first)


@dataclass(frozen=True, slots=True)
class Mark:
    """A milestone on its day.

    ``look`` is ``planned``, ``soon``, ``late``, ``at-risk``, ``done`` or ``cancelled``; ``severity`` the worst of its
    conflicts, empty for none; ``was`` the day that it is being moved from.
    """

    day: date
    ref: str
    look: str
    severity: str = ""
    was: date | None = None


@dataclass(frozen=True, slots=True)
class Lane:
    """One row.

    ``key`` tells it from the others and stays the same while things move. ``kind`` is ``client``, ``engagement``,
    ``assignment``, ``blackout`` or ``me``; ``hours`` what stands in the h/w column; ``next`` the next open date.
    """

    key: str
    kind: str
    ref: str
    client: str
    label: str
    level: int = 0
    hours: str = ""
    next: date | None = None
    next_late: bool = False
    bars: tuple[Bar, ...] = ()
    marks: tuple[Mark, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    serial: int = field(default_factory=count().__next__, compare=False, repr=False)
    """Tells lanes apart, so that what was drawn of one can be kept."""

    def at(self, day: date, first: date, last: date) -> str:
        """Give the ref of what lies on a day, or else within ``first`` and ``last``: a milestone, a bar, the lane."""
        inside = [mark for mark in self.marks if first <= mark.day <= last]
        if inside:
            return min(inside, key=lambda mark: (mark.day != day, mark.day)).ref
        bar = next((bar for bar in reversed(self.bars) if bar.touches(first, last)), None)
        return bar.ref if bar else self.ref
