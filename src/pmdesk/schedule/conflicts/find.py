"""All conflicts of a portfolio in a window."""

from __future__ import annotations

from collections.abc import Callable, Collection
from heapq import nsmallest

from pmdesk.errors import InputError
from pmdesk.frozen import replace
from pmdesk.portfolio import Portfolio, Window
from pmdesk.schedule.conflicts.conflict import SEVERITIES, Conflict
from pmdesk.schedule.conflicts.groups import Group, Made, all_groups, client_of, conflict, in_order, place_of
from pmdesk.schedule.conflicts.rules import RULES
from pmdesk.schedule.conflicts.scene import Scene
from pmdesk.schedule.conflicts.words import Namer, message
from pmdesk.schedule.instants import DAY

KINDS = tuple(RULES)
"""All kinds of conflicts, in the order of conflicts.md."""

_KNOWN = 6 * DAY
"""Seconds beyond the window that have been read in any case."""


def find(
    portfolio: Portfolio,
    window: Window,
    *,
    with_: Collection[str] = frozenset(),
    client: str | None = None,
    kinds: Collection[str] | None = None,
    severity: str = "low",
    scene: Scene | None = None,
) -> list[Conflict]:
    """Find the conflicts that touch a window, in their order.

    ``with_`` are proposed engagements that count, ``client`` keeps what concerns that client (the focus), ``kinds``
    (None or empty: all) and ``severity`` (that or worse) filter last. An unknown name is an InputError. ``scene`` is
    that of the same portfolio, window and engagements, where there is one already.
    """
    check(portfolio, with_=with_, client=client, kinds=kinds, severity=severity)
    scene = scene or Scene(portfolio, window, frozenset(with_))
    say = Namer(portfolio, scene.zone, me="you")
    groups = all_groups(scene, frozenset(kinds) if kinds else None)
    del scene  # it takes as much room as the portfolio, and is not needed for the words
    found: list[Conflict] = []
    made: Made = {}
    for group in groups:
        clients = clients_of(portfolio, group)
        if client is None or client in clients or client_of(portfolio, group.who) == client:
            found.append(conflict(group, clients, message(group, say), made))
    return in_order(as_severe(found, severity))


def first(scene: Scene, most: int, *, client: str | None = None) -> tuple[list[Conflict], int]:
    """Give the first so many conflicts of a scene that are not waived, in their order, and how many there are.

    ``client`` keeps what concerns that client. Putting a conflict into words takes as long as finding it.
    """
    portfolio = scene.portfolio
    check(portfolio, client=client)
    groups = [group for group in all_groups(scene) if group.waived is None]
    if client is not None:
        groups = [one for one in groups if client in {*clients_of(portfolio, one), client_of(portfolio, one.who)}]
    say = Namer(portfolio, scene.zone, me="you")
    found = nsmallest(most, groups, key=place_of)
    return [conflict(group, clients_of(portfolio, group), message(group, say)) for group in found], len(groups)


def check(
    portfolio: Portfolio,
    *,
    with_: Collection[str] = frozenset(),
    client: str | None = None,
    kinds: Collection[str] | None = None,
    severity: str = "low",
) -> None:
    """Refuse what is not known by an InputError."""
    unknown = sorted(set(with_) - portfolio.engagements.keys())
    if unknown:
        raise InputError(f"there is no engagement {unknown[0]}")
    if client is not None and client not in portfolio.clients:
        raise InputError(f"there is no client {client}")
    strange = sorted(set(kinds or ()) - set(KINDS))
    if strange:
        raise InputError(f"there is no kind of conflict {strange[0]!r}", f"one of {', '.join(KINDS)}")
    if severity not in SEVERITIES:
        raise InputError(f"there is no severity {severity!r}", "high, medium or low")


def clients_of(portfolio: Portfolio, group: Group) -> tuple[str, ...]:
    """Give the clients of a group's items, sorted."""
    return tuple(sorted({key for key in (client_of(portfolio, ref) for ref in group.items) if key is not None}))


def as_severe(conflicts: list[Conflict], severity: str) -> list[Conflict]:
    """Keep those of a severity or worse."""
    worst = SEVERITIES[: SEVERITIES.index(severity) + 1]
    return [one for one in conflicts if one.severity in worst]


def reach(scene: Scene, known: int = _KNOWN) -> Window:
    """Give the days that a portfolio must have been read for, a week around them included, to be whole in its window.

    Where it was read for less around them, ``known`` says how many seconds beyond the window are sure to be there.

    A double booking reaches as far as events overlap in a chain, and what an event runs into may lie where it ends.
    """
    scene.double_bookings = list(RULES["double-booking"](scene))
    first, last = scene.widest
    touching = [one for found in scene.in_window for one in found]
    early = min((one.start for one in touching), default=first)
    late = max((one.end for one in touching), default=last)
    first = min(first, early) if early < scene.opens - known else first
    last = max(last, late) if late > scene.closes + known else last
    return Window(min(scene.window.first, scene.zone.day_of(first)), max(scene.window.last, scene.zone.day_of(last)))


def whole(
    read: Callable[[Window], Portfolio], window: Window, with_: Collection[str] = frozenset(), known: int = _KNOWN
) -> Scene:
    """Read as much as the conflicts of a window need, and give the scene with which to ``find`` them.

    ``read`` gives the portfolio of a window and of a week around it, at least; or of ``known`` seconds around it.
    """
    asked = window
    while True:
        scene = Scene(replace(read(asked), window=window), window, frozenset(with_))
        wide = reach(scene, known)
        if asked.first <= wide.first and wide.last <= asked.last:
            return scene
        asked = Window(min(asked.first, wide.first), max(asked.last, wide.last))
