"""Travel. One of the two events is moved, so that there is an hour between the sites."""

from __future__ import annotations

from pmdesk.schedule.fixes.item import of_all

ways = of_all
