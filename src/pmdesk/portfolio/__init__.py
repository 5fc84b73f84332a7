"""What is true at a moment: the immutable snapshot, its indexes, changes, what-if."""

from __future__ import annotations

from pmdesk.model import Waiver
from pmdesk.portfolio.changes import Change, Changes, Put, Remove
from pmdesk.portfolio.snapshot import Portfolio
from pmdesk.portfolio.whatif import layered, row_of, what_if
from pmdesk.portfolio.window import Window

__all__ = ["Change", "Changes", "Portfolio", "Put", "Remove", "Waiver", "Window", "layered", "row_of", "what_if"]
