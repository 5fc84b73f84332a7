"""The rows among which a scene seeks what takes part."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from pmdesk.model import Assignment, Blackout, Engagement, Event, Milestone, Vendor


class Held(Protocol):
    """Rows by key; a portfolio is one."""

    @property
    def engagements(self) -> Mapping[str, Engagement]:
        """By key."""
        ...

    @property
    def vendors(self) -> Mapping[str, Vendor]:
        """By key."""
        ...

    @property
    def milestones(self) -> Mapping[str, Milestone]:
        """By key."""
        ...

    @property
    def events(self) -> Mapping[str, Event]:
        """By key."""
        ...

    @property
    def assignments(self) -> Mapping[str, Assignment]:
        """By key."""
        ...

    @property
    def blackouts(self) -> Mapping[str, Blackout]:
        """By key."""
        ...
