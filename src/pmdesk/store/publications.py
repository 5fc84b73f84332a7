"""What each audience was last told by a calendar: kept so that sequence numbers never fall."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from operator import attrgetter

from pmdesk.portfolio.publication import Publication
from pmdesk.store.driver import Connection

_NAMES = [item.name for item in fields(Publication)]
_values = attrgetter(*_NAMES)
_COLUMNS = ", ".join(f'"{name}"' for name in _NAMES)


def read(connection: Connection, audience: str) -> list[Publication]:
    """Read what an audience was told."""
    found = connection.execute(f"SELECT {_COLUMNS} FROM publications WHERE audience = ?", [audience])
    return [Publication(*row) for row in found]


def read_clients(connection: Connection) -> list[str]:
    """Read the keys of the clients that were ever told anything."""
    sql = "SELECT DISTINCT substr(audience, 8) FROM publications WHERE audience LIKE 'client/%' ORDER BY 1"
    return [key for (key,) in connection.execute(sql)]


def read_of(connection: Connection, refs: Sequence[str]) -> list[Publication]:
    """Read what clients were told of some items and has not been cancelled, where it has days."""
    marks = ", ".join("?" * len(refs))
    found = connection.execute(
        f"SELECT {_COLUMNS} FROM publications WHERE ref IN ({marks}) AND audience LIKE 'client/%' "
        "AND cancelled IS NULL AND first <> '' ORDER BY audience, ref, uid",
        list(refs),
    )
    return [Publication(*row) for row in found]


def read_all(connection: Connection) -> list[Publication]:
    """Read what all audiences were told."""
    return [Publication(*row) for row in connection.execute(f"SELECT {_COLUMNS} FROM publications ORDER BY uid")]


def save(connection: Connection, publications: Iterable[Publication]) -> None:
    """Keep what audiences were told now; each replaces what its uid was told before."""
    marks = ", ".join("?" * len(_NAMES))
    connection.executemany(
        f"INSERT OR REPLACE INTO publications ({_COLUMNS}) VALUES ({marks})", [_values(item) for item in publications]
    )
