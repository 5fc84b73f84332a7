"""Before a calendar is taken in: which one, by its path or a few letters of its name; and whose meetings it holds."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from textual.widgets import Input

from pmdesk.desk.intake.asked import Intake
from pmdesk.desk.intake.nearby import Place, calendars_in
from pmdesk.tui.aside import aside
from pmdesk.tui.line import Line, Span, cell
from pmdesk.tui.overlays.finder import Finder, Item
from pmdesk.tui.widgets.row_list import Row, RowList

if TYPE_CHECKING:
    from pmdesk.tui.view import View

T = TypeVar("T")
_FOLDER, _FILE = "folder ", "file "
_HINT = "which calendar (.ics)? a path, or a few letters of its name"
_NONE = "no calendar here: type the path of one, ~/Downloads/"


def _drawn(place: Place) -> Callable[[int], Line]:
    def draw(width: int) -> Line:
        if place.is_folder:
            return [cell(f"{place.path.name}/", width, "dim")]
        when = f"{place.changed.astimezone():%d %b %Y %H:%M}" if place.changed else ""
        size = f"{max(1, place.size // 1024):,} kB"
        name = max(20, width // 2)
        room = width - name - 12 - 18
        return [
            cell(place.path.name, name), cell(str(place.path.parent), room, "faint"), cell(size, 12, "dim", right=True),
            cell(when, 18, "dim", right=True),
        ]  # fmt: skip

    return draw


def _item(place: Place) -> Item:
    return Item(f"{_FOLDER if place.is_folder else _FILE}{place.path}", place.path.name.casefold(), _drawn(place))


class WhichCalendar(Finder):
    """Answers the path of a calendar; folders are looked into while a path is typed."""

    def __init__(self, folders: Sequence[Path]) -> None:
        super().__init__([], hint=_HINT, nothing=_NONE)
        self._folders = folders
        self._inside: tuple[Path, list[Item]] | None = None

    def on_mount(self) -> None:
        """List the calendars of the usual folders."""
        folders = tuple(dict.fromkeys(self._folders))
        self._aside(lambda: [_item(place) for folder in folders for place in calendars_in(folder)], self._add)

    def _aside(self, job: Callable[[], T], then: Callable[[T], None]) -> None:
        """Look at a folder on a thread of its own: it may lie on a slow disk."""
        aside(self.app, job, lambda found: then(found) if self.stands else None, self.desk_app.complain)

    def _add(self, items: list[Item]) -> None:
        self.add_items(items)
        if not self.typed:
            self._list("")

    @property
    def typed(self) -> str:
        """What is typed."""
        return self.query_one(Input).value

    def look_for(self, typed: str) -> None:
        """List what matches; of a path what is in its folder."""
        folder = _folder_of(typed)
        if folder is None:
            self._list(typed)
        elif self._inside and self._inside[0] == folder:
            self._list_inside(typed)
        else:
            self._aside(
                lambda: [_item(place) for place in calendars_in(folder, folders=True)],
                lambda items: self._know(folder, items),
            )

    def _know(self, folder: Path, items: list[Item]) -> None:
        if folder == _folder_of(self.typed):
            self._inside = folder, items
            self._list_inside(self.typed)

    def _list_inside(self, typed: str) -> None:
        head = os.path.basename(os.path.expanduser(typed)).casefold()
        rows = [Row(item.act, item.draw) for item in (self._inside or (None, []))[1] if item.text.startswith(head)]
        self.query_one(RowList).show(rows, [[Span("  nothing in this folder begins so", "dim")]], first=True)

    def submit(self) -> None:
        """Take the path that was typed, if it is a file, else the row under the cursor."""
        path = Path(os.path.expanduser(self.typed.strip()))
        if _folder_of(self.typed) is not None and path.is_file():
            self.dismiss(str(path))
        else:
            super().submit()

    def take(self, act: str) -> None:
        """Answer the path of a calendar; go into a folder."""
        if act.startswith(_FILE):
            self.dismiss(act.removeprefix(_FILE))
            return
        entry = self.query_one(Input)
        entry.value = f"{act.removeprefix(_FOLDER)}/"
        entry.cursor_position = len(entry.value)


def _folder_of(typed: str) -> Path | None:
    """Give the folder that a typed path is in; None where what is typed is no path."""
    text = typed.strip()
    if not text or ("/" not in text and not text.startswith("~")):
        return None
    return Path(os.path.dirname(os.path.expanduser(text if "/" in text else f"{text}/")))


class Whose(NamedTuple):
    """Something that a calendar's items can be: what it is called, what is said beside it, whose client's it is."""

    act: str
    title: str
    more: str
    client: str | None = None

    def item(self) -> Item:
        """Give it as a row that can be found."""

        def draw(width: int) -> Line:
            left = max(24, width // 2)
            return [cell(self.title, left), cell(self.more, width - left, "dim")]

        return Item(self.act, f"{self.title} {self.more} {self.act}".casefold(), draw, self.client)


def asked_for(act: str) -> Intake:
    """Give what was answered to the question whose the items are."""
    kind, _, key = act.partition(" ")
    return Intake(
        client=key if kind == "client" else None, engagement=key if kind == "engagement" else None,
        blackout=key if kind == "blackout" else None,
    )  # fmt: skip


def whose(view: View) -> list[Whose]:
    """Give what a calendar's items can be; in focus what is that client's comes first."""
    portfolio = view.portfolio
    mine = [Whose("mine", "my own meetings", "of no client"), Whose("blackout me", "my leave", "blackouts of mine")]
    first: list[Whose] = []
    theirs: list[Whose] = []
    for key in view.client_order:
        row = portfolio.clients[key]
        held = [Whose(f"client {key}", f"meetings of {row.name}", "of whichever engagement runs then", key)]
        held += [
            Whose(f"engagement {one.key}", f"meetings of {one.name}", row.name, key)
            for one in portfolio.engagements_by_client.get(key, ()) if one.status != "closed"
        ]  # fmt: skip
        held.append(Whose(f"blackout client/{key}", f"freeze of {row.name}", "blackouts of the client", key))
        if key == view.focus:
            first = held
        else:
            theirs += held
    vendors = sorted(portfolio.vendors.values(), key=lambda row: row.name.casefold())
    closed = [Whose(f"blackout {row.ref}", f"closure of {row.name}", "blackouts of the vendor") for row in vendors]
    return [*first, *mine, *theirs, *closed]
