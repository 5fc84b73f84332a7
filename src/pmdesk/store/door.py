"""The one door by which anything is changed: every row is checked, written in one transaction, and journaled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from pmdesk.errors import Refused
from pmdesk.model import Contact, Engagement, Event, Kpi, Noun, Override, columns_of
from pmdesk.portfolio import Change, Put, Remove
from pmdesk.portfolio.validity import Lookup, Overlay, check, complete
from pmdesk.store import journal, spans, writing
from pmdesk.store.rows import encoded, encoded_identity, image_of

if TYPE_CHECKING:
    import sqlalchemy

    from pmdesk.store.driver import Connection

NewUid = Callable[[], str]


def random_uid() -> str:
    """Give a random uid (RFC 9562, section 5.4), the root of an item's calendar uids."""
    return uuid4().hex


def completed(changes: Iterable[Change], base: Lookup, new_uid: NewUid) -> list[tuple[Change, Noun | None]]:
    """Fill what is left to the store, and pair each change with the row before; what changes nothing is left out."""
    found: list[tuple[Change, Noun | None]] = []
    for change in changes:
        before = base.get(change.noun, change.identity)
        if isinstance(change, Remove):
            if before is not None:
                found.append((change, before))
            continue
        row: Any = complete(change.row, before)
        if "uid" in columns_of(change.noun):
            kept: Any = before
            row = replace(row, uid=kept.uid if kept is not None else (row.uid or new_uid()))
        if row != before:
            found.append((Put(row), before))
    return found


def apply(
    bound: sqlalchemy.Connection,
    connection: Connection,
    pairs: Sequence[tuple[Change, Noun | None]],
    base: Lookup,
    *,
    words: str,
    by: str,
    at: str,
    checked: bool = False,
) -> int:
    """Check and write changes in the transaction that is open; Refused names all that is wrong.

    ``checked`` says that the rules were held against these very changes in this transaction already.
    """
    changes = [change for change, _ in pairs]
    after = Overlay(base, changes)
    if not checked and (problems := check(changes, after)):
        raise Refused([f"{item.ref}: {item.column}: {item.message}" for item in problems])
    noted: list[journal.RowChange] = []
    groups: dict[tuple[type[Noun], str], list[writing.Image]] = {}
    for change, before in pairs:
        item, image = _noted(connection, change, before)
        noted.append(item)
        groups.setdefault((item.noun, item.act), []).append(image)
    for (noun, act), images in groups.items():
        if act == "add":
            writing.insert(bound, noun, images, at)
        elif act == "edit":
            writing.update(bound, noun, images, at)
        else:
            writing.remove(bound, noun, images)
    spans.refresh(connection, events_of(changes))
    return journal.record(bound, at, by, words, clients_of(pairs, after, base), noted)


def _noted(connection: Connection, change: Change, before: Noun | None) -> tuple[journal.RowChange, writing.Image]:
    noun = change.noun
    known = tuple(encoded_identity(noun, change.identity))
    if isinstance(change, Remove):
        image = image_of(connection, noun, known)
        return journal.RowChange(noun, "remove", known, image), image
    new = encoded(change.row)
    if before is None:
        return journal.RowChange(noun, "add", known, None), new
    old = encoded(before)
    edits = {name: (old[name], value) for name, value in new.items() if old[name] != value}
    return journal.RowChange(noun, "edit", known, edits), new


def events_of(changes: Iterable[Change]) -> list[str]:
    """Give the keys of the events whose days the changes may move."""
    return [change.identity[0] for change in changes if change.noun in {Event, Override}]


def clients_of(pairs: Sequence[tuple[Change, Noun | None]], after: Lookup, base: Lookup) -> set[str]:
    """Give the keys of the clients that changes touch, before or after."""
    found: set[str] = set()
    engagements: dict[str, str] = {}

    def engaged(key: Any) -> None:
        if key not in engagements:
            row = after.get(Engagement, (key,)) or base.get(Engagement, (key,))
            engagements[key] = row.client if row else ""
        found.add(engagements[key])

    for change, before in pairs:
        rows = [row for row in (before, change.row if isinstance(change, Put) else None) if row is not None]
        for row in rows:
            for name, value in _holders(row, after, base):
                if name == "client":
                    found.add(value)
                elif value:
                    engaged(value)
    return found - {""}


def _holders(row: Noun, after: Lookup, base: Lookup) -> list[tuple[str, str]]:
    """Name the client, or the engagement, that a row belongs to."""
    if row.KIND == "client":
        return [("client", row.identity[0])]
    for name in ("engagement", "client"):
        if value := getattr(row, name, None):
            return [(name, value)]
    if isinstance(row, Engagement):
        return [("client", row.client)]
    who = str(getattr(row, "who", "") or getattr(row, "of", ""))
    if who.startswith("client/"):
        return [("client", who.partition("/")[2])]
    parent: type[Noun] | None = {"override": Event, "measurement": Kpi}.get(row.KIND)
    if parent is None or isinstance(row, Contact):
        return []
    owner = after.get(parent, row.identity[:1]) or base.get(parent, row.identity[:1])
    return _holders(owner, after, base) if owner is not None else []
