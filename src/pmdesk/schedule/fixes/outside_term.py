"""Outside the term. What lies outside is moved inside; work is cut to the term, a series ended with it.

Last comes what takes a new contract: a longer term.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from pmdesk.portfolio import Put
from pmdesk.schedule.effects.found import Key
from pmdesk.schedule.fixes import words
from pmdesk.schedule.fixes.bench import Bench
from pmdesk.schedule.fixes.event import ended_with
from pmdesk.schedule.fixes.fix import Candidate, Ways
from pmdesk.schedule.fixes.item import of_all


def ways(bench: Bench, key: Key) -> Ways:
    """Give the ways back inside."""
    head, _, item = key[2][0].partition("/")
    yield from of_all(bench, key)
    if head == "assignment":
        yield (_cut(bench, item),)
    elif head == "event":
        yield (ended_with(bench, item),)
    yield (_longer(bench, key),)


def _cut(bench: Bench, key: str) -> Iterator[Candidate]:
    row = bench.portfolio.assignments[key]
    deal = bench.portfolio.engagements[row.engagement]
    start, end = max(row.start, deal.start), row.end
    if deal.end is not None and end is not None and end > deal.end:
        end = deal.end
    last = end or deal.end
    if (start, end) == (row.start, row.end) or (last is not None and last < start):
        return
    name = bench.portfolio.vendors[row.vendor].name
    said = f"cut {name} for {deal.name} to {words.days(start, last, bench.today)}"
    lost = (start - row.start) + (row.end - end if row.end and end else timedelta())
    yield Candidate((Put(replace(row, start=start, end=end)),), said, 2, int(lost.total_seconds()))


def _longer(bench: Bench, key: Key) -> Iterator[Candidate]:
    """Let the term begin earlier and end later, so that all the occurrences are inside."""
    deal = bench.portfolio.engagements[key[1].removeprefix("engagement/")]
    place = bench.scene.zone_of(f"client/{deal.client}")
    start, end = deal.start, deal.end
    for hit in bench.hits(key):
        first = place.day_of(hit.start) if isinstance(hit.start, int) else hit.start
        last = first if isinstance(hit.end, int) else hit.end
        start, end = min(start, first), end and max(end, last)
    grown = (deal.start - start) + (end - deal.end if end and deal.end else timedelta())
    back = f"back to {words.day(start, bench.today)}" if start < deal.start else ""
    on = f"to {words.day(end, bench.today)}" if end and end != deal.end else ""
    said = f"extended the term of {deal.name} {' and '.join(filter(None, (back, on)))}"
    yield Candidate((Put(replace(deal, start=start, end=end)),), said, 4, int(grown.total_seconds()))
