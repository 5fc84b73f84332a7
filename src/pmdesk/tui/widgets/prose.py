"""Where text of several lines is typed; apart from the line, since few screens have one."""

from __future__ import annotations

from textual import events
from textual.widgets import TextArea

from pmdesk.cleaning import clean


class Prose(TextArea):
    """Several lines."""

    def load_text(self, text: str) -> None:
        """Clean what is put in."""
        super().load_text(clean(text))

    async def _on_paste(self, event: events.Paste) -> None:
        event.text = clean(event.text)
        await super()._on_paste(event)
