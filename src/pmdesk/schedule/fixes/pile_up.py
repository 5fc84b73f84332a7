"""Pile-up. One of the milestones is moved to a clear day near by."""

from __future__ import annotations

from pmdesk.schedule.fixes.item import of_all

ways = of_all
