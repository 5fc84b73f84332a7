"""The rows that the first screen shows, with what they name: read in a moment, before the portfolio is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from pmdesk.model import Client, Contact, Engagement, Event, Milestone, Override, Site, Vendor
from pmdesk.portfolio import Portfolio, Window
from pmdesk.store.driver import Connection
from pmdesk.store.rows import read, read_in
from pmdesk.store.snapshots import read_profile, whole

_DAY = timedelta(days=1)


def read_sketch(connection: Connection, today: date, ahead: date) -> Portfolio:
    """Read my events of today, the open milestones due up to a day (late ones too), and whom and what they name.

    Only clients are whole. There are no blackouts, no load, nothing to tell conflicts from.
    """
    near = Window(today if today == date.min else today - _DAY, today if today == date.max else today + _DAY)
    span = "IN (SELECT event FROM event_spans WHERE first_day <= ? AND (last_day IS NULL OR last_day >= ?))"
    bounds = [near.last.isoformat(), near.first.isoformat()]
    connection.execute("BEGIN")
    try:
        events = read(connection, Event, f"WHERE me = 1 AND key {span} ORDER BY key", bounds)
        changed: dict[str, list[Override]] = {}
        for one in sorted(read_in(connection, Override, "event", {row.key for row in events}), key=_in_time):
            changed.setdefault(one.event, []).append(one)
        due = "WHERE due <= ? AND status IN ('planned', 'at-risk') ORDER BY due, key"
        milestones = read(connection, Milestone, due, [ahead.isoformat()])
        named = {row.owner for row in milestones}
        contacts = read_in(connection, Contact, "key", _keys("contact", named))
        vendors = {*_keys("vendor", named), *_keys("vendor", (row.of for row in contacts))}
        deals = {one.engagement for one in events if one.engagement} | {row.engagement for row in milestones}
        return Portfolio(
            today=today,
            profile=read_profile(connection),
            window=Window(today, today),
            clients=whole(connection, Client),
            vendors={row.key: row for row in read_in(connection, Vendor, "key", vendors)},
            contacts={row.key: row for row in contacts},
            sites={row.key: row for row in read_in(connection, Site, "key", {row.site for row in events if row.site})},
            engagements={row.key: row for row in read_in(connection, Engagement, "key", deals)},
            milestones={row.key: row for row in milestones},
            events={row.key: row for row in events},
            overrides={key: tuple(rows) for key, rows in changed.items()},
        )
    finally:
        connection.execute("COMMIT")


def _in_time(row: Override) -> tuple[str, datetime]:
    return row.event, row.occurrence


def _keys(kind: str, refs: Iterable[str]) -> set[str]:
    """Give the keys of the refs of a kind."""
    head = f"{kind}/"
    return {ref.removeprefix(head) for ref in refs if ref.startswith(head)}
