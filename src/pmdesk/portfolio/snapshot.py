"""What is true at a moment: the immutable portfolio that everything is computed from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property

from pmdesk.frozen import field, frozen_open
from pmdesk.model import (
    Allocation,
    Assignment,
    Blackout,
    Client,
    Contact,
    Engagement,
    Event,
    Milestone,
    Override,
    Profile,
    Site,
    Vendor,
    Waiver,
)
from pmdesk.portfolio.window import Window


@frozen_open
class Portfolio:
    """Clients, vendors, engagements whole; dated things as far as they touch ``window`` (None: all there are).

    ``milestones`` also holds the predecessors of those that are due in the window, wherever they lie; ``events`` holds
    every event with an occurrence that may touch it, with all of its overrides. Rows are mapped by key; allocations by
    engagement and overrides by event, each sorted. ``holidays`` maps a region to its public holidays of the years
    around the window, each with its name.
    """

    today: date
    profile: Profile
    window: Window | None = None
    clients: Mapping[str, Client] = field(default_factory=dict)
    vendors: Mapping[str, Vendor] = field(default_factory=dict)
    contacts: Mapping[str, Contact] = field(default_factory=dict)
    sites: Mapping[str, Site] = field(default_factory=dict)
    engagements: Mapping[str, Engagement] = field(default_factory=dict)
    allocations: Mapping[str, tuple[Allocation, ...]] = field(default_factory=dict)
    assignments: Mapping[str, Assignment] = field(default_factory=dict)
    milestones: Mapping[str, Milestone] = field(default_factory=dict)
    events: Mapping[str, Event] = field(default_factory=dict)
    overrides: Mapping[str, tuple[Override, ...]] = field(default_factory=dict)
    blackouts: Mapping[str, Blackout] = field(default_factory=dict)
    holidays: Mapping[str, Mapping[date, str]] = field(default_factory=dict)
    waivers: Mapping[str, Waiver] = field(default_factory=dict)

    def client_of(self, engagement: str) -> str:
        """Give the key of an engagement's client."""
        return self.engagements[engagement].client

    def party(self, who: str) -> Profile | Client | Vendor:
        """Give whom ``me``, ``client/KEY``, ``vendor/KEY`` or ``contact/KEY`` (its client or vendor) stands for."""
        head, _, key = self.stands_for(who).partition("/")
        if head == "client":
            return self.clients[key]
        return self.vendors[key] if head == "vendor" else self.profile

    def stands_for(self, owner: str) -> str:
        """Give the ``who`` of an owner: a contact stands for its client or vendor."""
        head, _, key = owner.partition("/")
        return self.contacts[key].of if head == "contact" else owner

    def zone_of(self, who: str) -> str:
        """Give the IANA zone of a ``who``."""
        return self.party(who).timezone or self.profile.timezone

    def hours_of(self, who: str) -> str:
        """Give the working hours of a ``who``, as text."""
        return self.party(who).hours or self.profile.hours

    def holidays_of(self, who: str) -> Mapping[date, str]:
        """Give the public holidays of a ``who``, by day; none without a region."""
        region = self.party(who).holidays
        return self.holidays.get(region, {}) if region else {}

    def event_zone(self, event: Event) -> str:
        """Give the zone in which an event's wall times stand."""
        if event.timezone:
            return event.timezone
        return self.zone_of(f"client/{self.client_of(event.engagement)}") if event.engagement else self.profile.timezone

    def assignment_end(self, assignment: Assignment) -> date | None:
        """Give the last day of an assignment; None is open."""
        return assignment.end or self.engagements[assignment.engagement].end

    def name_of(self, who: str) -> str:
        """Give the name that is shown for a ``who`` or an owner."""
        head, _, key = who.partition("/")
        if head == "contact":
            return self.contacts[key].name
        return "me" if head == "me" else self.party(who).name

    @cached_property
    def engagements_by_client(self) -> Mapping[str, tuple[Engagement, ...]]:
        """Engagements of each client, by start and key."""
        found: dict[str, list[Engagement]] = {key: [] for key in self.clients}
        for engagement in self.engagements.values():
            found[engagement.client].append(engagement)
        return {key: tuple(sorted(rows, key=lambda row: (row.start, row.key))) for key, rows in found.items()}

    @cached_property
    def milestones_by_engagement(self) -> Mapping[str, tuple[Milestone, ...]]:
        """Milestones of each engagement, by due and key."""
        found: dict[str, list[Milestone]] = {key: [] for key in self.engagements}
        for milestone in self.milestones.values():
            found[milestone.engagement].append(milestone)
        return {key: tuple(sorted(rows, key=lambda row: (row.due, row.key))) for key, rows in found.items()}

    @cached_property
    def assignments_by_engagement(self) -> Mapping[str, tuple[Assignment, ...]]:
        """Assignments of each engagement, by start and key."""
        found: dict[str, list[Assignment]] = {key: [] for key in self.engagements}
        for assignment in self.assignments.values():
            found[assignment.engagement].append(assignment)
        return {key: tuple(sorted(rows, key=lambda row: (row.start, row.key))) for key, rows in found.items()}

    @cached_property
    def events_by_engagement(self) -> Mapping[str, tuple[Event, ...]]:
        """Events of each engagement that has any, by start and key; those of no engagement are left out."""
        found: dict[str, list[Event]] = {}
        for event in self.events.values():
            if event.engagement:
                found.setdefault(event.engagement, []).append(event)
        return {key: tuple(sorted(rows, key=lambda row: (row.start, row.key))) for key, rows in found.items()}

    @cached_property
    def pins(self) -> Mapping[int, str]:
        """Client keys by the digit that switches to them, in the order of the digits."""
        return {client.pin: client.key for client in sorted(self.clients.values(), key=_by_pin) if client.pin}


def _by_pin(client: Client) -> int:
    return client.pin or 10
