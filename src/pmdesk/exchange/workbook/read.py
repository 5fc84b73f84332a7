"""A folder of CSV files read: every cell is looked at, and every bad one is noted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from pmdesk.errors import InputError
from pmdesk.exchange.workbook import cells, table
from pmdesk.exchange.workbook.sheets import Fault, Sheet, Workbook, file_of
from pmdesk.model import NOUNS, Noun, columns_of

Progress = Callable[[str, int], None]
"""Told after each file: its name and the number of its rows."""


def read(folder: Path, progress: Progress | None = None) -> Workbook:
    """Read a workbook; what is wrong with cells and files is in its ``faults``.

    InputError where ``folder`` is none, or holds none of the known files.
    """
    names = _names_in(folder)
    known = {file_of(noun): noun for noun in NOUNS}
    if not names & known.keys():
        raise InputError(
            f"{folder} holds no file of a workbook", "want a folder with clients.csv, engagements.csv, milestones.csv …"
        )
    workbook = Workbook(folder)
    workbook.warnings += [
        f"{cells.shown(name)[1:-1]}: unknown file, left out"
        for name in sorted(names - known.keys())
        if not name.startswith((".", "~$"))
    ]
    for name, noun in known.items():
        if name in names:
            _read_file(workbook, noun, folder / name)
            if progress and noun in workbook.sheets:
                progress(name, len(workbook.sheets[noun].lines))
    return workbook


def _names_in(folder: Path) -> set[str]:
    try:
        if not folder.is_dir():
            missing = not folder.exists()
            raise InputError(f"{folder} {'does not exist' if missing else 'is not a folder'}", "want a workbook folder")
        return {path.name for path in folder.iterdir()}
    except (OSError, ValueError) as error:
        words = getattr(error, "strerror", None) or str(error)
        raise InputError(f"{str(folder)[:200]!r} can't be read ({words})") from None


def _read_file(workbook: Workbook, noun: type[Noun], path: Path) -> None:
    try:
        found = table.split(table.load(path))
    except table.Unreadable as error:
        workbook.faults.append(Fault.at(noun, error.line, "", error.words))
        workbook.unreadable.add(noun)
        return
    if found.fault:
        workbook.faults.append(Fault.at(noun, found.fault.line, "", found.fault.words))
        workbook.unreadable.add(noun)
    places = _places(workbook, noun, found)
    sheet = Sheet(noun, found.lines, {})
    _even(workbook, sheet, found, places)
    columns = list(zip(*found.rows, strict=False))  # rows may be longer than the header
    for name, place in places.items():
        read_cell = cells.reader(noun, name, decimal_comma=found.semicolons)
        sheet.values[name] = _column(workbook, sheet, name, columns[place] if columns else (), read_cell)
    _note_missing(workbook, sheet, found.header_line)
    workbook.sheets[noun] = sheet


def _places(workbook: Workbook, noun: type[Noun], found: table.Table) -> dict[str, int]:
    """Give the known columns, each with its place in a row; the others are named in a warning."""
    wanted = {name for name, column in columns_of(noun).items() if not column.hidden}
    places: dict[str, int] = {}
    for place, cell in enumerate(found.header):
        name = "_".join(cell.lower().split())
        if name in places:
            fault = Fault.at(noun, found.header_line, name, "the column is there twice")
            workbook.faults.append(fault)
        elif name in wanted:
            places[name] = place
        elif name:
            workbook.warnings.append(f"{file_of(noun)}: unknown column {cells.shown(cell)}, left out")
    return places


def _even(workbook: Workbook, sheet: Sheet, found: table.Table, places: dict[str, int]) -> None:
    """Fill short rows with empty cells; a row with more cells than the header has names has lost its order."""
    width = len(found.header)
    named = max((place for place, cell in enumerate(found.header) if cell.strip()), default=-1) + 1
    if named == width and all(len(row) == width for row in found.rows):
        return
    last = max(places, key=lambda name: places[name], default="")
    for number, row in enumerate(found.rows):
        if len(row) < width:
            row.extend([""] * (width - len(row)))
        elif len(row) > named and any(cell.strip() for cell in row[named:]):
            words = f"{len(row)} cells, the header has {named} (a text with a delimiter in it needs quotes)"
            workbook.faults.append(Fault.at(sheet.noun, found.lines[number], last, words))
            sheet.bad.setdefault(number, set()).update(places)


def _column(
    workbook: Workbook, sheet: Sheet, name: str, texts: Sequence[str], read_cell: Callable[[str], Any]
) -> list[Any]:
    """Read the cells of one column; equal ones are read once."""
    unread = dict.fromkeys(texts)
    values = cells.read_many(columns_of(sheet.noun)[name].kind, unread)
    wrong: dict[str, str] = {}
    for text in unread if len(values) < len(unread) else ():
        if text in values:
            continue
        try:
            values[text] = read_cell(text)
        except ValueError as error:
            wrong[text] = str(error)
    if not wrong:
        return list(map(values.__getitem__, texts))
    found = []
    for number, text in enumerate(texts):
        if text in wrong:
            workbook.faults.append(Fault.at(sheet.noun, sheet.lines[number], name, wrong[text]))
            sheet.bad.setdefault(number, set()).add(name)
            found.append(_stand_in(sheet, name, number))
        else:
            found.append(values[text])
    return found


def _stand_in(sheet: Sheet, name: str, number: int) -> Any:
    column = columns_of(sheet.noun)[name]
    if column.required or name in sheet.noun.IDENTITY:
        return cells.stand_in(column.kind, sheet.lines[number])
    return cells.empty_of(sheet.noun, name)


def _note_missing(workbook: Workbook, sheet: Sheet, header_line: int) -> None:
    """Say which required columns are not there; without them no row can be used."""
    for name, column in columns_of(sheet.noun).items():
        if not column.required or column.hidden or name in sheet.values:
            continue
        words = "the column is missing, and it is required"
        workbook.faults.append(Fault.at(sheet.noun, header_line, name, words))
        sheet.values[name] = [_stand_in(sheet, name, number) for number in range(len(sheet.lines))]
        for number in range(len(sheet.lines)):
            sheet.bad.setdefault(number, set()).add(name)
