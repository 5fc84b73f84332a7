"""Which rows call for lessons when they are made, and how it is said that there are some."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pmdesk.model import Engagement, Noun, RaidItem, Vendor
from pmdesk.portfolio import Change, Put

if TYPE_CHECKING:
    from pmdesk.desk.sight import Sight
    from pmdesk.portfolio.likeness import Like


def new_rows(desk: Sight, changes: Sequence[Change]) -> list[Noun]:
    """Give the engagements, vendors and risks that changes make anew; on the worker, before they are made."""
    found: list[Noun] = []
    for change in changes[:20]:
        if isinstance(change, Put) and isinstance(change.row, Engagement | Vendor | RaidItem):
            row = change.row
            is_one = not isinstance(row, RaidItem) or row.type in {"risk", "issue"}
            if is_one and desk.get(type(row), *row.identity) is None:
                found.append(row)
    return found


def told(likes: Sequence[Like]) -> str:
    """Say how many lessons there are, with the key that shows them."""
    number = f"{len(likes)} lesson{'' if len(likes) == 1 else 's'}"
    return f"{number} like it: M shows {'it' if len(likes) == 1 else 'them'}"
