"""Scores from 1 (bad) to 5 (good) by criteria that count more or less: ratings of vendors, an order of candidates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from pmdesk.model import Candidate, Feedback, Rating, Selection
from pmdesk.model.kinds import form_number

FEEDBACK = "feedback"
"""The criterion under which the scores stand that were given when engagements closed."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A weighted mean of scores, 1 to 5; None where nothing was scored that counts.

    ``parts`` are the criteria with weight, score and a note; ``missing`` those that were not scored.
    """

    mean: Fraction | None
    parts: tuple[tuple[str, Fraction, Fraction, str], ...]
    missing: tuple[str, ...] = ()


def weighed(parts: Iterable[tuple[str, Fraction, Fraction, str]], missing: Iterable[str] = ()) -> Weighed:
    """Take the mean of scores by their weights."""
    known = tuple(parts)
    total = sum((weight for _, weight, _, _ in known), Fraction(0))
    mean = sum((weight * score for _, weight, score, _ in known), Fraction(0)) / total if total else None
    return Weighed(mean, known, tuple(missing))


def rated(ratings: Iterable[Rating], feedback: Iterable[Feedback], today: date) -> Weighed:
    """Give a vendor's rating: of each criterion the newest score up to today, feedback being one that counts once."""
    newest: dict[str, Rating] = {}
    for row in sorted(ratings, key=lambda one: one.date):
        if row.date <= today:
            newest[row.criterion.casefold()] = row
    parts = [(row.criterion, Fraction(row.weight), Fraction(row.score), row.note) for row in newest.values()]
    heard = [row.score for row in feedback if row.date <= today]
    if heard:
        parts.append((FEEDBACK, Fraction(1), Fraction(sum(heard), len(heard)), f"of {len(heard)}"))
    return weighed(sorted(parts))


def candidate(selection: Selection, row: Candidate) -> Weighed:
    """Weigh what a candidate scored by the criteria of its selection."""
    scores = dict(row.scores)
    parts = [
        (name, Fraction(weight), Fraction(scores[name]), "") for name, weight in selection.criteria if name in scores
    ]
    return weighed(parts, (name for name, _ in selection.criteria if name not in scores))


def ranked(selection: Selection, rows: Sequence[Candidate]) -> list[tuple[Candidate, Weighed]]:
    """Give candidates from best to worst: those scored by every criterion first."""
    found = [(row, candidate(selection, row)) for row in rows if row.selection == selection.key]
    return sorted(
        found, key=lambda pair: (len(pair[1].missing), -(pair[1].mean or Fraction(0)), pair[0].name.casefold())
    )


def said(mean: Fraction | None) -> str:
    """Give a mean with one place, half up: ``4.3``; empty for none."""
    if mean is None:
        return ""
    tenths = int(mean * 10 + Fraction(1, 2))
    return f"{tenths // 10}.{tenths % 10}"


def exact(value: Fraction) -> str:
    """Write what came of a decimal, without trailing zeros: ``1.5``."""
    return form_number(Decimal(value.numerator) / Decimal(value.denominator))
