"""Rows written as a workbook, always the same bytes for the same rows."""

from __future__ import annotations

import csv
import io
import os
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from pmdesk.errors import InputError
from pmdesk.exchange.workbook.cells import guarded
from pmdesk.exchange.workbook.sheets import file_of
from pmdesk.model import NOUNS, Client, Milestone, Noun, columns_of
from pmdesk.model.after import form_typed
from pmdesk.model.clean import clean
from pmdesk.model.kinds import Kind
from pmdesk.portfolio.lookup import identity_of
from pmdesk.portfolio.validity import allot

Rows = Callable[[type[Any]], Iterable[Any]]


def write(folder: Path, rows: Rows) -> list[Path]:
    """Write all files of a workbook, one without rows as its header row alone, so that no older file is left to speak.

    Each file is made beside its place and moved there, 0600; the folder is made 0700 where there is none. InputError
    where that can't be done; then what stood there still stands.
    """
    texts = {folder / file_of(noun): text_of(noun, rows) for noun in NOUNS}
    made: dict[Path, Path] = {}
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for path, text in texts.items():
            made[path] = _made_beside(path, text)
        for path, beside in made.items():
            beside.replace(path)
    except (OSError, ValueError) as error:
        words = getattr(error, "strerror", None) or str(error)
        raise InputError(f"the workbook can't be written to {folder} ({words})") from None
    finally:
        for beside in made.values():
            with suppress(OSError):
                beside.unlink(missing_ok=True)
    return list(texts)


def _made_beside(path: Path, text: str) -> Path:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def text_of(noun: type[Noun], rows: Rows) -> str:
    """Give the text of a noun's file: rows sorted by what they are known by, line feeds, commas, few quotes."""
    found = sorted(rows(noun), key=identity_of(noun))
    if noun is Client:
        found = _with_pins(found)
    columns = {name: column.kind for name, column in columns_of(noun).items() if not column.hidden}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    cells = [[form(getattr(row, name)) for row in found] for name, form in _forms(columns, noun, found).items()]
    writer.writerows(zip(*cells, strict=True))
    return out.getvalue()


def _with_pins(clients: list[Any]) -> list[Any]:
    """Write the digits that an import would give anyhow, so that what comes in goes out the same."""
    given = allot(clients, (client.pin for client in clients if client.pin))
    return [replace(client, pin=given[client.key]) if client.key in given else client for client in clients]


def _forms(columns: dict[str, Kind], noun: type[Noun], rows: list[Any]) -> dict[str, Callable[[Any], str]]:
    forms = {name: _form(kind) for name, kind in columns.items()}
    if noun is Milestone:
        keys = {row.key for row in rows}
        forms["after"] = lambda items: form_typed(items, keys.__contains__) if items else ""
    return forms


def _form(kind: Kind) -> Callable[[Any], str]:
    """Give how the values of a kind become cells; equal values are written once."""
    known: dict[Any, str] = {None: "", "": "", (): ""}

    def form(value: Any) -> str:
        cell = known.get(value)
        if cell is None:
            cell = kind.form(value)
            if kind.free:
                cell = clean(cell)
                cell = guarded(cell) if cell.strip() else ""
            known[value] = cell
        return cell

    return form
