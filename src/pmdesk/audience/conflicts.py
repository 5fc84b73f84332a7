"""What one client may see of its conflicts: computed on the whole portfolio, redacted here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

from pmdesk.portfolio import Portfolio, Window
from pmdesk.schedule.conflicts.conflict import Conflict
from pmdesk.schedule.conflicts.find import as_severe, check
from pmdesk.schedule.conflicts.groups import Group, all_groups, client_of, conflict, distinct, in_order
from pmdesk.schedule.conflicts.scene import Scene
from pmdesk.schedule.conflicts.words import ELSEWHERE, Namer, message
from pmdesk.schedule.instants import zone

Key = tuple[str, str, tuple[str, ...]]
"""What makes a conflict one: its kind, who and items."""


def conflicts_for(
    portfolio: Portfolio,
    window: Window,
    client: str,
    *,
    with_: Collection[str] = frozenset(),
    kinds: Collection[str] | None = None,
    severity: str = "low",
    scene: Scene | None = None,
) -> list[Conflict]:
    """Give a client's conflicts by conflicts.md: its own items and vendors' assignments to it stay.

    Every other item becomes ``elsewhere``, as does a who that is another client or its engagement; what has become
    alike is one. Waivers are looked up before, and shown without their reason. An unknown name is an InputError.
    ``scene`` as in ``find``.
    """
    check(portfolio, with_=with_, client=client, kinds=kinds, severity=severity)
    scene = scene or Scene(portfolio, window, frozenset(with_))
    tell = teller(portfolio, client)
    groups = all_groups(scene, frozenset(kinds) if kinds else None)
    return in_order(as_severe([tell(group) for group in redacted(portfolio, groups, client)], severity))


def teller(portfolio: Portfolio, client: str) -> Callable[[Group], Conflict]:
    """Give what puts a redacted group into words for a client."""
    assigned = {
        f"vendor/{row.vendor}"
        for row in portfolio.assignments.values()
        if portfolio.client_of(row.engagement) == client and row.status != "cancelled"
    }

    def knows(ref: str) -> bool:
        return not ref.startswith("vendor/") or ref in assigned

    say = Namer(portfolio, zone(portfolio.zone_of(f"client/{client}")), me="the project manager", knows=knows)
    return lambda group: conflict(group, (client,), message(group, say))


def redacted(portfolio: Portfolio, groups: Iterable[Group], client: str) -> list[Group]:
    """Keep the conflicts with an item or a who of a client, without what it may not see, grouped again."""
    parts: dict[tuple[str, str, tuple[str, ...]], list[Group]] = {}
    for group in groups:
        key = seen_key(portfolio, (group.kind, group.who, group.items), client)
        if key is not None:
            parts.setdefault(key, []).append(group)
    return [_merged(key, alike) for key, alike in parts.items()]


def seen_key(portfolio: Portfolio, key: Key, client: str) -> Key | None:
    """Give what a client sees of a conflict's kind, who and items; None where that is nothing."""
    kind, who, items = key
    own = client_of(portfolio, who)
    seen = {ref if client_of(portfolio, ref) == client else ELSEWHERE for ref in items}
    if own != client and seen == {ELSEWHERE}:
        return None
    return kind, who if own in {None, client} else ELSEWHERE, tuple(sorted(seen))


def _merged(key: tuple[str, str, tuple[str, ...]], alike: list[Group]) -> Group:
    """Put groups together: waived only if all are, without the reason; else the waived ones' occurrences stay out."""
    waivers = [group.waived for group in alike if group.waived]
    all_waived = len(waivers) == len(alike)
    hits = distinct([hit for group in alike if all_waived or not group.waived for hit in group.hits])
    if not all_waived:
        return Group(*key, hits)
    return Group(*key, hits, replace(waivers[0], reason="", until=min(waiver.until for waiver in waivers)))
