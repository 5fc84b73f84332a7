"""What engagements lack for the status that a change gives them, whichever screen it came from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pmdesk.model import Engagement

if TYPE_CHECKING:
    from pmdesk.desk.sight import Sight
    from pmdesk.portfolio import Change


def lacking(sight: Sight, changes: Sequence[Change]) -> str:
    """Give a warning of what engagements lack for the status that changes give them; empty where they lack nothing."""
    if not any(one.noun is Engagement for one in changes):
        return ""
    from pmdesk.desk.life import warnings_of

    found = warnings_of(sight, changes)
    return f"; but {', '.join(found)}" if found else ""
