"""Hits of one kind, one who and one set of items as one conflict, and what waivers leave of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from pmdesk.frozen import frozen, replace
from pmdesk.portfolio import Portfolio, Waiver
from pmdesk.schedule.conflicts.conflict import SEVERITIES, Conflict, Occurrence
from pmdesk.schedule.conflicts.hit import Hit
from pmdesk.schedule.conflicts.rules import OF_OCCURRENCES, RULES
from pmdesk.schedule.conflicts.scene import Scene
from pmdesk.schedule.instants import Zone, moment
from pmdesk.schedule.load import rounded

try:  # the interpreter's own: hashlib loads a library of ciphers first, a tenth of a bare start
    from _sha256 import sha256  # type: ignore[import-not-found]  # CPython 3.11 has it, typeshed does not
except ImportError:
    from hashlib import sha256


Made = dict[Any, Any]
"""Occurrences by what of a hit they tell, and their moments: many conflicts happen at the same time."""


@frozen
class Group:
    """A conflict before it is put in words: its occurrences as hits, and the waiver that covers all of them."""

    kind: str
    who: str
    items: tuple[str, ...]
    hits: tuple[Hit, ...]
    waived: Waiver | None = None

    @property
    def id(self) -> str:
        """The kind, and 12 hex digits of SHA-256 over kind, who and the sorted items."""
        return conflict_id(self.kind, self.who, self.items)


def conflict_id(kind: str, who: str, items: Iterable[str]) -> str:
    """Give the id of a conflict; the items must be sorted."""
    text = "|".join((kind, who, *items))
    return f"{kind}:{sha256(text.encode()).hexdigest()[:12]}"


def grouped(kind: str, found: Iterable[Hit]) -> list[Group]:
    """Group the hits of one kind."""
    parts: dict[tuple[str, tuple[str, ...]], list[Hit]] = {}
    for hit in found:
        parts.setdefault(hit[:2], []).append(hit)
    return [Group(kind, who, items, distinct(hits)) for (who, items), hits in parts.items()]


def distinct(hits: list[Hit]) -> tuple[Hit, ...]:
    """Sort occurrences by start, end, peak; equal ones are one, as severe as the worst."""
    if len(hits) == 1:
        return (hits[0],)
    hits = sorted(hits, key=_order)
    kept = [hits[0]]
    for hit in hits[1:]:
        if hit[2:4] == kept[-1][2:4] and hit[5:] == kept[-1][5:]:
            kept[-1] = hit._replace(severity=min(hit.severity, kept[-1].severity))
        else:
            kept.append(hit)
    return tuple(kept)


def _order(hit: Hit) -> tuple[bool, int, int, Fraction | int, Fraction | int]:
    """Days come before times; a conflict has the one or the other, but for what an audience sees as one."""
    start, end = hit.start, hit.end
    timed = isinstance(start, int)
    low = start if isinstance(start, int) else start.toordinal()
    high = end if isinstance(end, int) else end.toordinal()
    return timed, low, high, hit.peak or 0, hit.limit or 0


def all_groups(scene: Scene, kinds: frozenset[str] | None = None) -> list[Group]:
    """Find all conflicts of a scene (of ``kinds``, None: all), waivers looked up.

    Those of events come first: then their occurrences are let go, before there are more conflicts beside them.
    """
    found: list[Group] = []
    waivers = scene.portfolio.waivers
    asked = RULES.keys() if kinds is None else RULES.keys() & kinds
    for some in (asked & OF_OCCURRENCES, asked - OF_OCCURRENCES):
        for kind in sorted(some, key=list(RULES).index):
            found += [after_waiver(group, waivers, scene.zone) for group in grouped(kind, RULES[kind](scene))]
        scene.forget_happenings()
    return found


def after_waiver(group: Group, waivers: Mapping[str, Waiver], place: Zone) -> Group:
    """Leave out what a waiver covers; if nothing is left the conflict is waived, with all of it."""
    waiver = waivers.get(group.id) if waivers else None
    if waiver is None:
        return group
    left = tuple(hit for hit in group.hits if not covers(waiver, hit, place))
    return replace(group, hits=left) if left else replace(group, waived=waiver)


def covers(waiver: Waiver, hit: Hit, place: Zone) -> bool:
    """Tell whether a waiver covers an occurrence: begun by its last day in my zone, and no worse.

    No worse: the severity not higher, peak ÷ limit (the peak where the limit is 0) at most 1.25 times.
    """
    begun = place.day_of(hit.start) if isinstance(hit.start, int) else hit.start
    if begun > waiver.until or hit.severity < SEVERITIES.index(waiver.severity):
        return False
    if hit.peak is None or waiver.ratio is None:
        return True
    return ratio(hit) <= Fraction(waiver.ratio) * Fraction(5, 4)


def ratio(hit: Hit) -> Fraction:
    """Give peak ÷ limit, the peak where the limit is 0."""
    peak = Fraction(hit.peak or 0)
    return peak / hit.limit if hit.limit else peak


def shown(group: Group, made: Made | None = None) -> tuple[Occurrence, ...]:
    """Give the occurrences of a group as they are shown: moments in UTC, numbers with 2 places.

    ``made`` are those that were made before, for other groups: equal ones are held once.
    """
    known: Made = {} if made is None else made
    found = [_occurrence(hit, known) for hit in group.hits]
    if group.hits[0].peak is None:
        return tuple(found)
    once: dict[tuple[object, ...], Occurrence] = {}
    for one in found:  # what was told apart by less than 2 places is one
        same = once.setdefault((one.start, one.end, one.peak, one.limit), one)
        if SEVERITIES.index(one.severity) < SEVERITIES.index(same.severity):
            once[one.start, one.end, one.peak, one.limit] = one
    return tuple(once.values())


def _occurrence(hit: Hit, made: Made) -> Occurrence:
    found: Occurrence | None = made.get(hit[2:])
    if found is None:
        start, end = (made.setdefault(one, one) for one in (_moment(hit.start), _moment(hit.end)))
        found = made[hit[2:]] = Occurrence(start, end, *_numbers(hit), SEVERITIES[hit.severity])
    return found


def _moment(at: int | date) -> date:
    return moment(at) if isinstance(at, int) else at


def _numbers(hit: Hit) -> tuple[Decimal | None, Decimal | None]:
    if hit.peak is None or hit.limit is None:
        return None, None
    return rounded(hit.peak), rounded(hit.limit)


def client_of(portfolio: Portfolio, ref: str) -> str | None:
    """Give the key of the client that a ref is of; None for me, vendors, what is of no client, and ``elsewhere``."""
    head, _, key = ref.partition("/")
    engagement: str | None = None
    if head == "milestone":
        engagement = portfolio.milestones[key].engagement
    elif head == "event":
        engagement = portfolio.events[key].engagement
    elif head == "assignment":
        engagement = portfolio.assignments[key].engagement
    elif head == "engagement":
        engagement = key
    elif head == "client":
        return key
    elif head == "blackout":
        who = portfolio.blackouts[key].who
        return who.removeprefix("client/") if who.startswith("client/") else None
    return portfolio.engagements[engagement].client if engagement else None


def conflict(group: Group, clients: tuple[str, ...], message: str, made: Made | None = None) -> Conflict:
    """Put a group into its final form; ``made`` are occurrences and clients of others, to be held once."""
    clients = clients if made is None else made.setdefault(clients, clients)
    severity = SEVERITIES[min(hit.severity for hit in group.hits)]
    return Conflict(
        group.id, group.kind, severity, group.who, group.items, clients, shown(group, made), group.waived, message
    )  # fmt: skip


def place_of(group: Group) -> tuple[int, str, str, str]:
    """Give by what ``in_order`` would sort a conflict."""
    severity = min(hit.severity for hit in group.hits)
    return severity, _moment(group.hits[0].start).isoformat(), group.kind, group.id


def in_order(conflicts: Iterable[Conflict]) -> list[Conflict]:
    """Sort by severity, first start (a day before the times of that UTC day), kind, id."""
    return sorted(
        conflicts,
        key=lambda one: (SEVERITIES.index(one.severity), one.occurrences[0].start.isoformat(), one.kind, one.id),
    )
