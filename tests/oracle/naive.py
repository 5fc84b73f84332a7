"""The oracle: conflicts.md read a second time, naively, from the documents alone.

Readings, where the document leaves one open:
- occurrences of one conflict with equal start, end, peak and limit are one, as severe as the worst;
- "first start" is compared as it is printed, so a day comes before the times of that UTC day;
- an occurrence begins, for a waiver, on its (clipped) first day, or on the day in my zone on which it starts;
- a waived conflict is as severe as the worst of all its occurrences, a partly covered one as the worst of those left;
- for an audience a waived conflict shows `until` (the earliest of its parts), and no reason, merged or not;
- where a waived and an unwaived part merge, the covered occurrences stay left out;
- a vendor stays visible as `who` whatever it is assigned to; peaks and limits stay.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from math import floor
from pathlib import Path
from typing import Any

from .naive_rules import Hit, Moment, Scene, hits
from .naive_values import Desk, load

SEVERITIES = ("high", "medium", "low")
KINDS = frozenset(
    {
        "double-booking",
        "overbooked",
        "exclusivity",
        "overload",
        "blackout",
        "non-working-day",
        "outside-term",
        "dependency",
        "pile-up",
        "outside-hours",
        "travel",
    }
)


@dataclass(frozen=True)
class Waiver:
    """An accepted conflict; `ratio` is its peak ÷ limit (the peak where the limit is 0), None where it has none."""

    id: str
    reason: str
    until: date
    severity: str
    ratio: Fraction | None = None


@dataclass(frozen=True)
class Group:
    """A conflict: what collides, and when. `waived` is the waiver that covers all of it."""

    kind: str
    who: str
    items: frozenset[str]
    occurrences: tuple[Hit, ...]
    waived: Waiver | None = None

    @property
    def id(self) -> str:
        """KIND: and 12 hex digits of SHA-256 over kind, who and sorted items."""
        text = "|".join([self.kind, self.who, *sorted(self.items)])
        return f"{self.kind}:{hashlib.sha256(text.encode()).hexdigest()[:12]}"


def worst(severities: Iterable[str]) -> str:
    """Give the worst of some severities."""
    return min(severities, key=SEVERITIES.index)


def distinct(found: Iterable[Hit]) -> tuple[Hit, ...]:
    """Equal occurrences as one, with the worst severity."""
    seen: dict[tuple[object, ...], Hit] = {}
    for h in found:
        at = (h.start, h.end, h.peak, h.limit)
        old = seen.get(at)
        seen[at] = replace(h, severity=worst([h.severity, old.severity])) if old else h
    return tuple(seen.values())


def grouped(found: Iterable[Hit]) -> list[Group]:
    """Hits of one kind, one who and one set of items as one conflict."""
    parts: dict[tuple[str, str, frozenset[str]], list[Hit]] = {}
    for h in found:
        parts.setdefault((h.kind, h.who, h.items), []).append(h)
    return [Group(*key, distinct(part)) for key, part in parts.items()]


def covers(waiver: Waiver, h: Hit, desk: Desk) -> bool:
    """Whether a waiver covers an occurrence: begun by its last day, and no worse."""
    begin = h.start.astimezone(desk.me.zone).date() if isinstance(h.start, datetime) else h.start
    if begin > waiver.until or SEVERITIES.index(h.severity) < SEVERITIES.index(waiver.severity):
        return False
    if h.peak is None or h.limit is None or waiver.ratio is None:
        return True
    return (h.peak / h.limit if h.limit else h.peak) <= waiver.ratio * Fraction(5, 4)


def with_waivers(groups: list[Group], waivers: Iterable[Waiver], desk: Desk) -> list[Group]:
    """Covered occurrences left out; where none is left the conflict is waived, with all of them."""
    by_id = {w.id: w for w in waivers}
    found = []
    for group in groups:
        waiver = by_id.get(group.id)
        if waiver:
            left = tuple(h for h in group.occurrences if not covers(waiver, h, desk))
            group = replace(group, occurrences=left) if left else replace(group, waived=waiver)
        found.append(group)
    return found


def client_of(desk: Desk, name: str) -> str | None:
    """Give the client's key of a ref, None for me, vendors and what is of no client."""
    kind, _, key = name.partition("/")
    deal: str | None = None
    if kind == "client":
        return key
    if kind == "blackout":
        who = desk.blackouts[key].who
        return who.removeprefix("client/") if who.startswith("client/") else None
    if kind == "engagement":
        deal = key
    elif kind == "event":
        deal = desk.events[key].engagement
    elif kind == "milestone":
        deal = desk.milestones[key].engagement
    elif kind == "assignment":
        deal = desk.assignments[key].engagement
    return desk.engagements[deal].client if deal else None


def of_client(group: Group, desk: Desk, client: str) -> bool:
    """Whether an item or the who of a conflict is of a client."""
    return client in {client_of(desk, name) for name in (*group.items, group.who)}


def redacted(groups: list[Group], desk: Desk, client: str) -> list[Group]:
    """Give what a client may see of its conflicts, grouped again."""
    parts: dict[tuple[str, str, frozenset[str]], list[Group]] = {}
    for group in groups:
        items = frozenset(i if client_of(desk, i) == client else "elsewhere" for i in group.items)
        who = group.who if client_of(desk, group.who) in {None, client} else "elsewhere"
        parts.setdefault((group.kind, who, items), []).append(group)
    found = []
    for (kind, who, items), alike in parts.items():
        waivers = [g.waived for g in alike if g.waived]
        whole = len(waivers) == len(alike)
        shown = [h for g in alike if whole or not g.waived for h in g.occurrences]
        waived = replace(waivers[0], until=min(w.until for w in waivers), reason="") if whole else None
        found.append(Group(kind, who, items, distinct(shown), waived))
    return found


def printed(moment: Moment) -> str:
    """Give a day, or a UTC time with a Z."""
    if isinstance(moment, datetime):
        return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return moment.isoformat()


def rounded(value: Fraction) -> float:
    """Two places, half up."""
    return floor(value * 100 + Fraction(1, 2)) / 100


def occurrence_json(h: Hit) -> dict[str, Any]:
    """One occurrence, with peak and limit where its kind has them."""
    numbers = {} if h.peak is None or h.limit is None else {"peak": rounded(h.peak), "limit": rounded(h.limit)}
    return {"start": printed(h.start), "end": printed(h.end), **numbers}


def group_json(group: Group, desk: Desk, audience: str | None) -> dict[str, Any]:
    """One conflict as conflicts.md prints it, without the message."""
    clients = {client_of(desk, i) for i in group.items if i != "elsewhere"} - {None}
    waived = None
    if group.waived:
        reason = {} if audience else {"reason": group.waived.reason}
        waived = {**reason, "until": group.waived.until.isoformat()}
    occurrences = distinct_json(occurrence_json(h) for h in group.occurrences)
    return {
        "id": group.id,
        "kind": group.kind,
        "severity": worst(h.severity for h in group.occurrences),
        "who": group.who,
        "items": sorted(group.items),
        "clients": [audience] if audience else sorted(str(c) for c in clients),
        "occurrences": sorted(occurrences, key=lambda o: (o["start"], o["end"], o.get("peak", 0))),
        "waived": waived,
    }


def distinct_json(occurrences: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Occurrences that print the same, once."""
    return list({tuple(o.items()): o for o in occurrences}.values())


def conflicts(
    workbook: Path,
    *,
    as_of: date,
    start: date | None = None,
    end: date | None = None,
    with_: Collection[str] = (),
    client: str | None = None,
    audience: str | None = None,
    kind: str | None = None,
    severity: str = "low",
    waivers: Iterable[Waiver] = (),
) -> dict[str, Any]:
    """Give the JSON object of conflicts.md, without messages, for a valid workbook; ValueError for a wrong question."""
    desk = load(workbook)
    start = start or as_of
    end = end or start + timedelta(days=180)
    named = {k for k in (client, audience) if k}
    unknown = named - set(desk.clients) or set(with_) - set(desk.engagements) or {kind} - KINDS - {None}
    if unknown or (client and audience) or severity not in SEVERITIES or end < start:
        raise ValueError(f"the question is wrong: {sorted(map(str, unknown)) or 'options'}")
    scene = Scene(desk, start, end, frozenset(with_))
    groups = with_waivers(grouped(hits(scene)), waivers, desk)
    focus = client or audience
    if focus:
        groups = [g for g in groups if of_client(g, desk, focus)]
    if audience:
        groups = redacted(groups, desk, audience)
    found = [group_json(g, desk, audience) for g in groups]
    kept = [
        c for c in found if kind in {None, c["kind"]} and SEVERITIES.index(c["severity"]) <= SEVERITIES.index(severity)
    ]
    kept.sort(key=lambda c: (SEVERITIES.index(c["severity"]), c["occurrences"][0]["start"], c["kind"], c["id"]))
    context = f"client/{client}" if client else f"audience/{audience}" if audience else "all"
    return {"as_of": printed(as_of), "from": printed(start), "to": printed(end), "context": context, "conflicts": kept}
