"""Meetings and visits, possibly recurring."""

from __future__ import annotations

from datetime import datetime

from pmdesk.frozen import frozen
from pmdesk.model import kinds
from pmdesk.model.column import column
from pmdesk.model.noun import Noun

STATUS = kinds.choice("confirmed", "tentative", "cancelled")


@frozen
class Event(Noun, kind="event", file="events"):
    """A meeting or visit; start and end are wall time in ``timezone`` (None: the client's, else the profile's)."""

    key: str = column(kinds.KEY, required=True)
    engagement: str | None = column(kinds.KEY, ref="engagement")
    title: str = column(kinds.TEXT, required=True)
    start: datetime = column(kinds.STAMP, required=True)
    end: datetime = column(kinds.STAMP, required=True)
    timezone: str | None = column(kinds.ZONE)
    rrule: str | None = column(kinds.RRULE)
    exdates: tuple[datetime, ...] = column(kinds.STAMPS, ())
    status: str = column(STATUS, "confirmed")
    me: bool = column(kinds.YES_NO, True)
    vendors: tuple[str, ...] = column(kinds.KEYS, (), ref="vendor")
    site: str | None = column(kinds.KEY, ref="site")
    url: str = column(kinds.TEXT, "")
    notes: str = column(kinds.TEXT, "")
    uid: str = column(kinds.TEXT, "", hidden=True)


@frozen
class Override(Noun, kind="override", file="overrides", identity=("event", "occurrence")):
    """One moved or cancelled occurrence, known by its time stamp by the rule; None keeps what the event has."""

    event: str = column(kinds.KEY, required=True, ref="event")
    occurrence: datetime = column(kinds.STAMP, required=True)
    start: datetime | None = column(kinds.STAMP)
    end: datetime | None = column(kinds.STAMP)
    title: str | None = column(kinds.TEXT)
    status: str | None = column(STATUS)
