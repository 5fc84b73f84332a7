"""Quick capture: one line, read as it is typed, with the conflicts that it makes; Enter takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from pmdesk.capture.reading import Choice, Reading
from pmdesk.desk import edits
from pmdesk.tui import words
from pmdesk.tui.commands import bindings
from pmdesk.tui.line import Line, Span, cell, length, width_of
from pmdesk.tui.overlays.capture_days import days_of
from pmdesk.tui.overlays.panel import Overlay
from pmdesk.tui.text import shown
from pmdesk.tui.widgets.drawn import Pane, wrapped
from pmdesk.tui.widgets.entry import Entry
from pmdesk.tui.widgets.row_list import Row, RowList

if TYPE_CHECKING:
    from collections.abc import Callable

    from pmdesk.capture.situation import Situation
    from pmdesk.desk.sight import Sight
    from pmdesk.errors import PmdeskError
    from pmdesk.tui.previewing import Preview
    from pmdesk.tui.screens.acting import Acting

DRAFT = "capture"
"""The name of the draft."""
LISTED = 4
"""How many conflicts are named."""
PICKED = 8
"""How many things of a pick list are seen at once."""
HINT = "UAT sign-off fri @ACME-POS after BUILD · sync tue 10-10:30 with FIBRE · todo … · risk … · note … · log 1.5h"
OWN_HINT = "UAT sign-off fri after BUILD · sync tue 10-10:30 every week · todo … · risk … · note … · log 1.5h"
"""In focus, where the engagement may be left out, and nobody's name stands in an example."""


class CaptureScreen(Overlay[str | None]):
    """The line; ``under`` is the screen beneath. Answers ``form`` where the form is wanted instead."""

    BINDINGS = bindings("capture")

    def __init__(self, under: Acting) -> None:
        super().__init__()
        self.under = under
        self.reading: Reading | None = None
        self.effect: edits.Effect | None = None
        self._situation: Situation | None = None
        self._agreed = ""
        self._waits = False

    def compose(self) -> ComposeResult:
        """Compose line, reading and pick list."""
        with Vertical(id="capture"):
            hint = OWN_HINT if self.desk_app.context.focus else HINT
            yield Entry(placeholder=hint, compact=True, select_on_focus=False, id="line")
            yield Pane(id="reading-of", ground="surface")
            yield RowList(id="choices", ground="surface")
            yield Pane(id="capture-foot", ground="surface")

    def on_mount(self) -> None:
        """Begin with what was left here last time."""
        self.query_one(RowList).display = False
        draft = self.desk_app.drafts.get(DRAFT, {}).get("line", "")
        line = self.query_one(Input)
        line.value, line.cursor_position = draft, len(draft)
        line.focus()
        self._say("this is what you typed last time: Esc keeps it, ctrl+u empties it" if draft else "")
        self._read(draft)

    # -- reading -------------------------------------------------------------------------------------------------

    def on_input_changed(self, event: Input.Changed) -> None:
        """Read what is typed, and keep it."""
        line = event.value
        if line.strip():
            self.desk_app.drafts[DRAFT] = {"line": line}
        else:
            self.desk_app.drafts.pop(DRAFT, None)
        self._waits = False
        if self.reading is None or self.reading.line != line:
            self._say("")
            self._read(line)

    def _read(self, line: str) -> None:
        view, keeper = self.under.view, self.desk_app.keeper
        if view is None or keeper is None:
            return
        known, focus, portfolio = self._situation, view.focus, view.portfolio

        def job(sight: Sight) -> tuple[Situation, Reading]:
            from pmdesk.capture.line import read_line

            situation = known or sight.situation(portfolio, focus)
            return situation, read_line(line, situation)

        keeper.read(job, self._known, lane="capture")

    def _known(self, result: tuple[Situation, Reading]) -> None:
        self._situation, reading = result
        if not self.stands or reading.line != self.query_one(Input).value:
            return
        self.reading, self.effect = reading, None
        self._list(reading.choices)
        self._draw()
        sheet, keeper = self.under.sheet(), self.desk_app.keeper
        days = days_of(reading.changes)
        if days and sheet is not None and keeper is not None:
            keeper.preview(sheet, reading.changes, days, self._weighed(reading))
        if self._waits:
            self._take()

    def _weighed(self, reading: Reading) -> Callable[[Preview], None]:
        def known(preview: Preview) -> None:
            if self.stands and self.reading is reading:
                self.effect = preview.effect
                self._draw()

        return known

    def _list(self, choices: tuple[Choice, ...]) -> None:
        listed = self.query_one(RowList)
        listed.display = bool(choices)
        listed.styles.height = min(PICKED, len(choices)) or 1
        listed.show([Row(f"choice/{choice.key}", _drawn(choice), about=choice) for choice in choices], first=True)

    # -- showing -------------------------------------------------------------------------------------------------

    def _draw(self) -> None:
        reading = self.reading
        if reading is None:
            return
        width = max(30, self.query_one("#reading-of").size.width - 2)
        role = "bold" if reading.is_read else "dim"
        lines: list[Line] = [[Span(f" {line}", role)] for line in wrapped(reading.says, width)]
        if reading.line.strip():
            lines += self._problems(reading)
        lines += self._effects()
        self.query_one("#reading-of", Pane).show(lines or [[Span(" what it will create is said here", "faint")]])

    def _problems(self, reading: Reading) -> list[Line]:
        found: list[Line] = []
        for problem in reading.problems[:3]:
            typed = reading.line[problem.start : problem.end]
            word = "" if problem.words.startswith(repr(typed)) else shown(typed, 24)  # it names the word itself
            at = width_of(reading.line[: problem.start])
            marked = width_of(shown(typed, 24))
            if at + marked < self.query_one(Input).size.width:
                found.append([Span(" " * at), Span("^" * max(1, marked), "high")])
            found.append([Span(f" {word} " if word else " ", "bold"), Span(problem.words, "warn")])
        return found

    def _effects(self) -> list[Line]:
        if self.effect is None:
            return []
        lines: list[Line] = []
        for verb, role, conflicts in (("makes", "high", self.effect.made), ("clears", "good", self.effect.cleared)):
            for one in conflicts[:LISTED]:
                kind = words.LONG.get(one.kind, one.kind)
                lines.append([Span(f" {verb:<7}", f"{role} bold"), cell(kind, 20, one.severity), Span(one.message)])
            if len(conflicts) > LISTED:
                lines.append([Span(f"   … and {verb} {len(conflicts) - LISTED} more", "dim")])
        return lines or [[Span(" makes no conflict", "dim")]]

    def _say(self, said: str, role: str = "warn") -> None:
        keys = [
            Span(" Enter", "bold"), Span(" take it  ", "dim"), Span("Esc", "bold"), Span(" leave, kept  ", "dim"),
            Span("ctrl+f", "bold"), Span(" form  ", "dim"),
        ]  # fmt: skip
        told: Line = [*keys, Span(f" {said}", role)]
        fits = length(told) <= self.app.size.width
        self.query_one("#capture-foot", Pane).show([told if fits else [Span(f" {said}", role)]])

    # -- taking --------------------------------------------------------------------------------------------------

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the line, or what the cursor in the pick list stands on."""
        event.stop()
        if self.reading is None or self.reading.line != event.value:
            self._waits = True
        else:
            self._take()

    def on_row_list_opened(self, message: RowList.Opened) -> None:
        """Take what was clicked in the pick list."""
        self._choose(message.row)

    def _choose(self, row: Row) -> None:
        if isinstance(row.about, Choice):
            line = self.query_one(Input)
            line.value, line.cursor_position = row.about.line, len(row.about.line)
            line.focus()

    def _take(self) -> None:
        self._waits = False
        reading, row, keeper = self.reading, self.query_one(RowList).row, self.desk_app.keeper
        if reading is None or keeper is None:
            return
        if reading.choices and row:
            self._choose(row)
        elif reading.problems:
            self._say("not taken yet: see the mark")
        elif reading.slot is not None:
            self._find(reading)
        elif reading.needs_confirm and self._agreed != reading.line:
            self._agreed = reading.line
            self._say(f"{reading.confirm}: Enter again takes it")
        else:
            self.desk_app.state = "saving"
            keeper.apply(reading.changes, reading.journal, self._done, self._refused)

    def _find(self, reading: Reading) -> None:
        """List the next times; taking one makes the line of a meeting of it."""
        from pmdesk.tui.overlays.capture_slots import times_for

        slot, keeper = reading.slot, self.desk_app.keeper
        if slot is not None and keeper is not None:
            self._say("looking for times …", "dim")
            keeper.read(lambda sight: times_for(sight, slot), self._found, lane="capture")

    def _found(self, choices: tuple[Choice, ...]) -> None:
        if self.stands and self.reading is not None and self.reading.slot is not None:
            self._say("Enter makes a meeting of the time" if choices else "no time at which all are free was found")
            self._list(choices)
            self.reading = Reading(self.reading.line, "find", says=self.reading.says, choices=choices)

    def _done(self) -> None:
        self.desk_app.drafts.pop(DRAFT, None)
        self.dismiss(None)

    def _refused(self, error: PmdeskError) -> None:
        self.not_saved()
        self._say(error.message.splitlines()[0])

    def action_pick(self, step: int) -> None:
        """Move in the pick list."""
        self.query_one(RowList).action_row(step)

    def action_form(self) -> None:
        """Leave for the form; what was typed is kept."""
        self.dismiss("form")

    def action_leave(self) -> None:
        """Leave; what was typed is kept for the next time."""
        kept = DRAFT in self.desk_app.drafts
        screen = self.desk_app.desk_screen()
        self.dismiss(None)
        if kept and screen:
            screen.say("kept: a brings back what you typed", "dim")


def _drawn(choice: Choice) -> Callable[[int], Line]:
    def draw(width: int) -> Line:
        return [Span(" "), cell(choice.label, width - 1)]

    return draw
