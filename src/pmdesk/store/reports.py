"""Reports: what one is made of, read for one client; and each as it was sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TypeVar

from pmdesk.model import (
    Action,
    Allocation,
    Assignment,
    Blackout,
    Client,
    Contact,
    Engagement,
    Kpi,
    Measurement,
    Milestone,
    RaidItem,
    Site,
    TimeEntry,
    Vendor,
)
from pmdesk.portfolio import Portfolio
from pmdesk.portfolio.register import Register
from pmdesk.portfolio.sent import Sent
from pmdesk.store import snapshots
from pmdesk.store.driver import Connection
from pmdesk.store.rows import read, read_in

T = TypeVar("T")
_NAMES = ("scope", "client", "day", "first", "last", "form", "at", "engagements", "facts", "text")
_COLUMNS = ", ".join(f'"{name}"' for name in _NAMES)


def read_ground(connection: Connection, client: str, today: date) -> tuple[Portfolio, Register]:
    """Read all that is of one client, as of one moment: no events, no public holidays, of others nothing but names.

    A predecessor that is a milestone of another client is not in it.
    """
    connection.execute("BEGIN")
    try:
        return _portfolio(connection, client, today), _register(connection, client)
    finally:
        connection.execute("COMMIT")


_TOLD = (
    "key", "engagement", "title", "due", "status", "kind", "owner", "after", "baseline", "done_on", "site",
)  # fmt: skip
"""What reports and timeline pages tell of a milestone; the rest is not read."""
_OF_CLIENT = "engagement IN (SELECT key FROM engagements WHERE client = ?)"


def _portfolio(connection: Connection, client: str, today: date) -> Portfolio:
    assignments = read(connection, Assignment, f"WHERE {_OF_CLIENT} ORDER BY key", [client])
    allocations = read(connection, Allocation, f"WHERE {_OF_CLIENT} ORDER BY engagement, start", [client])
    return Portfolio(
        today=today,
        profile=snapshots.read_profile(connection),
        clients=snapshots.whole(connection, Client),
        vendors=snapshots.whole(connection, Vendor),
        contacts=snapshots.whole(connection, Contact),
        sites={row.key: row for row in read(connection, Site, "WHERE client = ? ORDER BY key", [client])},
        engagements={row.key: row for row in read(connection, Engagement, "WHERE client = ? ORDER BY key", [client])},
        allocations=_grouped(allocations, lambda row: row.engagement),
        assignments={row.key: row for row in assignments},
        milestones={
            row.key: row
            for row in read(connection, Milestone, f"WHERE {_OF_CLIENT} ORDER BY key", [client], _TOLD)
        },
        blackouts={
            row.key: row for row in read(connection, Blackout, "WHERE who = ? ORDER BY key", [f"client/{client}"])
        },
    )  # fmt: skip


def _register(connection: Connection, client: str) -> Register:
    kpis = read(connection, Kpi, f"WHERE {_OF_CLIENT} ORDER BY key", [client])
    measurements = sorted(
        read_in(connection, Measurement, "kpi", [row.key for row in kpis]), key=lambda row: (row.kpi, row.date)
    )
    time = read(connection, TimeEntry, f"WHERE {_OF_CLIENT} ORDER BY engagement, date, note", [client])
    return Register(
        tuple(read(connection, Action, f"WHERE {_OF_CLIENT} ORDER BY key", [client])),
        tuple(read(connection, RaidItem, f"WHERE {_OF_CLIENT} ORDER BY key", [client])),
        tuple(kpis),
        _grouped(measurements, lambda row: row.kpi),
        _grouped(time, lambda row: row.engagement),
    )


def _grouped(rows: Iterable[T], by: Callable[[T], str]) -> dict[str, tuple[T, ...]]:
    found: dict[str, list[T]] = {}
    for row in rows:
        found.setdefault(by(row), []).append(row)
    return {key: tuple(group) for key, group in found.items()}


# -- as they were sent -------------------------------------------------------------------------------------------------


def save(connection: Connection, sent: Sent) -> None:
    """Keep a report as it was sent; one that says the same on the same day is kept once."""
    values = [sent.scope, sent.client, sent.day, sent.first, sent.last, sent.form, sent.at]
    values += [" ".join(sent.engagements), sent.facts, sent.text]
    same = 'scope = ? AND day = ? AND form = ? AND "text" = ?'
    connection.execute(
        f"INSERT INTO reports ({_COLUMNS}) SELECT {', '.join('?' * len(_NAMES))} "
        f"WHERE NOT EXISTS (SELECT 1 FROM reports WHERE {same})",
        [*values, sent.scope, sent.day, sent.form, sent.text],
    )


def take_over(connection: Connection, others: Iterable[Sent]) -> int:
    """Keep what another store sent too, in the order in which all were made; gives how many were new here."""
    own = read_all(connection)
    known = {_same(one) for one in own}
    new = [one for one in others if _same(one) not in known]
    if new:
        connection.execute("DELETE FROM reports")
        for one in sorted([*own, *new], key=lambda one: (one.at, one.id or 0)):
            save(connection, one)
    return len(new)


def _same(sent: Sent) -> tuple[str, ...]:
    return sent.scope, sent.day, sent.form, sent.text


def read_last(connection: Connection, client: str, before: date) -> list[Sent]:
    """Read the reports of a client that were made for days before one, newest first, the newest of each scope."""
    found = connection.execute(
        f"SELECT {_COLUMNS}, id FROM reports WHERE id IN (SELECT max(id) FROM reports JOIN "
        "(SELECT scope AS of, max(day) AS newest FROM reports WHERE client = ? AND day < ? GROUP BY scope) "
        "ON scope = of AND day = newest GROUP BY scope) ORDER BY day DESC, id DESC",
        [client, before.isoformat()],
    )
    return [_sent(row) for row in found]


def read_all(connection: Connection, client: str | None = None) -> list[Sent]:
    """Read the reports of a client, or of all, newest first."""
    where, values = ("WHERE client = ?", [client]) if client else ("", [])
    return [
        _sent(row) for row in connection.execute(f"SELECT {_COLUMNS}, id FROM reports {where} ORDER BY id DESC", values)
    ]


def _sent(row: tuple[object, ...]) -> Sent:
    values = dict(zip((*_NAMES, "id"), row, strict=True))
    return Sent(**{**values, "engagements": tuple(str(values["engagements"]).split())})  # type: ignore[arg-type]  # as kept


def sent_days(connection: Connection, today: date) -> Mapping[str, date]:
    """Give the day for which each engagement's last report up to today was made, alone or in its client's."""
    found: dict[str, date] = {}
    asked = "SELECT engagements, max(day) FROM reports WHERE day <= ? GROUP BY engagements"
    for keys, day in connection.execute(asked, [today.isoformat()]):
        made = date.fromisoformat(day)
        for key in keys.split():
            found[key] = max(found.get(key, made), made)
    return found
