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


_READERS = {noun: attrgetter(*names) for noun, names in ALLOWED.items()}


def shown(row: Row, **instead: Any) -> Row:
    """Give a row with what may be seen of it; ``instead`` replaces values that are allowed only in another form."""
    noun = type(row)
    values = dict(zip(ALLOWED[noun], _READERS[noun](row), strict=True))
    values.update(instead)
    return noun(**values)
