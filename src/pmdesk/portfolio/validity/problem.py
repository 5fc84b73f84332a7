"""What is wrong across columns or rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pmdesk.model import Noun

Cause = tuple[type[Noun], tuple[Any, ...], str]
"""The noun and identity of a changed row, and the column of it that matters."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: the row, one of the columns, and words that follow its name.

    ``also`` names the other columns of the row on which the verdict rests; ``cause`` is the change that made the row
    wrong where it isn't the row's own.
    """

    ref: str
    noun: type[Noun]
    identity: tuple[Any, ...]
    column: str
    message: str
    also: tuple[str, ...] = ()
    cause: Cause | None = None
