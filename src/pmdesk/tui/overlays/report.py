"""The report of a client, from anywhere: read first, with what the writer should know; Enter writes and keeps it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pmdesk.desk.edits import Edit
from pmdesk.errors import InputError, PmdeskError, Refused
from pmdesk.tui.line import Line, Span
from pmdesk.tui.overlays.asking import Asking, Typed
from pmdesk.tui.widgets.drawn import wrapped
from pmdesk.tui.widgets.field import Field

if TYPE_CHECKING:
    from pmdesk.desk.desk import Desk
    from pmdesk.desk.reporting import Asked, Report
    from pmdesk.desk.sight import Sight
    from pmdesk.tui.view import View

LOCKED = "reports are written where the screen is not locked"
AS_COMPUTED = "by thresholds"


class ReportScreen(Asking):
    """Shows a report as its client will read it; light, reason, period and why things moved can be set."""

    HEAD = "report"
    YES = "write it"

    def __init__(self, view: View, target: str, name: str) -> None:
        self.target, self.name_told = target, name
        self._allows = False
        fields = (
            Field("light", "light", (AS_COMPUTED, "green", "amber", "red")),
            Field("reason", "reason", hint="why the light is set by hand: it stands in the report"),
            Field("period", "period", hint="week, last-week, month, 2026-11; else its usual one"),
            Field("why", "why moved", hint="MILESTONE=reason; MILESTONE=reason"),
        )
        super().__init__(view, fields, {"light": AS_COMPUTED})

    def about(self) -> list[Line]:
        """Say whose it is, and where it goes."""
        where = " Enter writes it as .md and .html where pmdesk was started"
        return [[Span(f" {self.name_told}", "bold")], [Span(where, "dim")]]

    def keys_told(self) -> Sequence[tuple[str, str]]:
        """Tell the keys of a form, and how a report is read on."""
        return [*super().keys_told(), ("PgUp PgDn", "read on")]

    def asked(self, typed: Typed, form: str = "md") -> Asked:
        """Read the fields; InputError says what is wrong."""
        from pmdesk.desk.reporting import Asked

        level = None if typed["light"] == AS_COMPUTED else typed["light"]
        if typed["reason"] and level is None:
            raise InputError("a reason goes with a light that is set by hand")
        why = {}
        for part in typed["why"].split(";"):
            key, equals, reason = part.partition("=")
            if part.strip() and not (equals and key.strip() and reason.strip()):
                raise InputError(f"why moved: {part.strip()!r} gives no reason", "ACME-POS.UAT=the lab burnt down")
            if part.strip():
                why[key.strip().upper()] = reason.strip()
        return Asked(self.target, form, typed["period"] or None, level, typed["reason"], why)

    def read(self, sight: Sight, typed: Typed) -> Report:
        """Write it, without sending it."""
        return _open(sight).report(self.asked(typed))

    def told(self, found: Any, width: int) -> list[Line]:
        """Show what the writer should know, who else is named, and the report."""
        from pmdesk.tui.markdown import preview

        lines: list[Line] = [
            [Span(f" {part}", "warn")] for note in found.notes for part in wrapped(f"for you: {note}", width - 2)
        ]
        for one in found.mentions:
            lines += [[Span(f" {part}", "high")] for part in wrapped(f"stopped: {one}", width - 2)]
        return [*lines, *([[]] if lines else []), *preview(found.text, width)]

    def make(self, sight: Sight, typed: Typed) -> Edit:
        """Write both forms and keep the report as sent; Refused where it names another client, at first."""
        from pmdesk.tui.screens.reports import write_reports

        desk = _open(sight)
        made = [desk.report(self.asked(typed, form)) for form in ("md", "html")]
        names = write_reports(desk, made, Path.cwd(), allow=self._allows)
        return Edit((), f"written: {', '.join(names)}")

    def action_save(self) -> None:
        """Write it."""
        keeper, typed = self.desk_app.keeper, self.typed()
        if keeper is None or self._is_ending:
            return
        self._is_ending = True
        keeper.read(lambda sight: self.make(sight, typed).words, self._written, otherwise=self.refused)

    def _written(self, words: str) -> None:
        self.dismiss(None)
        screen = self.desk_app.desk_screen()
        if screen is not None:
            screen.say(words)

    def refused(self, error: PmdeskError) -> None:
        """Say why it was not written; what names another client is shown, and may be let pass."""
        super().refused(error)
        if not isinstance(error, Refused):
            return
        from pmdesk.tui.overlays.stopped import StoppedScreen

        def answered(passed: bool | None) -> None:
            if passed:
                self._allows = True
                self.action_save()

        self.app.push_screen(StoppedScreen(error.lines, "report"), answered)


def _open(sight: Sight) -> Desk:
    from pmdesk.desk import Desk

    if not isinstance(sight, Desk):
        raise InputError(LOCKED)
    return sight
