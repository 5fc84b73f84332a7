"""When a meeting recurs, as the model can hold it: a rule whose first occurrence is the start, and single dates."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta

from pmdesk.exchange.ics.reading.properties import Properties, Property
from pmdesk.exchange.ics.reading.trouble import LeftOut
from pmdesk.model.recurs import begins, missed, pattern_of
from pmdesk.model.rule import parse_rule, parts_of, until_wall

FAR = timedelta(days=60 * 366)
"""What is said of an occurrence later than this after the start is not looked for."""
_SEARCH = 8 * 366


def read_rule(held: Properties, start: datetime, zone: str | None, *, all_day: bool) -> str | None:
    """Read RRULE; None where there is none, or where it ends before the start, which is the first occurrence then."""
    if held.all("EXRULE"):
        raise held.all("EXRULE")[0].refuse("is not supported")
    rules = {"".join(rule.value.upper().split()): rule for rule in reversed(held.all("RRULE")) if rule.value.strip()}
    if len(rules) > 1:
        raise held.all("RRULE")[1].refuse("is a second rule, and only one is supported")
    if not rules:
        return None
    value, given = next(iter(rules.items()))
    try:
        text = parse_rule(value)
    except ValueError as error:
        raise given.refuse(str(error)) from error
    until = parts_of(text).get("UNTIL")
    if until is None:
        return text
    if all_day and "T" in until:
        text, until = text.replace(f"UNTIL={until}", f"UNTIL={until[:8]}"), until[:8]
    return text if until_wall(until, zone or "UTC") >= start else None


def first_of(rule: str, start: datetime, given: Property | None) -> datetime:
    """Give the first occurrence of a rule at or after its start; LeftOut where there is none for years."""
    if begins(rule, start):
        return start
    pattern = pattern_of(rule, start)
    times = [(hour, minute) for hour in pattern.hours for minute in pattern.minutes]
    for day in _days(start.date()):
        if not pattern.has_day(day):
            continue
        for hour, minute in times:
            wall = datetime(day.year, day.month, day.day, hour, minute)  # noqa: DTZ001 (wall time)
            if wall >= start and pattern.fits(wall, start) and begins(rule, wall):
                return wall
    words = "does not include the start of the meeting, nor any day in the 8 years after it"
    raise given.refuse(words) if given else LeftOut(words)


def _days(first: date) -> Iterator[date]:
    last = min(first.toordinal() + _SEARCH, date.max.toordinal())
    return (date.fromordinal(day) for day in range(first.toordinal(), last + 1))


def hits(rule: str, start: datetime, zone: str | None, walls: Collection[datetime]) -> set[datetime]:
    """Give those of some wall times that are occurrences of a rule, as far as they are looked for."""
    near = {wall for wall in walls if start <= wall <= start + FAR}
    return near - set(missed(rule, start, zone or "UTC", near))
