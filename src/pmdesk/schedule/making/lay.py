"""Lays a template on days: from it and a wish come the rows of an engagement."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from pmdesk.errors import InputError
from pmdesk.model import (
    Action,
    Assignment,
    Engagement,
    Kpi,
    Milestone,
    Noun,
    Predecessor,
    RaidItem,
    Site,
)
from pmdesk.model.after import parse_after
from pmdesk.portfolio import Portfolio
from pmdesk.schedule.making.blueprint import END, Blueprint, Rollout, Step
from pmdesk.schedule.making.days import Days
from pmdesk.schedule.making.waves import Stop, Visit, plan
from pmdesk.schedule.working import Calendars

LONGEST = 32
Taken = Callable[[type[Noun], str], bool]
Keys = Callable[[type[Noun], str, str], str]
"""Gives a free key of a noun, made of a title and a letter."""


@dataclass(frozen=True, slots=True)
class Wish:
    """For whom and from when a template is used.

    ``engagement`` is the one that is made, or that gets what the template holds (``is_new`` says which). ``vendor`` is
    who does what the template leaves to a vendor; ``stops`` are the sites of a rollout, ``crews`` how many at once.
    """

    engagement: Engagement
    anchor: date
    is_new: bool = True
    vendor: str | None = None
    stops: tuple[Stop, ...] = ()
    crews: int | None = None


def lay(blueprint: Blueprint, wish: Wish, portfolio: Portfolio, is_taken: Taken, free_key: Keys) -> list[Noun]:
    """Give the rows that a template makes: the engagement first, then sites, milestones, assignments and the rest.

    ``portfolio`` has the calendars. InputError where sites have no rollout, a vendor is missing, or a key is taken.
    """
    return list(_Laying(blueprint, wish, portfolio, is_taken, free_key).rows())


class _Laying:
    def __init__(self, blueprint: Blueprint, wish: Wish, portfolio: Portfolio, is_taken: Taken, free_key: Keys) -> None:
        self.blueprint, self.wish, self.portfolio = blueprint, wish, portfolio
        self.is_taken, self.free_key = is_taken, free_key
        self.row = wish.engagement
        self.calendars = Calendars(portfolio)
        self.days = Days([self.calendars.of(f"client/{self.row.client}")])
        self.end = self._end()

    def _end(self) -> date | None:
        """Give the engagement's last day: what it has, else what the template's term gives."""
        if self.row.end is not None or self.blueprint.term is None:
            return self.row.end
        return self.days.at(self.wish.anchor, max(0, self.blueprint.term - 1))

    def rows(self) -> Iterator[Noun]:
        visits = self._visits()
        milestones = [*self._steps(), *self._site_milestones(visits)]
        last = max((row.due for row in milestones), default=self.wish.anchor)
        end = max(self.end, last) if self.end is not None else None
        yield self._engagement(end)
        for visit in visits:
            if self.portfolio.sites.get(visit.stop.key) is None:
                stop = visit.stop
                yield Site(stop.key, self.row.client, stop.name, address=stop.address, timezone=stop.timezone)
        yield from milestones
        yield from self._assignments(visits)
        yield from self._actions(end)
        yield from self._measures()
        yield from self._risks()

    def _engagement(self, end: date | None) -> Engagement:
        """Give the engagement; what it says already stays."""
        row, plan_ = self.row, self.blueprint
        if not self.wish.is_new:
            return replace(row, end=end)
        return replace(
            row,
            end=end,
            weekly_hours=row.weekly_hours or plan_.weekly_hours or row.weekly_hours,
            budget_hours=row.budget_hours if row.budget_hours is not None else plan_.budget_hours,
            notice_days=row.notice_days if row.notice_days is not None else plan_.notice_days,
            report_every=row.report_every or plan_.report_every,
            report_day=row.report_day or plan_.report_day,
            objective=row.objective or plan_.objective,
        )

    # -- days and people --------------------------------------------------------------------------------------------

    def _day(self, at: int, of: str, end: date | None) -> date | None:
        """Give the day of an offset; None where it counts from an end that is open."""
        if of != END:
            return self.days.at(self.wish.anchor, at)
        return self.days.at(self.days.next(end, -1), at) if end is not None else None

    def _owner(self, owner: str, what: str) -> str:
        if owner == "client":
            return f"client/{self.row.client}"
        if owner == "vendor":
            if self.wish.vendor is None:
                raise InputError(f"{what} is a vendor's", "name the vendor (--vendor KEY)")
            return f"vendor/{self.wish.vendor}"
        return "me"

    # -- what is made -------------------------------------------------------------------------------------------------

    def _key(self, name: str, noun: type[Noun] = Milestone) -> str:
        key = f"{self.row.key}.{name}"[:LONGEST]
        if self.is_taken(noun, key):
            raise InputError(f"there is a {noun.KIND} {key} already", "the template was used for it before")
        return key

    def _steps(self) -> Iterator[Milestone]:
        keys = {step.key: self._key(step.key) for step in self.blueprint.milestones}
        if len(set(keys.values())) < len(keys):
            raise InputError(f"the key {self.row.key} is too long: keys of milestones would be alike")
        for step in self.blueprint.milestones:
            due = self._day(step.at, step.of, self.end)
            if due is None:
                raise InputError(f"{step.title} counts from the end, and {self.row.key} has none", "--to DATE sets one")
            owner = self._owner(step.owner, step.title)
            yield Milestone(
                keys[step.key], self.row.key, step.title, due, kind=step.kind, owner=owner, after=_after(step, keys),
                baseline=due, acceptance=step.acceptance,
            )  # fmt: skip

    def _visits(self) -> list[Visit]:
        wish, rollout = self.wish, self.blueprint.rollout
        if not wish.stops:
            return []
        if rollout is None:
            raise InputError("this template has no sites", "use one with a [rollout]")
        for stop in wish.stops:
            known = self.portfolio.sites.get(stop.key)
            if known is not None and known.client != self.row.client:
                raise InputError(f"there is a site {stop.key} of another client", "give it another key")
        vendor = self.portfolio.vendors.get(wish.vendor or "")
        crews = wish.crews or rollout.crews or (int(vendor.capacity) if vendor else 1)
        whos = [f"client/{self.row.client}", *([f"vendor/{vendor.key}"] if vendor else [])]
        closed = [(row.start, row.end) for row in self.portfolio.blackouts.values() if row.who in whos]
        days = Days([self.calendars.of(who) for who in whos], closed)
        first = self.days.at(wish.anchor, rollout.at)
        return plan(wish.stops, first, days, crews=crews, length=rollout.days, gap=rollout.gap)

    def _site_milestones(self, visits: list[Visit]) -> Iterator[Milestone]:
        rollout = self.blueprint.rollout or Rollout()
        owner = f"vendor/{self.wish.vendor}" if self.wish.vendor else "me"
        waves: dict[int, list[Milestone]] = {}
        for one in visits:
            made = Milestone(
                self._key(one.stop.key), self.row.key, f"{one.stop.name} {rollout.title}", one.end, kind="go-live",
                owner=owner, baseline=one.end, site=one.stop.key,
            )  # fmt: skip
            waves.setdefault(one.stop.wave, []).append(made)
            yield made
        for number, rows in sorted(waves.items()) if len(waves) > 1 else ():
            due = max(row.due for row in rows)
            after = tuple(Predecessor(row.key) for row in rows)
            title = f"Wave {number} done"
            yield Milestone(self._key(f"WAVE{number}"), self.row.key, title, due, after=after, baseline=due)

    def _assignments(self, visits: list[Visit]) -> Iterator[Assignment]:
        if self.wish.vendor is None:
            return
        role = (self.blueprint.rollout or Rollout()).role
        for one in visits:
            key = self._key(f"{one.stop.key}.{self.wish.vendor}", Assignment)
            yield Assignment(
                key, self.wish.vendor, self.row.key, one.start, one.end, role=role, site=one.stop.key
            )  # fmt: skip

    def _actions(self, end: date | None) -> Iterator[Action]:
        keys = {step.key: self._milestone_key(step.key) for step in self.blueprint.milestones}
        for todo in self.blueprint.actions:
            due = self._day(todo.at, todo.of, end) if todo.at is not None else None
            yield Action(
                self.free_key(Action, todo.title, "A"), self.row.key, todo.title, due,
                self._owner(todo.owner, todo.title), milestone=keys.get(todo.milestone or ""), tags=todo.tags,
            )  # fmt: skip

    def _milestone_key(self, name: str) -> str:
        return f"{self.row.key}.{name}"[:LONGEST]

    def _measures(self) -> Iterator[Kpi]:
        for one in self.blueprint.measures:
            yield Kpi(
                self.free_key(Kpi, one.name, "K"), self.row.key, None, one.name, one.unit, one.target, one.direction,
                one.warning, one.period, one.sla,
            )  # fmt: skip

    def _risks(self) -> Iterator[RaidItem]:
        for one in self.blueprint.risks:
            yield RaidItem(
                self.free_key(RaidItem, one.title, "R"), self.row.key, one.type, one.title, one.probability, one.impact,
                one.response, one.plan, raised=self.portfolio.today,
            )  # fmt: skip


def _after(step: Step, keys: dict[str, str]) -> tuple[Predecessor, ...]:
    items = parse_after(" ".join(step.after))
    unknown = [item.key for item in items if item.key not in keys]
    if unknown:
        raise InputError(f"{step.title} comes after {unknown[0]}, which the template has not")
    return tuple(Predecessor(keys[item.key], item.lag) for item in items)
