"""The life of an engagement: proposed, active, paused, closed, with what each asks for; hours scaled up and down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pmdesk.desk.edits import Edit, compare, day_words
from pmdesk.errors import InputError
from pmdesk.model import (
    Action,
    Allocation,
    Assignment,
    Engagement,
    Feedback,
    Lesson,
    Milestone,
    columns_of,
)
from pmdesk.portfolio import Change, Portfolio, Put, Remove, Window
from pmdesk.schedule.conflicts import Conflict
from pmdesk.schedule.load import Week

if TYPE_CHECKING:
    from pmdesk.desk.sight import Sight

ASKED_BY = {"active": "start", "closed": "closing"}
"""The checklist that a status asks for."""
FARTHEST = 3 * 366
"""So many days of what an edit touches are looked through for conflicts."""


@dataclass(frozen=True, slots=True)
class Asks:
    """What a status asks for that is not there yet: open actions of its checklist, and when closing what is owed.

    ``checklist`` is its tag, empty where the status asks for none; ``is_missing`` where no action has that tag.
    ``unscored`` are those (``client/…``, ``vendor/…``) of whom no feedback is kept.
    """

    status: str
    checklist: str = ""
    is_missing: bool = False
    open_actions: tuple[Action, ...] = ()
    lacks_lessons: bool = False
    unscored: tuple[str, ...] = ()
    open_milestones: int = 0

    def warnings(self, portfolio: Portfolio) -> list[str]:
        """Say what is not there yet, a line each."""
        found = []
        if self.open_actions:
            number, first = len(self.open_actions), self.open_actions[0].title
            what, more = ("action is", "") if number == 1 else ("actions are", " …")
            found.append(f"{number} {self.checklist} {what} open: {first}{more}")
        elif self.is_missing:
            found.append(f"there is no {self.checklist} checklist: the template CHECKLISTS makes one")
        if self.open_milestones:
            number = self.open_milestones
            found.append(f"{number} {'milestone is' if number == 1 else 'milestones are'} still open")
        if self.lacks_lessons:
            found.append("no lesson is recorded")
        if self.unscored:
            found.append(f"no feedback is kept of {', '.join(portfolio.name_of(who) for who in self.unscored)}")
        return found


def asks(desk: Sight, row: Engagement, status: str) -> Asks:
    """Tell what an engagement lacks for a status."""
    tag = ASKED_BY.get(status, "")
    if not tag:
        return Asks(status)
    listed = [one for one in desk.rows(Action, engagement=row.key) if tag in one.tags and one.status != "cancelled"]
    still = tuple(one for one in listed if one.status == "open")
    if status != "closed":
        return Asks(status, tag, not listed, still)
    vendors = {one.vendor for one in desk.rows(Assignment, engagement=row.key) if one.status != "cancelled"}
    parties = [f"client/{row.client}", *(f"vendor/{key}" for key in sorted(vendors))]
    scored = {one.who for one in desk.rows(Feedback, engagement=row.key)}
    return Asks(
        status, tag, not listed, still,
        lacks_lessons=not desk.rows(Lesson, engagement=row.key),
        unscored=tuple(who for who in parties if who not in scored),
        open_milestones=sum(one.is_open for one in desk.rows(Milestone, engagement=row.key)),
    )  # fmt: skip


def warnings_of(desk: Sight, changes: Iterable[Change]) -> list[str]:
    """Say what engagements lack for the status that changes give them; to be asked before they are made."""
    found: list[str] = []
    for change in changes:
        if not isinstance(change, Put) or not isinstance(change.row, Engagement):
            continue
        before = desk.get(Engagement, change.row.key)
        if change.row.status in ASKED_BY and (before is None or before.status != change.row.status):
            if before is None:
                continue  # what is made as active brings its checklist along, or has had no time for one
            day = desk.today()
            found += asks(desk, change.row, change.row.status).warnings(desk.portfolio(Window(day, day)))
    return found


def turning(desk: Sight, key: str, status: str) -> Edit:
    """Give the edit that gives an engagement another status; InputError where there is none such."""
    row = desk.get(Engagement, key)
    options = columns_of(Engagement)["status"].kind.options
    if row is None:
        raise InputError(f"there is no engagement {key}")
    if status not in options:
        raise InputError(f"{status!r} is no status", f"one of {', '.join(options)}")
    words = {"active": "made {} active", "paused": "paused {}", "closed": "closed {}", "proposed": "made {} a proposal"}
    changed = replace(row, status=status)
    return Edit((Put(changed, row),) if changed != row else (), words[status].format(row.name))


def scoring(desk: Sight, key: str, who: str, score: int, note: str = "") -> Edit:
    """Give the edit that keeps what somebody thinks of an engagement; InputError where that can't be."""
    row = desk.get(Engagement, key)
    if row is None:
        raise InputError(f"there is no engagement {key}")
    if not 1 <= score <= 5:
        raise InputError(f"{score} is no score", "1 (bad) to 5 (good)")
    day = desk.today()
    portfolio = desk.portfolio(Window(day, day))
    head, _, party = who.partition("/")
    if party not in (portfolio.clients if head == "client" else portfolio.vendors if head == "vendor" else ()):
        raise InputError(f"there is no {who}", "client/KEY or vendor/KEY")
    if head == "client" and party != row.client:
        raise InputError(f"{row.name} is not of {who}", f"client/{row.client}")
    made = Feedback(key, who, day, score, note.strip())
    return Edit((Put(made),), f"kept feedback of {portfolio.name_of(who)} on {row.name}: {score} of 5")


# -- hours up and down ------------------------------------------------------------------------------------------------


def scaling(desk: Sight, key: str, first: date, last: date, hours: Decimal) -> Edit:
    """Give the edit by which an engagement has so many hours a week in a period, whatever was agreed for it before.

    Allocations that reach into the period are shortened, parted or taken away. InputError where there is no engagement,
    or the period ends before it begins.
    """
    row = desk.get(Engagement, key)
    if row is None:
        raise InputError(f"there is no engagement {key}")
    if last < first:
        raise InputError(f"{last} is before {first}")
    changes: dict[tuple[Any, ...], Change] = {}
    for one in desk.rows(Allocation, engagement=key):
        if one.end < first or one.start > last:
            continue
        changes[one.identity] = Remove(Allocation, one.identity)
        if one.start < first:
            left = replace(one, end=first - timedelta(days=1))
            changes[left.identity] = Put(left)
        if one.end > last:
            right = replace(one, start=last + timedelta(days=1))
            changes[right.identity] = Put(right)
    made = Allocation(key, first, last, hours)
    changes[made.identity] = Put(made)
    days = f"{day_words(first)} to {day_words(last, first)}"
    return Edit(tuple(changes.values()), f"scaled {row.name} to {hours:f} h a week from {days}")


@dataclass(frozen=True, slots=True)
class Scaled:
    """The weeks that an edit touches, as they are and as they would be."""

    before: tuple[Week, ...]
    after: tuple[Week, ...]

    @property
    def broken(self) -> tuple[Week, ...]:
        """The weeks that would be over capacity, and are not, or not by so much."""
        pairs = zip(self.before, self.after, strict=True)
        return tuple(
            now for was, now in pairs if now.exact_planned > max(was.exact_planned, now.exact_available)
        )  # fmt: skip


def weeks_by(desk: Sight, edit: Edit, window: Window) -> Scaled:
    """Tell what an edit does to my weeks in a window."""
    from pmdesk.portfolio import what_if
    from pmdesk.schedule.load import weeks

    portfolio = desk.portfolio(window)
    return Scaled(tuple(weeks(portfolio, window)), tuple(weeks(what_if(portfolio, edit.changes), window)))


def made_by(desk: Sight, edit: Edit) -> tuple[Conflict, ...]:
    """Give the conflicts that an edit would make, those of engagements that would be proposed as if they were won."""
    window = _window(desk, edit)
    rows = [change.row for change in edit.changes if isinstance(change, Put)]
    owners = {str(key) for row in rows if (key := getattr(row, "engagement", None))}
    owners |= {row.key for row in rows if isinstance(row, Engagement)}
    portfolio = desk.portfolio(window)
    from pmdesk.portfolio import what_if

    after = what_if(portfolio, edit.changes)
    counted = frozenset(key for key in owners if key in after.engagements)
    known = counted & portfolio.engagements.keys()
    before = desk.conflicts(portfolio, window, with_=known)
    return compare(before, _after(desk, edit, after, window, counted)).made


def _after(desk: Sight, edit: Edit, after: Portfolio, window: Window, counted: frozenset[str]) -> list[Conflict]:
    """Compute the conflicts after an edit, of a locked desk by its gate."""
    from pmdesk.desk.desk import Desk

    if isinstance(desk, Desk):
        return desk.conflicts(after, window, with_=counted)
    return list(desk.what_if(desk.portfolio(window), edit.changes, window).conflicts)


def _window(desk: Sight, edit: Edit) -> Window:
    """Give the days that an edit speaks of, from today on at least a half year."""
    today = desk.today()
    days = [today]
    for change in edit.changes:
        row: Any = change.row if isinstance(change, Put) else None
        days += [day for name in ("due", "start", "end") if isinstance(day := getattr(row, name, None), date)]
    first, last = min(days), max(days)
    return Window(first, min(last, first + timedelta(days=FARTHEST)))
