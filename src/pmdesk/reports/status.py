"""The status report: made of what the gate lets through, and of nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pmdesk.model import Engagement, Kpi, RaidItem
from pmdesk.portfolio import Portfolio, Window
from pmdesk.portfolio.register import Register
from pmdesk.reports import asks, moves, phrases, words
from pmdesk.reports.facts import Facts
from pmdesk.reports.layout import lay_out
from pmdesk.reports.period import following
from pmdesk.reports.render import safe_color
from pmdesk.reports.view import LightView, PartView, StatusView
from pmdesk.schedule import rag
from pmdesk.schedule.budget import gone
from pmdesk.schedule.promises import CANCELLED, DONE, Promise, promises
from pmdesk.schedule.scores import Score, score

MILESTONES = 12
"""The most open milestones that a report lists for an engagement: those that need attention, then the next ones."""
DONE_MOST = 8
"""The most milestones done in the period that are listed, the last ones."""
RISKS = 5
"""The most risks and issues that are listed, the heaviest ones."""
REASONS = 3
"""The most reasons that are given for a light."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of a report: whose (``engagement`` None: all of the client's), which days.

    ``level`` sets the light of the whole by hand, with its ``reason``; ``why`` gives the reasons of moves, by key.
    """

    client: str
    engagement: str | None
    period: Window
    level: str | None = None
    reason: str = ""
    why: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Part:
    """One engagement as the gate shows it, with its figures, for the view and for what is remembered."""

    row: Engagement
    held: tuple[Promise, ...]
    scores: tuple[Score, ...]
    raid: tuple[RaidItem, ...]
    rag: rag.Rag
    shown: tuple[Promise, ...]


@dataclass(frozen=True, slots=True)
class Status:
    """A report's view, the light of the whole, and its engagements with their figures."""

    view: StatusView
    rag: rag.Rag
    parts: tuple[Part, ...]


def engagements_of(seen: Portfolio, wanted: Wanted) -> list[Engagement]:
    """Give the engagement asked for, or those of the client that are active or paused."""
    if wanted.engagement is not None:
        return [seen.engagements[wanted.engagement]]
    rows = seen.engagements_by_client[wanted.client]
    return [row for row in rows if row.status in {"active", "paused"}]


def status(seen: Portfolio, register: Register, wanted: Wanted, last: Mapping[str, Facts]) -> Status:
    """Make a report from what the gate gave (``report_ground``), compared with what was last sent, by engagement."""
    parts = tuple(_part(seen, register, row) for row in engagements_of(seen, wanted))
    lights = {part.row.key: rag.Light(part.rag.level) for part in parts}
    whole = rag.whole(lights, wanted.level, words.line(wanted.reason, 500))
    after = following(wanted.period)
    client = seen.clients[wanted.client]
    name = parts[0].row.name if wanted.engagement is not None else client.name
    view = StatusView(
        scope=f"engagement/{wanted.engagement}" if wanted.engagement else f"client/{wanted.client}",
        title=words.line(name),
        client=words.line(client.name),
        color=safe_color(client.color),
        day=seen.today,
        period=wanted.period,
        next=after,
        level=whole.level,
        computed=whole.computed,
        reason=whole.reason,
        parts=tuple(_view(seen, register, part, wanted, after, last.get(part.row.key)) for part in parts),
        timeline=lay_out(seen, [(part.row, part.shown) for part in parts]),
    )
    return Status(view, whole, parts)


def _part(seen: Portfolio, register: Register, row: Engagement) -> Part:
    held = tuple(promises(seen.milestones_by_engagement[row.key], seen.today))
    own: list[Kpi] = [kpi for kpi in register.kpis if kpi.engagement == row.key]
    scores = tuple(score(kpi, register.measurements.get(kpi.key, ()), seen.today) for kpi in own)
    raid = tuple(item for item in register.raid if item.engagement == row.key)
    lights = {"schedule": rag.schedule(held, seen.today), "measures": rag.measures(scores), "risks": rag.risks(raid)}
    return Part(row, held, scores, raid, rag.whole(lights), _shown(held))


def _shown(held: Sequence[Promise]) -> tuple[Promise, ...]:
    """Give the open milestones that a report lists, by day: those that need attention come before the next ones."""
    still = [one for one in held if one.is_open]
    chosen = sorted(still, key=lambda one: (one.state == "on-track", one.ends, one.milestone.key))[:MILESTONES]
    return tuple(sorted(chosen, key=lambda one: (one.ends, one.milestone.key)))


def _view(
    seen: Portfolio, register: Register, part: Part, wanted: Wanted, after: Window, last: Facts | None
) -> PartView:
    row, held = part.row, part.held
    done = [one for one in held if one.state == DONE and one.ends in wanted.period]
    share = gone(row, seen.today)
    heavy = [item for item in rag.by_weight(part.raid) if item.status == "open" and item.type in {"risk", "issue"}]
    actions = [item for item in register.actions if item.engagement == row.key and item.status == "open"]
    payments = [one for one in held if one.milestone.kind == "payment" and one.state != CANCELLED]
    return PartView(
        key=row.key,
        name=words.line(row.name),
        status=row.status,
        objective=words.line(row.objective, 500),
        start=row.start,
        end=row.end,
        gone=words.percent(share) if share is not None else "",
        level=part.rag.level,
        lights=tuple(_light(name, light) for name, light in part.rag.lights.items()),
        before=last.day if last else None,
        level_before=last.level if last else "",
        changes=_changes(moves.changes(seen, held, last, wanted.period, wanted.why)),
        done=tuple(phrases.milestone(seen, one) for one in done[-DONE_MOST:]),
        milestones=tuple(phrases.milestone(seen, one) for one in part.shown),
        later=sum(one.is_open for one in held) - len(part.shown),
        payments=tuple(phrases.milestone(seen, one) for one in payments[-DONE_MOST:]),
        measures=tuple(phrases.measure(one) for one in part.scores),
        risks=tuple(phrases.risk(seen, item) for item in heavy[:RISKS]),
        more_risks=max(0, len(heavy) - RISKS),
        decisions=asks.decisions(seen, held, part.raid, after),
        waiting=asks.waiting(seen, actions, after),
        coming=asks.coming(seen, held, actions, after),
    )


def _light(name: str, light: rag.Light) -> LightView:
    said = tuple(phrases.reason(item) for item in light.why[:REASONS])
    more = len(light.why) - REASONS
    return LightView(name, light.level, (*said, f"{more} more") if more > 0 else said)


def _changes(found: moves.Changes) -> moves.Changes:
    moved = tuple(
        moves.Move(one.key, words.line(one.title), one.was, one.now, one.days, words.line(one.why, 300))
        for one in found.moved
    )
    return moves.Changes(moved, *(tuple(words.line(title) for title in part) for part in (found.added, found.dropped)))
