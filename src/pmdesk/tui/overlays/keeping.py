"""A template made from an engagement: its text is shown first, without what names the client; then it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pmdesk.errors import InputError
from pmdesk.model import Template
from pmdesk.portfolio import Put
from pmdesk.tui.line import Line, Span
from pmdesk.tui.overlays.asking import Asking, Typed
from pmdesk.tui.widgets.field import Field

if TYPE_CHECKING:
    from pmdesk.desk.edits import Edit
    from pmdesk.desk.sight import Sight
    from pmdesk.model import Engagement
    from pmdesk.tui.view import View


class KeepScreen(Asking):
    """Asks under which key and name it is kept."""

    HEAD = "make a template of an engagement"
    YES = "keep it"

    def __init__(self, view: View, row: Engagement) -> None:
        self.row = row
        fields = (
            Field("key", "key", hint="STORES: by it the template is found again"),
            Field("name", "name", hint="what it is called; the client's names are taken out"),
        )
        super().__init__(view, fields, {"key": row.key.rpartition("-")[2], "name": row.name})

    def make(self, sight: Sight, typed: Typed) -> Edit:
        """Give the edit."""
        from pmdesk.desk.starting import recording
        from pmdesk.model.kinds import parse_key

        try:
            key = parse_key(typed["key"])
        except ValueError as error:
            raise InputError(f"key: {typed['key']!r} {error}") from None
        return recording(sight, self.row.key, key, typed["name"])

    def read(self, sight: Sight, typed: Typed) -> str:
        """Give the text that would be kept."""
        (change,) = self.make(sight, typed).changes
        row = change.row if isinstance(change, Put) else None
        return row.text if isinstance(row, Template) else ""

    def told(self, found: Any, width: int) -> list[Line]:
        """Show the text."""
        return [[Span(f" {line}", "bold" if line.startswith("[") else "dim")] for line in str(found).splitlines()]
