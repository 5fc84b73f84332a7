import csv
import stat
import tempfile
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmdesk.errors import InputError
from pmdesk.exchange.workbook import plan, read, write
from pmdesk.model import (
    NOUNS,
    Action,
    Allocation,
    Assignment,
    Blackout,
    Client,
    Contact,
    Engagement,
    Event,
    Kpi,
    Lesson,
    Measurement,
    Milestone,
    Note,
    Noun,
    Override,
    Predecessor,
    Profile,
    RaidItem,
    Site,
    TimeEntry,
    Vendor,
    columns_of,
)
from pmdesk.model.kinds import parse_text
from pmdesk.portfolio.validity import MemoryLookup, complete

HOSTILE = [
    "=1+1", "+1 555", "-1", "@SUM(A1)", "\tx", "'x", "''=x", "'", "[/]", "[red]x", 'a"b', '"', '""', "a,b;c", "a\nb",
    "\n=1", " padded ", "🧑‍🚀 émoji", "שלום", "\u200fx", "x\r\ny", "\x1b[31mx", "\x00", "../../x", "NULL", "0", "None",
    "‘x’", "\u2028", "\xa0", "   ", "=cmd|' /C calc'!A0", "%s{}", "x" * 5000,
]  # fmt: skip
texts = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=9)).map(parse_text)
titles = texts.filter(bool)
words = st.lists(titles, max_size=4).map(lambda found: tuple(dict.fromkeys(" ".join(found).split())))
amounts = st.decimals(0, 10**9, places=4)
signed = st.decimals(-(10**6), 10**6, places=4)
D = date(2026, 3, 2)


@st.composite
def portfolios(draw: st.DrawFn) -> list[Noun]:
    """Give a portfolio with a row or more of every noun and hostile texts in every free column."""

    def t() -> str:
        return draw(texts)

    def title() -> str:
        return draw(titles)

    start = datetime.fromisoformat("2026-03-02T09:00")
    after = draw(st.sampled_from([(), (Predecessor("M1"),), (Predecessor("M1", -2),), (Predecessor("M1-2D"),)]))
    rows: list[Noun] = [
        Profile(t(), t(), "Europe/Madrid", "Mon 09:00-24:00", "ES-MD"),
        Client("ACME", title(), draw(words), 3, "Asia/Tokyo", None, None, "red", "active", t()),
        Client("BOR", title(), pin=None, status="archived"),
        Vendor("V", title(), capacity=draw(amounts), services=t(), notes=t()),
        Contact("P", "vendor/V", title(), t(), t(), t(), None, 2, t()),
        Site("S", "ACME", title(), t(), None, t()),
        Engagement("E", "ACME", title(), start=D, fee=draw(amounts), currency="EUR", objective=t(), notes=t()),
        Allocation("E", D, D, draw(amounts)),
        Assignment("W", "V", "E", D, None, draw(amounts), True, t(), "S", notes=t()),
        Milestone("M1", "E", title(), D), Milestone("M1-2D", "E", title(), D, "done"),
        Milestone("M2", "E", title(), D, after=after, acceptance=t(), accepted_by="P", url=t(), notes=t()),
        Event("X", "E", title(), start, datetime.fromisoformat("2026-03-02T10:00"), None, "FREQ=DAILY", (start,),
              url=t(), notes=t()),
        Override("X", datetime.fromisoformat("2026-03-03T09:00"), title=draw(titles) or None),
        Blackout("B", "client/ACME", D, D, title()),
        Action("A", "E", title(), D, "contact/P", milestone="M2", tags=draw(words), notes=t()),
        RaidItem("R", "E", "risk", title(), 1, 5, "avoid", t(), t(), t(), notes=t()),
        Kpi("K", "E", None, title(), t(), draw(signed), warning=draw(signed)),
        Measurement("K", D, draw(signed), t()),
        *(TimeEntry("E", D, draw(amounts), note) for note in draw(st.sets(texts, max_size=4))),
        Note("N", "ACME", "E", D, title()),
        Lesson("L", "E", title(), None, t(), t(), t(), draw(words)),
    ]  # fmt: skip
    return [complete(row) for row in rows]


def by_noun(rows: Iterable[Noun]) -> MemoryLookup:
    return MemoryLookup(rows)


@settings(max_examples=25, deadline=None)
@given(portfolios())
def test_what_is_written_is_read_back_and_written_the_same(rows: list[Noun]) -> None:
    with tempfile.TemporaryDirectory() as name:
        first, second = Path(name, "first"), Path(name, "second")
        write(first, by_noun(rows).rows)
        book = read(first)
        found = plan(book, MemoryLookup())
        assert not found.warnings
        back = by_noun(change.row for change in found.changes)  # type: ignore[union-attr]  # a workbook only puts
        assert {row.ref: row for noun in NOUNS for row in back.rows(noun)} == {row.ref: row for row in rows}
        assert plan(book, by_noun(rows)).changes == ()
        write(second, back.rows)
        assert {path.name: path.read_bytes() for path in first.iterdir()} == {
            path.name: path.read_bytes() for path in second.iterdir()
        }
        _holds_no_formula(first)


def _holds_no_formula(folder: Path) -> None:
    free = {name for noun in NOUNS for name, column in columns_of(noun).items() if column.kind.free}
    for path in folder.iterdir():
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                assert not [name for name, cell in row.items() if name in free and cell[:1] in {*"=+-@\t\r"} - {""}]


def test_files_are_plain_sorted_and_private(tmp_path: Path) -> None:
    rows = [Profile("é", timezone="UTC"), Client("B", "b", pin=2), Client("A", "=a, b", pin=1)]
    paths = write(tmp_path / "new" / "book", by_noun(rows).rows)
    assert [path.name for path in paths] == [f"{noun.FILE}.csv" for noun in NOUNS]
    assert sorted(path.name for path in (tmp_path / "new" / "book").iterdir()) == sorted(path.name for path in paths)
    assert paths[0].read_bytes() == ("name,email,timezone,hours,holidays\né,,UTC,Mon-Fri 09:00-17:00,\n".encode())
    assert paths[1].read_bytes() == (
        b"key,name,aliases,pin,timezone,hours,holidays,color,status,notes\n"
        b'A,"\'=a, b",,1,,,,,active,\nB,b,,2,,,,,active,\n'
    )
    assert {stat.S_IMODE(path.stat().st_mode) for path in paths} == {0o600}
    assert stat.S_IMODE((tmp_path / "new" / "book").stat().st_mode) == 0o700


def test_numbers_and_lags_are_written_plainly(tmp_path: Path) -> None:
    rows: list[Any] = [
        Engagement("E", "A", "e", start=D, weekly_hours=Decimal("7.50"), fee=Decimal("1E+3")),
        Milestone("X", "E", "x", D), Milestone("X-2D", "E", "x", D),
        Milestone("Y", "E", "y", D, after=(Predecessor("X", -2), Predecessor("X-2D", 5))),
    ]  # fmt: skip
    write(tmp_path, by_noun(rows).rows)
    assert ",7.5,,1000," in (tmp_path / "engagements.csv").read_text(encoding="utf-8")
    assert ",X-02d X-2D+5d," in (tmp_path / "milestones.csv").read_text(encoding="utf-8")


def test_older_files_do_not_survive_an_export_and_an_existing_folder_keeps_its_mode(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    (tmp_path / "milestones.csv").write_text("key,engagement,title,due\nOLD,E,o,2026-01-01\n", encoding="utf-8")
    write(tmp_path, by_noun([Profile()]).rows)
    assert "OLD" not in (tmp_path / "milestones.csv").read_text(encoding="utf-8")
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


def test_pins_that_an_import_would_give_are_written(tmp_path: Path) -> None:
    clients = [Client("A", "a"), Client("B", "b", pin=1), Client("C", "c", status="archived")]
    write(tmp_path, by_noun(clients).rows)
    found = plan(read(tmp_path), MemoryLookup())
    pins = {change.row.key: change.row.pin for change in found.changes}  # type: ignore[union-attr]  # clients are put
    assert pins == {"A": 2, "B": 1, "C": None}


def test_where_it_cannot_be_written_what_stood_there_stands(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(InputError, match="can't be written"):
        write(tmp_path / "file", by_noun([Profile()]).rows)
    folder = tmp_path / "book"
    (folder / "notes.csv" / "x").mkdir(parents=True)
    with pytest.raises(InputError, match="can't be written"):
        write(folder, by_noun([Profile()]).rows)
    assert not [path for path in folder.iterdir() if path.name.startswith(".")]
