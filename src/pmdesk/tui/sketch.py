"""Today as far as it is known in a moment: shown until everything is read, and by Today alone."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from pmdesk.portfolio import Window
from pmdesk.tui.book import Book, Sheet
from pmdesk.tui.view import View

if TYPE_CHECKING:
    from pmdesk.portfolio import Portfolio
    from pmdesk.tui.context import Context


def sketched(portfolio: Portfolio, context: Context, now: datetime) -> View:
    """Give the view of a sketch: no conflicts, no load, no actions; nothing may be changed by it."""
    today = portfolio.today
    sheet = Sheet(Window(today, today), Window(today, today), portfolio, (), ())
    book = Book(
        today=today, home=sheet, far=None, milestones=tuple(portfolio.milestones.values()), actions=(), undo=None,
        redo=None, version=(0, 0), is_empty=False,
    )  # fmt: skip
    return View(book, context.among(portfolio.clients), now)
