"""The one door by which anything is changed: every row is checked, written in one transaction, and journaled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from os import urandom
from typing import TYPE_CHECKING, Any

from pmdesk.errors import Refused
from pmdesk.model import Contact, Engagement, Event, Kpi, Noun, Override, RaidItem, Selection, columns_of
from pmdesk.portfolio import Change, Put, Remove
from pmdesk.portfolio.validity import Lookup, Overlay, check, complete
from pmdesk.store import journal, spans, writing
from pmdesk.store.meanwhile import rebased
from pmdesk.store.rows import encoded_all, encoded_columns, encoded_identity, image_of
from pmdesk.store.turns import turned

if TYPE_CHECKING:
    import sqlalchemy

    from pmdesk.store.driver import Connection

_VARIANT = dict(zip("0123456789abcdef", "89ab" * 4, strict=True))
"""The digit in which the variant stands, by the random one: its first bits are 1 and 0."""
NewUid = Callable[[], str]
Pair = tuple[Change, Noun | None]
"""A change, and the row as it was before (None: there was none)."""
_MANY = 20
"""So many added rows of one noun are noted together."""


def random_uid() -> str:
    """Give a random uid (RFC 9562, section 5.4), the root of an item's calendar uids."""
    return next(random_uids(1))


def random_uids(count: int) -> Iterator[str]:
    """Give so many random uids."""
    digits = urandom(16 * count).hex()
    for at in range(0, 32 * count, 32):
        variant = _VARIANT[digits[at + 16]]
        yield f"{digits[at : at + 12]}4{digits[at + 13 : at + 16]}{variant}{digits[at + 17 : at + 32]}"


def completed(changes: Iterable[Change], base: Lookup) -> list[Pair]:
    """Fill in what rows leave open, pair each change with the row before, and leave out what changes nothing."""
    found: list[Pair] = []
    for change in rebased(changes, base):
        before: Any = base.get(change.noun, change.identity)
        if isinstance(change, Remove):
            if before is not None:
                found.append((change, before))
            continue
        row: Any = complete(change.row, before)
        if before is not None and "uid" in columns_of(change.noun) and row.uid != before.uid:
            row = replace(row, uid=before.uid)
        if row != before:
            found.append((Put(row), before))
    return found


def require(changes: Sequence[Change], after: Lookup) -> None:
    """Hold all rules against changes; Refused names all that is wrong."""
    if problems := check(changes, after):
        raise Refused([f"{item.ref}: {item.column}: {item.message}" for item in problems])


class Writer:
    """Writes checked changes, and notes what it did for the journal, in the transaction that is open."""

    def __init__(self, bound: sqlalchemy.Connection, connection: Connection, at: str) -> None:
        self.bound, self.connection, self.at = bound, connection, at
        self.noted: list[journal.RowChange] = []

    def write(self, pairs: Sequence[Pair]) -> None:
        """Write all changes, rows of one noun at a time."""
        groups: dict[tuple[type[Noun], str], list[Pair]] = {}
        for pair in (*pairs, *turned(self.connection, pairs, self.at)):
            change, before = pair
            if isinstance(change, Remove):
                groups.setdefault((change.noun, "remove"), []).append(pair)
            else:
                groups.setdefault((type(change.row), "add" if before is None else "edit"), []).append(pair)
        acts = {"add": self._add, "edit": self._edit, "remove": self._remove}
        for (noun, act), group in groups.items():
            acts[act](noun, group)
        timed = [change for (noun, _), group in groups.items() if noun in {Event, Override} for change, _ in group]
        events = [change.row for change in timed if isinstance(change, Put) and isinstance(change.row, Event)]
        spans.refresh(self.connection, [change.identity[0] for change in timed], events)

    def _add(self, noun: type[Noun], pairs: Sequence[Pair]) -> None:
        columns = encoded_columns(noun, [change.row for change, _ in pairs if isinstance(change, Put)])
        if "uid" in columns:
            fresh = random_uids(len(columns["uid"]))
            columns["uid"] = [uid or next(fresh) for uid in columns["uid"]]
        writing.insert(self.bound, noun, columns, self.at)
        parts = [columns[name] for name in noun.IDENTITY]
        known = list(zip(*parts, strict=True)) if parts else [()] * len(pairs)
        if len(known) >= _MANY:
            self.noted.append(journal.RowChange(noun, "adds", (), known))
        else:
            self.noted += [journal.RowChange(noun, "add", values, None) for values in known]

    def _edit(self, noun: type[Noun], pairs: Sequence[Pair]) -> None:
        new = encoded_all(noun, [change.row for change, _ in pairs if isinstance(change, Put)])
        old = encoded_all(noun, [before for _, before in pairs if before is not None])
        writing.update(self.bound, noun, new, self.at)
        for (change, _), was, now in zip(pairs, old, new, strict=True):
            triples = zip(columns_of(noun), was, now, strict=True)
            edits = {name: (before, after) for name, before, after in triples if before != after}
            self.noted.append(journal.RowChange(noun, "edit", _known(change), edits))

    def _remove(self, noun: type[Noun], pairs: Sequence[Pair]) -> None:
        images = [image_of(self.connection, noun, _known(change)) for change, _ in pairs]
        writing.remove(self.bound, noun, images)
        for (change, _), image in zip(pairs, images, strict=True):
            self.noted.append(journal.RowChange(noun, "remove", _known(change), image))


def _known(change: Change) -> tuple[Any, ...]:
    return tuple(encoded_identity(change.noun, change.identity))


def overlay(base: Lookup, pairs: Sequence[Pair]) -> Overlay:
    """Give the state after the changes."""
    return Overlay(base, [change for change, _ in pairs])


_PARENTS: dict[str, type[Noun]] = {
    "override": Event, "measurement": Kpi, "source": Kpi, "request": Kpi, "candidate": Selection, "turn": RaidItem,
    "escalation": RaidItem,
}  # fmt: skip
"""The nouns whose rows belong to one of another noun, of whose kind their column is named."""


def clients_of(pairs: Sequence[Pair], after: Lookup, base: Lookup) -> set[str]:
    """Give the keys of the clients that changes touch, before or after."""
    found: set[str] = set()
    engagements: set[str] = set()
    rows = [change.row for change, _ in pairs if isinstance(change, Put)]
    for row in (*rows, *(before for _, before in pairs if before is not None)):
        if key := getattr(row, "engagement", None):
            engagements.add(key)
            continue
        for name, value in _holders(row, after, base):
            (found if name == "client" else engagements).add(value)
    for key in engagements:
        deal = after.get(Engagement, (key,)) or base.get(Engagement, (key,))
        found |= {deal.client} if deal else set()
    return found


def _holders(row: Noun, after: Lookup, base: Lookup) -> list[tuple[str, str]]:
    """Name the client, or the engagement, that a row belongs to."""
    if row.KIND == "client":
        return [("client", row.identity[0])]
    for name in ("engagement", "client"):
        if value := getattr(row, name, None):
            return [(name, value)]
    who = str(getattr(row, "who", "") or getattr(row, "of", ""))
    if who.startswith("client/"):
        return [("client", who.partition("/")[2])]
    parent = _PARENTS.get(row.KIND)
    if parent is None or isinstance(row, Contact):
        return []
    known = (getattr(row, parent.KIND),)
    owner = after.get(parent, known) or base.get(parent, known)
    return _holders(owner, after, base) if owner is not None else []
