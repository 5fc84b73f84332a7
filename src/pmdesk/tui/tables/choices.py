"""The tables of ratings, of choices between candidates, and of those."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from pmdesk.model import Candidate, Rating, Selection
from pmdesk.model.kinds import form_number
from pmdesk.schedule.weighing import candidate, exact, ranked, said
from pmdesk.tui import words
from pmdesk.tui.line import Line, Span
from pmdesk.tui.tables.table import Cell, Col, Seen, Table, client_cell, cut, day_cell, fact, facts_line, title_line

if TYPE_CHECKING:
    from pmdesk.model.selection import Weights

STARS = 5


def mean_role(mean: Fraction | None) -> str:
    """Give the role in which a mean of scores is drawn."""
    if mean is None:
        return "faint"
    return "good" if mean >= 4 else "warn" if mean < 3 else ""


def _weights(values: Weights, sign: str) -> str:
    return "  ".join(f"{name} {sign}{form_number(value)}" for name, value in values)


# -- ratings -----------------------------------------------------------------------------------------------------------


def _rating_cells(row: Rating, seen: Seen) -> Sequence[Cell]:
    filled = seen.glyphs.dot * row.score
    return (
        day_cell(row.date, seen, "dim"), Span(row.criterion, "bold"),
        Span(str(row.score), mean_role(Fraction(row.score))),
        Span(filled, mean_role(Fraction(row.score))), Span(f"{seen.glyphs.times}{form_number(row.weight)}", "dim"),
        cut(row.note, "dim"),
    )  # fmt: skip


def _rating_detail(row: Rating, seen: Seen, width: int) -> list[Line]:
    return [
        [Span(f" {row.criterion}", "bold"), Span(f"   {row.score} of {STARS}", mean_role(Fraction(row.score)))],
        facts_line(("", words.full_day(row.date), "dim"), ("counts", f"{form_number(row.weight)} times", "")),
        *fact("note", row.note, width, most=8),
    ]


RATINGS = Table(
    Rating,
    (Col("date", 11), Col("criterion", 14, 2), Col("of 5", 5, right=True), Col("", 7, since=60), Col("counts", 8),
     Col("note", 20, 6)),
    _rating_cells,
    {"date": lambda row, seen: -row.date.toordinal(), "criterion": lambda row, seen: row.criterion.casefold(),
     "of 5": lambda row, seen: row.score},
    _rating_detail,
)  # fmt: skip

# -- choices -----------------------------------------------------------------------------------------------------------


def candidates_of(row: Selection, seen: Seen) -> list[Candidate]:
    """Give those who stand in a choice."""
    every: Iterable[Candidate] = seen.beside.get("candidates", ())
    return [one for one in every if one.selection == row.key]


def _selection_cells(row: Selection, seen: Seen) -> Sequence[Cell]:
    rows = candidates_of(row, seen)
    chosen = next((one for one in rows if one.verdict == "chosen"), None)
    over = "faint" if row.status == "decided" else ""
    state = f"chose {chosen.name}" if chosen else "decided" if row.status == "decided" else "open"
    return (
        Span(row.title, over or "bold"), Span(words.count(len(rows), "candidate"), over or "dim"),
        Span(state, "good" if chosen else over or "warn"), client_cell(row, seen),
        Span(_weights(row.criteria, seen.glyphs.times), "dim"),
    )  # fmt: skip


def _selection_detail(row: Selection, seen: Seen, width: int) -> list[Line]:
    decided = words.full_day(row.decided_on) if row.decided_on else ""
    found: list[Line] = [
        title_line(row, row.title, seen),
        facts_line(
            ("", row.status, "bold"),
            ("decided", decided, "dim"),
            ("criteria", _weights(row.criteria, seen.glyphs.times), ""),
        ),
    ]
    for one, score in ranked(row, candidates_of(row, seen)):
        mark = seen.glyphs.done if one.verdict == "chosen" else " "
        missing = f"   without {', '.join(score.missing)}" if score.missing else ""
        found.append([
            Span(f" {mark} ", "good"), Span(f"{said(score.mean) or '-':>4} ", f"{mean_role(score.mean)} bold".strip()),
            Span(one.name, "bold"), Span(f"   {_weights(one.scores, '')}", "dim"), Span(missing, "warn"),
        ])  # fmt: skip
    return [*found, *fact("decision", row.decision, width, "bold"), *fact("notes", row.notes, width)]


SELECTIONS = Table(
    Selection,
    (Col("choice", 20, 4), Col("", 14), Col("state", 16, 2), Col("client", 11, since=70),
     Col("criteria", 20, 3, since=96)),
    _selection_cells,
    {"choice": lambda row, seen: (row.status == "decided", row.decided_on or date.max, row.title.casefold())},
    _selection_detail,
)  # fmt: skip

# -- candidates --------------------------------------------------------------------------------------------------------


def _selection(row: Candidate, seen: Seen) -> Selection:
    every: Iterable[Selection] = seen.beside.get("selections", ())
    return next((one for one in every if one.key == row.selection), Selection(key=row.selection))


def _candidate_cells(row: Candidate, seen: Seen) -> Sequence[Cell]:
    score = candidate(_selection(row, seen), row)
    role = {"chosen": "good", "declined": "faint"}.get(row.verdict, "")
    return (
        Span(said(score.mean), f"{mean_role(score.mean)} bold".strip()), Span(row.name, role or "bold"),
        Span(_weights(row.scores, ""), "dim"),
        Span(f"without {', '.join(score.missing)}" if score.missing else "", "warn"),
        Span(row.verdict if row.verdict != "open" else "", role), cut(row.notes, "dim"),
    )  # fmt: skip


def _candidate_detail(row: Candidate, seen: Seen, width: int) -> list[Line]:
    found: list[Line] = [
        [Span(f" {row.name}", "bold"), Span(f"   {row.verdict if row.verdict != 'open' else ''}", "good")],
    ]
    for name, weight, points, _ in candidate(_selection(row, seen), row).parts:
        found.append([
            Span(f"   {name:<16}", "dim"), Span(exact(points), mean_role(points)),
            Span(f"   {seen.glyphs.times}{exact(weight)}", "faint"),
        ])  # fmt: skip
    keys: Line = [Span(" D ", "bold"), Span("decides for this one, with a reason", "dim")]
    return [*found, *fact("notes", row.notes, width), keys]


CANDIDATES = Table(
    Candidate,
    (Col("of 5", 5, right=True), Col("candidate", 16, 3), Col("scores", 20, 5), Col("", 16, 2, since=90),
     Col("verdict", 9, since=60), Col("notes", 14, 3, since=110)),
    _candidate_cells,
    {
        "of 5": lambda row, seen: _rank(row, seen), "candidate": lambda row, seen: row.name.casefold(),
    },
    _candidate_detail,
)  # fmt: skip


def _rank(row: Candidate, seen: Seen) -> tuple[int, Fraction]:
    score = candidate(_selection(row, seen), row)
    return len(score.missing), -(score.mean or Fraction(0))
