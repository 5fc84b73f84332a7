"""The timeline: every engagement's term, milestones, vendors and blackouts on one axis, my load beneath."""

from __future__ import annotations

from pmdesk.tui.widgets.timeline.lane import Bar, Lane, Mark
from pmdesk.tui.widgets.timeline.timeline import Timeline

__all__ = ["Bar", "Lane", "Mark", "Timeline"]
