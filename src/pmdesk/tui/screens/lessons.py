"""Lessons: what engagements taught, and all notes, searched across all of them as you type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from pmdesk.model import Lesson, Note, Noun
from pmdesk.portfolio.folding import asked
from pmdesk.tui.commands import bindings
from pmdesk.tui.line import Line, Span
from pmdesk.tui.screens.register import RegisterScreen, Section, parted
from pmdesk.tui.tables.registers import LESSONS, NOTES, found_line
from pmdesk.tui.tables.table import Seen
from pmdesk.tui.widgets.filter_line import FilterLine
from pmdesk.tui.widgets.row_list import Row

if TYPE_CHECKING:
    from pmdesk.capture.filters import Filter
    from pmdesk.desk.memory import Found, Retold
    from pmdesk.tui.view import View

MOST = 60
"""So many hits are shown: the newest of each kind."""
PATIENCE = 0.4
"""Seconds after which it is said that a search goes on."""


class LessonsScreen(RegisterScreen):
    """The lessons, newest first; `/` searches lessons and notes by their words."""

    TABLE = LESSONS
    SCOPES: ClassVar[tuple[str, ...]] = ("desk", "list", "sieve", "register", "lessons")
    BINDINGS = bindings("lessons")
    EMPTY = (
        Span("no lessons yet: ", "dim"), Span("A", "bold"),
        Span(" records one, to be found again when the next starts", "dim"),
    )  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self._hits: Found | None = None
        self._sought: tuple[object, ...] = ()
        self._answered: tuple[object, ...] = ()
        self._left: Filter | None = None

    # -- searching --------------------------------------------------------------------------------------------------

    def _take(self, typed: str) -> None:
        """Search for the words that were typed; the rest (`@KEY`, `due<`) sieves what is found."""
        from pmdesk.capture.filters import read_filter
        from pmdesk.store.search import Sought

        view = self.view
        if view is None:
            return
        wanted = read_filter(typed, view.today)
        self._sought = self._asks(typed)
        words = " ".join(f'"{word}"' if " " in word else word for word in wanted.words)
        if not asked(words):  # signs alone are no words: the lessons that are listed are sieved
            self._hits, self._left = None, None
            self.list_rows()
            super()._take(typed)
            return
        self._left = replace(wanted, words=())
        sought, good_for = Sought(words, client=view.focus, limit=MOST), self._sought
        self.keeper.read(
            lambda desk: desk.memory().find(sought), lambda found: self._got_hits(found, good_for), lane="search"
        )
        self.set_timer(PATIENCE, lambda: self._wait(good_for))

    def _asks(self, typed: str) -> tuple[object, ...]:
        """Give what an answer is good for: the words, the context, the state of the store."""
        view = self.view
        return (typed, view.focus, view.book.version) if view else (typed,)

    def _wait(self, good_for: tuple[object, ...]) -> None:
        """Say that the search goes on: the first one after many texts were written takes them in."""
        if good_for == self._sought and self._answered != good_for:
            self.query_one(FilterLine).say("searching …")

    def _got_hits(self, found: Found, good_for: tuple[object, ...]) -> None:
        view, line = self.view, self.query_one(FilterLine)
        self._answered = good_for
        if good_for != self._sought or view is None or not line.display or self._left is None:
            return
        self._hits = found
        self.list_rows()
        self._sieve(self._left, view)

    def resieve(self) -> None:
        """Search again where rows changed since."""
        line = self.query_one(FilterLine)
        if line.display and self._sought != self._asks(line.text):
            self._take(line.text)

    def _say_left(self, wanted: Filter) -> None:
        hits = self._hits
        if hits is None or wanted.problems:
            super()._say_left(wanted)
            return
        shown = sum(one.shown for one in self.lists())
        line = self.query_one(FilterLine)
        if not hits.has_index:
            line.say(f"{shown} found, word by word: this SQLite has no FTS5", "warn")
        else:
            line.say(f"the newest {shown}: type more" if len(hits.rows) >= MOST else f"{shown} found")

    def on_filter_line_left(self, message: FilterLine.Left) -> None:
        """Give the keys back to the list; Esc shows all lessons again."""
        super().on_filter_line_left(message)
        if not message.kept and self._hits is not None:
            self._hits, self._left, self._sought = None, None, ()
            self.list_rows()

    # -- showing ----------------------------------------------------------------------------------------------------

    def made_rows(self, seen: Seen) -> list[Row]:
        """Make the rows of what was found, else of all lessons."""
        if self._hits is None:
            return super().made_rows(seen)
        lessons = [row for row in self._hits.rows if isinstance(row, Lesson)]
        notes = [row for row in self._hits.rows if isinstance(row, Note)]
        found = parted(LESSONS, [("lessons" if notes else "", "", lessons)], seen)
        return [*found, *parted(NOTES, [("notes", "", notes)], seen, after=bool(found))]

    def empty(self, view: View) -> list[Line]:
        """Say what stands here where nothing does."""
        if self._hits is None:
            return super().empty(view)
        return [[], [Span("  nothing says that", "dim"), Span("   Esc ", "bold"), Span("shows all lessons", "dim")]]

    def sections(self, rows: Sequence[Lesson], seen: Seen) -> list[Section]:
        """Keep lessons in one part."""
        return [("", "", rows)]

    def detail(self, about: Noun, width: int) -> list[Line]:
        """Give what is told of a lesson or a note, and where what was typed stands in it."""
        table = NOTES if isinstance(about, Note) else LESSONS
        found = table.detail(about, self.seen(), width)
        line = self.query_one(FilterLine)
        if self._hits is not None and line.display and isinstance(about, Note | Lesson):
            found += found_line(about, line.text, width)
        return found

    # -- using ------------------------------------------------------------------------------------------------------

    def action_turn_into(self) -> None:
        """Use the lesson under the cursor: as a risk, or an item of a checklist, of an engagement that is picked."""
        from pmdesk.tui.overlays.finder import Finder
        from pmdesk.tui.overlays.lesson_form import uses

        row, view = next(iter(self.picked()), None), self.view
        if view is None or not isinstance(row, Lesson):
            self._nothing("T makes a risk or a checklist's item of a lesson", self.picked())
            return
        items = uses(view)
        if not items:
            self.say("T makes something of a lesson for an engagement: there is none here", "dim")
            return

        def answered(act: str | None) -> None:
            if act:
                use, _, key = act.partition(" ")
                self.keeper.read(lambda desk: desk.memory().retold(row, key), lambda told: self._use(use, key, told))

        asks = "make it a risk, or an item of a checklist, of which engagement?"
        self.app.push_screen(Finder(items, hint=asks), answered)

    def _use(self, use: str, engagement: str, told: Retold) -> None:
        from pmdesk.tui.overlays.lesson_form import LessonForm, preset_of

        view = self.view
        if view is not None:
            noun, preset = preset_of(use, engagement, told, view)
            self.app.push_screen(LessonForm(noun, view, preset, told))
