"""The scenario that is open: edits that are drafts, in the order in which they were made, and the store to try them on.

They stand in the table of drafts, under a scope that no client's key can be, so that they outlive the program and
travel in a dump. One that was undone stays until another edit is made, and can be done again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import EllipsisType
from typing import TYPE_CHECKING, Any

from pmdesk.errors import StoreError
from pmdesk.model import BY_KIND, Noun, columns_of, defaults_of
from pmdesk.portfolio import Change, Put, Remove
from pmdesk.store import driver, rows
from pmdesk.store.drafts import KeptDraft, keep

if TYPE_CHECKING:
    from pmdesk.store.store import Store

SCOPE = "scenario"
_OPEN = "open"


@dataclass(frozen=True, slots=True)
class DraftEdit:
    """One edit of a scenario: its number, the journal's words, the changes with the rows that they were made from."""

    number: int
    words: str
    changes: tuple[Change, ...]
    is_undone: bool = False


def read(store: Store) -> tuple[DraftEdit, ...] | None:
    """Give the edits of the scenario that is open, in order; None where none is."""

    def job(connection: driver.Connection) -> list[tuple[str, str]]:
        return list(
            connection.execute("SELECT name, typed FROM drafts WHERE scope = ? ORDER BY name DESC", [SCOPE])
        )  # 'open' comes before the numbers that way

    found = store.read(job)
    if not any(name == _OPEN for name, _ in found):
        return None
    return tuple(_edit(int(name), json.loads(typed)) for name, typed in reversed(found) if name != _OPEN)


def begin(store: Store, now: datetime) -> None:
    """Open a scenario; one that is open stays."""
    store.read(lambda connection: keep(connection, KeptDraft(SCOPE, _OPEN, {"since": _at(now)}), _at(now)))


def end(store: Store) -> None:
    """Close the scenario, and let go of its edits."""
    store.read(lambda connection: connection.execute("DELETE FROM drafts WHERE scope = ?", [SCOPE]))


def add(store: Store, words: str, changes: Sequence[Change], now: datetime) -> DraftEdit:
    """Keep an edit as the last one; those that were undone are let go of."""

    def job(connection: driver.Connection) -> DraftEdit:
        with driver.immediate(connection):
            for name, typed in connection.execute(
                "SELECT name, typed FROM drafts WHERE scope = ? AND name <> ?", [SCOPE, _OPEN]
            ).fetchall():
                if json.loads(typed).get("undone"):
                    connection.execute("DELETE FROM drafts WHERE scope = ? AND name = ?", [SCOPE, name])
            query = "SELECT max(name) FROM drafts WHERE scope = ? AND name <> ?"
            last = connection.execute(query, [SCOPE, _OPEN]).fetchone()[0]
            edit = DraftEdit(int(last or 0) + 1, words, tuple(changes))
            _write(connection, edit, now)
            return edit

    return store.read(job)


def turn(store: Store, edit: DraftEdit, *, undone: bool, now: datetime) -> DraftEdit:
    """Note that an edit was undone, or done again."""
    turned = replace(edit, is_undone=undone)
    store.read(lambda connection: _write(connection, turned, now))
    return turned


def drop(store: Store, number: int) -> None:
    """Let go of one edit."""
    asked = [SCOPE, _name(number)]
    store.read(lambda connection: connection.execute("DELETE FROM drafts WHERE scope = ? AND name = ?", asked))


def aside(store: Store) -> Store:
    """Give a store in memory that holds what another one holds, and on which anything may be tried."""
    return type(store)(store.path, store.read(driver.aside))


def _name(number: int) -> str:
    return f"{number:08d}"


def _at(now: datetime) -> str:
    return now.astimezone(UTC).isoformat(timespec="milliseconds")


def _write(connection: driver.Connection, edit: DraftEdit, now: datetime) -> None:
    changes = json.dumps([_image(change) for change in edit.changes], ensure_ascii=False)
    typed = {"words": edit.words, "changes": changes, **({"undone": "yes"} if edit.is_undone else {})}
    keep(connection, KeptDraft(SCOPE, _name(edit.number), typed), _at(now))


def _image(change: Change) -> dict[str, Any]:
    """Give a change as what the store keeps of it."""
    if isinstance(change, Remove):
        return {"remove": change.noun.KIND, "known": rows.encoded_identity(change.noun, change.identity)}
    image: dict[str, Any] = {"put": change.noun.KIND, "row": rows.encoded(change.row)}
    if not isinstance(change.seen, EllipsisType):
        image["seen"] = rows.encoded(change.seen) if change.seen is not None else None
    return image


def _edit(number: int, typed: dict[str, str]) -> DraftEdit:
    try:
        changes = tuple(_changes(json.loads(typed["changes"])))
        return DraftEdit(number, typed["words"], changes, "undone" in typed)
    except (KeyError, ValueError, TypeError) as error:
        words = f"the store holds a draft that can't be read: {error}"
        raise StoreError(words, "pmdesk doctor looks after the store") from error


def _changes(images: Iterable[dict[str, Any]]) -> Iterable[Change]:
    for image in images:
        if "remove" in image:
            noun = BY_KIND[image["remove"]]
            yield Remove(noun, _identity(noun, image["known"]))
            continue
        noun = BY_KIND[image["put"]]
        if "seen" in image:
            yield Put(_row(noun, image["row"]), _row(noun, image["seen"]) if image["seen"] is not None else None)
        else:
            yield Put(_row(noun, image["row"]))


def _row(noun: type[Noun], image: dict[str, Any]) -> Noun:
    """Give a row again; a column that came in since then has its default."""
    columns, known = columns_of(noun), defaults_of(noun)
    values = {}
    for name, column in columns.items():
        if name not in image:
            values[name] = known[name]
            continue
        value, decode = image[name], column.kind.decode
        values[name] = value if decode is None or value is None else decode(value)
    maker: Any = noun
    made: Noun = maker(**values)
    return made


def _identity(noun: type[Noun], known: Sequence[Any]) -> tuple[Any, ...]:
    kinds = [columns_of(noun)[name].kind for name in noun.IDENTITY]
    return tuple(value if kind.decode is None else kind.decode(value) for value, kind in zip(known, kinds, strict=True))
