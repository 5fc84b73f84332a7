"""What Today shows: my meetings, what is due and late, alerts, this week's conflicts and load."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from pmdesk.errors import InputError
from pmdesk.frozen import field, frozen, replace
from pmdesk.model import Event, Override
from pmdesk.portfolio import Portfolio, Window
from pmdesk.portfolio.ledger import Ledger
from pmdesk.schedule import alerts
from pmdesk.schedule.alerts import Alert
from pmdesk.schedule.instants import moment, zone
from pmdesk.schedule.load import Week, weeks
from pmdesk.schedule.recurrence import runs

if TYPE_CHECKING:
    from pmdesk.schedule.conflicts import Conflict
    from pmdesk.schedule.conflicts.scene import Scene

T = TypeVar("T")


class Readable(Protocol):
    """A store, as far as it is read."""

    def read(self, reader: Callable[[Any], T]) -> T:
        """Run a reader over the connection."""
        ...


@frozen
class Meeting:
    """One occurrence of an event that I attend: aware UTC moments, its client, and the zone of that one."""

    ref: str
    title: str
    client: str | None
    start: datetime
    end: datetime
    zone: str
    is_tentative: bool


@frozen
class Day:
    """Today in a context: all clients, one in focus, or what one may see (``locked``).

    ``conflicts`` are those of this ISO week that are not waived, ``week`` its load; a client sees no load. ``totals``
    says how many alerts there are of a kind of which the first alone are here, and so of ``conflicts``.
    """

    today: date
    portfolio: Portfolio
    client: str | None
    locked: bool
    meetings: tuple[Meeting, ...]
    alerts: tuple[Alert, ...]
    conflicts: tuple[Conflict, ...]
    week: Week | None
    totals: Mapping[str, int] = field(default_factory=dict)


def week_of(today: date) -> Window:
    """Give the ISO week of a day, held within the calendar."""
    monday = max(today.toordinal() - today.weekday(), 1)
    sunday = min(today.toordinal() - today.weekday() + 6, date.max.toordinal())
    return Window(date.fromordinal(monday), date.fromordinal(sunday))


def read_day(
    store: Readable, today: date, *, client: str | None = None, lock: str | None = None, most: int | None = None
) -> Day:
    """Read and compute today; ``lock`` shows what that client may see alone. InputError for an unknown client.

    With ``most``, of the alerts about milestones the first so many of each kind are there, by day, and the first so
    many conflicts, and ``totals`` says how many there are: what a short list needs takes a third of the time at 50,000
    milestones.
    """
    from pmdesk.schedule.conflicts import whole
    from pmdesk.store import days

    if lock is not None and client not in {None, lock}:
        raise InputError(f"this is locked to {lock}")
    found: list[days.Read] = []

    def read(asked: Window) -> Portfolio:
        one = store.read(lambda held: days.read_day(held, asked, today, most=most, client=lock or client))
        found.append(one)
        return one.portfolio

    scene = whole(read, week_of(today), known=days.SURE)
    day = day_of(scene.portfolio, found[-1].ledger, client=client, lock=lock, scene=scene, most=most)
    return replace(day, totals={**found[-1].totals, **day.totals})


def read_alerts(store: Readable, today: date, *, lock: str | None = None) -> tuple[Alert, ...]:
    """Read and compute all alerts of today; ``lock`` gives what that client may see alone."""
    from pmdesk.store import days

    found = store.read(lambda held: days.read_day(held, Window(today, today), today, client=lock))
    if lock is None:
        return tuple(alerts.find(found.portfolio, found.ledger))
    if lock not in found.portfolio.clients:
        return ()
    from pmdesk.audience.ledger import alerts_ground

    return tuple(alerts.find(*alerts_ground(found.portfolio, found.ledger, lock)))


def day_of(
    portfolio: Portfolio, ledger: Ledger, *, client: str | None = None, lock: str | None = None,
    scene: Scene | None = None, most: int | None = None,
) -> Day:  # fmt: skip
    """Compute the today of a portfolio; ``lock`` computes from what the gate lets through.

    The portfolio must hold all that alerts are about, wherever it lies; ``scene`` is that of this week, where there is
    one already. With both it and ``most`` the first so many conflicts are there (but under a lock all).
    """
    week, today = week_of(portfolio.today), portfolio.today
    if lock is not None:
        from pmdesk.audience.conflicts import conflicts_for
        from pmdesk.audience.ledger import alerts_ground

        seen, shown = alerts_ground(portfolio, ledger, lock)
        bad = conflicts_for(portfolio, week, lock, scene=scene)
        return Day(today, seen, lock, True, meetings(seen), tuple(alerts.find(seen, shown)), _open(bad), None)
    from pmdesk.schedule.conflicts import find, first

    told = alerts.find(portfolio, ledger, client=client)
    totals: dict[str, int] = {}
    if scene is None or most is None:
        bad = find(portfolio, week, client=client, scene=scene)
    else:
        bad, totals["conflicts"] = first(scene, most, client=client)
    load = weeks(portfolio, week)[0]
    return Day(today, portfolio, client, False, meetings(portfolio, client), tuple(told), _open(bad), load, totals)


def _open(conflicts: list[Conflict]) -> tuple[Conflict, ...]:
    return tuple(one for one in conflicts if one.waived is None)


def meetings(portfolio: Portfolio, client: str | None = None) -> tuple[Meeting, ...]:
    """Give what I attend today, by start; ``client`` keeps that client's (its proposed engagements' too)."""
    place = zone(portfolio.profile.timezone)
    low, high = place.midnight(portfolio.today), place.after(portfolio.today)
    found: list[Meeting] = []
    for event in portfolio.events.values():
        of = _client_of(portfolio, event)
        if not event.me or of == "" or (client is not None and of != client):
            continue
        own = portfolio.event_zone(event)
        their = portfolio.zone_of(f"client/{of}") if of else portfolio.profile.timezone
        overrides = portfolio.overrides.get(event.key, ())
        for start, end, tentative in runs(event, overrides, own, low, high):
            title = _title(event, overrides, own, start)
            found.append(Meeting(event.ref, title, of, moment(start), moment(end), their, tentative))
    return tuple(sorted(found, key=lambda one: (one.start, one.end, one.ref)))


def _client_of(portfolio: Portfolio, event: Event) -> str | None:
    """Give the client of an event, None for one of nobody's; empty where it takes no part."""
    if event.engagement is None:
        return None
    row = portfolio.engagements[event.engagement]
    gone = row.status == "closed" or portfolio.clients[row.client].status == "archived"
    return "" if gone else row.client


def _title(event: Event, overrides: Iterable[Override], own: str, start: int) -> str:
    """Give the title of the occurrence that begins at an instant."""
    place = zone(own)
    for row in overrides:
        if row.title and place.instant(row.start or row.occurrence) == start:
            return row.title
    return event.title
