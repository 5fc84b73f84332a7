"""Rows put into the words of a report."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pmdesk.model import RaidItem
from pmdesk.portfolio import Portfolio
from pmdesk.reports import words
from pmdesk.reports.view import AskView, MeasureView, MilestoneView, RiskView
from pmdesk.schedule import rag
from pmdesk.schedule.promises import Promise
from pmdesk.schedule.scores import Score

VALUES = 6
"""The most periods whose values are shown."""
WIDTH, HEIGHT = 80, 20
"""The box of a measure's line."""


def milestone(seen: Portfolio, one: Promise) -> MilestoneView:
    """Say a milestone."""
    row = one.milestone
    site = words.line(seen.sites[row.site].name, 60) if row.site else ""
    who = words.line(words.owner(seen, row.owner), 60)
    title = words.line(row.title)
    return MilestoneView(row.key, title, row.kind, one.baseline, one.ends, words.slip(one.slip), one.state, who, site)


def measure(one: Score) -> MeasureView:
    """Say a measure with its last periods."""
    row, last = one.kpi, one.last
    unit = words.line(row.unit, 20)
    recent = one.series[-VALUES:]
    return MeasureView(
        words.line(row.name),
        row.sla,
        f"{row.direction.replace('-', ' ')} {words.measured(row.target, unit)}",
        words.measured(last.value, unit) if last else "",
        last.date if last else None,
        one.state,
        one.trend or "",
        tuple(words.measured(item.value, "") for item in recent),
        _points([item.value for item in recent]),
    )


def _points(values: list[Decimal]) -> str:
    """Give the points of a line through some values, in its box with a margin of 2, the highest at the top."""
    if len(values) < 2:
        return ""
    low, high = min(values), max(values)
    step = (WIDTH - 4) / (len(values) - 1)
    share = [float((value - low) / (high - low)) if high > low else 0.5 for value in values]
    return " ".join(f"{2 + at * step:.1f},{HEIGHT - 2 - part * (HEIGHT - 4):.1f}" for at, part in enumerate(share))


def risk(seen: Portfolio, row: RaidItem) -> RiskView:
    """Say a risk or an issue."""
    return RiskView(
        row.type,
        words.line(row.title),
        rag.weight(row),
        words.line(words.owner(seen, row.owner), 60),
        row.response or "",
        words.line(row.plan, 300),
        row.review,
        words.line(seen.contacts[row.escalated_to].name, 60) if row.escalated_to else "",
    )


def ask(seen: Portfolio, what: str, title: str, owner: str, due: date | None) -> AskView:
    """Say what is wanted of somebody."""
    who = words.line(words.owner(seen, owner), 60)
    return AskView(what, words.line(title), who, due, due is not None and due < seen.today)


def reason(item: rag.Evidence) -> str:
    """Say what makes a light as it is."""
    if isinstance(item, Promise):
        title, told = words.line(item.milestone.title, 80), item.state.replace("-", " ")
        if item.state in {"slipped", "on-track"}:
            return f"{title} slipped by {words.days(item.slip)}"
        return f"{title} is {told}" + (f", {words.shift(item.slip)} than its baseline" if item.slip > 0 else "")
    if isinstance(item, Score):
        value = words.measured(item.last.value, words.line(item.kpi.unit, 20)) if item.last else "nothing"
        return f"{words.line(item.kpi.name, 80)}: {value}, {'missed' if item.state == 'missed' else 'past its warning'}"
    if isinstance(item, RaidItem):
        scale = f"exposure {item.exposure}" if item.type == "risk" else f"impact {item.impact}"
        return f"{words.line(item.title, 80)} ({item.type}, {scale})"
    raise TypeError(f"{item} is no audience's")
