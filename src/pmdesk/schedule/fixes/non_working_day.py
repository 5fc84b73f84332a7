"""Non-working day. The milestone is moved to the nearest clear working day."""

from __future__ import annotations

from pmdesk.schedule.fixes.item import of_all

ways = of_all
