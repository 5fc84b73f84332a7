"""What an engagement taught."""

from __future__ import annotations

from datetime import date

from pmdesk.frozen import frozen
from pmdesk.model import kinds
from pmdesk.model.column import column
from pmdesk.model.noun import Noun


@frozen
class Lesson(Noun, kind="lesson", file="lessons"):
    """A lesson: what happened, why, and what to do about it."""

    key: str = column(kinds.KEY, required=True)
    engagement: str = column(kinds.KEY, required=True, ref="engagement")
    title: str = column(kinds.TEXT, required=True)
    date: date | None = column(kinds.DATE)
    what_happened: str = column(kinds.TEXT, "")
    root_cause: str = column(kinds.TEXT, "")
    recommendation: str = column(kinds.TEXT, "")
    tags: tuple[str, ...] = column(kinds.WORDS, ())
