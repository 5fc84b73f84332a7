"""The nouns, their fields, and what makes each valid."""

from __future__ import annotations

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

NOUNS: tuple[type[Noun], ...] = (
    Profile, Client, Vendor, Contact, Site, Engagement, Allocation, Assignment, Milestone, Event, Override, Blackout,
    Action, RaidItem, Kpi, Measurement, TimeEntry, Note, Lesson,
)  # fmt: skip
"""All nouns, so ordered that what is referred to comes before what refers to it."""

KEPT: tuple[type[Noun], ...] = (
    *NOUNS, Waiver, Origin, Feedback, Source, Request, Template, Rating, Selection, Candidate, Turn, Escalation,
)  # fmt: skip
"""All that the store keeps as rows that can be changed and undone: the nouns of a workbook, and those in none."""

BY_KIND: dict[str, type[Noun]] = {noun.KIND: noun for noun in KEPT}
BY_FILE: dict[str, type[Noun]] = {noun.FILE: noun for noun in NOUNS}

__all__ = [
    "BY_FILE", "BY_KIND", "KEPT", "NOUNS", "Action", "Allocation", "Assignment", "Blackout", "Candidate", "Client",
    "Contact", "Engagement", "Escalation", "Event", "Feedback", "Kpi", "Lesson", "Measurement", "Milestone", "Note",
    "Noun", "Origin", "Override", "Predecessor", "Profile", "RaidItem", "Rating", "Request", "Selection", "Site",
    "Source", "Template", "TimeEntry", "Turn", "Vendor", "Waiver", "columns_of", "defaults_of", "make_ref",
]  # fmt: skip
