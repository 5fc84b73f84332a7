"""The weeks of a portfolio after an edit: what it takes from them and what it adds, the rest as it was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from pmdesk.portfolio import Portfolio
from pmdesk.schedule.conflicts.rules import overload
from pmdesk.schedule.effects.found import Found, apart
from pmdesk.schedule.effects.index import Index
from pmdesk.schedule.effects.touched import Touched
from pmdesk.schedule.load import Week, weeks


class Hours:
    """The weeks as they are, and what an edit makes of them."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.weeks: Mapping[date, Week] = {
            week.monday: week for week in weeks(index.portfolio, index.window, index.with_)
        }

    def differences(self, after: Portfolio, touched: Touched) -> tuple[Found, Found]:
        """Give the overloads that an edit takes away and those that it adds."""
        if not touched.engagements and not touched.leave:
            return [], []
        index = self.index
        old, new = self._of(index.portfolio, touched), self._of(after, touched)
        changed = [
            (self.weeks[before.monday], _shifted(self.weeks[before.monday], before, then, leave=touched.leave))
            for before, then in zip(old, new, strict=True)
        ]
        kind = overload.KIND
        was = [(kind, hit) for hit in overload.of_weeks(week for week, _ in changed)]
        will = [(kind, hit) for hit in overload.of_weeks(week for _, week in changed)]
        return apart(was, will)

    def _of(self, portfolio: Portfolio, touched: Touched) -> list[Week]:
        """Give the weeks with the hours of the engagements that an edit concerns, and my leave where it does."""
        some = {key: portfolio.engagements[key] for key in touched.engagements if key in portfolio.engagements}
        rows = (portfolio.blackouts.get(key) for key in self._leave() | touched.blackouts) if touched.leave else ()
        mine = {row.key: row for row in rows if row is not None and row.who == "me"}
        return weeks(replace(portfolio, engagements=some, blackouts=mine), self.index.window, self.index.with_)

    def _leave(self) -> set[str]:
        return {row.key for row in self.index.blackouts_of.get("me", ())}


def _shifted(week: Week, before: Week, then: Week, *, leave: bool) -> Week:
    """Give a week with the hours of some engagements replaced; rounded hours are not kept up."""
    kept = {key: hours for key, hours in week.by_engagement.items() if key not in before.by_engagement}
    return replace(
        week,
        by_engagement={**kept, **then.by_engagement},
        exact_planned=week.exact_planned - before.exact_planned + then.exact_planned,
        exact_available=then.exact_available if leave else week.exact_available,
    )
