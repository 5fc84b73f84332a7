from pathlib import Path

import pytest

from pmdesk.errors import InputError
from pmdesk.exchange.workbook import read
from pmdesk.model import Client, Contact, Engagement, Note

from .books import book


def faults(folder: Path, files: dict[str, str | bytes]) -> list[str]:
    return [fault.text for fault in sorted(read(book(folder, files, base=False)).faults)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_any_line_end_mark_and_delimiter(tmp_path: Path, end: str, mark: str, delimiter: str) -> None:
    rows = [["key", "name", "notes"], ["acme", "Acme, Inc; Ltd", "5"], [], ["bor", "Bor", "x"], ["c d", "", ""]]
    text = mark + end.join(delimiter.join(f'"{cell}"' for cell in row) for row in rows) + end
    book_read = read(book(tmp_path, {"clients": text}, base=False))
    sheet = book_read.sheets[Client]
    assert sheet.values["key"][:2] == ["ACME", "BOR"]
    assert sheet.values["name"][0] == "Acme, Inc; Ltd"
    assert sheet.lines == [2, 4, 5]
    assert sorted(fault.text.partition(": '")[0] for fault in book_read.faults) == [
        "clients.csv:5: key",
        "clients.csv:5: name: is empty, and it is required",
    ]


def test_lines_are_the_physical_ones_on_which_rows_begin(tmp_path: Path) -> None:
    text = 'key,date,text\nN1,2026-01-01,"one\ntwo\r\nthree"\n,,\n\nN2,2026-99-01,x\nN3,"2026-01-0\n3",x\n'
    sheet = read(book(tmp_path, {"notes": text}, base=False)).sheets[Note]
    assert sheet.lines == [2, 7, 8]
    assert sheet.values["text"][0] == "one\ntwo\nthree"
    assert faults(tmp_path, {"notes": text}) == [
        "notes.csv:7: date: '2026-99-01' is not a date (want YYYY-MM-DD)",
        "notes.csv:8: date: '2026-01-0\\n3' is not a date (want YYYY-MM-DD)",
    ]


def test_every_bad_cell_is_named(tmp_path: Path) -> None:
    text = (
        "key,client,name,start,weekly_hours,status,report_day\n"
        "A B,ACME,,31/02/2027,-1,open,Mon\nOK,A,n,2026-01-01,1e3,,Xyz\n"
    )
    assert faults(tmp_path, {"engagements": text}) == [
        "engagements.csv:2: key: 'A B' is not a key "
        "(want 1 to 32 of A-Z, 0-9, '.', '_', '-', beginning with a letter or digit)",
        "engagements.csv:2: name: is empty, and it is required",
        "engagements.csv:2: status: 'open' is not one of proposed, active, paused, closed",
        "engagements.csv:2: start: '31/02/2027' is not a date (want YYYY-MM-DD)",
        "engagements.csv:2: weekly_hours: '-1' is negative (want 0 or more)",
        "engagements.csv:3: weekly_hours: '1e3' is not a number (want a decimal with a point and at most 4 places)",
        "engagements.csv:3: report_day: 'Xyz' is not one of Mon, Tue, Wed, Thu, Fri, Sat, Sun",
    ]


def test_columns_in_any_order_and_case_and_unknown_ones_are_warned_of(tmp_path: Path) -> None:
    book(tmp_path, {"clients": " NAME , Key,Mood,,uid\nAcme,ACME,good,,1\n", "misc": "x", "people": ""}, base=False)
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    (tmp_path / ".DS_Store").write_text("x", encoding="utf-8")
    found = read(tmp_path)
    assert found.sheets[Client].values == {"name": ["Acme"], "key": ["ACME"]}
    assert found.warnings == [
        "misc.csv: unknown file, left out",
        "notes.txt: unknown file, left out",
        "people.csv: unknown file, left out",
        "clients.csv: unknown column 'Mood', left out",
        "clients.csv: unknown column 'uid', left out",
    ]
    assert found.faults == []


def test_a_required_column_that_is_missing_or_one_there_twice(tmp_path: Path) -> None:
    assert faults(tmp_path, {"engagements": "key,name,start,Name\nA,a,2026-02-30,b\n"}) == [
        "engagements.csv:1: client: the column is missing, and it is required",
        "engagements.csv:1: name: the column is there twice",
        "engagements.csv:2: start: '2026-02-30' is not a date (want YYYY-MM-DD)",
    ]


def test_short_rows_are_filled_and_long_ones_refused(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"clients": "key,name,notes\nA,Short\nB,Long,one, two\nC,Fine,x,,\n"}
    assert faults(tmp_path, files) == [
        "clients.csv:3: notes: 4 cells, the header has 3 (a text with a delimiter in it needs quotes)"
    ]
    assert read(tmp_path).sheets[Client].values["notes"][0] == ""


def test_a_cell_under_no_name_is_not_lost_in_silence(tmp_path: Path) -> None:
    assert faults(tmp_path, {"clients": "key,name,,\nA,x,,\nB,x,y,\n"}) == [
        "clients.csv:3: name: 4 cells, the header has 2 (a text with a delimiter in it needs quotes)"
    ]


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"key,name\nA,a\nB,caf\xe9\n", "clients.csv:3: holds the byte 0xe9, which is not UTF-8 (save it as UTF-8)"),
        ("key,name\nA,a\n".encode("utf-16"), "clients.csv:1: is UTF-16, not UTF-8 (save it as CSV UTF-8)"),
        (b"key,name\r\nA,a\r\nB,\0\r\n", "clients.csv:3: holds a NUL, which no text has"),
        (b'key,name\nA,a\nB,"open\nC,c\n', "clients.csv:3: has a quote that is not closed"),
        (
            b'key,name\nA,"a"b\nC,c\n',
            "clients.csv:2: has text after a closing quote (a quote inside a quoted cell is written twice)",
        ),
        (b"", "clients.csv:1: is empty (want a header row)"),
        (b"\xef\xbb\xbf\n\n", "clients.csv:1: is empty (want a header row)"),
        (b"\xed\xa0\x80", "clients.csv:1: holds the byte 0xed, which is not UTF-8 (save it as UTF-8)"),
        (
            b"key,name\nA," + b"x" * 200_000,
            "clients.csv:2: has a cell longer than 100,000 characters (is a quote not closed?)",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_one_line(tmp_path: Path, data: bytes, line: str) -> None:
    assert faults(tmp_path, {"clients": data}) == [line]


def test_a_long_text_is_one_line(tmp_path: Path) -> None:
    (line,) = faults(tmp_path, {"clients": "key,name,notes\nA,a," + "x" * 100_001})
    assert line.startswith("clients.csv:2: notes: 'xxx")
    assert line.endswith("is longer than 100,000 characters")


def test_a_surrogate_is_not_utf8(tmp_path: Path) -> None:
    assert faults(tmp_path, {"clients": "key,name\nA,\ud800\n"}) == [
        "clients.csv:2: holds the byte 0xed, which is not UTF-8 (save it as UTF-8)"
    ]


def test_what_a_file_names_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "clients.csv").mkdir()
    assert [fault.text for fault in read(tmp_path).faults] == ["clients.csv:1: is not a file"]


def test_not_a_workbook(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        read(tmp_path / "nowhere")
    with pytest.raises(InputError, match="holds no file of a workbook"):
        read(tmp_path)
    (tmp_path / "x").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="is not a folder"):
        read(tmp_path / "x")
    with pytest.raises(InputError, match=r"can't be read|does not exist"):
        read(Path("a\0b"))


def test_a_separator_line_is_passed_over_and_counted(tmp_path: Path) -> None:
    assert faults(tmp_path, {"clients": "sep=;\nkey;name;pin\nA;a;1,5\n"}) == [
        "clients.csv:3: pin: '1,5' is not a whole number"
    ]


def test_progress_is_told_by_file(tmp_path: Path) -> None:
    told: list[tuple[str, int]] = []
    book(tmp_path, {})
    read(tmp_path, lambda name, rows: told.append((name, rows)))
    assert told == [
        ("profile.csv", 1), ("clients.csv", 2), ("vendors.csv", 1), ("contacts.csv", 1), ("sites.csv", 2),
        ("engagements.csv", 2),
    ]  # fmt: skip


def test_keys_and_parties_are_read_in_any_case(tmp_path: Path) -> None:
    found = read(book(tmp_path, {"contacts": "key,of,name\npriya,Client/acme,Priya\n"}, base=False))
    assert found.sheets[Contact].values == {"key": ["PRIYA"], "of": ["client/ACME"], "name": ["Priya"]}
    found = read(book(tmp_path, {"engagements": "key,client,name,start,status\na,b,c,2026-01-01,ACTIVE\n"}))
    assert found.sheets[Engagement].values["status"] == ["active"]
