"""One sheet laid over what is stored: rows known by the same values, defaults, what a missing column leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pmdesk.exchange.workbook.cells import shown
from pmdesk.exchange.workbook.sheets import Fault, Sheet
from pmdesk.frozen import many
from pmdesk.model import Client, Milestone, Noun, Profile, TimeEntry, columns_of, defaults_of
from pmdesk.model.after import settle
from pmdesk.portfolio.validity import filled

Identity = tuple[Any, ...]
_MOST_HOURS = Decimal(10) ** 15


@dataclass(slots=True)
class Merged:
    """The rows of a sheet as they will be: each with its line and the row before; ``bad`` tells unusable columns."""

    noun: type[Noun]
    rows: list[Any]
    lines: list[int]
    identities: list[Identity]
    before: list[Any]
    bad: dict[int, set[str]]
    pin_left_open: list[int]


def without_doubles(sheet: Sheet, faults: list[Fault]) -> list[Identity]:
    """Give the identities of the rows; a row known by the values of an earlier one is an error (time: added to it).

    The sheet is left without the later ones.
    """
    noun, count = sheet.noun, len(sheet.lines)
    columns = [sheet.values.get(name) or [defaults_of(noun)[name]] * count for name in noun.IDENTITY]
    identities: list[Identity] = list(zip(*columns, strict=True)) if columns else [()] * count
    if len(set(identities)) == count:
        return identities
    first: dict[Identity, int] = {}
    kept: list[int] = []
    if noun is TimeEntry:
        sheet.values["hours"] = list(sheet.values["hours"])
    for number, identity in enumerate(identities):
        if identity not in first:
            first[identity] = number
            kept.append(number)
        elif noun is TimeEntry:
            _add_hours(sheet, first[identity], number, faults)
        else:
            faults.append(_double(sheet, identity, first[identity], number))
    _keep(sheet, kept)
    return [identities[number] for number in kept]


def _double(sheet: Sheet, identity: Identity, first: int, second: int) -> Fault:
    noun = sheet.noun
    if not identity:
        return Fault.at(noun, sheet.lines[second], next(iter(columns_of(noun))), "is in a second row (want one row)")
    pairs = zip(noun.IDENTITY, identity, strict=True)
    known_by = shown(" ".join(columns_of(noun)[name].kind.form(value) for name, value in pairs))
    words = f"{known_by} is in line {sheet.lines[first]} already"
    return Fault.at(noun, sheet.lines[second], noun.IDENTITY[-1], words)


def _add_hours(sheet: Sheet, first: int, second: int, faults: list[Fault]) -> None:
    hours = sheet.values["hours"]
    hours[first] += hours[second]
    if second in sheet.bad:
        sheet.bad.setdefault(first, set()).update(sheet.bad[second])
    if hours[first] >= _MOST_HOURS:
        faults.append(Fault.at(TimeEntry, sheet.lines[second], "hours", "adds up to more than a number may be"))
        hours[first] = Decimal(0)


def _keep(sheet: Sheet, kept: list[int]) -> None:
    sheet.lines = [sheet.lines[number] for number in kept]
    sheet.values = {name: [values[number] for number in kept] for name, values in sheet.values.items()}
    sheet.bad = {new: sheet.bad[old] for new, old in enumerate(kept) if old in sheet.bad}


def merge(
    sheet: Sheet, identities: list[Identity], stored: Mapping[Identity, Noun], is_milestone: Callable[[str], bool]
) -> Merged:
    """Give the rows of a sheet laid over what is stored."""
    noun = sheet.noun
    before: list[Any] = [stored.get(identity) for identity in identities] if stored else [None] * len(identities)
    pin_left_open: list[int] = []
    if noun is Client:
        pin_left_open = _open_pins(sheet, before)
    if noun is Profile:
        _keep_zone(sheet, before)
    if noun is Milestone:
        _settle(sheet, is_milestone)
    columns = [_column(sheet, name, before, bool(stored)) for name in columns_of(noun)]
    if noun is Milestone:
        _fill(columns, before)
    rows = many(noun, columns, len(identities))
    return Merged(noun, rows, sheet.lines, identities, before, sheet.bad, pin_left_open)


def _column(sheet: Sheet, name: str, before: list[Any], has_stored: bool) -> Iterable[Any]:
    """Give a column's values: the sheet's, else what is stored, else the default."""
    if name in sheet.values:
        return sheet.values[name]
    default = defaults_of(sheet.noun)[name]
    if not has_stored:
        return [default] * len(before)
    return [default if row is None else getattr(row, name) for row in before]


def _open_pins(sheet: Sheet, before: list[Any]) -> list[int]:
    """Tell the rows whose pin is left to the program: the cell is empty, or there is no such column and no row yet."""
    if "pin" in sheet.values:
        return [number for number, pin in enumerate(sheet.values["pin"]) if pin is None]
    return [number for number, row in enumerate(before) if row is None]


def _keep_zone(sheet: Sheet, before: list[Any]) -> None:
    """Take for an empty timezone of the profile the one that was fixed when the store was made."""
    default = defaults_of(Profile)["timezone"]
    if "timezone" in sheet.values:
        zones = zip(sheet.values["timezone"], before, strict=True)
        sheet.values["timezone"] = [zone or (row.timezone if row else default) for zone, row in zones]


def _settle(sheet: Sheet, is_milestone: Callable[[str], bool]) -> None:
    if "after" in sheet.values:
        sheet.values["after"] = [settle(items, is_milestone) for items in sheet.values["after"]]


def _fill(columns: list[Iterable[Any]], before: list[Any]) -> None:
    """Fill baselines and days done, which hang on the row and on the one before."""
    at = {name: number for number, name in enumerate(columns_of(Milestone))}
    names = ("due", "status", "baseline", "done_on")
    firsts = [row.baseline if row is not None else None for row in before]
    pairs = list(map(filled, *(columns[at[name]] for name in names), firsts))
    columns[at["baseline"]] = [pair[0] for pair in pairs]
    columns[at["done_on"]] = [pair[1] for pair in pairs]
