"""Which columns of a row a calendar shows: an edit of any other one makes no difference to who reads it."""

from __future__ import annotations

from collections.abc import Mapping

_SHOWN: dict[str, frozenset[str]] = {
    "client": frozenset({"name", "timezone", "color"}),
    "site": frozenset({"name", "address"}),
    "engagement": frozenset({"client", "name", "start", "end", "objective"}),
    "milestone": frozenset({
        "engagement", "title", "due", "status", "kind", "after", "done_on", "site", "acceptance", "url",
    }),
    "event": frozenset({
        "engagement", "title", "start", "end", "timezone", "rrule", "exdates", "status", "me", "site", "url",
    }),
    "blackout": frozenset({"who", "start", "end", "title"}),
}  # fmt: skip
_WITH_NOTES = frozenset({"engagement", "milestone", "event"})


def shown(*, mine: bool) -> Mapping[str, frozenset[str]]:
    """Give the columns that are shown, by kind: in my own calendar with the notes."""
    return {kind: columns | {"notes"} if mine and kind in _WITH_NOTES else columns for kind, columns in _SHOWN.items()}
