"""Accepting conflicts: a reason and a last day; as bad as they are now, for what gets worse comes back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from pmdesk.capture.dates import read_date
from pmdesk.schedule.conflicts.conflict import Conflict
from pmdesk.tui import words
from pmdesk.tui.commands import bindings, footer
from pmdesk.tui.line import Line, Span, cell
from pmdesk.tui.overlays.ask import Ask
from pmdesk.tui.overlays.effects import SEVERITY_ROLE
from pmdesk.tui.overlays.panel import Overlay, keys_line
from pmdesk.tui.screens.rows import days_of
from pmdesk.tui.text import shown
from pmdesk.tui.widgets.drawn import Pane, wrapped
from pmdesk.tui.widgets.entry import Entry

if TYPE_CHECKING:
    from pmdesk.desk.edits import Edit
    from pmdesk.desk.sight import Sight
    from pmdesk.errors import PmdeskError
    from pmdesk.tui.screens.acting import Acting
    from pmdesk.tui.view import View


LISTED = 8
"""How many of several conflicts are named."""


class WaiveScreen(Overlay[None]):
    """Asks for one reason and last day; proposes the day on which the last shown occurrence begins."""

    BINDINGS = bindings("waive")

    def __init__(self, conflicts: Sequence[Conflict], under: Acting, view: View) -> None:
        super().__init__()
        self.conflicts, self.under, self.today = tuple(conflicts), under, view.today
        self.days = sorted(day for one in conflicts for day in days_of(one, view))
        self.said = ""
        self._is_ending = False

    @property
    def _draft(self) -> str:
        more = f"+{len(self.conflicts) - 1}" if len(self.conflicts) > 1 else ""
        return f"waiver/{self.conflicts[0].id}{more}"

    def compose(self) -> ComposeResult:
        """Compose what it is about, the two fields, and the reading."""
        with Vertical(id="ask"):
            yield Pane(id="about", ground="surface")
            for name, hint in (
                ("reason", "why it is accepted"),
                ("until", "11 dec, fri, +3d, 2026-12-11"),
            ):
                with Horizontal(classes="waived"):
                    yield Pane(id=f"label-{name}", ground="surface")
                    yield Entry(placeholder=hint, compact=True, id=name)
            yield Pane(id="covers", ground="surface")

    def on_mount(self) -> None:
        """Begin with what was typed last time, else with the proposal."""
        kept = self.desk_app.drafts.get(self._draft, {})
        for name, label in (("reason", "reason"), ("until", "last day")):
            self.query_one(f"#label-{name}", Pane).show([[Span(f"   {label}", "dim")]])
        self._field("reason").value = kept.get("reason", "")
        self._field("until").value = kept.get("until", "") or self.days[-1].isoformat()
        self._field("reason").focus()
        self._draw()

    def _field(self, name: str) -> Input:
        return self.query_one(f"#{name}", Input)

    def on_resize(self) -> None:
        """Break the lines anew."""
        self._draw()

    def _draw(self) -> None:
        width = max(30, self.query_one("#about").size.width or 80)
        told = _told(self.conflicts[0], width) if len(self.conflicts) == 1 else _all_told(self.conflicts, width)
        self.query_one("#about", Pane).show([*told, []])
        lines: list[Line] = [[Span("   "), *self._covers()], [], keys_line(footer("waive"), self.said, width)]
        self.query_one("#covers", Pane).show(lines)

    def _covers(self) -> Line:
        """Say what the last day would cover."""
        try:
            until = self._until()
        except ValueError as error:
            return [Span(f"{shown(self._field('until').value, 20)} {error}", "warn")]
        left = sum(1 for day in self.days if day > until)
        count = len(self.days)
        day = words.full_day(until)
        if left == count:
            return [Span(f"none of it begins by {day}", "warn")]
        if left:
            some = f"{count - left} of {words.count(count, 'time')} accepted until {day}"
            return [Span(some, "warn"), Span(", the rest stays", "dim")]
        if len(self.conflicts) > 1:
            return [Span(f"all of them accepted until {day}, while they get no worse", "dim")]
        whole = f"all {count} times" if count > 1 else "it is"
        return [Span(f"{whole} accepted until {day}, while it gets no worse", "dim")]

    def _until(self) -> date:
        return read_date(self._field("until").value.strip(), self.today)

    def on_input_changed(self) -> None:
        """Read what is typed, and keep it."""
        typed = {"reason": self._field("reason").value, "until": self._field("until").value}
        if typed["reason"].strip() or typed["until"] != self.days[-1].isoformat():
            self.desk_app.drafts[self._draft] = typed
        else:
            self.desk_app.drafts.pop(self._draft, None)
        self.said = ""
        self._draw()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Save, from either field."""
        event.stop()
        self.action_commit()

    def action_commit(self) -> None:
        """Keep the waivers: one change, one undo step."""
        reason, sheet, keeper = self._field("reason").value, self.under.sheet(), self.desk_app.keeper
        try:
            until = self._until()
        except ValueError:
            self._ask_for("until", "the last day can't be read")
            return
        if not reason.strip():
            self._ask_for("reason", "a waiver needs a reason")
        elif until < self.days[0]:
            self._ask_for("until", "it would cover nothing")
        elif sheet is not None and keeper is not None and not self._is_ending:
            self._is_ending = True
            window, wanted = sheet.span, [one.id for one in self.conflicts]

            def make(sight: Sight) -> Edit:
                return together([sight.waiver(window, one, reason, until) for one in wanted], f"until {until}")

            self.desk_app.state = "saving"
            self.under.forget_picked()
            keeper.perform(make, self._saved, self._refused)

    def _ask_for(self, name: str, said: str) -> None:
        self._field(name).focus()
        self.said = said
        self._draw()

    def _saved(self) -> None:
        self.desk_app.drafts.pop(self._draft, None)
        self.dismiss(None)

    def _refused(self, error: PmdeskError) -> None:
        self.not_saved()
        self._is_ending = False
        self.said = error.message.splitlines()[0]
        self._draw()

    def action_field(self, step: int) -> None:
        """Go to the other field."""
        self._field("until" if self._field("reason").has_focus else "reason").focus()

    def action_leave(self) -> None:
        """Leave; what was typed is kept."""
        self.dismiss(None)


def _told(one: Conflict, width: int) -> list[Line]:
    """Tell of a conflict in some lines."""
    role = SEVERITY_ROLE[one.severity]
    head: list[Span] = [
        Span(" waive ", "accent bold label"), Span(f" {words.LONG.get(one.kind, one.kind)}", f"{role} bold"),
        Span(f"   {one.severity}", role),
    ]  # fmt: skip
    return [head, *([Span(f"   {line}")] for line in wrapped(one.message, width - 4)[:4])]


def _all_told(conflicts: Sequence[Conflict], width: int) -> list[Line]:
    """Tell of several conflicts in a line each."""
    lines: list[Line] = [[Span(" waive ", "accent bold label"), Span(f" {len(conflicts)} conflicts", "bold")]]
    for one in conflicts[:LISTED]:
        kind = cell(f"   {words.LONG.get(one.kind, one.kind)}", 23, SEVERITY_ROLE[one.severity])
        lines.append([kind, cell(one.message, width - 24)])
    left = len(conflicts) - LISTED
    return [*lines, [Span(f"   and {left} more", "dim")]] if left > 0 else lines


def together(edits: Sequence[Edit], until: str = "") -> Edit:
    """Make one edit of those that waive conflicts, or take waivers back."""
    from pmdesk.desk.edits import Edit

    if len(edits) == 1:
        return edits[0]
    changes = tuple({change.identity: change for edit in edits for change in edit.changes}.values())
    count = f"{len(edits)} conflicts"
    return Edit(changes, f"waived {count} {until}" if until else f"took back the waivers of {count}")


def take_back_question(conflicts: Sequence[Conflict]) -> Ask:
    """Ask whether to take waivers back."""
    if len(conflicts) > 1:
        lines = _all_told(conflicts, 88)
        lines[0] = [Span(" waived ", "good bold"), Span(f" {len(conflicts)} conflicts", "bold")]
        return Ask(lines, "take all of them back")
    conflict = conflicts[0]
    until = words.full_day(conflict.waived.until) if conflict.waived else ""
    reason = conflict.waived.reason if conflict.waived else ""
    told: list[Line] = [
        [Span(" waived ", "good bold"), Span(words.LONG.get(conflict.kind, conflict.kind), "bold")],
        *([Span(f"   {line}")] for line in wrapped(conflict.message, 88)[:4]),
        [],
        [Span(f"   until {until}: ", "dim"), Span(reason)],
    ]
    return Ask(told, "take it back")
