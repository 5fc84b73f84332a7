"""Public-holiday regions are those that the ``holidays`` package knows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from pmdesk.model import Client, Profile, Vendor
from pmdesk.portfolio.validity.batch import Batch
from pmdesk.portfolio.validity.problem import Problem


@lru_cache(maxsize=4096)
def is_region(region: str) -> bool:
    """Tell whether there are public holidays for ``ES``, ``ES-MD``."""
    import holidays

    country, dash, part = region.partition("-")
    # The package's own list would load the module of every country there is.
    if country not in holidays.registry.EntityLoader.get_country_codes(include_aliases=True):
        return False
    return not dash or part in getattr(holidays, country).subdivisions


def regions(batch: Batch) -> Iterator[Problem]:
    """Hold that the region whose public holidays somebody keeps is known."""
    nouns: tuple[type[Any], ...] = (Profile, Client, Vendor)
    for noun in nouns:
        for row in batch.put(noun):
            if row.holidays and not is_region(row.holidays):
                words = f"{row.holidays!r} is not a public-holiday region that is known (want ES, ES-MD, US-NY)"
                yield batch.problem(row, "holidays", words)
