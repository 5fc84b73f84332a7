"""Measures computed from the store, and the requests that service levels are counted by, as edits of the desk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from pmdesk.desk.edits import Edit
from pmdesk.errors import InputError
from pmdesk.model import Kpi, Measurement, Milestone, Request, Source
from pmdesk.portfolio import Put, Remove, Window
from pmdesk.schedule.computed import RULES, Given, compute

if TYPE_CHECKING:
    from pmdesk.desk.sight import Sight

AROUND = 31
"""So many days around requests are read, for the public holidays of their years."""


def measured(desk: Sight, day: date, only: Iterable[str] = ()) -> tuple[Measurement, ...]:
    """Compute the measures that have a rule (``only`` these, where any are named) for the period of a day.

    InputError for a KPI that there is not, or that has no rule.
    """
    wanted = set(only)
    kpis = {row.key: row for row in desk.rows(Kpi)}
    rules = {row.kpi: row for row in desk.rows(Source)}
    for key in sorted(wanted):
        if key not in kpis:
            raise InputError(f"there is no KPI {key}")
        if key not in rules:
            raise InputError(f"{key} is typed, not computed", f"pmdesk measure {key} --by {'|'.join(RULES)}")
    chosen = [row for key, row in sorted(rules.items()) if key in kpis and (not wanted or key in wanted)]
    if not chosen:
        return ()
    requests = desk.rows(Request)
    first = min([day, *(one.opened.date() for one in requests)])
    given = Given(desk.portfolio(Window(first, day).wider(AROUND)), desk.rows(Milestone), requests)
    found = (compute(kpis[row.kpi], row, given, day) for row in chosen)
    return tuple(row for row in found if row is not None)


def recording(rows: Iterable[Measurement]) -> Edit:
    """Give the edit that records what was computed."""
    puts = tuple(Put(row) for row in rows)
    named = puts[0].identity[0] if len(puts) == 1 else f"{len(puts)} KPIs"
    return Edit(puts, f"measured {named}" if puts else "nothing to measure")


def ruling(desk: Sight, key: str, rule: str) -> Edit:
    """Give the edit by which a KPI is computed by a rule, or (``typed``) typed again; InputError where it can't be."""
    kpi = desk.get(Kpi, key)
    if kpi is None:
        raise InputError(f"there is no KPI {key}")
    if rule == "typed":
        return Edit((Remove(Source, (key,)),), f"{kpi.name} is typed again")
    if rule not in RULES:
        raise InputError(f"{rule!r} is no rule", f"one of {', '.join(RULES)}, typed")
    return Edit((Put(Source(key, rule)),), f"{kpi.name} is computed: {rule}")


def opening(desk: Sight, key: str, title: str, at: datetime) -> Edit:
    """Give the edit that opens a request under an SLA at a wall time of its calendar."""
    kpi = desk.get(Kpi, key)
    if kpi is None:
        raise InputError(f"there is no KPI {key}")
    taken = {row.key for row in desk.rows(Request)}
    number = next(count for count in range(1, len(taken) + 2) if f"{key[:27]}.{count}" not in taken)
    return Edit((Put(Request(f"{key[:27]}.{number}", key, title, at), None),), f"opened request {title}")


def stepping(desk: Sight, key: str, step: str, at: datetime) -> Edit:
    """Give the edit that has a request ``answer``ed, ``pause``d or ``resume``d; InputError where it is not at that."""
    row = desk.get(Request, key)
    if row is None:
        raise InputError(f"there is no request {key}")
    latest = max((row.opened, *row.pauses))
    paused = len(row.pauses) % 2 == 1
    if row.answered is not None:
        raise InputError(f"{key} was answered at {row.answered:%Y-%m-%d %H:%M}")
    if at < latest:
        raise InputError(f"{at:%Y-%m-%d %H:%M} is before {latest:%Y-%m-%d %H:%M}, the last that happened to {key}")
    if step == "answer":
        pauses = (*row.pauses, at) if paused and at > latest else row.pauses[:-1] if paused else row.pauses
        return Edit((Put(replace(row, answered=at, pauses=pauses), row),), f"answered request {row.title}")
    if paused == (step == "pause") or at in row.pauses:
        raise InputError(f"{key} is {'paused already' if paused else 'not paused'}")
    done = "paused" if step == "pause" else "resumed"
    return Edit((Put(replace(row, pauses=(*row.pauses, at)), row),), f"{done} request {row.title}")
