"""Takes a template from an engagement as it is: its days become offsets, and what names its client is taken out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import floor
from statistics import median_low

from pmdesk.model import Action, Assignment, Engagement, Kpi, Milestone, RaidItem
from pmdesk.portfolio import Portfolio
from pmdesk.schedule.making.blueprint import Blueprint, Measure, Risk, Rollout, Step, Todo
from pmdesk.schedule.making.days import Days
from pmdesk.schedule.working import Calendars

CHECKLISTS = frozenset({"start", "closing"})


@dataclass(frozen=True, slots=True)
class Held:
    """An engagement with all that belongs to it."""

    engagement: Engagement
    milestones: Sequence[Milestone] = ()
    actions: Sequence[Action] = ()
    kpis: Sequence[Kpi] = ()
    raid: Sequence[RaidItem] = ()
    assignments: Sequence[Assignment] = ()


def record(held: Held, portfolio: Portfolio, name: str, hide: Callable[[str], str]) -> Blueprint:
    """Take a template from an engagement.

    Milestones by their baselines, but those of sites, which become a rollout; the checklists; measures without their
    vendors; risks as they began. ``hide`` takes out of a text what names the client.
    """
    row = held.engagement
    days = Days([Calendars(portfolio).of(f"client/{row.client}")])
    own = [one for one in held.milestones if one.site is None and one.status != "cancelled"]
    own.sort(key=lambda one: (one.baseline or one.due, one.key))
    keys = _keys(own, row.key)
    return Blueprint(
        name=hide(name),
        term=days.between(row.start, row.end) + 1 if row.end else None,
        weekly_hours=row.weekly_hours or None,
        budget_hours=row.budget_hours,
        notice_days=row.notice_days,
        report_every=row.report_every,
        report_day=row.report_day,
        objective=hide(row.objective),
        milestones=tuple(_step(one, keys, row, days, portfolio, hide) for one in own),
        actions=tuple(_todo(one, keys, row, days, portfolio, hide) for one in _checklists(held.actions)),
        measures=tuple(_measure(one, hide) for one in held.kpis),
        risks=tuple(_risk(one, hide) for one in held.raid if one.type == "risk"),
        rollout=_rollout(held, days),
    )


def _checklists(actions: Iterable[Action]) -> list[Action]:
    return [one for one in actions if one.status != "cancelled" and CHECKLISTS & set(one.tags)]


def _keys(rows: Sequence[Milestone], head: str) -> dict[str, str]:
    """Give each milestone's key within the template: what follows the engagement's."""
    found: dict[str, str] = {}
    for row in rows:
        stem = row.key.removeprefix(f"{head}.") or row.key
        key, number = stem, 2
        while key in found.values():
            key, number = f"{stem}{number}", number + 1
        found[row.key] = key
    return found


def _role(owner: str, portfolio: Portfolio) -> str:
    """Give what an owner is to a template: ``me``, ``client`` or ``vendor``."""
    return portfolio.stands_for(owner).partition("/")[0]


def _step(
    one: Milestone, keys: dict[str, str], row: Engagement, days: Days, portfolio: Portfolio, hide: Callable[[str], str]
) -> Step:
    after = tuple(f"{keys[item.key]}{f'{item.lag:+d}d' if item.lag else ''}" for item in one.after if item.key in keys)
    return Step(
        keys[one.key], hide(one.title), days.between(row.start, one.baseline or one.due), kind=one.kind,
        owner=_role(one.owner, portfolio), after=after, acceptance=hide(one.acceptance),
    )  # fmt: skip


def _todo(
    one: Action, keys: dict[str, str], row: Engagement, days: Days, portfolio: Portfolio, hide: Callable[[str], str]
) -> Todo:
    from_end = "closing" in one.tags and row.end is not None
    at = None
    if one.due is not None:
        at = days.between(row.start, one.due)
        if from_end and row.end is not None:
            at = days.between(days.next(row.end, -1), one.due)
    tags = tuple(tag for tag in one.tags if tag in CHECKLISTS)
    return Todo(
        hide(one.title), at, "end" if from_end else "start", _role(one.owner, portfolio), tags,
        keys.get(one.milestone or ""),
    )  # fmt: skip


def _measure(one: Kpi, hide: Callable[[str], str]) -> Measure:
    return Measure(hide(one.name), one.target, one.unit, one.direction, one.warning, one.period, one.sla)


def _risk(one: RaidItem, hide: Callable[[str], str]) -> Risk:
    return Risk(hide(one.title), one.type, one.probability, one.impact, one.response, hide(one.plan))


def _rollout(held: Held, days: Days) -> Rollout | None:
    if not any(one.site is not None for one in held.milestones):
        return None
    visits = [one for one in held.assignments if one.site is not None and one.end is not None]
    lengths = [days.between(one.start, one.end) + 1 for one in visits if one.end is not None]
    begun = min((one.start for one in visits), default=held.engagement.start)
    roles = [one.role for one in visits if one.role]
    crews = _at_once(visits)
    return Rollout(
        at=max(0, days.between(held.engagement.start, begun)),
        days=max(1, median_low(lengths)) if lengths else 1, crews=crews or None,
        role=max(set(roles), key=lambda role: (roles.count(role), role)) if roles else "installation",
    )  # fmt: skip


def _at_once(visits: Sequence[Assignment]) -> int:
    """Give how many crews were at sites at once, at most."""
    most = Decimal(0)
    for one in visits:
        most = max(most, sum((two.units for two in visits if _share(one, two)), Decimal(0)))
    return floor(most)


def _share(one: Assignment, other: Assignment) -> bool:
    """Tell whether another visit is under way on the day on which one begins."""
    return other.start <= one.start and (other.end is None or one.start <= other.end)
