"""Names that would be markup, a formula, a path; input that is none: one clear line, and the store as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from icalendar import Calendar
from tests.cli.conftest import Command, in_a_process, workbook

NAMES = [
    "[/]",
    "=1+1",
    "../../x",
    "[bold red]x",
    "'quoted",
    "\t=2",
    "a\x1b]52;c;aGk=\x07b",
    "\u202egnp.exe",
    "a,b;c\\n",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_name_goes_through_every_command(pmdesk: Command, tmp_path: Path, name: str) -> None:
    quoted = '"' + name.replace('"', '""') + '"'
    book = workbook(
        tmp_path / "W",
        clients=f"key,name,aliases,notes\nA,{quoted},,{quoted}\n",
        vendors=f"key,name\nV,{quoted}\n",
        engagements=f"key,client,name,start,weekly_hours\nE,A,{quoted},2026-11-01,60\n",
        milestones=f"key,engagement,title,due,acceptance\nM,E,{quoted},2026-12-06,{quoted}\n",
        events=f"key,engagement,title,start,end,vendors\nX,E,{quoted},2026-12-06T10:00,2026-12-06T11:00,V\n",
        blackouts=f"key,who,start,end,title\nB,client/A,2026-12-06,2026-12-06,{quoted}\n",
    )
    assert pmdesk("import", book).status == 0
    shown = pmdesk("conflicts").out
    assert "blackout" in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    for audience in ((), ("--audience", "A"), ("--client", "A")):
        assert pmdesk("conflicts", "--json", *audience).status == 0
    assert (
        pmdesk(
            "export", "ics", "--out", f"{tmp_path / 'cal'}/", "--include", "milestones,events,blackouts,terms"
        ).status
        == 0
    )
    assert {path.name for path in (tmp_path / "cal").iterdir()} == {"a.ics"}
    raw = (tmp_path / "cal" / "a.ics").read_bytes()
    assert not set(raw) & (set(range(32)) - {9, 10, 13})
    Calendar.from_ical(raw)
    assert pmdesk("export", "csv", "--out", tmp_path / "out").status == 0
    for file in (tmp_path / "out").iterdir():
        cells = file.read_text(encoding="utf-8").replace('"', "").replace("\n", ",").split(",")
        assert not [cell for cell in cells if cell.startswith(("=", "@", "\t"))]
    assert pmdesk("--store", tmp_path / "two.db", "import", tmp_path / "out").status == 0
    pmdesk("--store", tmp_path / "two.db", "export", "csv", "--out", tmp_path / "again")
    for file in (tmp_path / "out").iterdir():
        assert (tmp_path / "again" / file.name).read_bytes() == file.read_bytes()
    assert pmdesk("log").status == 0


def test_every_bad_cell_is_named_and_nothing_is_written(pmdesk: Command, tmp_path: Path) -> None:
    pmdesk("import", workbook(tmp_path / "good", clients="key,name\nA,Alpha\n"))
    before = (tmp_path / "s.db").read_bytes()
    book = workbook(
        tmp_path / "bad",
        clients="key,name,pin\nB,Beta,0\nC,,1\n",
        milestones="key,engagement,title,due\nM,E,x,31/02/2027\n",
    )
    answer = pmdesk("import", book)
    assert answer.status == 2
    assert answer.err.splitlines() == [
        "clients.csv:2: pin: '0' is not between 1 and 9",
        "clients.csv:3: name: is empty, and it is required",
        "clients.csv:3: pin: '1' is the pin of A already",
        "milestones.csv:2: engagement: 'E' is no known engagement",
        "milestones.csv:2: due: '31/02/2027' is not a date (want YYYY-MM-DD)",
    ]
    assert (tmp_path / "s.db").read_bytes() == before


def test_a_spreadsheets_csv_is_read(pmdesk: Command, tmp_path: Path) -> None:
    folder = tmp_path / "W"
    folder.mkdir()
    text = "Name;KEY;capacity\r\nFibre;fibre;1,5\r\n"
    (folder / "vendors.csv").write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert pmdesk("import", folder).status == 0
    pmdesk("export", "csv", "--out", tmp_path / "out")
    assert (tmp_path / "out" / "vendors.csv").read_text().splitlines()[1].startswith("FIBRE,Fibre,,,,1.5,")


@pytest.mark.parametrize(
    ("args", "status"),
    [
        (["import", "nowhere"], 2),
        (["import", "."], 2),
        (["conflicts"], 3),
        (["export", "csv", "--out", "x"], 3),
        (["export", "csv", "--out", "-"], 2),
        (["undo"], 3),
        (["sing"], 2),
        (["conflicts", "--sing"], 2),
    ],
)
def test_what_can_not_be_done_is_said_in_a_line(tmp_path: Path, args: list[str], status: int) -> None:
    (tmp_path / "empty").mkdir()
    shown = in_a_process(
        "--store", tmp_path / "none" / "s.db", *[str(tmp_path / "empty") if a == "." else a for a in args]
    )
    assert shown.returncode == status
    assert len(shown.stderr.splitlines()) == 1
    assert "Traceback" not in shown.stderr


def test_the_store_may_be_named_by_the_environment(tmp_path: Path) -> None:
    book = workbook(tmp_path / "W", clients="key,name\nA,Alpha\n")
    env = {"PMDESK_STORE": str(tmp_path / "env.db")}
    assert in_a_process("import", book, env=env).returncode == 0
    assert "imported 1 row" in in_a_process("log", env=env).stdout
    assert (tmp_path / "env.db").exists()
