"""Timeline pages: read, passed through the gate, written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pmdesk.audience.register import report_ground
from pmdesk.desk.guarding import guard_for, let_pass
from pmdesk.desk.reporting import own_templates, texts_in
from pmdesk.errors import InputError, Refused
from pmdesk.model import Client
from pmdesk.portfolio import Portfolio
from pmdesk.portfolio.register import Register
from pmdesk.reports import render, words
from pmdesk.reports.layout import Timeline, lay_out
from pmdesk.reports.period import usual_period
from pmdesk.reports.status import Wanted, engagements_of
from pmdesk.schedule.promises import promises
from pmdesk.store import reports as kept

if TYPE_CHECKING:
    from pmdesk.store import Store


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """A timeline as a client is asked to read it: ``form`` is html or svg; the rest is as in ``Asked``."""

    client: str
    form: str = "html"
    templates: Path | None = None
    lock: str | None = None
    allow_mention: bool = False


def write_timeline(store: Store, asked: TimelinePage, today: date, *, by: str, now: datetime) -> str:
    """Write the timeline of a client: what is active or paused, with all of its milestones.

    Refused where it names another client, unless that is allowed: then it is logged.
    """
    client, templates = asked.client, asked.templates or own_templates(store)
    if store.get(Client, client) is None or asked.lock not in {None, client}:
        raise InputError(f"there is no client {client}")
    portfolio, register = store.read(lambda connection: kept.read_ground(connection, client, today))
    picture, text = compose_timeline(portfolio, register, client, asked.form, templates)
    guard = guard_for(store, portfolio, client)
    mentions = guard.mentions(texts_in(picture, "timeline"))
    if templates is not None and not mentions:
        mentions = guard.mentions([("timeline", text)])
    if asked.lock is not None and mentions:
        raise Refused([f"the timeline {client} names another client; look at it where nobody else does"])
    let_pass(store, mentions, f"the timeline {client}", client, allowed=asked.allow_mention, by=by, now=now)
    return text


def compose_timeline(
    portfolio: Portfolio, register: Register, client: str, form: str, templates: Path | None = None
) -> tuple[Timeline, str]:
    """Write the timeline of a client from its rows; gives the picture too."""
    seen, _ = report_ground(portfolio, register, client)
    rows = engagements_of(seen, Wanted(client, None, usual_period((), seen.today)))
    parts = [(row, promises(seen.milestones_by_engagement[row.key], seen.today)) for row in rows]
    own = seen.clients[client]
    picture = lay_out(seen, parts)
    color, name = render.safe_color(own.color), words.line(own.name)
    return picture, render.timeline(picture, form, client=name, color=color, templates=templates)
