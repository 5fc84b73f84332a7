"""The fixes of one conflict, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from pmdesk.portfolio import Portfolio, Window
from pmdesk.schedule.conflicts.conflict import Conflict
from pmdesk.schedule.effects.found import Key
from pmdesk.schedule.fixes import (
    blackout,
    dependency,
    double_booking,
    exclusivity,
    non_working_day,
    outside_hours,
    outside_term,
    overbooked,
    overload,
    pile_up,
    travel,
)
from pmdesk.schedule.fixes.bench import Bench
from pmdesk.schedule.fixes.fix import Candidate, Fix, Ways

FAMILIES: Mapping[str, Callable[[Bench, Key], Ways]] = {
    "blackout": blackout.ways,
    "dependency": dependency.ways,
    "double-booking": double_booking.ways,
    "exclusivity": exclusivity.ways,
    "non-working-day": non_working_day.ways,
    "outside-hours": outside_hours.ways,
    "outside-term": outside_term.ways,
    "overbooked": overbooked.ways,
    "overload": overload.ways,
    "pile-up": pile_up.ways,
    "travel": travel.ways,
}
"""What may help, by kind of conflict."""


Heard = Callable[[int], None]
"""Is told how many candidates were tried so far; raises to have the search given up."""


May = Callable[[Candidate], bool]
"""Tells whether a candidate may be tried at all."""


def watched(ways: Ways, heard: Heard | None, may: May | None = None) -> Ways:
    """Give ways out as they are, as far as they ``may`` be tried, each candidate heard of before it is."""
    tried = 0

    def stream(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
        nonlocal tried
        for candidate in candidates:
            if may is not None and not may(candidate):
                continue
            if heard:
                tried += 1
                heard(tried)
            yield candidate

    for way in ways:
        yield [stream(candidates) for candidates in way]


def fixes(
    portfolio: Portfolio, window: Window, conflict: Conflict | str, *, bench: Bench | None = None,
    heard: Heard | None = None, may: May | None = None,
) -> list[Fix]:  # fmt: skip
    """Give what clears or eases a conflict (or the one with an id), each held against the schedule, in order.

    What clears it comes first, then nearest first: onwards in time before back, moves before what changes otherwise.
    InputError if there is no such conflict in the window. ``bench`` is kept by those who ask more than once; what may
    not be (``may``) is not tried.
    """
    place = bench or Bench(portfolio, window)
    key = place.key(conflict if isinstance(conflict, str) else conflict.id)
    found = place.found(key, watched(FAMILIES[key[0]](place, key), heard, may))
    found.sort(key=lambda pair: (pair[1].effect != "clears", pair[0].tier, pair[0].distance))
    once: dict[frozenset[object], Fix] = {}
    for candidate, fix in found:
        once.setdefault(frozenset(candidate.changes), fix)
    return list(once.values())
