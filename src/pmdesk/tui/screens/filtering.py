"""The filter, the same on every screen: `/` leaves out what is not asked for, Esc takes that back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pmdesk.tui.screens.acting import Acting
from pmdesk.tui.widgets.filter_line import FilterLine

if TYPE_CHECKING:
    from pmdesk.capture.filters import Facts, Filter
    from pmdesk.model import Noun
    from pmdesk.tui.view import View


def _keeper_of(wanted: Filter, view: View) -> Callable[[Noun], bool]:
    """Give what tells whether a filter keeps a row; of what lasts, no day is due."""
    from dataclasses import replace

    from pmdesk.model import Milestone
    from pmdesk.tui import belonging

    known: dict[str, Facts] = {}

    def keeps(row: Noun) -> bool:
        found = known.get(row.ref)
        if found is None:
            found = belonging.facts_of(view, row)
            found = known[row.ref] = found if isinstance(row, Milestone) else replace(found, due=None)
        return wanted.keeps(found)

    return keeps


class Filtering(Acting):
    """A screen with a line in which a filter is typed; each kind tells what that leaves."""

    def _sieve(self, wanted: Filter, view: View) -> None:
        """Show what a filter keeps, and say how much."""
        raise NotImplementedError

    def unsieve(self) -> None:
        """Show all again."""
        raise NotImplementedError

    def left(self) -> tuple[int, int]:
        """Give how much is shown, of how much."""
        raise NotImplementedError

    def hold(self) -> None:
        """Take the keys back from the line."""
        raise NotImplementedError

    def steer(self, step: int) -> None:
        """Move the cursor while a filter is typed."""
        raise NotImplementedError

    @property
    def is_filtered(self) -> bool:
        """Whether a filter is in force, or typed."""
        return self.query_one(FilterLine).display

    def action_filter(self) -> None:
        """Type a filter."""
        if self.view is not None and self.view.book.is_empty:
            self.say("/ filters what is listed: there is nothing yet", "dim")
        else:
            self.query_one(FilterLine).open()

    def on_filter_line_typed(self, message: FilterLine.Typed) -> None:
        """Show what is left."""
        self._take(message.text)

    def _take(self, typed: str) -> None:
        from pmdesk.capture.filters import read_filter

        view = self.view
        if view is not None:
            self._sieve(read_filter(typed, view.today), view)

    def _say_left(self, wanted: Filter) -> None:
        line = self.query_one(FilterLine)
        if wanted.problems:
            problem = wanted.problems[0]
            typed = line.text[problem.start : problem.end]
            line.say(problem.words if problem.words.startswith(repr(typed)) else f"{typed} {problem.words}", "warn")
            return
        shown, total = self.left()
        line.say(f"{shown} of {total}" if not wanted.is_empty else "")

    def on_filter_line_left(self, message: FilterLine.Left) -> None:
        """Take the keys back; without the filter, if it does not stay."""
        if not message.kept:
            self.query_one(FilterLine).display = False
            self.unsieve()
        self.hold()

    def on_filter_line_stepped(self, message: FilterLine.Stepped) -> None:
        """Move the cursor while a filter is typed."""
        self.steer(message.step)

    def resieve(self) -> None:
        """Hold the filter in force against rows that changed."""
        if self.is_filtered:
            self._take(self.query_one(FilterLine).text)

    def unfilter(self) -> bool:
        """Take the filter back; tell whether there was one."""
        if not self.is_filtered:
            return False
        self.on_filter_line_left(FilterLine.Left(kept=False))
        return True


class Keeping(Filtering):
    """A screen that is drawn of what a filter keeps; each kind tells how."""

    def __init__(self) -> None:
        super().__init__()
        self.kept: Callable[[Noun], bool] | None = None
        """Which rows the filter in force keeps; None without one."""

    def draw(self, view: View) -> None:
        """Draw what is kept."""
        raise NotImplementedError

    def redraw(self, view: View) -> None:
        """Draw anew what the filter, if one is typed, keeps of rows that may be others now."""
        if self.is_filtered:
            self.resieve()
        else:
            self.draw(view)

    def _sieve(self, wanted: Filter, view: View) -> None:
        self.kept = None if wanted.is_empty else _keeper_of(wanted, view)
        self.draw(view)
        self._say_left(wanted)

    def unsieve(self) -> None:
        """Show all again."""
        self.kept = None
        if self.view is not None:
            self.draw(self.view)


__all__ = ["Filtering", "Keeping"]
