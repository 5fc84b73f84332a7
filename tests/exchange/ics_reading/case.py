"""One hand-made calendar with what must be understood of it, and what must be left out, by line."""

from __future__ import annotations

from typing import NamedTuple

from pmdesk.exchange.ics.reading.meeting import Calendar, Meeting
from tests.exchange.ics_reading.build import ics


class Case(NamedTuple):
    """A calendar's VEVENTs (or all of its bytes), the meetings in it as text, and the troubles as ``line: words``."""

    name: str
    given: tuple[str, ...] | bytes
    meetings: tuple[str, ...] = ()
    troubles: tuple[str, ...] = ()
    zones: str = ""
    head: str = ""

    @property
    def data(self) -> bytes:
        """The bytes of the calendar."""
        return self.given if isinstance(self.given, bytes) else ics(*self.given, zones=self.zones, head=self.head)


def told(meeting: Meeting) -> str:
    """Give what matters of a meeting as one line; what is usual is left out."""
    parts = [
        f"[{meeting.part}]" if meeting.part else "",
        "lone" if meeting.lone else "",
        f"{meeting.start:%Y-%m-%dT%H:%M}/{meeting.end:%Y-%m-%dT%H:%M}",
        meeting.zone or "floats",
        "day" if meeting.all_day else "",
        meeting.rrule or "",
        " ".join(f"-{wall:%m-%dT%H:%M}" for wall in meeting.exdates),
        " ".join(
            f"~{one.occurrence:%m-%dT%H:%M}"
            + (f">{one.start:%m-%dT%H:%M}" if one.start else "")
            + (f"/{one.end:%m-%dT%H:%M}" if one.end else "")
            + (f"={one.title}" if one.title else "")
            + (f"!{one.status}" if one.status else "")
            for one in meeting.moved
        ),
        "" if meeting.status == "confirmed" else meeting.status,
        "" if meeting.is_busy else "free",
        "" if meeting.title == "(no title)" else repr(meeting.title),
    ]
    return " ".join(part for part in parts if part)


def outcome(found: Calendar) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give what was understood, and what was not, as a case holds it."""
    troubles = tuple(str(trouble) for trouble in found.troubles)
    return tuple(told(meeting) for meeting in found.meetings), troubles
