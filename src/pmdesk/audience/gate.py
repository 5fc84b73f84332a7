"""The only door to anything that a client may see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pmdesk.audience.allowed import shown
from pmdesk.audience.uids import audience_uid, of_client
from pmdesk.errors import InputError
from pmdesk.model import Assignment, Blackout, Client, Contact, Engagement, Event, Milestone, Profile, Site, Vendor
from pmdesk.portfolio import Portfolio


@dataclass(frozen=True, slots=True)
class _Own:
    """The keys that a client may know: what a value points to beyond them is left out."""

    audience: str
    sites: Mapping[str, Site]
    contacts: Mapping[str, Contact]
    vendors: Mapping[str, Vendor]
    milestones: frozenset[str]
    owners: dict[str, str] = field(default_factory=dict)
    """Owners as they were told already."""

    def uid(self, uid: str) -> str:
        return audience_uid(uid, self.audience)

    def site(self, key: str | None) -> str | None:
        return key if key in self.sites else None

    def owner(self, portfolio: Portfolio, owner: str) -> str:
        """Give an owner that the client knows: itself, its contacts, its vendors; anybody else is me."""
        found = self.owners.get(owner)
        if found is None:
            found = self.owners[owner] = self._owner(portfolio, owner)
        return found

    def _owner(self, portfolio: Portfolio, owner: str) -> str:
        head, _, key = owner.partition("/")
        if head == "contact" and key in self.contacts:
            return owner
        who = portfolio.stands_for(owner)
        return who if who == self.audience or who.removeprefix("vendor/") in self.vendors else "me"


def for_client(portfolio: Portfolio, client: str) -> Portfolio:
    """Give the portfolio of what a client may see, by data.md ("An audience sees"); InputError if there is none such.

    Fields are allowed by name. What the client leaves to the profile (timezone, hours) is filled in, and the profile
    keeps nothing but the zone in which the window's days are counted. Uids are those of this audience alone.
    """
    row = portfolio.clients.get(client)
    if row is None:
        raise InputError(f"there is no client {client}")
    engagements = {item.key: item for item in portfolio.engagements_by_client[client]}
    milestones = [item for key in engagements for item in portfolio.milestones_by_engagement[key]]
    assignments = [item for key in engagements for item in portfolio.assignments_by_engagement[key]]
    own = _Own(
        of_client(client),
        {item.key: shown(item) for item in portfolio.sites.values() if item.client == client},
        {item.key: shown(item) for item in portfolio.contacts.values() if item.of == of_client(client)},
        _vendors(portfolio, assignments),
        frozenset(item.key for item in milestones),
    )
    events = [item for key in engagements for item in portfolio.events_by_engagement.get(key, ())]
    return Portfolio(
        today=portfolio.today,
        profile=Profile(timezone=portfolio.profile.timezone),
        window=portfolio.window,
        clients={client: _client(portfolio, row, own)},
        vendors=own.vendors,
        contacts=own.contacts,
        sites=own.sites,
        engagements={item.key: _engagement(item, own) for item in engagements.values()},
        assignments={item.key: shown(item, site=own.site(item.site)) for item in assignments},
        milestones={item.key: _milestone(portfolio, item, own) for item in milestones},
        events={item.key: _event(item, own) for item in events},
        overrides={
            item.key: tuple(shown(override) for override in portfolio.overrides[item.key])
            for item in events
            if item.key in portfolio.overrides
        },
        blackouts={item.key: _blackout(item, own) for item in portfolio.blackouts.values() if item.who == own.audience},
        holidays={key: days for key, days in portfolio.holidays.items() if key == row.holidays},
    )


def _vendors(portfolio: Portfolio, assignments: list[Assignment]) -> dict[str, Vendor]:
    return {key: shown(portfolio.vendors[key]) for key in sorted({item.vendor for item in assignments})}


def _client(portfolio: Portfolio, row: Client, own: _Own) -> Client:
    who = own.audience
    return shown(row, timezone=portfolio.zone_of(who), hours=portfolio.hours_of(who), uid=own.uid(row.uid))


def _engagement(row: Engagement, own: _Own) -> Engagement:
    return shown(row, uid=own.uid(row.uid))


def _milestone(portfolio: Portfolio, row: Milestone, own: _Own) -> Milestone:
    return shown(
        row,
        owner=row.owner if row.owner == "me" else own.owner(portfolio, row.owner),
        after=tuple(item for item in row.after if item.key in own.milestones) if row.after else (),
        site=own.site(row.site) if row.site else None,
        accepted_by=row.accepted_by if row.accepted_by in own.contacts else None,
        uid=own.uid(row.uid),
    )


def _event(row: Event, own: _Own) -> Event:
    vendors = tuple(key for key in row.vendors if key in own.vendors)
    return shown(row, vendors=vendors, site=own.site(row.site), uid=own.uid(row.uid))


def _blackout(row: Blackout, own: _Own) -> Blackout:
    return shown(row, uid=own.uid(row.uid))
