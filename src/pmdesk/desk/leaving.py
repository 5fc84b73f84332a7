"""What leaves for a client by hand or as a workbook: the leak guard stands before the clipboard and CSV files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pmdesk.desk.guarding import guard_for, let_pass
from pmdesk.errors import InputError, Refused
from pmdesk.model import NOUNS, Client, Noun, Profile, columns_of

if TYPE_CHECKING:
    from pmdesk.audience.guard import Mention
    from pmdesk.desk.desk import Desk

LOCKED = "it names somebody else, and does not leave: unlock to see where"
"""What is said under a lock, where the line itself would show it."""


def let_text_leave(desk: Desk, text: str, what: str, client: str, *, by: str, allow_mention: bool = False) -> None:
    """Go on where a text may leave for a client; Refused with the lines that name another one, unless allowed.

    ``what`` says what would leave (``the clipboard``); what is let pass is logged.
    """
    _let_leave(desk, [(what, text)], what, client, by=by, allowed=allow_mention)


def export_client_workbook(
    desk: Desk, folder: Path, client: str, *, by: str, locked: bool = False, allow_mention: bool = False
) -> list[Path]:
    """Write what a client may see of its own as a workbook; gives the files.

    InputError where there is no such client; Refused where a cell names another one, unless allowed: then it is logged.
    """
    from pmdesk.desk.locked import LockedDesk
    from pmdesk.exchange import workbook

    if desk.get(Client, client) is None:
        raise InputError(f"there is no client {client}")
    seen = LockedDesk(desk, client)
    held: dict[type[Noun], list[Any]] = {}

    def rows(noun: type[Any]) -> list[Any]:
        if noun not in held:
            held[noun] = [] if noun is Profile else seen.rows(noun)
        return held[noun]

    texts = (text for noun in NOUNS for row in rows(noun) for text in _texts_of(row))
    try:
        _let_leave(desk, texts, f"the workbook {client}", client, by=by, allowed=allow_mention)
    except Refused:
        if not locked:
            raise
        raise Refused([f"the workbook {client} names another client; look at it where nobody else does"]) from None
    return workbook.write(folder, rows)


def _texts_of(row: Noun) -> Iterator[tuple[str, str]]:
    """Give the cells of a row that hold free text, each with the row's ref."""
    for name, column in columns_of(type(row)).items():
        value = getattr(row, name)
        if value and not column.hidden:
            yield row.ref, column.kind.form(value)


def _let_leave(desk: Desk, texts: Iterable[tuple[str, str]], what: str, client: str, *, by: str, allowed: bool) -> None:
    from pmdesk.store import reports as kept

    today = desk.today()
    portfolio, _ = desk.store.read(lambda connection: kept.read_ground(connection, client, today))
    found: Sequence[Mention] = guard_for(desk.store, portfolio, client).mentions(texts)
    let_pass(desk.store, found, what, client, allowed=allowed, by=by, now=desk.now())
