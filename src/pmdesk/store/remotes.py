"""Calendars on servers: bindings, what is known to be there, what others changed. None of it is undone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from typing import Any

from pmdesk.frozen import fields_of
from pmdesk.portfolio.ledger import Syncing
from pmdesk.portfolio.remote import Binding, Known, Proposal
from pmdesk.store import driver
from pmdesk.store.driver import Connection

TABLES = ("bindings", "remote_items", "proposals")
_BINDING, _KNOWN, _PROPOSAL = (list(fields_of(noun)) for noun in (Binding, Known, Proposal))


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _put(connection: Connection, table: str, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    marks = ", ".join("?" * len(names))
    connection.executemany(f"INSERT OR REPLACE INTO {table} ({_listed(names)}) VALUES ({marks})", list(rows))


def read_bindings(connection: Connection) -> list[Binding]:
    """Read all bindings, my own calendar's last."""
    return [Binding(*row) for row in connection.execute(f"SELECT {_listed(_BINDING)} FROM bindings ORDER BY audience")]


def read_known(connection: Connection, audience: str) -> list[Known]:
    """Read what is known of a collection."""
    asked = f"SELECT {_listed(_KNOWN)} FROM remote_items WHERE audience = ? ORDER BY href"
    return [_known(row) for row in connection.execute(asked, [audience])]


def _known(row: Sequence[Any]) -> Known:
    import json  # here: a plain ``today`` reads none of these, and loads no more than it needs

    values = dict(zip(_KNOWN, row, strict=True))
    return Known(**{**values, "tried": tuple(json.loads(values["tried"]))})


def read_proposals(connection: Connection, audience: str | None = None) -> list[Proposal]:
    """Read what others changed in the calendar of an audience (None: of all), the oldest first."""
    where, values = ("WHERE audience = ?", [audience]) if audience else ("", [])
    found = connection.execute(f"SELECT {_listed(_PROPOSAL)} FROM proposals {where} ORDER BY id", values)
    rows = (dict(zip(_PROPOSAL, row, strict=True)) for row in found)
    return [Proposal(**{**row, "rejected": bool(row["rejected"])}) for row in rows]


def read_syncing(connection: Connection) -> tuple[Syncing, ...]:
    """Read what waits for a calendar or was refused there; of a calendar that can't be reached, that alone."""
    found = connection.execute("SELECT audience, audience, 'pending', failed, words FROM bindings WHERE failed <> ''")
    rows = list(found)
    silent = {row[0] for row in rows}
    items = connection.execute("SELECT audience, ref, state, since, words FROM remote_items WHERE state <> ''")
    rows += [row for row in items if row[0] not in silent or row[2] == "refused"]
    return tuple(
        Syncing(ref, audience.partition("/")[2] or None, state, date.fromisoformat(since), words)
        for audience, ref, state, since, words in sorted(rows)
    )


class Writer:
    """Writes in a transaction that is open."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def binding(self, row: Binding) -> None:
        """Keep a binding; it replaces the one of its audience."""
        _put(self._connection, "bindings", _BINDING, [[getattr(row, name) for name in _BINDING]])

    def unbind(self, audience: str) -> None:
        """Forget a binding with all that is known of its collection."""
        for table in TABLES:
            self._connection.execute(f"DELETE FROM {table} WHERE audience = ?", [audience])

    def known(self, rows: Iterable[Known]) -> None:
        """Keep what is known of resources; each replaces what was known under its href."""
        _put(self._connection, "remote_items", _KNOWN, [_values(row) for row in rows])

    def forget(self, audience: str, hrefs: Collection[str]) -> None:
        """Forget resources that are not there any more."""
        self._connection.executemany(
            "DELETE FROM remote_items WHERE audience = ? AND href = ?", [(audience, href) for href in hrefs]
        )

    def proposal(self, row: Proposal) -> None:
        """Keep what somebody changed; it replaces what they changed before, and keeps its number."""
        held = self._connection.execute(
            "SELECT id FROM proposals WHERE audience = ? AND uid = ?", [row.audience, row.uid]
        ).fetchone()
        values = [getattr(row, name) for name in _PROPOSAL[:-1]]
        _put(self._connection, "proposals", _PROPOSAL, [[*values, held[0] if held else None]])

    def settle(self, audience: str, uids: Collection[str]) -> None:
        """Forget proposals that are decided on, or have gone."""
        self._connection.executemany(
            "DELETE FROM proposals WHERE audience = ? AND uid = ?", [(audience, uid) for uid in uids]
        )


def _values(row: Known) -> list[Any]:
    import json

    return [json.dumps(row.tried) if name == "tried" else getattr(row, name) for name in _KNOWN]


def write(write_all: Callable[[Writer], None]) -> Callable[[Connection], None]:
    """Give a job for ``Store.read`` that writes in one transaction."""

    def job(connection: Connection) -> None:
        with driver.immediate(connection):
            write_all(Writer(connection))

    return job


def take_over(current: Connection, fresh: Connection) -> None:
    """Have a restored store know of the servers what the store that it replaces knows: that is what is there."""
    with driver.immediate(fresh):
        for table, names in zip(TABLES, (_BINDING, _KNOWN, _PROPOSAL), strict=True):
            fresh.execute(f"DELETE FROM {table}")
            _put(fresh, table, names, current.execute(f"SELECT {_listed(names)} FROM {table}").fetchall())
