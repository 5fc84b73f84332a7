"""Where a line is typed: what is put in, by a paste, a draft or a row, is cleaned before it is drawn."""

from __future__ import annotations

import re

from textual import events
from textual.widgets import Input

from pmdesk.cleaning import clean

_BLANKS = re.compile("[\t\n\v\f\x85]+")


def one_line(text: str) -> str:
    """Give a text as it stands in a line: nothing that a terminal could act on, blanks for line ends."""
    return _BLANKS.sub(" ", clean(text))


class Entry(Input):
    """A line."""

    def validate_value(self, value: str) -> str:
        """Clean what is put in."""
        return one_line(value)

    def _on_paste(self, event: events.Paste) -> None:
        event.text = one_line(event.text)
        super()._on_paste(event)
