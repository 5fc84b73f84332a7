"""Milestones, events, blackouts and terms as one audience sees them in its calendar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pmdesk.audience import MINE, audience_uid
from pmdesk.errors import StoreError
from pmdesk.exchange.ics.seen import BLANK, Item, Seen, calendar_uid
from pmdesk.exchange.ics.timed import timed
from pmdesk.model import Blackout, Engagement, Event, Milestone
from pmdesk.portfolio import Portfolio

_STATUS = {
    "planned": "CONFIRMED", "done": "CONFIRMED", "confirmed": "CONFIRMED", "at-risk": "TENTATIVE",
    "tentative": "TENTATIVE", "cancelled": "CANCELLED",
}  # fmt: skip
_TODO = {"planned": "NEEDS-ACTION", "at-risk": "NEEDS-ACTION", "done": "COMPLETED", "cancelled": "CANCELLED"}
_URGENT, _HIGH = 1, 3


@dataclass(frozen=True, slots=True)
class View:
    """One audience's portfolio (what the gate gave, or the whole one for mine) and how milestones are written.

    ``frozen`` and ``proposed`` name engagements, ``archived`` clients.
    """

    portfolio: Portfolio
    audience: str
    form: str = "event"
    frozen: frozenset[str] = frozenset()
    proposed: frozenset[str] = frozenset()
    archived: frozenset[str] = frozenset()

    @property
    def mine(self) -> bool:
        """Whether this is the project manager's own calendar."""
        return self.audience == MINE

    def is_frozen(self, engagement: str) -> bool:
        """Tell whether what is of an engagement (empty: of none) keeps what was published."""
        client = "" if self.mine else self.audience.partition("/")[2]
        return engagement in self.frozen or client in self.archived

    def uid(self, ref: str, uid: str, form: str) -> str:
        """Give the calendar UID of a row."""
        if not uid:
            raise StoreError(f"{ref} has no uid for calendars", "run pmdesk doctor")
        return calendar_uid(audience_uid(uid, MINE) if self.mine else uid, form)

    def title(self, title: str, client: str, mark: str = "") -> str:
        """Give a title: in my own calendar the client's name stands before it."""
        return (f"{client}: {mark}{title}" if self.mine and client else mark + title).strip(BLANK)

    def location(self, site: str | None) -> str:
        """Give a site's name and address."""
        held = self.portfolio.sites.get(site) if site else None
        return ", ".join(part for part in (held.name, held.address) if part).strip(BLANK) if held else ""


def items_of(view: View) -> Iterator[Item]:
    """Give all items of an audience, options aside, in the order in which they are written."""
    portfolio = view.portfolio
    for _, engagement in sorted(portfolio.engagements.items()):
        client = portfolio.clients[engagement.client]
        context = _Context(view, engagement, client.name, client.color or "")
        yield context.item(engagement.ref, engagement.uid, "event", context.term())
        for milestone in portfolio.milestones_by_engagement[engagement.key]:
            yield context.item(f"milestone/{milestone.key}", milestone.uid, view.form, context.milestone(milestone))
        for event in portfolio.events_by_engagement.get(engagement.key, ()):
            if event.me or not view.mine:
                yield context.item(event.ref, event.uid, "event", context.event(event))
    if view.mine:
        for _, event in sorted(portfolio.events.items()):
            if not event.engagement and event.me:
                context = _Context(view, None, "", "")
                yield context.item(event.ref, event.uid, "event", context.event(event))
    for _, blackout in sorted(portfolio.blackouts.items()):
        if blackout.who == ("me" if view.mine else view.audience):
            yield _blackout(view, blackout)


@dataclass(frozen=True, slots=True)
class _Context:
    """What the items of one engagement (None: of none) have in common."""

    view: View
    engagement: Engagement | None
    client: str
    color: str

    def item(self, ref: str, uid: str, form: str, seen: Seen) -> Item:
        key = self.engagement.key if self.engagement else ""
        view = self.view
        return Item(view.uid(ref, uid, form), ref, form, key, seen, view.is_frozen(key), key in view.proposed)

    def categories(self, kind: str) -> tuple[str, ...]:
        name = self.engagement.name if self.engagement else ""
        return tuple(part for part in (self.client, name, kind) if part)

    def term(self) -> Seen:
        row = self.engagement
        assert row is not None, "a term is of an engagement"
        title = row.name if row.end else f"{row.name} (open end)"
        return Seen(
            "term", self.view.title(title, self.client), "CONFIRMED", row.start.isoformat(),
            (row.end or row.start).isoformat(), categories=self.categories("term"), color=self.color,
            description=_joined(row.objective, row.notes if self.view.mine else ""),
        )  # fmt: skip

    def milestone(self, row: Milestone) -> Seen:
        view, due = self.view, row.due.isoformat()
        todo, done = view.form == "todo", row.status == "done"
        return Seen(
            "milestone",
            view.title(row.title, self.client, "✔ " if done and not todo else ""),
            (_TODO if todo else _STATUS)[row.status],
            due, due,
            categories=self.categories(row.kind),
            color=self.color,
            location=view.location(row.site) if row.site else "",
            url=row.url,
            description=_joined(row.acceptance, row.notes if view.mine else ""),
            related=self._related(row) if row.after else (),
            priority=_URGENT if row.status == "at-risk" else _HIGH if row.kind == "go-live" else 0,
            done_on=(row.done_on or row.due).isoformat() if done and todo else "",
            quiet=done,
        )  # fmt: skip

    def _related(self, row: Milestone) -> tuple[str, ...]:
        view = self.view
        held = (view.portfolio.milestones.get(item.key) for item in row.after)
        return tuple(view.uid(item.ref, item.uid, view.form) for item in held if item is not None)

    def event(self, row: Event) -> Seen:
        view = self.view
        zone = view.portfolio.event_zone(row)
        moments = timed(row, view.portfolio.overrides.get(row.key, ()), zone)
        overrides = tuple(
            [at, start, end, view.title(title, self.client), _STATUS[status]]
            for at, start, end, title, status in moments.overrides
        )
        return Seen(
            "event", view.title(row.title, self.client), _STATUS[row.status], moments.start, moments.end, moments.zone,
            row.rrule, moments.exdates, overrides, self.categories("event"), self.color, view.location(row.site),
            row.url, row.notes if view.mine else "", busy="TENTATIVE" if row.status == "tentative" else "BUSY",
        )  # fmt: skip


def _joined(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part).strip(BLANK)


def _blackout(view: View, row: Blackout) -> Item:
    client = None if view.mine else next(iter(view.portfolio.clients.values()))
    name, color = (client.name, client.color or "") if client else ("", "")
    seen = Seen(
        "blackout", row.title, "CONFIRMED", row.start.isoformat(), row.end.isoformat(),
        categories=tuple(part for part in (name, "blackout") if part), color=color, busy="OOF" if view.mine else "FREE",
    )  # fmt: skip
    return Item(view.uid(row.ref, row.uid, "event"), row.ref, "event", "", seen, view.is_frozen(""))


def _row(portfolio: Portfolio, kind: str, key: str) -> Milestone | Event | None:
    if kind == "milestone":
        return portfolio.milestones.get(key)
    return portfolio.events.get(key) if kind == "event" else None


def makers_of(portfolio: Portfolio, ref: str, before: Seen | None, now_seen: Seen | None) -> Iterator[str]:
    """Give the refs of the rows that make up what is seen of an item; the latest edit of these made the difference.

    Those of overrides that were there before are among them, for their removal is an edit too.
    """
    yield ref
    kind, _, key = ref.partition("/")
    row = _row(portfolio, kind, key)
    engagement = row.engagement if row is not None else (key if kind == "engagement" else None)
    if row is not None and row.site:
        yield f"site/{row.site}"
    for seen in (before, now_seen):
        for override in seen.overrides if seen is not None else ():
            yield f"override/{key} {override[0].removesuffix('Z')}"
    if kind == "event":
        yield from (override.ref for override in portfolio.overrides.get(key, ()))
        yield "profile"
    if kind == "blackout" and key in portfolio.blackouts:
        yield portfolio.blackouts[key].who
    if engagement and engagement in portfolio.engagements:
        yield f"engagement/{engagement}"
        yield f"client/{portfolio.client_of(engagement)}"
