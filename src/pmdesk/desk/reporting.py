"""Status reports and timeline pages: read, passed through the gate, written, and kept as they were sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pmdesk.audience.register import report_ground
from pmdesk.desk.garbage import without_collection
from pmdesk.desk.guarding import guard_for, let_pass
from pmdesk.errors import InputError, Refused
from pmdesk.model import Client, Engagement
from pmdesk.portfolio import Portfolio, Window
from pmdesk.portfolio.register import Register
from pmdesk.portfolio.sent import Sent
from pmdesk.reports import facts, render, words
from pmdesk.reports.period import read_period, usual_period
from pmdesk.reports.status import Status, Wanted, engagements_of, status
from pmdesk.schedule import rag
from pmdesk.schedule.budget import Burn, burn, shortfall
from pmdesk.store import reports as kept

if TYPE_CHECKING:
    from pmdesk.audience.guard import Mention
    from pmdesk.store import Store


@dataclass(frozen=True, slots=True)
class Asked:
    """A report as a person asks for it.

    ``target`` is the key of an engagement or a client, ``period`` as ``reports.period`` reads it (None: what the rhythm
    of reports gives), ``form`` md or html. ``level`` and ``reason`` set the light by hand, ``why`` gives reasons of
    moves by milestone, ``templates`` is the folder of one's own. ``lock`` is the client that all is locked to.
    """

    target: str
    form: str = "md"
    period: str | None = None
    level: str | None = None
    reason: str = ""
    why: Mapping[str, str] = field(default_factory=dict)
    templates: Path | None = None
    lock: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A report that is written but not sent: its text, what it was made of, and notes that are the writer's alone.

    ``mentions`` are the words in it that name another client: with one it may not leave unasked, and not from where all
    ``is_locked`` to one client.
    """

    status: Status
    form: str
    text: str
    notes: tuple[str, ...]
    mentions: tuple[Mention, ...] = ()
    is_locked: bool = False

    @property
    def client(self) -> str:
        """The key of the client who will read it."""
        head, _, key = self.status.view.scope.partition("/")
        return key if head == "client" else self.status.parts[0].row.client

    @property
    def name(self) -> str:
        """The name of its file: what it is about and its day."""
        view = self.status.view
        return f"{view.scope.partition('/')[2]}-{view.day}.{self.form}"


def write_report(store: Store, asked: Asked, today: date) -> Report:
    """Write a report; InputError for an unknown target, a period, a light or a template that can't be."""
    with without_collection():
        return _write_report(store, asked, today)


def own_templates(store: Store) -> Path | None:
    """Give the folder with templates of one's own that the settings name; None where they name none."""
    folder = store.setting("report_templates")
    return Path(folder).expanduser() if folder else None


def _write_report(store: Store, asked: Asked, today: date) -> Report:
    asked = replace(asked, templates=asked.templates or own_templates(store))
    client, engagement = find_target(store, asked.target, asked.lock)
    portfolio, register = store.read(lambda connection: kept.read_ground(connection, client, today))
    before = store.read(lambda connection: kept.read_last(connection, client, today))
    report = compose(portfolio, register, asked, client, engagement, before)
    guard = guard_for(store, portfolio, client)
    mentions = guard.mentions(texts_in(report.status.view))
    if asked.templates is not None:
        known = {mention.word for mention in mentions}
        mentions += [one for one in guard.mentions([(report.name, report.text)]) if one.word not in known]
    return replace(report, mentions=tuple(mentions), is_locked=asked.lock is not None)


def texts_in(value: object, where: str = "report") -> Iterator[tuple[str, str]]:
    """Give the texts of a view as they are before a format escapes them, each with the key of what it stands in."""
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts_in(item, where)
    elif is_dataclass(value):
        inside = getattr(value, "key", "") or where
        for item in fields(value):
            yield from texts_in(getattr(value, item.name), inside)


def let_report_pass(store: Store, report: Report, *, allowed: bool, by: str, now: datetime) -> None:
    """Go on where a report may leave; Refused where it names another client, unless ``allowed``: then it is logged."""
    what = f"the report {report.status.view.scope.partition('/')[2]}"
    if report.is_locked and report.mentions:
        raise Refused([f"{what} names another client; look at it where nobody else does"])
    let_pass(store, report.mentions, what, report.client, allowed=allowed, by=by, now=now)


def find_target(store: Store, key: str, lock: str | None = None) -> tuple[str, str | None]:
    """Give the client, and the engagement if it is one; an engagement comes before a client of the same key.

    Under a lock what is another client's is not there.
    """
    row = store.get(Engagement, key)
    if row is not None and lock in {None, row.client}:
        return row.client, key
    if store.get(Client, key) is not None and lock in {None, key}:
        return key, None
    raise InputError(f"there is no engagement and no client {key}")


def compose(
    portfolio: Portfolio, register: Register, asked: Asked, client: str, engagement: str | None, before: Sequence[Sent]
) -> Report:
    """Write a report from the rows of its client (those of others don't matter) and the reports sent before it."""
    seen, visible = report_ground(portfolio, register, client)
    today = portfolio.today
    wanted = Wanted(client, engagement, usual_period((), today), asked.level, asked.reason, asked.why)
    own = [portfolio.engagements[row.key] for row in engagements_of(seen, wanted)]
    period = read_period(asked.period, today) if asked.period else usual_period(own, today)
    if unknown := sorted(set(asked.why) - seen.milestones.keys()):
        raise InputError(f"there is no milestone {unknown[0]} in this report")
    made = status(seen, visible, replace(wanted, period=period), facts.read(before))
    text = render.status(made.view, asked.form, asked.templates)
    hours = _hours(portfolio, register, own, period) if asked.lock is None else ()
    return Report(made, asked.form, text, (*_notes(made), *hours))


def _notes(made: Status) -> Iterator[str]:
    """Give what the writer should know of what the report says: a flattering light, dates without a reason."""
    if made.rag.is_flattering:
        yield f"the light is set to {made.rag.level}; by the thresholds it is {made.rag.computed}"
    for part in made.view.parts:
        for move in part.changes.moved:
            if not move.why:
                yield f"{move.title} has moved, and nothing says why ({move.key}=…)"


def _hours(portfolio: Portfolio, register: Register, rows: Iterable[Engagement], period: Window) -> Iterator[str]:
    """Give what no audience may see: budgets, and what a retainer's hours up to today fell short of in the period."""
    today = portfolio.today
    for row in rows:
        entries = register.time.get(row.key, ())
        if row.budget_hours is not None:
            yield f"{row.name}: {_budget(burn(row, entries, today))}"
        elif row.status == "active" and period.first <= today:
            days = Window(period.first, min(period.last, today))
            if short := shortfall(portfolio, row, days, entries):
                yield f"{row.name}: {words.measured(short, 'h')} fewer than promised, {words.span(days)}"


def _budget(one: Burn) -> str:
    level = rag.budget([one]).level
    share = words.percent(one.burnt) if one.burnt is not None else "all"
    gone = f", {words.percent(one.gone)} of the term gone" if one.gone is not None else ""
    end = f", used up {words.short_day(one.used_up)}" if one.used_up else ""
    worked = f"{words.measured(one.worked, '')} of {words.measured(one.budget or one.worked, 'h')}"
    return f"budget {level}, {share} burnt ({worked}){gone}{end}"


def keep_report(store: Store, report: Report, now: datetime) -> None:
    """Keep a report as it was sent, so that the next one is compared with it."""
    made, view = report.status, report.status.view
    alone = made.rag.level if view.scope.startswith("engagement/") else None
    remembered = facts.write((part.row.key, alone or part.rag.level, part.held) for part in made.parts)
    sent = Sent(
        scope=view.scope,
        client=report.client,
        day=view.day.isoformat(),
        first=view.period.first.isoformat(),
        last=view.period.last.isoformat(),
        form=report.form,
        at=now.astimezone(UTC).isoformat(timespec="seconds"),
        engagements=tuple(part.row.key for part in made.parts),
        facts=remembered,
        text=report.text,
    )
    store.save_report(sent)
