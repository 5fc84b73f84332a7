"""Can I take it: hours, crews and dates that are asked for, against what is promised already."""

from __future__ import annotations

from pmdesk.schedule.bid.answer import answer, candidates, horizon
from pmdesk.schedule.bid.question import (
    CHANGES,
    FITS,
    NO,
    Answer,
    Bid,
    Break,
    Change,
    DateMove,
    HoursShift,
    VendorSwap,
)

__all__ = [
    "CHANGES", "FITS", "NO", "Answer", "Bid", "Break", "Change", "DateMove", "HoursShift", "VendorSwap", "answer",
    "candidates", "horizon",
]  # fmt: skip
