"""What a report wants of somebody, and what the next period brings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pmdesk.model import Action, RaidItem
from pmdesk.portfolio import Portfolio, Window
from pmdesk.reports import phrases
from pmdesk.reports.view import AskView
from pmdesk.schedule import rag
from pmdesk.schedule.promises import Promise


def decisions(seen: Portfolio, held: Iterable[Promise], raid: Iterable[RaidItem], after: Window) -> tuple[AskView, ...]:
    """Give what is to be decided: decision milestones due until the next period ends, open decisions, escalations."""
    due = [
        phrases.ask(seen, "decision", one.milestone.title, one.milestone.owner, one.ends)
        for one in held
        if one.is_open and one.milestone.kind == "decision" and one.ends <= after.last
    ]
    still = [item for item in raid if item.status == "open"]
    asked = [
        phrases.ask(seen, "decision", item.title, item.owner, item.review) for item in still if item.type == "decision"
    ]
    escalated = [
        phrases.ask(seen, f"escalated {item.type}", item.title, f"contact/{item.escalated_to}", item.review)
        for item in rag.by_weight(still)
        if item.escalated_to and item.type != "decision"
    ]
    return (*due, *asked, *escalated)


def waiting(seen: Portfolio, actions: Iterable[Action], after: Window) -> tuple[AskView, ...]:
    """Give the open actions that others owe: late, or due until the next period ends, or without a day."""
    rows = [row for row in actions if row.owner != "me" and (row.due is None or row.due <= after.last)]
    rows.sort(key=lambda row: (row.due is None, row.due or seen.today, row.key))
    return tuple(phrases.ask(seen, "action", row.title, row.owner, row.due) for row in rows)


def coming(seen: Portfolio, held: Iterable[Promise], actions: Sequence[Action], after: Window) -> tuple[AskView, ...]:
    """Give what the next period brings: milestones, and my own open actions, that are due in it."""
    due = [
        phrases.ask(seen, one.milestone.kind, one.milestone.title, one.milestone.owner, one.ends)
        for one in held
        if one.is_open and one.ends in after
    ]
    mine = [
        phrases.ask(seen, "action", row.title, row.owner, row.due)
        for row in actions
        if row.owner == "me" and row.due is not None and row.due in after
    ]
    return tuple(sorted((*due, *mine), key=lambda one: (one.due or seen.today, one.title)))
