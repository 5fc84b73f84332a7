"""Filter and selection over every list: `/`, `v`, Esc."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmdesk.tui.screens.filtering import Filtering
from pmdesk.tui.widgets.register_list import RegisterList
from pmdesk.tui.widgets.row_list import Row

if TYPE_CHECKING:
    from pmdesk.capture.filters import Facts, Filter
    from pmdesk.schedule.conflicts.conflict import Conflict
    from pmdesk.tui.view import View


def facts_of_row(row: Row, view: View) -> Facts:
    """Give what a row of a list says to a filter, whatever it stands for."""
    from pmdesk.capture.filters import Facts
    from pmdesk.model import Noun
    from pmdesk.schedule.conflicts.conflict import Conflict
    from pmdesk.tui import belonging

    about = row.about
    if isinstance(about, Noun):
        return belonging.facts_of(view, about)
    if isinstance(about, Conflict):
        return _of_conflict(about, row, view)
    event = getattr(about, "event", None)
    if isinstance(event, Noun):
        return belonging.facts_of(view, event)
    said = " ".join(span.text for span in row.draw(200))
    clients = getattr(about, "clients", ()) or ((row.client,) if row.client else ())
    return Facts(said, tuple(clients), "", "", row.day)


def _of_conflict(about: Conflict, row: Row, view: View) -> Facts:
    from pmdesk.capture.filters import Facts
    from pmdesk.tui import refs, words

    names = [refs.tell(view.portfolio, item).title for item in about.items]
    text = "\n".join([about.kind, words.LONG.get(about.kind, ""), about.message, *names, *about.items])
    keys = [item.partition("/")[2] for item in (*about.items, about.who)]
    status = "waived" if about.waived else about.severity
    return Facts(text, (*about.clients, *keys), about.who, status, row.day)


class Sieving(Filtering):
    """A screen with lists that are filtered and selected from."""

    def __init__(self) -> None:
        super().__init__()
        self._facts: dict[Row, Facts] = {}
        self._facts_of: View | None = None

    def lists(self) -> list[RegisterList]:
        """Give the lists of the screen."""
        return list(self.query(RegisterList))

    def active_list(self) -> RegisterList | None:
        """Give the list whose cursor the keys move."""
        focused = self.focused
        if isinstance(focused, RegisterList):
            return focused
        return next((one for one in self.lists() if one.display and one.region), None) or next(iter(self.lists()), None)

    def _sieve(self, wanted: Filter, view: View) -> None:
        if self._facts_of is not view:
            self._facts_of = view
            self._facts = {}
        known = self._facts

        def keeps(row: Row) -> bool:
            if row not in known:
                known[row] = facts_of_row(row, view)
            return wanted.keeps(known[row])

        for one in self.lists():
            one.sieve_by(None if wanted.is_empty else keeps)
        self._say_left(wanted)

    def left(self) -> tuple[int, int]:
        """Give how many rows are shown, of how many."""
        return sum(one.shown for one in self.lists()), sum(one.total for one in self.lists())

    def unsieve(self) -> None:
        """Show all rows again."""
        for one in self.lists():
            one.sieve_by(None)

    def hold(self) -> None:
        """Give the keys back to the list."""
        found = self.active_list()
        if found:
            self.set_focus(found)

    def steer(self, step: int) -> None:
        """Move the cursor while a filter is typed."""
        found = self.active_list()
        if found:
            found.action_row(step)

    def action_select(self) -> None:
        """Mark the row under the cursor for the next verb."""
        found = self.active_list()
        if found is None or found.row is None or not found.row.ref:
            self.say("v selects rows: none is under the cursor", "dim")
        else:
            found.mark()

    def forget_picked(self) -> None:
        """Take the marks off."""
        for one in self.lists():
            one.unmark()

    def on_register_list_marked(self) -> None:
        """Say how many are marked."""
        count = sum(len(one.marked) for one in self.lists())
        if count:
            self.say(f"{count} selected: any verb takes them all, Esc none", "bold")
        else:
            self.say("nothing is selected", "dim")

    def action_back(self) -> None:
        """Back out: of the selection, then of the filter."""
        marked = [one for one in self.lists() if one.unmark()]
        if not marked:
            self.unfilter()
