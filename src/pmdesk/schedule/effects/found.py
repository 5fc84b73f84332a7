"""What is found before and after an edit, and what of it is not the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from pmdesk.schedule.conflicts.hit import Hit

Found = list[tuple[str, Hit]]
"""Occurrences with their kinds; one that is found twice stands there twice."""
Key = tuple[str, str, tuple[str, ...]]
"""What makes a conflict one: its kind, who and items."""
_MANY = 64
"""So many comparisons cost more than hashing both sides: the items of a pile are many."""


def key_of(kind: str, hit: Hit) -> Key:
    """Give the conflict to which an occurrence belongs."""
    return kind, hit.who, hit.items


@dataclass(frozen=True, slots=True)
class Settled:
    """What is known of the occurrences of some kinds without holding them beside each other again.

    ``new`` are those that are new, ``fates`` tell of the conflicts that lose one what becomes of them: ``clears``,
    ``eases``, or nothing (empty).
    """

    kinds: frozenset[str] = frozenset()
    new: Found = field(default_factory=list)
    fates: Mapping[Key, str] = field(default_factory=dict)


def apart(was: Found, will: Found) -> tuple[Found, Found]:
    """Give what is only in the one, and what is only in the other."""
    if was == will:
        return [], []
    if len(was) * len(will) > _MANY:
        before, after = Counter(was), Counter(will)
        return list((before - after).elements()), list((after - before).elements())
    gone, come = list(was), []
    for one in will:
        if one in gone:
            gone.remove(one)
        else:
            come.append(one)
    return gone, come
