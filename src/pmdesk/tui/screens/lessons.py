"""Lessons: what engagements taught, searched across all of them as you type."""

from __future__ import annotations

from pmdesk.tui.line import Span
from pmdesk.tui.screens.register import RegisterScreen
from pmdesk.tui.tables.registers import LESSONS


class LessonsScreen(RegisterScreen):
    """The lessons, newest first; `/` searches all that was written."""

    TABLE = LESSONS
    EMPTY = (
        Span("no lessons yet: ", "dim"), Span("A", "bold"),
        Span(" records one, and it is found again when the next engagement like it starts", "dim"),
    )  # fmt: skip
