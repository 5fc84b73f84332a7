"""An owner ``client/…`` and a site are of the engagement's client, where there is an engagement."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pmdesk.model import Action, Assignment, Engagement, Event, Milestone, Noun, RaidItem, Site
from pmdesk.portfolio.validity.batch import Batch
from pmdesk.portfolio.validity.problem import Problem


def owners(batch: Batch) -> Iterator[Problem]:
    """Hold that an owner ``client/…`` must be of the engagement's client; a contact may be anyone's."""
    nouns: tuple[type[Any], ...] = (Milestone, Action, RaidItem)
    for noun in nouns:
        for row in batch.rows(noun):
            if row.engagement and row.owner.startswith("client/"):
                client = _client(batch, row.engagement)
                if client and row.owner != f"client/{client}":
                    words = f"{row.owner!r} is not the client of {row.engagement} (want client/{client})"
                    yield batch.problem(row, "owner", words, ("engagement",))


def sites(batch: Batch) -> Iterator[Problem]:
    """Hold that a site must be of the engagement's client."""
    nouns: tuple[type[Any], ...] = (Assignment, Milestone, Event)
    for noun in nouns:
        for row in batch.rows(noun):
            if row.site and row.engagement:
                yield from _site(batch, row)


def _site(batch: Batch, row: Any) -> Iterator[Problem]:
    client, site = _client(batch, row.engagement), batch.get(Site, row.site)
    if client and site and site.client != client:
        words = f"{row.site!r} is a site of {site.client}, not of {client}, the client of {row.engagement}"
        placed: Noun = row
        yield batch.problem(placed, "site", words, ("engagement",))


def _client(batch: Batch, key: str) -> str:
    engagement = batch.get(Engagement, key)
    return engagement.client if engagement else ""
