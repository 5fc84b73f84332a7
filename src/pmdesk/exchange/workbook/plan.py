"""What a workbook would change in what is stored, or all that is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import repeat
from typing import Protocol, TypeVar

from pmdesk.errors import Refused
from pmdesk.exchange.workbook.merge import Identity, Merged, merge, without_doubles
from pmdesk.exchange.workbook.sheets import Fault, Workbook, file_of
from pmdesk.frozen import many
from pmdesk.model import NOUNS, Client, Milestone, Noun
from pmdesk.portfolio.changes import Change, Put
from pmdesk.portfolio.validity import MemoryLookup, Problem, allot, check

N = TypeVar("N", bound=Noun)
Numbers = dict[type[Noun], dict[Identity, int]]


class Stored(Protocol):
    """What is stored, noun by noun."""

    def rows(self, noun: type[N]) -> Iterable[N]:
        """Give all rows of a noun."""
        ...


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows of a file are new, different, and as they were."""

    added: int = 0
    changed: int = 0
    same: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """The changes that make the store say what the workbook says; ``counts`` by file.

    ``pairs`` is each change with the row before it; ``before`` and ``after`` are the states around them.
    """

    changes: tuple[Change, ...]
    pairs: tuple[tuple[Change, Noun | None], ...]
    before: MemoryLookup
    after: MemoryLookup
    counts: dict[str, Counts] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


def plan(workbook: Workbook, stored: Stored) -> Plan:
    """Lay a workbook over what is stored; Refused names all that is wrong, in the order of files and lines.

    A new row's hidden fields are left empty, for the store to fill; one that is updated keeps them. Equal rows make
    no change. ``stored`` is not altered, but its rows are kept while planning.
    """
    faults = list(workbook.faults)
    before = MemoryLookup(load=stored.rows)
    after = MemoryLookup(load=before.rows)
    sheets = _merged(workbook, after, faults)
    _give_pins(sheets, after)
    pairs, broken = _changes(sheets)
    changes = [change for change, _ in pairs]
    for sheet in sheets.values():
        good = zip(sheet.identities, sheet.rows, strict=True)
        after.put_all(
            sheet.noun, (row for number, row in enumerate(good) if number not in sheet.bad) if sheet.bad else good
        )
    problems = check([*changes, *broken], after, _known(workbook, sheets))
    faults += _faults_of(problems, sheets)
    if faults:
        raise Refused([fault.text for fault in sorted(set(faults))])
    counts = {file_of(sheet.noun): _counts(sheet) for sheet in sheets.values()}
    return Plan(tuple(changes), tuple(pairs), before, after, counts, tuple(workbook.warnings))


def _merged(workbook: Workbook, stored: MemoryLookup, faults: list[Fault]) -> dict[type[Noun], Merged]:
    sheets = {noun: sheet.copy() for noun, sheet in workbook.sheets.items()}
    identities = {noun: without_doubles(sheet, faults) for noun, sheet in sheets.items()}
    keys = set(identities.get(Milestone, ()))

    def is_milestone(key: str) -> bool:
        return (key,) in keys or stored.get(Milestone, (key,)) is not None

    return {
        noun: merge(sheets[noun], identities[noun], stored.table(noun), is_milestone)
        for noun in NOUNS
        if noun in sheets
    }


def _give_pins(sheets: dict[type[Noun], Merged], stored: MemoryLookup) -> None:
    """Clients without a pin take the free digits, in file order."""
    sheet = sheets.get(Client)
    if sheet is None:
        return
    is_open = set(sheet.pin_left_open)
    taken = {row.pin for number, row in enumerate(sheet.rows) if number not in is_open}
    known = set(sheet.identities)
    taken |= {row.pin for row in stored.rows(Client) if row.identity not in known}
    waiting = [replace(sheet.rows[number], pin=None) for number in sheet.pin_left_open if number not in sheet.bad]
    given = allot(waiting, (pin for pin in taken if pin))
    for number in sheet.pin_left_open:
        row = sheet.rows[number]
        if row.pin != given.get(row.key):
            sheet.rows[number] = replace(row, pin=given.get(row.key))


def _changes(sheets: dict[type[Noun], Merged]) -> tuple[list[tuple[Change, Noun | None]], list[Change]]:
    """Give what differs from what is stored, and the rows that have a bad cell, whose other cells are checked too."""
    changes: list[tuple[Change, Noun | None]] = []
    broken: list[Change] = []
    for sheet in sheets.values():
        if sheet.bad:
            broken += [Put(sheet.rows[number]) for number in sheet.bad]
        fresh = [
            number
            for number, (row, old) in enumerate(zip(sheet.rows, sheet.before, strict=True))
            if (old is None or row != old) and number not in sheet.bad
        ]
        puts = many(Put, [map(sheet.rows.__getitem__, fresh), repeat(...)], len(fresh))
        changes += zip(puts, map(sheet.before.__getitem__, fresh), strict=True)
    return changes, broken


def _known(workbook: Workbook, sheets: dict[type[Noun], Merged]) -> Callable[[type[Noun], Identity], bool]:
    """Tell of rows that are in the workbook but can't be used, so that what names them is not blamed."""
    broken = {(sheet.noun, sheet.identities[number]) for sheet in sheets.values() for number in sheet.bad}

    def known(noun: type[Noun], identity: Identity) -> bool:
        return noun in workbook.unreadable or (noun, identity) in broken

    return known


def _faults_of(problems: Sequence[Problem], sheets: dict[type[Noun], Merged]) -> list[Fault]:
    """Say of each problem where it stands in the workbook."""
    numbers: Numbers = {}
    found = []
    for problem in problems:
        noun, identity, column, words = problem.noun, problem.identity, problem.column, problem.message
        if identity not in _numbers(sheets, noun, numbers) and problem.cause:
            noun, identity, column = problem.cause
            words = f"makes {problem.ref} wrong: {problem.column}: {problem.message}"
        number = _numbers(sheets, noun, numbers)[identity]
        if not sheets[noun].bad.get(number, set()) & {column, *problem.also}:
            found.append(Fault.at(noun, sheets[noun].lines[number], column, words))
    return found


def _numbers(sheets: dict[type[Noun], Merged], noun: type[Noun], numbers: Numbers) -> dict[Identity, int]:
    """Give the row numbers of a sheet by identity; none where there is no such sheet."""
    if noun not in numbers:
        known = sheets[noun].identities if noun in sheets else []
        numbers[noun] = {identity: number for number, identity in enumerate(known)}
    return numbers[noun]


def _counts(sheet: Merged) -> Counts:
    added = sum(old is None for old in sheet.before)
    pairs = zip(sheet.rows, sheet.before, strict=True)
    same = 0 if added == len(sheet.rows) else sum(old is not None and row == old for row, old in pairs)
    return Counts(added, len(sheet.rows) - added - same, same)
