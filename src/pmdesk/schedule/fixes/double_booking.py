"""Double booking. One of the events is moved to where everyone is free."""

from __future__ import annotations

from pmdesk.schedule.fixes.item import of_all

ways = of_all
