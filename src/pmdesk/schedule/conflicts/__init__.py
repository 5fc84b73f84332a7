"""Contradictions in the schedule: computed, never stored; the definitions are in ``rules``."""

from __future__ import annotations

from pmdesk.schedule.conflicts.conflict import SEVERITIES, Conflict, Occurrence
from pmdesk.schedule.conflicts.find import KINDS, find, first, whole
from pmdesk.schedule.conflicts.json import as_json, as_text, conflict_json
from pmdesk.schedule.conflicts.needed import NEEDED

__all__ = [
    "KINDS", "NEEDED", "SEVERITIES", "Conflict", "Occurrence", "as_json", "as_text", "conflict_json", "find", "first",
    "whole",
]  # fmt: skip
