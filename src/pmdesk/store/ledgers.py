"""Reads what alerts need: the rows beside the schedule, and the milestones that want attention wherever they lie."""

from __future__ import annotations

from collections.abc import Collection, Container, Mapping
from datetime import date
from decimal import Decimal

from pmdesk.model import Action, Escalation, Kpi, Measurement, Milestone, RaidItem, Request
from pmdesk.portfolio.ledger import Ledger, Told
from pmdesk.store.driver import Connection
from pmdesk.store.remotes import read_syncing
from pmdesk.store.reports import sent_days
from pmdesk.store.rows import make, read, read_in, select

SOON = 7
"""Days from today up to which due milestones want attention."""

_OPEN = "status IN ('planned', 'at-risk')"
_WATCHED = "(status = 'at-risk' OR status = 'planned' AND due > baseline)"
_UNACCEPTED = "status = 'done' AND acceptance <> '' AND accepted_on IS NULL"
"""Conditions of which the schema has an index each: they must stand here as they stand there."""
_WANTED = f"WHERE {_OPEN} AND due <= ? OR {_WATCHED} OR {_UNACCEPTED}"
_SPARE = 5
"""So many times the rows wanted are read at first, since some are of engagements that don't count."""
_LAST = (
    "JOIN (SELECT kpi AS of, max(date) AS day FROM measurements WHERE date <= ? GROUP BY kpi) "
    "ON kpi = of AND date = day"
)
_KPIS = (
    "WHERE engagement IS NULL OR engagement IN (SELECT key FROM engagements WHERE status IN ('active', 'paused')) "
    "ORDER BY key"
)
_HOURS = (
    "SELECT engagement, sum(CASE WHEN length(hours) > 11 THEN CAST(hours AS INTEGER) ELSE 0 END), "
    "sum(CASE WHEN length(hours) < 12 THEN CAST(round(hours * 10000) AS INTEGER) WHEN instr(hours, '.') THEN "
    "CAST(substr(substr(hours, instr(hours, '.') + 1) || '000', 1, 4) AS INTEGER) ELSE 0 END) "
    "FROM time WHERE date <= ? GROUP BY engagement"
)
"""Whole hours and ten-thousandths are added apart, as integers: sums stay exact. A double holds 11 places exactly."""

_UNANSWERED = (
    "WHERE answered IS NULL AND step = "
    "(SELECT max(step) FROM escalations AS other WHERE other.raid = escalations.raid) ORDER BY raid"
)
_TOLD = (
    "SELECT DISTINCT p.audience, p.ref FROM publications p JOIN {table} i ON i.key = substr(p.ref, {at}) "
    "WHERE p.ref LIKE '{kind}/%' AND p.audience LIKE 'client/%' AND p.cancelled IS NULL AND p.first <> '' "
    "AND ({differs})"
)
_LATEST = (
    "SELECT first, last, substr(told, 1, 10) FROM publications "
    "WHERE audience = ? AND ref = ? AND cancelled IS NULL ORDER BY told DESC, uid LIMIT 1"
)
_DIFFERING = {
    "milestone": ("milestones", "i.due <> p.first"),
    "blackout": ("blackouts", 'i.start <> p.first OR i."end" IS NOT p.last'),
    "engagement": ("engagements", 'i.start <> p.first OR coalesce(i."end", i.start) IS NOT p.last'),
    "event": (
        "events",
        'substr(i.start, 1, 10) <> p.first OR (i.rrule IS NULL AND substr(i."end", 1, 10) IS NOT p.last) '
        "OR EXISTS (SELECT 1 FROM overrides o WHERE o.event = i.key AND o.start < i.start)",
    ),
}
"""Table and condition by which an item may be on other days than were told; the rule itself is the alert's."""


def read_ledger(connection: Connection, today: date) -> Ledger:
    """Read the ledger of a day."""
    day = today.isoformat()
    return Ledger(
        actions=tuple(read(connection, Action, "WHERE status = 'open' AND due < ? ORDER BY key", [day])),
        raid=tuple(read(connection, RaidItem, "WHERE status = 'open' AND review <= ? ORDER BY key", [day])),
        kpis=tuple(read(connection, Kpi, _KPIS)),
        measurements={row.kpi: row for row in read(connection, Measurement, _LAST, [day])},
        hours=_hours(connection, day),
        told=_told(connection),
        sent=sent_days(connection, today),
        syncing=read_syncing(connection),
        escalated=_escalated(connection),
        requests=tuple(read(connection, Request, "WHERE answered IS NULL ORDER BY key")),
    )


def _escalated(connection: Connection) -> tuple[tuple[RaidItem, Escalation], ...]:
    steps = read(connection, Escalation, _UNANSWERED)
    rows = {row.key: row for row in read_in(connection, RaidItem, "key", [one.raid for one in steps])}
    return tuple((rows[one.raid], one) for one in steps if rows[one.raid].status == "open")


def _hours(connection: Connection, day: str) -> Mapping[str, Decimal]:
    found = connection.execute(_HOURS, [day])
    return {key: Decimal(whole * 10_000 + rest).scaleb(-4) for key, whole, rest in found}


def _told(connection: Connection) -> tuple[Told, ...]:
    if not connection.execute("SELECT EXISTS(SELECT 1 FROM publications)").fetchone()[0]:
        return ()
    found = []
    for kind, (table, differs) in _DIFFERING.items():
        asked = _TOLD.format(table=table, kind=kind, at=len(kind) + 2, differs=differs)
        for audience, ref in connection.execute(asked).fetchall():
            first, last, told = connection.execute(_LATEST, [audience, ref]).fetchone()
            until = date.fromisoformat(last) if last else None
            client = audience.partition("/")[2]
            found.append(Told(client, ref, date.fromisoformat(first), until, date.fromisoformat(told)))
    return tuple(sorted(found, key=lambda one: (one.ref, one.client)))


def read_wanted(
    connection: Connection,
    today: date,
    engagements: Container[str],
    most: int | None = None,
    only: Collection[str] | None = None,
) -> tuple[dict[str, Milestone], dict[str, int]]:
    """Read the milestones that an alert could concern, by key: late or due soon, at risk, slipped, not accepted.

    With ``most``, the first so many of each kind of alert alone, by day and key, of the ``engagements`` that count, and
    how many there are of each kind; else all, and no numbers.
    """
    if most is None:
        found = connection.execute(f"{select(Milestone)} {_WANTED}", [_soon(today)]).fetchall()
        return {row.key: row for row in make(Milestone, found)}, {}
    keys, totals = _first(connection, today, engagements, most)
    return {row.key: row for row in read_in(connection, Milestone, "key", keys, only)}, totals


def _first(
    connection: Connection, today: date, engagements: Container[str], most: int
) -> tuple[set[str], dict[str, int]]:
    """Give the keys of the first so many milestones of each kind of alert, and how many there are of each kind."""
    keys: set[str] = set()
    kinds = {**_due(connection, today, engagements), "slipped": [], "at-risk": [], "unaccepted": []}
    asked = "SELECT engagement, key FROM milestones WHERE " + _UNACCEPTED + " ORDER BY coalesce(done_on, due), key"
    kinds["unaccepted"] = [key for engagement, key in connection.execute(asked) if engagement in engagements]
    totals = {kind: len(found) for kind, found in kinds.items()}
    for found in kinds.values():
        keys.update(found[:most])
    asked = f"SELECT engagement, sum(due > baseline), sum(status = 'at-risk') FROM milestones WHERE {_WATCHED}"
    for engagement, slipped, risky in connection.execute(f"{asked} GROUP BY engagement"):
        if engagement in engagements:
            totals["slipped"] += slipped or 0
            totals["at-risk"] += risky
    keys.update(_watched(connection, "due > baseline", engagements, most))
    keys.update(_watched(connection, "status = 'at-risk'", engagements, most))
    return keys, totals


def _due(connection: Connection, today: date, engagements: Container[str]) -> dict[str, list[str]]:
    """Give the keys of open milestones that are late or due soon, by day and key."""
    kinds: dict[str, list[str]] = {"overdue": [], "due-soon": []}
    asked = f"SELECT key, engagement, due FROM milestones WHERE {_OPEN} AND due <= ? ORDER BY due, key"
    day = today.isoformat()
    for key, engagement, due in connection.execute(asked, [_soon(today)]):
        if engagement in engagements:
            kinds["overdue" if due < day else "due-soon"].append(key)
    return kinds


def _watched(connection: Connection, which: str, engagements: Container[str], most: int) -> list[str]:
    """Give the keys of the first so many that slipped or are at risk, by day and key."""
    found: list[str] = []
    for limit in (most * _SPARE, -1):  # a sort of which the first alone are asked for costs next to nothing
        asked = f"SELECT engagement, key FROM milestones WHERE {_WATCHED} AND {which} ORDER BY +due, key LIMIT ?"
        rows = connection.execute(asked, [limit]).fetchall()
        found = [key for engagement, key in rows if engagement in engagements]
        if len(found) >= most or len(rows) < limit:
            break
    return found[:most]


def _soon(today: date) -> str:
    return date.fromordinal(min(today.toordinal() + SOON, date.max.toordinal())).isoformat()
