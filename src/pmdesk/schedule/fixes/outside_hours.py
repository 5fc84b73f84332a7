"""Outside hours. The event is moved to where it is inside everyone's working hours."""

from __future__ import annotations

from pmdesk.schedule.fixes.item import of_all

ways = of_all
