"""Dates and the one-line grammar: pure, deterministic, and the same for capture, forms, filters and commands."""

from __future__ import annotations

from pmdesk.capture.asking import Asking, Found
from pmdesk.capture.dates import NotADate, read_date, read_span
from pmdesk.capture.line import read_line
from pmdesk.capture.reading import Choice, Reading, SlotRequest
from pmdesk.capture.situation import Situation
from pmdesk.capture.words import Problem

__all__ = [
    "Asking", "Choice", "Found", "NotADate", "Problem", "Reading", "Situation", "SlotRequest", "read_date", "read_line",
    "read_span",
]  # fmt: skip
