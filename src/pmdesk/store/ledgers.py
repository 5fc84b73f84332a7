"""Reads what alerts need: the rows beside the schedule, and the milestones that want attention wherever they lie."""

from __future__ import annotations

from collections.abc import Container, Mapping
from datetime import date
from decimal import Decimal
from heapq import nsmallest

from pmdesk.model import Action, Escalation, Kpi, Measurement, Milestone, RaidItem, Request
from pmdesk.portfolio.ledger import Ledger, Told
from pmdesk.store.driver import Connection
from pmdesk.store.remotes import read_syncing
from pmdesk.store.reports import sent_days
from pmdesk.store.rows import make, read, read_in, select

SOON = 7
"""Days from today up to which due milestones want attention."""

_WANTED = (
    "WHERE status IN ('planned', 'at-risk') AND (due <= ? OR status = 'at-risk' OR due > baseline) "
    "OR status = 'done' AND acceptance <> '' AND accepted_on IS NULL"
)
_LAST = (
    "JOIN (SELECT kpi AS of, max(date) AS day FROM measurements WHERE date <= ? GROUP BY kpi) "
    "ON kpi = of AND date = day"
)
_HOURS = (
    "SELECT engagement, sum(CAST(hours AS INTEGER)), "
    "sum(CASE WHEN instr(hours, '.') THEN CAST(substr(substr(hours, instr(hours, '.') + 1) || '000', 1, 4) AS INTEGER) "
    "ELSE 0 END) FROM time WHERE date <= ? GROUP BY engagement"
)
"""Whole hours and ten-thousandths are added apart, as integers: sums stay exact."""

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
        kpis=tuple(read(connection, Kpi, "ORDER BY key")),
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
    connection: Connection, today: date, engagements: Container[str], most: int | None = None
) -> tuple[dict[str, Milestone], dict[str, int]]:
    """Read the milestones that an alert could concern, by key: late or due soon, at risk, slipped, not accepted.

    With ``most``, the first so many of each kind of alert alone, by day and key, of the ``engagements`` that count, and
    how many there are of each kind; else all, and no numbers.
    """
    last = min(today.toordinal() + SOON, date.max.toordinal())
    soon = date.fromordinal(last).isoformat()
    if most is None:
        found = connection.execute(f"{select(Milestone)} {_WANTED}", [soon]).fetchall()
        return {row.key: row for row in make(Milestone, found)}, {}
    kinds = _by_kind(connection, today.isoformat(), soon, engagements)
    keys = {key for found in kinds.values() for _, key in nsmallest(most, found)}
    chosen = {row.key: row for row in read_in(connection, Milestone, "key", keys)}
    return chosen, {kind: len(found) for kind, found in kinds.items()}


def _by_kind(
    connection: Connection, today: str, soon: str, engagements: Container[str]
) -> dict[str, list[tuple[str, str]]]:
    """Give day and key of the milestones of each kind of alert, without reading them whole."""
    kinds: dict[str, list[tuple[str, str]]] = {
        "overdue": [], "due-soon": [], "slipped": [], "at-risk": [], "unaccepted": [],
    }  # fmt: skip
    asked = f"SELECT key, engagement, due, status, due > baseline, done_on FROM milestones {_WANTED}"
    for key, engagement, due, status, slipped, done_on in connection.execute(asked, [soon]):
        if engagement not in engagements:
            continue
        if status == "done":
            kinds["unaccepted"].append((done_on or due, key))
            continue
        if due <= soon:
            kinds["overdue" if due < today else "due-soon"].append((due, key))
        if slipped:
            kinds["slipped"].append((due, key))
        if status == "at-risk":
            kinds["at-risk"].append((due, key))
    return kinds
