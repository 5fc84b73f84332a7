"""What a change does to the conflicts, worked out again only where it touches."""

from __future__ import annotations

from pmdesk.schedule.effects.effect import Effect
from pmdesk.schedule.effects.recount import Recount

__all__ = ["Effect", "Recount"]
