"""A table: columns of a noun that share the width, orders to sort by, and the detail of one row."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from pmdesk.model import Noun
from pmdesk.tui import belonging, refs, words
from pmdesk.tui.line import Line, Span, cell, ends, length
from pmdesk.tui.widgets.drawn import wrapped
from pmdesk.tui.widgets.row_list import Row

if TYPE_CHECKING:
    from datetime import date

    from pmdesk.tui.glyphs import Glyphs
    from pmdesk.tui.view import View

_WORDS = re.compile(r"\s*\S+\s*|\s+")
Cell = Span | list[Span]
"""What stands in a column: text in a role, or pieces drawn one after the other."""


class Col(NamedTuple):
    """A column: heading, least width with the blanks behind it, its share of what is left, from which width it shows.

    ``gap`` are the blanks: more than one where what stands at the right would run into the next column.
    """

    name: str
    least: int
    share: int = 0
    right: bool = False
    since: int = 0
    gap: int = 1


@dataclass(frozen=True)
class Seen:
    """What cells are made from: the view, the signs, and rows beside those of the table, by what they are for.

    ``told`` are the columns that what was opened says already.
    """

    view: View
    glyphs: Glyphs
    beside: Mapping[str, Any] = field(default_factory=dict)
    told: frozenset[str] = frozenset()


def widths(cols: Sequence[Col], width: int, hidden: Collection[str] = ()) -> list[int]:
    """Divide a width among columns; 0 where one has no room, or is hidden.

    From the right, columns without room for their least width are left out; shares divide the rest.
    """
    kept = [col.name not in hidden and width >= col.since for col in cols]
    for at in range(len(cols) - 1, 0, -1):
        if sum(col.least for col, keep in zip(cols, kept, strict=True) if keep) <= width:
            break
        kept[at] = kept[at] and not cols[at].since
    found = [col.least if keep else 0 for col, keep in zip(cols, kept, strict=True)]
    left = max(0, width - sum(found))
    shares = [col.share if keep else 0 for col, keep in zip(cols, kept, strict=True)]
    total = sum(shares)
    for at, share in enumerate(shares):
        if share:
            part = left * share // total
            found[at] += part
            left -= part
            total -= share
    return found


def fitted(content: Cell, width: int, col: Col) -> list[Span]:
    """Give what stands in a column in exactly its width, with the blanks behind it."""
    room = max(0, width - col.gap)
    if not isinstance(content, Span):
        kept = ends(content, [], room) if length(content) != room else list(content)
        return [*kept, Span(" " * col.gap)]
    return [cell(content.text, room, content.role, right=col.right), Span(" " * col.gap)]


Cells = Callable[[Any, Seen], Sequence[Cell]]
Order = Callable[[Any, Seen], Any]
Detail = Callable[[Any, Seen, int], list[Line]]


@dataclass(frozen=True)
class Table:
    """How the rows of a noun stand in a list.

    ``orders`` are what a list can be sorted by, the first one to begin with; a column of the same name shows it.
    """

    noun: type[Noun]
    cols: tuple[Col, ...]
    cells: Cells
    orders: Mapping[str, Order]
    detail: Detail

    def head(self, width: int, order: str, seen: Seen) -> Line:
        """Give the headings."""
        found: list[Span] = []
        for col, size in zip(self.cols, widths(self.cols, width, hidden(seen)), strict=True):
            if size:
                role = "bold" if col.name == order else "dim"
                found += fitted(Span(col.name, role), size, col)
        return found

    def sorted(self, rows: Sequence[Any], order: str, seen: Seen) -> list[Any]:
        """Give rows in an order."""
        key = self.orders[order]
        return sorted(rows, key=lambda row: (key(row, seen), row.identity))

    def row(self, about: Any, seen: Seen) -> Row:
        """Make the row of a list."""
        client = belonging.client_of(seen.view.portfolio, about)

        def draw(width: int) -> Line:
            found: list[Span] = []
            sizes = widths(self.cols, width, hidden(seen))
            for col, size, content in zip(self.cols, sizes, self.cells(about, seen), strict=True):
                if size:
                    found += fitted(content, size, col)
            return found

        return Row(about.ref, draw, about.KIND, client, belonging.day_of(about), about)


def hidden(seen: Seen) -> frozenset[str]:
    """Give the columns that say nothing in this context."""
    return seen.told | {"client"} if seen.view.focus is not None else seen.told


# -- cells that many tables have ---------------------------------------------------------------------------------


def day_cell(day: date | None, seen: Seen, role: str = "", nothing: str = "") -> Span:
    """Give ``Fri 11 Dec``."""
    return Span(words.list_day(day, seen.view.today), role) if day else Span(nothing, "faint")


def away_cell(day: date | None, seen: Seen, role: str = "dim") -> Span:
    """Give ``in 3 days``."""
    return Span(words.away(day, seen.view.today), role) if day else Span("")


def client_cell(row: Noun, seen: Seen) -> Span:
    """Give the client's short name in its colour."""
    key = belonging.client_of(seen.view.portfolio, row)
    return Span(seen.view.short.get(key, key), f"@{key}") if key else Span("mine", "dim")


def engagement_cell(row: Any, seen: Seen, role: str = "dim") -> Span:
    """Give the engagement's name."""
    found = seen.view.portfolio.engagements.get(row.engagement or "")
    return Span(found.name if found else "", role)


def owner_cell(owner: str, seen: Seen) -> Span:
    """Give an owner's name; mine is quiet."""
    if owner == "me":
        return Span("me", "faint")
    return Span(refs.who_of(seen.view.portfolio, owner))


def cut(text: str, role: str = "") -> Span:
    """Give the first line of a text."""
    return Span(text.partition("\n")[0], role)


# -- lines of details ----------------------------------------------------------------------------------------------


def title_line(row: Any, title: str, seen: Seen) -> list[Span]:
    """Give the head of a detail: title, client and engagement, key."""
    portfolio = seen.view.portfolio
    key = belonging.client_of(portfolio, row)
    client = portfolio.clients.get(key or "")
    engagement = portfolio.engagements.get(getattr(row, "engagement", None) or "")
    spans = [Span(f" {title}", "bold")]
    if client and client.ref != row.ref:
        spans += [Span("   "), Span(client.name, f"@{client.key}")]
    if engagement:
        spans += [Span(" · ", "faint"), Span(engagement.name)]
    return [*spans, Span(f"   {getattr(row, 'key', '')}", "faint")]


def fact(label: str, text: str, width: int, role: str = "", most: int = 4) -> list[Line]:
    """Give a labelled text, broken to a width; nothing where there is none."""
    if not text.strip():
        return []
    rows = [part for line in text.split("\n") for part in wrapped(line, max(10, width - 16))]
    cut_off = [*rows[: most - 1], f"{rows[most - 1]} …"] if len(rows) > most else rows
    found: list[Line] = []
    for at, part in enumerate(cut_off):
        found.append([cell(f" {label}" if at == 0 else "", 15, "dim"), Span(part, role)])
    return found


def facts_line(*pairs: tuple[str, str, str]) -> list[Span]:
    """Give short facts in a line: (label, text, role) each; those without a text are left out."""
    found: list[Span] = []
    for label, text, role in pairs:
        if text:
            found += [Span(f" {label} " if label else " ", "dim"), Span(text, role), Span("  ")]
    return found


def broken(facts: Line, width: int) -> list[Line]:
    """Break the short facts of a line into several where it is too long; a label stays with its text."""
    found: list[list[Span]] = [[]]
    for at in range(0, len(facts), 3):
        group = list(facts[at : at + 3])
        if found[-1] and length([*found[-1], *group[:2]]) > width:
            found.append([])
        found[-1] += group
    return [*found]


def folded(line: Line, width: int) -> list[Line]:
    """Break a line that is too long into several, between words; the next ones are set in by a blank."""
    if length(line) <= width or width < 10:
        return [line]
    found: list[list[Span]] = [[]]
    used = 0
    for span in line:
        for word in _WORDS.findall(span.text):
            size = length([Span(word)])
            if used + length([Span(word.rstrip())]) > width and used > 1:
                found.append([Span(" ")])
                used, word = 1, word.lstrip()
                size = length([Span(word)])
            if word:
                found[-1].append(span._replace(text=word))
                used += size
    return [*found]
