"""What the rules, and the words for what they find, look at: all else of a row need not be read."""

from __future__ import annotations

from collections.abc import Mapping

from pmdesk.model import Assignment, Blackout, Client, Contact, Engagement, Event, Milestone, Noun, Site, Vendor

_PARTY = ("key", "name", "timezone", "hours", "holidays", "status")

NEEDED: Mapping[type[Noun], tuple[str, ...]] = {
    Client: _PARTY,
    Vendor: (*_PARTY, "capacity"),
    Contact: ("key", "of"),
    Site: (),
    Engagement: ("key", "client", "name", "status", "start", "end", "weekly_hours"),
    Assignment: ("key", "vendor", "engagement", "start", "end", "units", "exclusive", "status"),
    Milestone: ("key", "engagement", "title", "due", "status", "kind", "owner", "after", "done_on"),
    Event: (
        "key", "engagement", "title", "start", "end", "timezone", "rrule", "exdates", "status", "me", "vendors", "site",
    ),
    Blackout: ("key", "who", "start", "end", "title", "blocks"),
}  # fmt: skip
"""Columns by noun; of sites no row at all, of nouns that are not named every column."""
