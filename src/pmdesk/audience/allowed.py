"""The fields of each noun that a client may see of its own, by name; everything else stays at its default.

A field that is new in a noun is not seen until it is named here.
"""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter
from typing import Any, TypeVar

from pmdesk.model import (
    Action,
    Assignment,
    Blackout,
    Client,
    Contact,
    Engagement,
    Event,
    Kpi,
    Measurement,
    Milestone,
    Noun,
    Override,
    RaidItem,
    Site,
    Vendor,
    defaults_of,
)

Row = TypeVar("Row", bound=Noun)

ALLOWED: Mapping[type[Noun], tuple[str, ...]] = {
    Client: ("key", "name", "timezone", "hours", "holidays", "color", "uid"),
    Contact: ("key", "of", "name", "role", "email", "phone", "timezone", "escalation"),
    Vendor: ("key", "name", "services"),
    Site: ("key", "client", "name", "address", "timezone"),
    Engagement: ("key", "client", "name", "status", "start", "end", "objective", "uid"),
    Assignment: ("key", "vendor", "engagement", "start", "end", "role", "site", "status"),
    Milestone: (
        "key", "engagement", "title", "due", "status", "kind", "owner", "after", "baseline", "done_on", "site",
        "acceptance", "accepted_by", "accepted_on", "url", "uid",
    ),
    Event: (
        "key", "engagement", "title", "start", "end", "timezone", "rrule", "exdates", "status", "me", "vendors", "site",
        "url", "uid",
    ),
    Override: ("event", "occurrence", "start", "end", "title", "status"),
    Blackout: ("key", "who", "start", "end", "title", "blocks", "uid"),
    Action: ("key", "engagement", "title", "due", "owner", "status", "milestone", "tags", "visibility"),
    RaidItem: (
        "key", "engagement", "type", "title", "probability", "impact", "response", "plan", "contingency", "trigger",
        "owner", "raised", "review", "status", "escalated_to", "visibility",
    ),
    Kpi: (
        "key", "engagement", "vendor", "name", "unit", "target", "direction", "warning", "period", "sla", "visibility",
    ),
    Measurement: ("kpi", "date", "value"),
}  # fmt: skip
"""A ``uid`` passes only as ``audience_uid`` gives it."""


class _Shower:
    """Makes what may be seen of a noun's rows: allowed values in their places, the default everywhere else."""

    def __init__(self, noun: type[Noun]) -> None:
        defaults = defaults_of(noun)
        self.places = {name: place for place, name in enumerate(defaults)}
        self.blank = list(defaults.values())
        places = sorted(self.places[name] for name in ALLOWED[noun])
        names = list(self.places)
        self.read = attrgetter(*(names[place] for place in places))
        starts = [at for at, place in enumerate(places) if not at or place != places[at - 1] + 1]
        ends = [*starts[1:], len(places)]
        hidden = [name for name in names if name not in ALLOWED[noun]]
        self.bare = [defaults[name] for name in hidden]
        self.peek = [attrgetter(name) for name in hidden]
        self.runs = [(places[low], places[high - 1] + 1, low, high) for low, high in zip(starts, ends, strict=True)]

    def shows_all(self, row: Noun, instead: Mapping[str, Any]) -> bool:
        """Tell whether a row holds nothing but what may be seen of it."""
        for get, bare in zip(self.peek, self.bare, strict=True):
            if get(row) != bare:
                return False
        return all(getattr(row, name) == value for name, value in instead.items())


_SHOWERS = {noun: _Shower(noun) for noun in ALLOWED}


def shown(row: Row, **instead: Any) -> Row:
    """Give a row with what may be seen of it; ``instead`` replaces values that are allowed only in another form."""
    noun = type(row)
    shower = _SHOWERS[noun]
    if shower.shows_all(row, instead):
        return row
    seen, values = shower.blank.copy(), shower.read(row)
    for start, end, low, high in shower.runs:
        seen[start:end] = values[low:high]
    for name, value in instead.items():
        seen[shower.places[name]] = value
    return noun(*seen)
