"""Conflicts as the JSON object of conflicts.md."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from pmdesk.portfolio import Window
from pmdesk.schedule.conflicts.conflict import Conflict, Occurrence


def as_json(
    conflicts: Iterable[Conflict],
    *,
    today: date,
    window: Window,
    client: str | None = None,
    audience: str | None = None,
) -> dict[str, Any]:
    """Give the one object that ``pmdesk conflicts --json`` prints."""
    context = f"client/{client}" if client else f"audience/{audience}" if audience else "all"
    return {
        "as_of": today.isoformat(),
        "from": window.first.isoformat(),
        "to": window.last.isoformat(),
        "context": context,
        "conflicts": [conflict_json(one, redacted=audience is not None) for one in conflicts],
    }


def as_text(told: dict[str, Any]) -> str:
    """Write that object with a conflict a line: readable, and several times faster than an indented dump."""
    import json

    head = json.dumps({**told, "conflicts": []}, ensure_ascii=False).removesuffix("]}")
    lines = ",\n ".join(json.dumps(one, ensure_ascii=False) for one in told["conflicts"])
    return f"{head}\n {lines}]}}" if lines else f"{head}]}}"


def conflict_json(conflict: Conflict, *, redacted: bool = False) -> dict[str, Any]:
    """Give one conflict; ``redacted`` leaves out the reason of a waiver."""
    waived = None
    if conflict.waived:
        reason = {} if redacted else {"reason": conflict.waived.reason}
        waived = {**reason, "until": conflict.waived.until.isoformat()}
    return {
        "id": conflict.id,
        "kind": conflict.kind,
        "severity": conflict.severity,
        "who": conflict.who,
        "items": list(conflict.items),
        "clients": list(conflict.clients),
        "occurrences": [_occurrence(one) for one in conflict.occurrences],
        "waived": waived,
        "message": conflict.message,
    }


def _occurrence(one: Occurrence) -> dict[str, Any]:
    told: dict[str, Any] = {"start": printed(one.start), "end": printed(one.end)}
    if one.peak is not None and one.limit is not None:
        told |= {"peak": float(one.peak), "limit": float(one.limit)}
    return told


def printed(at: date) -> str:
    """Write a day, or a moment in UTC with a Z."""
    return f"{at.isoformat()[:19]}Z" if isinstance(at, datetime) else at.isoformat()
