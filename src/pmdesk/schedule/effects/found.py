"""What is found before and after an edit, and what of it is not the same."""

from __future__ import annotations

from collections import Counter

from pmdesk.schedule.conflicts.hit import Hit

Found = list[tuple[str, Hit]]
"""Occurrences with their kinds; one that is found twice stands there twice."""
_MANY = 64
"""So many comparisons cost more than hashing both sides: the items of a pile are many."""


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
