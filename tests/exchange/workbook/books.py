"""Small workbooks, written cell by cell, and what comes of them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from pmdesk.errors import Refused
from pmdesk.exchange.workbook import Plan, plan, read
from pmdesk.portfolio.validity import MemoryLookup

BASE = {
    "profile": "name,timezone\nMe,Europe/Madrid\n",
    "clients": "key,name\nACME,Acme\nBOR,Borealis\n",
    "vendors": "key,name\nFIBRE,FibreCo\n",
    "contacts": "key,of,name\nPRIYA,client/ACME,Priya\n",
    "sites": "key,client,name\nHQ,ACME,Head office\nPLANT,BOR,Plant\n",
    "engagements": "key,client,name,start,end\nPOS,ACME,POS,2026-01-05,2026-12-31\nERP,BOR,ERP,2026-01-05,\n",
}


def book(folder: Path, files: Mapping[str, str | bytes], *, base: bool = True) -> Path:
    """Write a workbook: the base, and ``files`` by their names without ending."""
    folder.mkdir(exist_ok=True)
    for name, text in {**(BASE if base else {}), **files}.items():
        data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
        (folder / f"{name}.csv").write_bytes(data)
    return folder


def planned(
    folder: Path, files: Mapping[str, str | bytes], stored: MemoryLookup | None = None, *, base: bool = True
) -> Plan:
    """Read and plan a workbook."""
    return plan(read(book(folder, files, base=base)), stored or MemoryLookup())


def imported(
    folder: Path, files: Mapping[str, str | bytes], stored: MemoryLookup | None = None, *, base: bool = True
) -> MemoryLookup:
    """Give what would be stored once a workbook is in."""
    found = MemoryLookup(load=stored.rows) if stored else MemoryLookup()
    for change in planned(folder, files, stored, base=base).changes:
        row: Any = change.row  # type: ignore[union-attr]  # a workbook only puts
        found.put_all(type(row), [(row.identity, row)])
    return found


def refused(
    folder: Path, files: Mapping[str, str | bytes], stored: MemoryLookup | None = None, *, base: bool = True
) -> list[str]:
    """Give the lines with which a workbook is refused."""
    with pytest.raises(Refused) as caught:
        planned(folder, files, stored, base=base)
    return caught.value.lines
