"""What an edit does to the conflicts, judged a second time by the oracle's hits and from conflicts.md alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pmdesk.exchange import workbook
from pmdesk.model import Noun
from pmdesk.portfolio import Change, Portfolio, Window
from pmdesk.portfolio.validity import MemoryLookup, Overlay, check
from tests.oracle import naive
from tests.oracle.naive_rules import Hit, Scene, hits
from tests.oracle.naive_time import midnight
from tests.oracle.naive_values import load

_MAPPED = (
    "clients", "vendors", "contacts", "sites", "engagements", "assignments", "milestones", "events", "blackouts",
)  # fmt: skip


def rows_of(book: Portfolio) -> list[Noun]:
    """Give all rows of a portfolio."""
    found: list[Noun] = [book.profile]
    for name in _MAPPED:
        found += getattr(book, name).values()
    for groups in (book.allocations, book.overrides):
        found += [row for group in groups.values() for row in group]
    return found


def hits_of(book: Portfolio, folder: Path, window: Window) -> list[Hit]:
    """Let the oracle find the occurrences: the portfolio goes through a workbook."""
    rows = rows_of(book)

    def given(noun: type[Any]) -> list[Any]:
        return [row for row in rows if type(row) is noun]

    workbook.write(folder, given)
    return list(hits(Scene(load(folder), window.first, window.last, frozenset())))


def refused(book: Portfolio, changes: Iterable[Change]) -> list[str]:
    """Give what the store would say against some changes."""
    listed = list(changes)
    problems = check(listed, Overlay(MemoryLookup(rows_of(book)), listed))
    return [f"{problem.ref}: {problem.column}: {problem.message}" for problem in problems]


def span(hit: Hit, place: ZoneInfo) -> tuple[datetime, datetime]:
    """Give the time of an occurrence, half-open; days are whole days in the zone of the who."""
    if isinstance(hit.start, datetime) and isinstance(hit.end, datetime):
        return hit.start, hit.end
    return midnight(hit.start, place), midnight(hit.end + timedelta(days=1), place)


class Judge:
    """Compares occurrences before and after an edit of a portfolio."""

    def __init__(self, book: Portfolio, before: list[Hit]) -> None:
        self.book, self.before = book, before

    def place(self, who: str) -> ZoneInfo:
        """Give the zone of a who; an engagement is where its client is."""
        key = who.partition("/")[2]
        owner = f"client/{self.book.client_of(key)}" if who.startswith("engagement/") else who
        return ZoneInfo(self.book.zone_of(owner))

    def together(self, one: Hit, other: Hit) -> bool:
        """Tell whether two occurrences of one kind and who share time."""
        if (one.kind, one.who) != (other.kind, other.who):
            return False
        place = self.place(one.who)
        (a, b), (c, d) = span(one, place), span(other, place)
        return a == c or (a < d and c < b)

    def is_new(self, hit: Hit) -> bool:
        """Tell whether none before of its kind and who, as severe and with at least its peak, covered its time."""
        for old in self.before:
            if (old.kind, old.who) == (hit.kind, hit.who) and rank(old.severity) <= rank(hit.severity):
                enough = hit.peak is None or old.peak is None or old.peak >= hit.peak
                alike = isinstance(old.start, datetime) == isinstance(hit.start, datetime)
                if enough and alike and old.start <= hit.start and old.end >= hit.end:
                    return False
        return True

    def verdict(self, conflict: str, after: list[Hit]) -> str:
        """Tell what became of a conflict: ``clears``, ``eases`` or ``nothing``."""
        mine = next(group.occurrences for group in naive.grouped(self.before) if group.id == conflict)
        was = [hit for hit in self.before if any(self.together(hit, one) for one in mine)]
        left = [hit for hit in after if any(self.together(hit, one) for one in mine)]
        if not left:
            return "clears"
        return "eases" if len(set(left)) < len(set(was)) or _peaks(left) < _peaks(was) else "nothing"

    def made(self, after: list[Hit]) -> dict[str, str]:
        """Give the ids of the conflicts with new occurrences, with the worst severity of these."""
        found: dict[str, str] = {}
        for group in naive.grouped(after):
            fresh = [hit.severity for hit in group.occurrences if self.is_new(hit)]
            if fresh:
                found[group.id] = naive.worst(fresh)
        return found

    def cleared(self, after: list[Hit]) -> set[str]:
        """Give the ids of the conflicts that are gone, and at whose occurrences nothing of kind and who is left."""
        still = {group.id for group in naive.grouped(after)}
        return {
            group.id
            for group in naive.grouped(self.before)
            if group.id not in still and not any(self.together(hit, one) for hit in after for one in group.occurrences)
        }


def _peaks(found: Iterable[Hit]) -> float:
    return sum(naive.rounded(hit.peak) for hit in found if hit.peak is not None)


def rank(severity: str) -> int:
    """Give the place of a severity, the worst first."""
    return naive.SEVERITIES.index(severity)
