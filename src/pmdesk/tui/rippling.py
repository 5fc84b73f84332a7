"""A milestone moved with its successors, computed on the worker: what moves, and the conflicts then."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pmdesk.desk.ways_out import Carried, carried
from pmdesk.model import Milestone
from pmdesk.portfolio import Window
from pmdesk.tui.book import Sheet, read_sheet
from pmdesk.tui.keeper import MARGIN
from pmdesk.tui.previewing import Preview, previewed

if TYPE_CHECKING:
    from pmdesk.desk.sight import Sight


def read_carried(sight: Sight, sheet: Sheet, row: Milestone, due: date) -> tuple[Carried, Preview]:
    """Move a milestone of a sheet and carry its successors along; Refused where one would leave the calendar.

    Where a day lies beyond the sheet, a wider one is read.
    """
    base = _holding(sight, sheet, {row.due, due})
    found = carried(base.portfolio, row, due, sight.ripple)
    days = {day for pairs in found.moved.values() for was, now in pairs for day in (was.due, now.due)}
    wide = _holding(sight, base, days)
    if wide is not base:
        found = carried(wide.portfolio, row, due, sight.ripple)
    return found, previewed(sight, wide, found.edit.changes)


def _holding(sight: Sight, sheet: Sheet, days: set[date]) -> Sheet:
    """Give the sheet, or a wider one where it does not hold all days."""
    if all(day in sheet.span for day in days):
        return sheet
    wide = Window(min(*days, sheet.span.first), max(*days, sheet.span.last))
    return read_sheet(sight, wide.wider(MARGIN))
