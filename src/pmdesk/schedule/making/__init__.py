"""Engagements made from a template: what it holds, how it is laid on days, and how one is taken from what exists."""

from __future__ import annotations

from pmdesk.schedule.making.blueprint import Blueprint, Measure, Risk, Rollout, Step, Todo
from pmdesk.schedule.making.lay import Wish, lay
from pmdesk.schedule.making.record import Held, record
from pmdesk.schedule.making.waves import Stop, Visit, plan

__all__ = [
    "Blueprint", "Held", "Measure", "Risk", "Rollout", "Step", "Stop", "Todo", "Visit", "Wish", "lay", "plan", "record",
]  # fmt: skip
"""What is made is rows: the caller puts them into the store, or only looks at them."""
