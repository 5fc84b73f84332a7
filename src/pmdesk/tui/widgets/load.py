"""A strip of weeks: how much of what there is is taken, a cell a week."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from pmdesk.schedule.crews import WEEKS, Taken, vendor_weeks
from pmdesk.tui.line import Span

if TYPE_CHECKING:
    from pmdesk.tui.glyphs import Glyphs

__all__ = ["WEEKS", "Taken", "strip", "vendor_weeks"]


def strip(weeks: Iterable[Taken], glyphs: Glyphs, focus: str | None) -> list[Span]:
    """Draw the weeks: red is over, in focus what is not this client's is quiet."""
    spans = []
    for week in weeks:
        if not week.peak:
            spans.append(Span(glyphs.separator, "faint"))
            continue
        share = week.peak / week.capacity if week.capacity else Decimal(2)
        sign = glyphs.ramp[min(len(glyphs.ramp) - 1, max(0, int(share * len(glyphs.ramp)) - 1))]
        role = "high" if week.is_over else "good"
        if focus is not None and not week.is_over:
            role = f"@{focus}" if week.own else "dim"
        spans.append(Span(sign, f"{role} bar"))
    return spans
