"""Predecessors: none twice, none itself, no circle."""

from __future__ import annotations

from collections.abc import Iterator

from pmdesk.model import Milestone
from pmdesk.portfolio.validity.batch import Batch
from pmdesk.portfolio.validity.problem import Problem


def predecessors(batch: Batch) -> Iterator[Problem]:
    """Hold that no predecessor is listed twice, no milestone is after itself, and there is no cycle."""
    with_some = [row for row in batch.put(Milestone) if row.after]
    for row in with_some:
        if len(row.after) == 1 and row.after[0].key != row.key:
            continue
        keys = [item.key for item in row.after]
        if row.key in keys:
            yield batch.problem(row, "after", "names the milestone itself", ("key",))
        for key in dict.fromkeys(key for key in keys if keys.count(key) > 1):
            yield batch.problem(row, "after", f"names {key} twice")
    if not _are_in_order(batch.put(Milestone)):
        yield from _circles(batch, with_some)


def _are_in_order(rows: list[Milestone]) -> bool:
    """Tell quickly that each milestone comes after all of its predecessors: then there is no circle among them."""
    seen: set[str] = set()
    for row in rows:
        for item in row.after:
            if item.key not in seen:
                return False
        seen.add(row.key)
    return True


def _circles(batch: Batch, rows: list[Milestone]) -> Iterator[Problem]:
    """Go along the predecessors, depth first; who is met again while still on the path closes a circle."""
    done: set[str] = set()
    for row in rows:
        path: list[str] = []
        on_path: set[str] = set()
        stack: list[tuple[str, Iterator[str]]] = []
        following: str | None = row.key if row.key not in done else None
        while following is not None or stack:
            if following is not None:
                path.append(following)
                on_path.add(following)
                stack.append((following, iter(_before(batch, following))))
            key, left = stack[-1]
            following = next((one for one in left if one not in done), None)
            if following is None:
                stack.pop()
                done.add(path.pop())
                on_path.discard(key)
            elif following in on_path:
                yield _circle(batch, path[path.index(following) :])
                following = None
                # the rest of this milestone's predecessors comes with the next turn
        done.add(row.key)


def _before(batch: Batch, key: str) -> list[str]:
    row = batch.puts.get(Milestone, {}).get((key,)) or batch.get(Milestone, key)
    return [item.key for item in row.after if item.key != key] if isinstance(row, Milestone) else []


def _circle(batch: Batch, keys: list[str]) -> Problem:
    put = batch.puts[Milestone]
    at = next((place for place, key in enumerate(keys) if (key,) in put), 0)
    keys = keys[at:] + keys[:at]
    named = keys if len(keys) <= 6 else [*keys[:5], "…"]
    row = put.get((keys[0],)) or batch.put(Milestone)[0]
    return batch.problem(row, "after", f"goes in a circle: {' after '.join([*named, keys[0]])}")
