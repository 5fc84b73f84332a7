"""What an import is asked for, and what it comes to in this store."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pmdesk.errors import InputError
from pmdesk.model import Client, Engagement, Profile, Site, Vendor
from pmdesk.model.kinds import WHO
from pmdesk.portfolio.validity import Lookup

MINE = "mine"
"""The scope of meetings that are of no client."""
_RANK = {"active": 0, "paused": 1, "proposed": 2, "closed": 3}


@dataclass(frozen=True, slots=True)
class Intake:
    """The options: whose meetings these are (nobody's: my own), or whose blackouts; one of the three at most."""

    client: str | None = None
    engagement: str | None = None
    blackout: str | None = None
    strict: bool = False

    def __post_init__(self) -> None:
        if sum(value is not None for value in (self.client, self.engagement, self.blackout)) > 1:
            raise InputError("--client, --engagement and --blackout exclude each other")


@dataclass(frozen=True, slots=True)
class Target:
    """Where the items go: a scope (see ``Origin``), the zone in which floating times are, and the rows around it.

    ``engagements`` are those that meetings may belong to, best first; ``who`` is whose the blackouts are.
    """

    scope: str
    zone: str
    engagements: Sequence[Engagement] = ()
    sites: Sequence[Site] = ()
    who: str | None = None
    is_fixed: bool = False

    @property
    def head(self) -> str:
        """What the keys of blackouts begin with."""
        return (self.who or "me").rpartition("/")[2].upper()

    def engagement_on(self, day: date) -> Engagement | None:
        """Give the engagement that runs on a day, else the best; None where meetings are of none."""
        running = (row for row in self.engagements if row.start <= day and (row.end is None or day <= row.end))
        return next(running, self.engagements[0] if self.engagements else None)

    def site_of(self, location: str) -> str | None:
        """Give the key of the client's site that a location names."""
        wanted = location.casefold()
        for row in self.sites:
            known = {row.name, row.address, ", ".join(part for part in (row.name, row.address) if part)}
            if wanted and wanted in {" ".join(name.split()).casefold() for name in known}:
                return row.key
        return None


def target_of(asked: Intake, rows: Lookup) -> Target:
    """Find what an import is for; InputError where it is not there."""
    profile = rows.get(Profile, ())
    zone = profile.timezone if profile else "UTC"
    if asked.blackout is not None:
        return _blackouts(asked.blackout, rows, zone)
    if asked.engagement is not None:
        row = rows.get(Engagement, (asked.engagement,))
        if row is None:
            raise InputError(f"there is no engagement {asked.engagement}")
        return _meetings(row.client, [row], rows, zone, is_fixed=True)
    if asked.client is not None:
        return _meetings(asked.client, rows.where(Engagement, "client", asked.client), rows, zone)
    return Target(MINE, zone)


def _meetings(
    client: str, engagements: Iterable[Engagement], rows: Lookup, zone: str, *, is_fixed: bool = False
) -> Target:
    row = rows.get(Client, (client,))
    if row is None:
        raise InputError(f"there is no client {client}")
    best = sorted(engagements, key=lambda one: (_RANK[one.status], one.start, one.key))
    if not best:
        raise InputError(f"{client} has no engagement that meetings could belong to", "add one, or leave out --client")
    sites = tuple(rows.where(Site, "client", client))
    return Target(f"client/{client}", row.timezone or zone, best, sites, is_fixed=is_fixed)


def _blackouts(text: str, rows: Lookup, zone: str) -> Target:
    try:
        who: str = WHO.parse(text.strip())
    except ValueError as error:
        raise InputError(f"--blackout {text!r} {error}") from error
    kind, _, key = who.partition("/")
    if not key:
        return Target(f"blackout/{who}", zone, who=who)
    nouns: dict[str, Any] = {"client": Client, "vendor": Vendor}
    row = rows.get(nouns[kind], (key,))
    if row is None:
        raise InputError(f"there is no {kind} {key}")
    return Target(f"blackout/{who}", row.timezone or zone, who=who)
