"""The signs that screens draw with; none that terminals draw two cells wide, and an ASCII set beside them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Glyphs:
    """One set of signs, one cell each; ``ramp`` is the exception (levels from low to high)."""

    name: str
    term: str
    proposed: str
    paused: str
    closed: str
    assignment: str
    tentative: str
    over: str
    blackout: str
    planned: str
    soon: str
    at_risk: str
    done: str
    cancelled: str
    moved: str
    grid: str
    today: str
    month: str
    cursor: str
    rule: str
    warn: str
    trouble: str
    dot: str
    dash: str
    separator: str
    times: str
    ellipsis: str
    ramp: str


NORMAL = Glyphs(
    name="normal", term="━", proposed="┅", paused="╌", closed="─", assignment="▬", tentative="╍", over="▒",
    blackout="░", planned="◇", soon="◆", at_risk="◈", done="✓", cancelled="×", moved="○", grid="┊", today="│",
    month="│", cursor="▌", rule="─", warn="▲", trouble="!", dot="●", dash="–", separator="·", times="×", ellipsis="…",
    ramp="▁▂▃▄▅▆▇█",
)  # fmt: skip
ASCII = Glyphs(
    name="ascii", term="=", proposed="-", paused="_", closed="_", assignment="~", tentative="-", over="X",
    blackout="#", planned="o", soon="O", at_risk="A", done="+", cancelled="x", moved=".", grid=":", today="|",
    month="|", cursor=">", rule="-", warn="^", trouble="!", dot="*", dash="-", separator="-", times="x", ellipsis="~",
    ramp=".:-=+*%#",
)  # fmt: skip


def glyphs_for(encoding: str | None, *, ascii_only: bool = False) -> Glyphs:
    """Give the set for a terminal of an encoding (``sys.stdout.encoding``): ASCII wherever it is not Unicode."""
    unicode = (encoding or "").lower().replace("-", "").startswith("utf")
    return NORMAL if unicode and not ascii_only else ASCII
