"""Blackout. What falls on days off is moved away: the milestone, the event, the assignment; the days off stay."""

from __future__ import annotations

from pmdesk.schedule.fixes.item import of_all

ways = of_all
