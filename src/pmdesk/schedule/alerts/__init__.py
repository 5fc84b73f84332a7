"""What needs attention and contradicts nothing: computed, never stored."""

from __future__ import annotations

from pmdesk.schedule.alerts.alert import Alert
from pmdesk.schedule.alerts.find import KINDS, find

__all__ = ["KINDS", "Alert", "find"]
