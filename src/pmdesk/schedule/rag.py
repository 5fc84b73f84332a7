"""Red, amber, green by written thresholds, so that a light is the same whoever sets it.

| light | red | amber |
| --- | --- | --- |
| schedule | an open milestone is 7 or more days late, or an open go-live is due 14 or more days after its baseline | one is late, at-risk, or due 5 or more days after its baseline |
| measures | an SLA is missed, or a KPI is missed and past its warning too | a KPI is missed, or a measure is past its warning |
| risks | an open risk has an exposure (probability × impact) of 20 or more, or an open issue an impact of 5 | a risk of 12 or more, an issue of 3 or more |
| budget (mine alone) | more than all hours are burnt, or 1.25 times the share of the term that is gone or more | more than 1.1 times that share |

Green is everything else, and what can't be told: no milestones, nothing measured, no budget. The whole is as bad as
the worst of its lights. A light that is set by hand needs a reason, and one that is better than the thresholds say is
flagged.
"""  # noqa: E501 (a table row is a line)

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from pmdesk.errors import InputError
from pmdesk.model import RaidItem
from pmdesk.schedule.budget import Burn
from pmdesk.schedule.promises import AT_RISK, LATE, Promise
from pmdesk.schedule.scores import MISSED, WARNING, Score

GREEN, AMBER, RED = "green", "amber", "red"
LEVELS = (GREEN, AMBER, RED)
"""From best to worst."""

LATE_RED = 7
"""Days late from which an open milestone is red."""
GO_LIVE_RED = 14
"""Days after its baseline from which an open go-live is red."""
SLIP_AMBER = 5
"""Days after its baseline from which an open milestone is amber."""
EXPOSURE_RED, EXPOSURE_AMBER = 20, 12
"""Probability × impact from which an open risk is red, amber."""
IMPACT_RED, IMPACT_AMBER = 5, 3
"""Impact from which an open issue is red, amber."""
BURN_RED, BURN_AMBER = Fraction(5, 4), Fraction(11, 10)
"""Burnt ÷ gone from which a budget is red, above which it is amber."""


Evidence = Promise | Score | RaidItem | Burn


@dataclass(frozen=True, slots=True)
class Light:
    """One light and what makes it so: the rows that are as bad as it, worst first; none where it is green."""

    level: str
    why: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Rag:
    """The lights by name, and the whole.

    ``computed`` is the worst of the lights, ``level`` what is shown: the same, or what was set by hand with ``reason``.
    """

    level: str
    computed: str
    lights: Mapping[str, Light]
    reason: str = ""

    @property
    def is_flattering(self) -> bool:
        """Whether it was set better than the thresholds say."""
        return rank(self.level) < rank(self.computed)


def rank(level: str) -> int:
    """Give how bad a level is; green is 0."""
    return LEVELS.index(level)


def worst(levels: Iterable[str]) -> str:
    """Give the worst of some levels, green of none."""
    return max(levels, key=rank, default=GREEN)


def whole(lights: Mapping[str, Light], level: str | None = None, reason: str = "") -> Rag:
    """Put lights together; ``level`` sets the whole by hand, for which InputError asks for a reason."""
    computed = worst(light.level for light in lights.values())
    if level is None:
        return Rag(computed, computed, lights)
    if level not in LEVELS:
        raise InputError(f"{level!r} is no light", f"one of {', '.join(LEVELS)}")
    if not reason.strip():
        raise InputError(f"a light that is set to {level} by hand needs a reason")
    return Rag(level, computed, lights, reason.strip())


def schedule(held: Iterable[Promise], today: date) -> Light:
    """Give the light of milestones held against their baselines on a day."""
    rows = sorted((one for one in held if one.is_open), key=lambda one: (one.ends, one.milestone.key))
    return _light((one, _of_promise(one, today)) for one in rows)


def _of_promise(one: Promise, today: date) -> str:
    late = (today - one.ends).days if one.state == LATE else 0
    if late >= LATE_RED or (one.milestone.kind == "go-live" and one.slip >= GO_LIVE_RED):
        return RED
    return AMBER if one.state in {LATE, AT_RISK} or one.slip >= SLIP_AMBER else GREEN


def measures(scores: Iterable[Score]) -> Light:
    """Give the light of measures."""
    return _light((one, _of_score(one)) for one in scores)


def _of_score(one: Score) -> str:
    if one.is_grave:
        return RED
    return AMBER if one.state in {MISSED, WARNING} else GREEN


def risks(register: Iterable[RaidItem]) -> Light:
    """Give the light of the open risks and issues of a register."""
    rows = [row for row in register if row.status == "open" and row.type in {"risk", "issue"}]
    return _light((row, _of_item(row)) for row in by_weight(rows))


def _of_item(row: RaidItem) -> str:
    if row.type == "risk":
        return RED if row.exposure >= EXPOSURE_RED else AMBER if row.exposure >= EXPOSURE_AMBER else GREEN
    impact = row.impact or 0
    return RED if impact >= IMPACT_RED else AMBER if impact >= IMPACT_AMBER else GREEN


def weight(row: RaidItem) -> int:
    """Give how heavy an item is, 0 to 25: an issue has happened, so its probability counts 5 where none is given."""
    if row.type == "issue" and row.probability is None:
        return 5 * (row.impact or 0)
    return row.exposure


def by_weight(rows: Iterable[RaidItem]) -> list[RaidItem]:
    """Sort items by how heavy they are, heaviest first, then key."""
    return sorted(rows, key=lambda row: (-weight(row), row.key))


def budget(burns: Iterable[Burn]) -> Light:
    """Give the light of budgets; of one with an open end, or whose term has not begun, only what is over is told."""
    return _light((one, _of_burn(one)) for one in burns)


def _of_burn(one: Burn) -> str:
    if one.left is not None and one.left < 0:
        return RED
    if one.burnt is None or not one.gone:
        return GREEN
    times = one.burnt / one.gone
    return RED if times >= BURN_RED else AMBER if times > BURN_AMBER else GREEN


def _light(found: Iterable[tuple[Evidence, str]]) -> Light:
    """Give the worst level with the rows that are as bad as it, in their order."""
    rows = list(found)
    level = worst(level for _, level in rows)
    return Light(level, tuple(row for row, own in rows if own == level) if level != GREEN else ())
