"""The nouns, their fields, and what makes each valid.

A noun's module is imported when the noun is first asked for: a short command needs a third of them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pmdesk.model.action import Action
    from pmdesk.model.after import Predecessor
    from pmdesk.model.assignment import Assignment
    from pmdesk.model.blackout import Blackout
    from pmdesk.model.client import Client
    from pmdesk.model.contact import Contact
    from pmdesk.model.engagement import Allocation, Engagement
    from pmdesk.model.event import Event, Override
    from pmdesk.model.feedback import Feedback
    from pmdesk.model.kpi import Kpi, Measurement
    from pmdesk.model.lesson import Lesson
    from pmdesk.model.measuring import Request, Source
    from pmdesk.model.milestone import Milestone
    from pmdesk.model.note import Note
    from pmdesk.model.noun import Noun, columns_of, defaults_of, make_ref
    from pmdesk.model.origin import Origin
    from pmdesk.model.profile import Profile
    from pmdesk.model.raid import RaidItem
    from pmdesk.model.rating import Rating
    from pmdesk.model.selection import Candidate, Selection
    from pmdesk.model.site import Site
    from pmdesk.model.template import Template
    from pmdesk.model.time_entry import TimeEntry
    from pmdesk.model.turn import Escalation, Turn
    from pmdesk.model.vendor import Vendor
    from pmdesk.model.waiver import Waiver

    NOUNS: tuple[type[Noun], ...]
    """All nouns, so ordered that what is referred to comes before what refers to it."""
    KEPT: tuple[type[Noun], ...]
    """All that the store keeps as rows that can be changed and undone: the nouns of a workbook, and those in none."""
    BY_KIND: dict[str, type[Noun]]
    BY_FILE: dict[str, type[Noun]]

_NOUNS = (
    "Profile", "Client", "Vendor", "Contact", "Site", "Engagement", "Allocation", "Assignment", "Milestone", "Event",
    "Override", "Blackout", "Action", "RaidItem", "Kpi", "Measurement", "TimeEntry", "Note", "Lesson",
)  # fmt: skip
_KEPT = (
    *_NOUNS, "Waiver", "Origin", "Feedback", "Source", "Request", "Template", "Rating", "Selection", "Candidate",
    "Turn", "Escalation",
)  # fmt: skip
_ELSEWHERE = {
    "Allocation": "engagement", "Candidate": "selection", "Escalation": "turn", "Measurement": "kpi",
    "Override": "event", "Predecessor": "after", "RaidItem": "raid", "Request": "measuring", "Source": "measuring",
    "TimeEntry": "time_entry", "columns_of": "noun", "defaults_of": "noun", "make_ref": "noun",
}  # fmt: skip
"""The modules of names that are not those of a module themselves."""


def _made(name: str) -> Any:
    if name == "NOUNS":
        return tuple(_found(noun) for noun in _NOUNS)
    if name == "KEPT":
        return tuple(_found(noun) for noun in _KEPT)
    if name == "BY_KIND":
        return {noun.KIND: noun for noun in _found("KEPT")}
    if name == "BY_FILE":
        return {noun.FILE: noun for noun in _found("NOUNS")}
    module = import_module(f"pmdesk.model.{_ELSEWHERE.get(name, name.lower())}")
    return getattr(module, name)


def _found(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    if name not in globals():
        globals()[name] = _made(name)
    return globals()[name]


if not TYPE_CHECKING:
    __getattr__ = _found

__all__ = [
    "BY_FILE", "BY_KIND", "KEPT", "NOUNS", "Action", "Allocation", "Assignment", "Blackout", "Candidate", "Client",
    "Contact", "Engagement", "Escalation", "Event", "Feedback", "Kpi", "Lesson", "Measurement", "Milestone", "Note",
    "Noun", "Origin", "Override", "Predecessor", "Profile", "RaidItem", "Rating", "Request", "Selection", "Site",
    "Source", "Template", "TimeEntry", "Turn", "Vendor", "Waiver", "columns_of", "defaults_of", "make_ref",
]  # fmt: skip
