"""Lists of what the store holds, as JSON and in lines, for the open desk or as a lock shows them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pmdesk.errors import InputError
from pmdesk.model import KEPT, Client, Engagement, Kpi, Noun, columns_of
from pmdesk.model.clean import clean

if TYPE_CHECKING:
    from pmdesk.desk.sight import Sight

_HIDDEN = {"profile", "origin", "waiver"}
LISTS: dict[str, type[Noun]] = {noun.FILE: noun for noun in KEPT if noun.KIND not in _HIDDEN}
"""What can be listed, by the name of its workbook file."""
_NOTHING = (None, "", ())


def row_json(row: Noun) -> dict[str, Any]:
    """Give a row by column: days and stamps as they are written in a workbook, numbers as numbers, lists as lists."""
    columns = columns_of(type(row))
    return {
        name: _value(getattr(row, name), column.kind.form)
        for name, column in columns.items()
        if not column.hidden
    }  # fmt: skip


def _value(value: Any, form: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, tuple):
        return [form((one,)) for one in value]
    if isinstance(value, date | datetime):
        return form(value)
    return value


def rows_of(
    desk: Sight, name: str, *, client: str | None = None, engagement: str | None = None, status: str | None = None
) -> list[Noun]:
    """Give the rows of a list in the order of what they are known by; InputError for an unknown list, client or status.

    ``client`` keeps what is of that client, its engagements' too; what is of nobody is left out then.
    """
    if name not in LISTS:
        raise InputError(f"there is no list {name}", f"one of {', '.join(sorted(LISTS))}")
    noun = LISTS[name]
    if client is not None and desk.get(Client, client) is None:
        raise InputError(f"there is no client {client}")
    if engagement is not None and desk.get(Engagement, engagement) is None:
        raise InputError(f"there is no engagement {engagement}")
    rows: Iterable[Noun] = desk.rows(noun)
    if status is not None:
        options = columns_of(noun)["status"].kind.options if "status" in columns_of(noun) else ()
        if status not in options:
            raise InputError(f"{name} have no status {status}", f"one of {', '.join(options)}" if options else "")
        rows = [row for row in rows if getattr(row, "status", None) == status]
    if client is not None or engagement is not None:
        whose = Whose(desk)
        rows = [row for row in rows if whose.fits(row, client, engagement)]
    return sorted(rows, key=lambda row: tuple(str(part) for part in row.identity))


class Whose:
    """Whose rows are: their engagement, and their client."""

    def __init__(self, desk: Sight) -> None:
        self.clients = {row.key: row.client for row in desk.rows(Engagement)}
        self.kpis = {row.key: row.engagement for row in desk.rows(Kpi)}

    def engagement(self, row: Any) -> str | None:
        """Give the key of a row's engagement, None where it has none."""
        if isinstance(row, Engagement):
            return row.key
        found: str | None = getattr(row, "engagement", None)
        return found or self.kpis.get(getattr(row, "kpi", "") or "")

    def client(self, row: Any) -> str | None:
        """Give the key of the client that a row is of, None where it is of none."""
        if isinstance(row, Client):
            return row.key
        if own := getattr(row, "client", None):
            return str(own)
        if found := self.engagement(row):
            return self.clients.get(found)
        who = str(getattr(row, "who", None) or getattr(row, "of", None) or "")
        return who.partition("/")[2] if who.startswith("client/") else None

    def fits(self, row: Noun, client: str | None, engagement: str | None) -> bool:
        """Tell whether a row is of a client and of an engagement, where these are asked for."""
        if engagement is not None and self.engagement(row) != engagement:
            return False
        return client is None or self.client(row) == client


def as_json(rows: Sequence[Noun], name: str, today: date) -> dict[str, Any]:
    """Give the object of a list: the rows under the list's name, each with its ref."""
    return {"as_of": today.isoformat(), name: [{"ref": row.ref, **row_json(row)} for row in rows]}


def lines(rows: Sequence[Noun], width: int = 40) -> list[str]:
    """Give rows as aligned lines under a head, the columns that none of them fills left out."""
    if not rows:
        return []
    columns = {name: one for name, one in columns_of(type(rows[0])).items() if not one.hidden}
    used = [name for name in columns if any(getattr(row, name) not in _NOTHING for row in rows)]
    cells = [[_cell(row, name, columns[name].kind.form, width) for name in used] for row in rows]
    widths = [max(len(name), *(len(row[at]) for row in cells)) for at, name in enumerate(used)]
    table = [used, *cells]
    return ["  ".join(text.ljust(wide) for text, wide in zip(row, widths, strict=True)).rstrip() for row in table]


def _cell(row: Noun, name: str, form: Any, width: int) -> str:
    value = getattr(row, name)
    text = "" if value in _NOTHING else " ".join(clean(form(value)).split())
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"
