"""``export ics``: from the portfolio and what was told before to files and what is told now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from operator import attrgetter

from pmdesk.audience import MINE, for_client, of_client
from pmdesk.errors import InputError
from pmdesk.exchange.ics.calendar import alarms_of, calendar, of_one, with_text
from pmdesk.exchange.ics.diff import Difference, difference
from pmdesk.exchange.ics.items import View, items_of, makers_of
from pmdesk.exchange.ics.publish import Publisher
from pmdesk.exchange.ics.request import Request
from pmdesk.exchange.ics.seen import Item, Seen, calendar_uid, from_text
from pmdesk.exchange.ics.selection import is_asked, is_told_asked
from pmdesk.portfolio import Portfolio
from pmdesk.portfolio.publication import Publication

Stamps = Mapping[str, tuple[str, str]]
"""When rows were made and last edited (UTC, ISO 8601), by ref; of removed rows the second is that of their removal."""

MINE_NAME = "_mine"
"""No key begins with ``_``, so no client's file can have this name."""


@dataclass(frozen=True, slots=True)
class File:
    """A file to be written: its path inside the chosen folder, and how to make its bytes, piece by piece."""

    name: str
    chunks: Callable[[], Iterator[bytes]]


@dataclass(frozen=True, slots=True)
class Exported:
    """One audience's calendar: its files, those to be removed (a vdir's), what is to be kept as told.

    ``pairs`` are what was told and what is told of each item, ``heads`` what is told of the calendar itself, ``gone``
    the UIDs of those told to be cancelled because they are not there any more. To look at the differences alone makes
    no files.
    """

    audience: str
    name: str
    files: tuple[File, ...]
    removed: tuple[str, ...]
    publications: tuple[Publication, ...]
    pairs: tuple[tuple[Publication | None, Publication], ...]
    heads: tuple[Publication, ...] = ()
    gone: frozenset[str] = frozenset()

    @property
    def differences(self) -> tuple[Difference, ...]:
        """What the export adds, moves, changes, cancels and leaves alone."""
        return tuple(difference(before, after) for before, after in self.pairs)


@dataclass(frozen=True, slots=True)
class Exporter:
    """Makes calendars of the whole portfolio (without a window).

    ``publications`` gives what an audience was told, by UID; ``stamps`` when rows were made and edited; ``now`` is an
    aware moment; ``new_uid`` gives a random uid, for my own calendar's first publication; ``told_clients`` are the keys
    of all clients that were ever told anything, those that are not there any more included.
    """

    request: Request
    portfolio: Portfolio
    publications: Callable[[str], Mapping[str, Publication]]
    stamps: Stamps
    now: datetime
    new_uid: Callable[[], str]
    told_clients: frozenset[str] = frozenset()

    def run(self) -> Iterator[Exported]:
        """Give the calendars asked for, one by one; InputError where a key is not known."""
        request, portfolio = self.request, self.portfolio
        if request.mine:
            yield self._mine()
        elif request.engagement is not None:
            row = portfolio.engagements.get(request.engagement)
            if row is None:
                raise InputError(f"there is no engagement {request.engagement}")
            taken = row.key in portfolio.clients
            yield self._client(row.client, f"_engagement-{row.key.lower()}" if taken else row.key.lower())
        elif request.client is not None:
            yield self._removed(request.client) or self._client(request.client, request.client.lower())
        else:
            for key in sorted(self.told_clients | portfolio.clients.keys()):
                client = portfolio.clients.get(key)
                made = self._client(key, key.lower()) if client else self._removed(key)
                if made and (made.files or made.pairs or (client and client.status == "active")):
                    yield made

    def _mine(self) -> Exported:
        told = self.publications(MINE)
        held = [item for item in told.values() if item.form == "calendar"]
        uid = held[0].uid if held else calendar_uid(self.new_uid(), "calendar")
        profile = self.portfolio.profile
        head = Item(uid, "calendar", "calendar", "", Seen("calendar", profile.name or "pmdesk"))
        return self._calendar(self._view(self.portfolio, MINE), told, head, MINE_NAME, ("profile",))

    def _client(self, client: str, name: str) -> Exported:
        seen = for_client(self.portfolio, client)
        row = seen.clients[client]
        title, uid, ref = row.name, row.uid, "calendar"
        makers: tuple[str, ...] = (row.ref,)
        if self.request.engagement is not None:
            engagement = seen.engagements[self.request.engagement]
            title, uid, ref = f"{row.name}: {engagement.name}", engagement.uid, f"calendar/{engagement.key}"
            makers = (row.ref, engagement.ref)
        view = self._view(seen, of_client(client))
        head = Item(
            view.uid(ref, uid, "calendar"), ref, "calendar", "", Seen("calendar", title, color=row.color or ""),
            frozen=view.is_frozen(""),
        )  # fmt: skip
        return self._calendar(view, self.publications(view.audience), head, name, makers)

    def _removed(self, client: str) -> Exported | None:
        """Give the calendar of a client that is not there any more: what it was told is cancelled, as long as it stays.

        None where the client is there, or was never told anything.
        """
        audience = of_client(client)
        told = self.publications(audience) if client in self.told_clients - self.portfolio.clients.keys() else {}
        held = next((item for item in told.values() if item.ref == "calendar"), None)
        if held is None:
            return None
        head = Item(held.uid, held.ref, held.form, "", from_text(held.seen))
        nothing = Portfolio(today=self.portfolio.today, profile=self.portfolio.profile)
        made = self._calendar(View(nothing, audience, self.request.form), told, head, client.lower(), ())
        return made if made.pairs else None

    def _view(self, portfolio: Portfolio, audience: str) -> View:
        whole = self.portfolio
        archived = frozenset(key for key, row in whole.clients.items() if row.status == "archived")
        rows = whole.engagements.values()
        return View(
            portfolio,
            audience,
            self.request.form,
            frozenset(row.key for row in rows if row.status == "closed" or row.client in archived),
            frozenset(row.key for row in rows if row.status == "proposed"),
            archived,
        )

    def _calendar(
        self, view: View, told: Mapping[str, Publication], head: Item, name: str, makers: tuple[str, ...]
    ) -> Exported:
        now = self.now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        edited = partial(edited_at, self.stamps, self.portfolio)
        publisher = Publisher(view.audience, now, self.request.keep, edited)
        written, over, gone = self._published(view, told, publisher)
        of_head = replace(publisher, edited=lambda *_: latest(self.stamps, makers))
        top = of_head.publish(head, told.get(head.uid))
        if top is None:  # an archived client's, of whom nothing was ever told
            return Exported(view.audience, name, (), (), (), ())
        pairs = tuple((told.get(item.uid), item) for item in written)
        if self.request.diff:
            return Exported(view.audience, name, (), (), (), pairs)
        zone = self._zone(view)
        written = [with_text(item, alarms_of(item, self.request.alarms, mine=view.mine)) for item in written]
        files = _files(name, top, written, zone, vdir=self.request.vdir, single=self.request.is_single)
        folder = "" if self.request.is_single else f"{name}/"
        removed = tuple(f"{folder}{uid}.ics" for uid in over) if self.request.vdir else ()
        changed = tuple(item for item in (top, *written) if told.get(item.uid) is not item)
        return Exported(view.audience, name, files, removed, changed, pairs, (top,), gone)

    def _zone(self, view: View) -> str:
        if view.mine:
            return view.portfolio.profile.timezone
        return next((row.timezone for row in view.portfolio.clients.values()), None) or "UTC"

    def _published(
        self, view: View, told: Mapping[str, Publication], publisher: Publisher
    ) -> tuple[list[Publication], list[str], frozenset[str]]:
        """Publish what was asked for; give it, the UIDs of what was cancelled for long enough, and of what is gone."""
        found: list[Publication] = []
        over: list[str] = []
        there = set()
        for item in items_of(view):
            there.add(item.uid)
            before = told.get(item.uid)
            if is_asked(self.request, item if not item.frozen or before is None else _as_told(item, before)):
                self._note(publisher.publish(item, before), before, found, over)
        for before in told.values():
            if before.uid in there or before.form == "calendar":
                continue
            if is_told_asked(self.request, before, from_text(before.seen)):
                self._note(publisher.gone(before, frozen=view.is_frozen(before.engagement)), before, found, over)
        gone = frozenset(item.uid for item in found if item.uid not in there and item.cancelled is not None)
        return sorted(found, key=attrgetter("ref", "uid")), sorted(over), gone

    @staticmethod
    def _note(made: Publication | None, before: Publication | None, found: list[Publication], over: list[str]) -> None:
        if made is not None:
            found.append(made)
        elif before is not None:
            over.append(before.uid)


def _as_told(item: Item, before: Publication) -> Item:
    return item._replace(seen=from_text(before.seen))


def _files(
    name: str, head: Publication, items: list[Publication], zone: str, *, vdir: bool, single: bool
) -> tuple[File, ...]:
    if not vdir:
        return (File(f"{name}.ics", partial(calendar, head, items, zone)),)
    folder = "" if single else f"{name}/"
    return tuple(File(f"{folder}{item.uid}.ics", partial(of_one, item)) for item in items)


def latest(stamps: Stamps, refs: Iterable[str]) -> tuple[str, str]:
    """Give when the first of some rows was made and when any of them was last edited; empty where not known."""
    created, edited = "", ""
    for number, ref in enumerate(refs):
        if ref in stamps:
            made, at = stamps[ref]
            created = made if number == 0 else created
            edited = max(edited, at)
    return _whole(created), _whole(edited)


def _whole(stamp: str) -> str:
    """Give a moment in whole seconds, UTC with ``Z``, so that text compares as time does."""
    return datetime.fromisoformat(stamp).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if stamp else ""


def edited_at(
    stamps: Stamps, portfolio: Portfolio, ref: str, before: Seen | None, seen: Seen | None
) -> tuple[str, str]:
    """Give when an item was made, and the latest edit of the rows that make up what is seen of it."""
    return latest(stamps, makers_of(portfolio, ref, before, seen))
