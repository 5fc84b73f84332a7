"""What a report remembers of the one before: days, states and lights, as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from pmdesk.portfolio.sent import Sent
from pmdesk.schedule.promises import Promise


@dataclass(frozen=True, slots=True)
class Was:
    """A milestone as a report had it."""

    due: date
    status: str
    title: str


@dataclass(frozen=True, slots=True)
class Facts:
    """An engagement as the last report on it had it: the day of that report, its light, its milestones by key."""

    day: date
    level: str
    milestones: Mapping[str, Was] = field(default_factory=dict)


def write(parts: Iterable[tuple[str, str, Sequence[Promise]]]) -> str:
    """Write what is to be remembered of each engagement: its key, its light, its milestones."""
    found = {
        key: {
            "level": level,
            "milestones": {
                one.milestone.key: [one.milestone.due.isoformat(), one.milestone.status, one.milestone.title]
                for one in held
            },
        }
        for key, level, held in parts
    }
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def read(reports: Iterable[Sent]) -> dict[str, Facts]:
    """Read what the newest of some reports remembers of each engagement; they must come newest first."""
    found: dict[str, Facts] = {}
    for report in reports:
        for key, kept in json.loads(report.facts).items():
            if key not in found:
                milestones = {
                    name: Was(date.fromisoformat(due), status, title)
                    for name, (due, status, title) in kept["milestones"].items()
                }
                found[key] = Facts(date.fromisoformat(report.day), kept["level"], milestones)
    return found
