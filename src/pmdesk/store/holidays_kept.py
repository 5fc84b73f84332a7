"""Public holidays, kept by region and year: the ``holidays`` package is asked only for what is missing.

Category public, observed days included, as the package's own default; a region is ``ES`` or ``ES-MD``.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from functools import cache

from pmdesk.store.driver import Connection, Error


@cache
def package_version() -> str:
    """Give the installed version of the package, without importing it, nor where it can be helped what asks for it."""
    for folder in sys.path:
        if not os.path.isdir(os.path.join(folder, "holidays")):
            continue
        with suppress(OSError):
            for name in os.listdir(folder or "."):
                if name.startswith("holidays-") and name.endswith(".dist-info"):
                    return name.removeprefix("holidays-").removesuffix(".dist-info")
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("holidays")
    except PackageNotFoundError:
        return ""


def compute(region: str, years: Iterable[int]) -> dict[date, str]:
    """Ask the package for the public holidays of a region."""
    import holidays

    country, _, part = region.partition("-")
    try:
        found = holidays.country_holidays(country, subdiv=part or None, years=list(years))
    except NotImplementedError:
        return {}
    wanted = set(years)
    return {day: str(name) for day, name in found.items() if day.year in wanted}


def _missing(connection: Connection, regions: Iterable[str], years: range) -> dict[str, list[int]]:
    kept = {
        (region, year)
        for region, year, made in connection.execute("SELECT region, year, version FROM holiday_years")
        if made == package_version()
    }
    missing = {region: [year for year in years if (region, year) not in kept] for region in regions}
    return {region: lacking for region, lacking in missing.items() if lacking}


def keep(connection: Connection, regions: Iterable[str], years: range) -> dict[str, dict[date, str]]:
    """Keep the holidays of the years that are missing, and give those computed now, by region.

    Where the store can't be written at this moment they are given all the same, and kept another time.
    """
    missing = _missing(connection, regions, years)
    computed = {region: compute(region, lacking) for region, lacking in missing.items()}
    if not missing:
        return {}
    days = [(region, day.isoformat(), name) for region, found in computed.items() for day, name in found.items()]
    marks = [(region, year, package_version()) for region, lacking in missing.items() for year in lacking]
    own = not connection.in_transaction
    try:
        if own:
            connection.execute("BEGIN IMMEDIATE")
        connection.executemany(
            "DELETE FROM holidays WHERE region = ? AND substr(day, 1, 4) = ?", [(r, f"{y:04d}") for r, y, _ in marks]
        )
        connection.executemany("INSERT OR REPLACE INTO holidays (region, day, name) VALUES (?, ?, ?)", days)
        connection.executemany("INSERT OR REPLACE INTO holiday_years (region, year, version) VALUES (?, ?, ?)", marks)
        if own:
            connection.execute("COMMIT")
    except Error:
        if own and connection.in_transaction:
            connection.execute("ROLLBACK")
        if not own:
            raise
    return computed


def read(connection: Connection, regions: Iterable[str], years: range) -> Mapping[str, Mapping[date, str]]:
    """Give the public holidays of regions and years, computing and keeping what is missing."""
    wanted = sorted(set(regions))
    computed = keep(connection, wanted, years) if wanted else {}
    found: dict[str, dict[date, str]] = {region: dict(computed.get(region, {})) for region in wanted}
    first, last = f"{years.start:04d}-01-01", f"{years.stop - 1:04d}-12-31"
    for region, day, name in connection.execute(
        "SELECT region, day, name FROM holidays WHERE day BETWEEN ? AND ?", [first, last]
    ):
        if region in found:
            found[region][date.fromisoformat(day)] = name
    return found
