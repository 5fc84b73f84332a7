"""Finding by name: commands, clients, engagements, vendors, milestones; and the switcher."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from pmdesk.model import Client, Contact, Engagement, Milestone, Note, Vendor
from pmdesk.tui import belonging, refs, words
from pmdesk.tui.commands import COMMANDS
from pmdesk.tui.line import Line, Span, cell, width_of
from pmdesk.tui.overlays.finder import Finder, Item

if TYPE_CHECKING:
    from pmdesk.desk.sight import Sight
    from pmdesk.tui.app import PmdeskApp
    from pmdesk.tui.view import View

KIND = 11
"""Cells for the word that says what a row is."""
LEAST = 8
"""Cells from which what stands in the middle is worth its place."""


def _drawn(kind: str, title: str, more: str, right: str, role: str = "") -> Callable[[int], Line]:
    def draw(width: int) -> Line:
        room = max(8, width - KIND - 1)
        tail = min(width_of(right), 30, max(0, room - 26))
        left = min(room - tail, max(26, room * 2 // 5))
        middle = room - tail - left - 1
        if middle < LEAST:
            left, middle = max(0, room - tail - 1), 0
        return [
            cell(kind, KIND, "faint"), cell(title, max(0, left - 1), role), Span(" "),
            cell(more, middle, "dim"), Span(" "),
            cell(right, tail, "dim", right=True),
        ]  # fmt: skip

    return draw


def palette_finder(app: PmdeskApp) -> Finder:
    """Make the palette over what this context may show; all milestones follow when they are read."""
    view = app.view
    if view is None:
        raise RuntimeError("the palette needs a view")
    items = [*_places(view), *_milestones(view, view.milestones), *_contacts(view), *_commands()]
    finder = Finder(items, hint="find a command, client, engagement, milestone, vendor, note …")

    def made(rows: list[Milestone]) -> list[Item]:
        return _milestones(view, (row for row in rows if view.of_engagement(row.engagement)))

    def noted(sight: Sight) -> list[Item]:
        return [_note(view, row) for row in sight.rows(Note) if belonging.stands_in(view, row)]

    if app.keeper:
        app.keeper.all_milestones(made, finder.add_items)
        app.keeper.read(noted, finder.add_items, lane="notes")
    return finder


def switcher_finder(app: PmdeskApp) -> Finder:
    """Make the switcher: All, clients, engagements, vendors, each with conflicts and next date."""
    view = app.view
    if view is None:
        raise RuntimeError("the switcher needs a view")
    every = _placed("0", Span("All", "bold"), lambda: view.book.home.unwaived.get(None, 0), "every client", "")
    items = [Item("client ", "0 all every client", every), *_places(view)]
    return Finder(items, hint="switch to a client, an engagement or a vendor")


def _commands() -> list[Item]:
    found = []
    for command in COMMANDS:
        if (command.palette and command.scope == "desk") or (command.scope == "timeline" and command.palette):
            text = f"{command.name} {command.words}".casefold()
            found.append(
                Item(f"do {command.does}", text, _drawn("command", command.words, command.name, command.shown_keys))
            )
    return found


def _places(view: View) -> list[Item]:
    portfolio, waits = view.portfolio, _waiting(view)

    @cache
    def caught() -> frozenset[str]:  # whatever is in focus: the rows are of everybody
        return frozenset(item for one in view.book.home.conflicts if one.waived is None for item in one.items)

    found = [_client(view, portfolio.clients[key], waits[f"client/{key}"]) for key in view.client_order]
    found += [_engagement(view, row, waits[row.ref], caught) for row in _by_client(view)]
    vendors = sorted(portfolio.vendors.values(), key=lambda row: row.name.casefold())
    return found + [_vendor(view, row, waits[row.ref]) for row in vendors]


def _by_client(view: View) -> list[Engagement]:
    rank = {key: at for at, key in enumerate(view.client_order)}
    return sorted(
        view.portfolio.engagements.values(),
        key=lambda row: (rank.get(row.client, 99), row.status == "closed", row.start),
    )


def _next(view: View, engagements: Iterable[Engagement]) -> Milestone | None:
    dues = [row for row in (view.next_due(engagement.key) for engagement in engagements) if row]
    return min(dues, key=lambda row: (row.due, row.key), default=None)


def _waiting(view: View) -> Counter[str]:
    """Count the open actions that wait on others: by client, by engagement, by who owes them."""
    found: Counter[str] = Counter()
    for row in view.book.actions:
        head, _, key = row.owner.partition("/")
        contact = view.portfolio.contacts.get(key) if head == "contact" else None
        client = belonging.client_of(view.portfolio, row)
        if row.owner != "me":
            found.update({f"client/{client}", f"engagement/{row.engagement}", contact.of if contact else row.owner})
    return found


def _placed(
    kind: str, title: Span, count: Callable[[], int], more: str, place: str, day: str = "", waits: int = 0
) -> Callable[[int], Line]:
    """Draw a client, an engagement, a vendor: all of them in the same columns; conflicts are counted when drawn.

    ``day`` is its next date, ``waits`` how many actions wait on others; where there is no room for ``more``, what that
    date is, the day stands alone.
    """

    def draw(width: int) -> Line:
        name, tail = min(26, max(12, width * 3 // 10)), 13 if width >= 90 else 10
        room, bad = max(0, width - KIND - name - 1 - 7 - 8 - 2 - tail), count()
        told = f"{day} {more}" if day and room >= 24 else day or more
        room, tail = (room, tail) if place else (room + tail, 0)
        return [
            cell(kind, KIND, "faint"), cell(title.text, name, title.role), Span(" "),
            cell(f"! {bad}" if bad else "", 7, "high"), cell(f"{waits} wait" if waits else "", 8, "dim"),
            cell(told, room, "dim"), Span("  "), cell(place, tail, "faint"),
        ]  # fmt: skip

    return draw


def _day(view: View, row: Milestone | None) -> str:
    return words.week_day(row.due, view.today) if row else ""


def _client(view: View, row: Client, waits: int) -> Item:
    coming = _next(view, view.portfolio.engagements_by_client.get(row.key, ()))
    draw = _placed(
        f"{row.pin or ' '} client", Span(row.name, f"@{row.key} bold"), lambda: view.troubles[row.key],
        coming.title if coming else "", words.city(row.timezone or view.zone), _day(view, coming), waits,
    )  # fmt: skip
    text = f"{row.name} {row.key} {' '.join(row.aliases)} client".casefold()
    return Item(f"client {row.key}", text, draw, row.key)


def _engagement(view: View, row: Engagement, waits: int, caught: Callable[[], frozenset[str]]) -> Item:
    owner = view.portfolio.clients.get(row.client)
    text = f"{row.name} {row.key} {owner.name if owner else ''} engagement".casefold()
    coming = _next(view, (row,))
    more = coming.title if coming else row.status if row.status != "active" else ""
    place = view.short.get(row.client, row.client)

    def bad() -> int:
        return sum(1 for ref in refs.things_of(view.portfolio, row) if ref in caught())

    draw = _placed("engagement", Span(row.name), bad, more, place, _day(view, coming), waits)
    return Item(f"ref engagement/{row.key}", text, draw, row.client)


def _vendor(view: View, row: Vendor, waits: int) -> Item:
    text = f"{row.name} {row.key} {row.services} vendor".casefold()
    draw = _placed("vendor", Span(row.name), lambda: view.troubles[row.ref], row.services, "", waits=waits)
    return Item(f"ref vendor/{row.key}", text, draw)


def _contacts(view: View) -> list[Item]:
    """Give whom this context knows: its client's people and its vendors', in All everybody."""
    portfolio = view.portfolio
    vendors = belonging.vendors_of(portfolio, view.focus) if view.focus else frozenset()
    rows = [row for row in portfolio.contacts.values() if belonging.stands_in(view, row, vendors)]
    return [_contact(view, row) for row in sorted(rows, key=lambda row: row.name.casefold())]


def _contact(view: View, row: Contact) -> Item:
    party = refs.who_of(view.portfolio, row.of)
    text = f"{row.name} {row.key} {row.role} {party} {row.email} contact".casefold()
    client = belonging.client_of(view.portfolio, row)
    return Item(f"ref {row.ref}", text, _drawn("contact", row.name, f"{party}   {row.role}", row.email), client)


def _note(view: View, row: Note) -> Item:
    client = belonging.client_of(view.portfolio, row)
    place = view.short.get(client or "", "")
    title = row.text.strip().partition("\n")[0]
    text = f"{row.text} {row.key} note".casefold()
    return Item(f"ref {row.ref}", text, _drawn("note", title, place, words.full_day(row.date)), client)


def _milestones(view: View, rows: Iterable[Milestone]) -> list[Item]:
    return [_milestone(view, row) for row in rows]


def _milestone(view: View, row: Milestone) -> Item:
    engagement = view.portfolio.engagements.get(row.engagement)
    client = engagement.client if engagement else None
    due: date = row.due

    def draw(width: int) -> Line:
        place = f"{view.short.get(client or '', '')} · {engagement.name}" if engagement else ""
        return _drawn("milestone", row.title, place, words.full_day(due))(width)

    return Item(f"ref {row.ref}", f"{row.title} {row.key}".casefold(), draw, client)
