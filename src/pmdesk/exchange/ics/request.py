"""What an export is asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from pmdesk.errors import InputError

KINDS = ("milestones", "events", "blackouts", "terms")
_AHEAD = re.compile(r"([1-9]\d{0,3})([mhdw])\Z", re.ASCII)
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


@dataclass(frozen=True, slots=True)
class Request:
    """The options of ``export ics``; nothing named is one calendar for each client.

    ``alarms`` None is what the calendar has by itself: none in a client's, in my own a day before a milestone and a
    quarter of an hour before an event. ``first`` and ``last`` are days, both included. ``keep`` is how long what is
    cancelled stays. ``vdir`` asks for one file an item, ``diff`` for the differences alone:
    nothing is published.
    """

    client: str | None = None
    engagement: str | None = None
    mine: bool = False
    include: tuple[str, ...] = ("milestones", "events")
    form: str = "event"
    alarms: tuple[timedelta, ...] | None = None
    vdir: bool = False
    diff: bool = False
    first: date | None = None
    last: date | None = None
    keep: timedelta = timedelta(days=90)

    def __post_init__(self) -> None:
        if sum((self.client is not None, self.engagement is not None, self.mine)) > 1:
            raise InputError("--client, --engagement and --mine exclude each other")
        if self.form not in {"event", "todo"}:
            raise InputError(f"--as {self.form} is neither event nor todo")
        if unknown := [kind for kind in self.include if kind not in KINDS]:
            raise InputError(f"--include {unknown[0]} is not one of {', '.join(KINDS)}")
        if self.first is not None and self.last is not None and self.last < self.first:
            raise InputError(f"--to {self.last} is before --from {self.first}")

    @property
    def is_single(self) -> bool:
        """Whether one calendar is asked for."""
        return self.mine or self.client is not None or self.engagement is not None


def parse_include(text: str) -> tuple[str, ...]:
    """Read ``milestones,events``; InputError where a kind is not known."""
    return Request(include=tuple(part.strip().lower() for part in text.split(",") if part.strip())).include


def parse_alarms(text: str) -> tuple[timedelta, ...]:
    """Read ``1d,1w`` (m, h, d, w before the start); InputError where that can't be read."""
    found = []
    for part in text.split(","):
        match = _AHEAD.match(part.strip().lower())
        if not match:
            raise InputError(f"--alarm {part.strip()!r} is no time ahead (want e.g. 30m, 2h, 1d, 1w)")
        found.append(timedelta(**{_UNITS[match[2]]: int(match[1])}))
    return tuple(dict.fromkeys(found))
