"""What all overlays are that ask some fields and show, as one types, what will come of it: one change on Enter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Input

from pmdesk.errors import PmdeskError, Refused
from pmdesk.tui.commands import bindings, footer
from pmdesk.tui.line import Line, Span
from pmdesk.tui.overlays.panel import Fielded
from pmdesk.tui.widgets.drawn import Pane, wrapped
from pmdesk.tui.widgets.field import Field, FieldRow

if TYPE_CHECKING:
    from pmdesk.desk.edits import Edit
    from pmdesk.desk.sight import Sight
    from pmdesk.tui.view import View

Typed = Mapping[str, str]


class Asking(Fielded[None]):
    """Asks fields, reads on the worker what they would do, and does it."""

    BINDINGS = bindings("form")
    HEAD: ClassVar[str] = ""
    YES: ClassVar[str] = "make it"
    DRAFT: ClassVar[str] = ""
    """Under which name what is typed is kept; empty where it is not."""

    def __init__(self, view: View, fields: tuple[Field, ...], begun: Typed) -> None:
        super().__init__()
        self.data, self.fields, self.begun = view, fields, dict(begun)
        self._is_ending = False
        self._found: Any = None

    # -- what is given by each kind ---------------------------------------------------------------------------------

    def read(self, sight: Sight, typed: Typed) -> Any:
        """Work out what would be done; on the worker. A PmdeskError says why it can't."""
        raise NotImplementedError

    def told(self, found: Any, width: int) -> list[Line]:
        """Say what was worked out."""
        raise NotImplementedError

    def make(self, sight: Sight, typed: Typed) -> Edit:
        """Give the edit; on the worker."""
        raise NotImplementedError

    def about(self) -> list[Line]:
        """Give the lines over the fields."""
        return []

    # -- what they have in common -----------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Compose the fields, and what comes of them."""
        kept = self.desk_app.drafts.get(self.DRAFT, {}) if self.DRAFT else {}
        with VerticalScroll(id="form"):
            yield Pane(id="form-title", ground="surface")
            for field in self.fields:
                yield FieldRow(field, kept.get(field.name, self.begun.get(field.name, "")))
            yield Pane(id="outcome", ground="surface")
            yield Pane(id="form-foot", ground="surface")

    def on_mount(self) -> None:
        """Begin at the first field."""
        self.query_one("#form-title", Pane).show([[Span(f" {self.HEAD} ", "bold label")], *self.about(), []])
        self._foot("")
        if self.fields:
            self.query_one(FieldRow).focus_field()
        self.call_after_refresh(self.work_out)

    def keys_told(self) -> Sequence[tuple[str, str]]:
        """Tell the keys of a form, and what Enter does in this one."""
        return [(key, self.YES if brief == "save" else brief) for key, brief in footer("form")]

    def typed(self) -> dict[str, str]:
        """Give what stands in the fields."""
        return {row.field.name: row.value.strip() for row in self.query(FieldRow)}

    def work_out(self) -> None:
        """Have worked out what would be done; only the newest question is answered."""
        keeper, typed = self.desk_app.keeper, self.typed()
        if keeper is None or len(typed) < len(self.fields):
            return

        def known(found: Any) -> None:
            if self.stands and not self._is_ending:
                self._found = found
                pane = self.query_one("#outcome", Pane)
                pane.show([[], *self.told(found, max(40, pane.size.width or 80))])
                self._foot("")

        keeper.read(lambda sight: self.read(sight, typed), known, lane="asking", otherwise=self._wrong)

    def _wrong(self, error: PmdeskError) -> None:
        if self.stands and not self._is_ending:
            self._found = None
            lines = error.lines if isinstance(error, Refused) else [error.message]
            told: list[Line] = [[Span(f" {part}", "warn")] for line in lines[:6] for part in wrapped(line, 90)]
            hint: list[Line] = [[Span(f" {error.hint}", "dim")]] if getattr(error, "hint", "") else []
            self.query_one("#outcome", Pane).show([[], *told, *hint])

    def _foot(self, said: str) -> None:
        self.query_one("#form-foot", Pane).show([[], [Span(f" {said}", "high")]] if said else [])

    def on_input_changed(self) -> None:
        """Work out anew, and keep what is typed."""
        self._touched()

    def on_choice_changed(self) -> None:
        """Work out anew, and keep what is typed."""
        self._touched()

    def _touched(self) -> None:
        typed = self.typed()
        if len(typed) < len(self.fields):
            return
        if self.DRAFT:
            changed = {name: value for name, value in typed.items() if value != self.begun.get(name, "")}
            if changed:
                self.desk_app.drafts[self.DRAFT] = changed
            else:
                self.desk_app.drafts.pop(self.DRAFT, None)
        self.work_out()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Do it, from any field."""
        event.stop()
        self.action_save()

    def on_choice_submitted(self) -> None:
        """Do it, from any field."""
        self.action_save()

    def action_save(self) -> None:
        """Do it: one change, one undo step."""
        keeper, typed = self.desk_app.keeper, self.typed()
        if keeper is None or self._is_ending:
            return
        self._is_ending = True
        self.desk_app.state = "saving"
        keeper.perform(lambda sight: self.make(sight, typed), self.done, self.refused)

    def done(self) -> None:
        """Close when it is saved."""
        if self.DRAFT:
            self.desk_app.drafts.pop(self.DRAFT, None)
        self.dismiss(None)

    def refused(self, error: PmdeskError) -> None:
        """Say why it was not done."""
        self.not_saved()
        self._is_ending = False
        self._foot(error.message.splitlines()[0] if error.message else "that can't be done")

    def action_leave(self) -> None:
        """Leave; what was typed is kept."""
        self.dismiss(None)
