import filecmp
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests import generate
from tests.generating.world import ANCHOR, SIZES, Size
from tests.workbook_rules import COLUMNS, Workbook, read, violations


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    folder = tmp_path_factory.mktemp("small")
    generate.write(folder, SIZES["S"], seed=1)
    return read(folder)


@pytest.mark.parametrize(("seed", "size"), [(1, SIZES["S"]), (2, SIZES["S"]), (3, Size(5, 1500, 900))])
def test_every_rule_of_a_workbook_is_kept(tmp_path: Path, seed: int, size: Size) -> None:
    generate.write(tmp_path, size, seed)
    assert violations(read(tmp_path)) == []


def test_sizes_are_what_they_are_said_to_be(tmp_path: Path) -> None:
    assert {"S": Size(12, 600, 400), "M": Size(50, 10_000, 5_000), "L": Size(200, 50_000, 20_000)} == SIZES
    counts = generate.write(tmp_path, SIZES["M"])
    assert (counts["clients"], counts["milestones"], counts["events"]) == (50, 10_000, 5_000)
    assert counts["engagements"] == 200
    assert {name: len(rows) for name, rows in read(tmp_path).items()} == counts


def test_every_file_has_rows_and_the_columns_of_a_workbook(book: Workbook) -> None:
    for name, columns in COLUMNS.items():
        assert book[name], name
        assert list(book[name][0]) == [spec.partition(":")[0].rstrip("!") for spec in columns.split()]
    for column in ("after", "baseline", "done_on", "site", "accepted_by", "url"):
        assert any(row[column] for row in book["milestones"]), column


def test_the_same_seed_gives_the_same_bytes_and_another_does_not(tmp_path: Path) -> None:
    for name, seed in (("a", 7), ("b", 7), ("c", 8)):
        generate.write(tmp_path / name, SIZES["S"], seed)
    files = [f"{name}.csv" for name in COLUMNS]
    assert filecmp.cmpfiles(tmp_path / "a", tmp_path / "b", files, shallow=False)[0] == files
    assert "milestones.csv" in filecmp.cmpfiles(tmp_path / "a", tmp_path / "c", files, shallow=False)[1]


def test_the_number_of_notes_changes_nothing_else(tmp_path: Path) -> None:
    generate.write(tmp_path / "a", SIZES["S"])
    counts = generate.write(tmp_path / "b", SIZES["S"], notes=1234)
    assert counts["notes"] == 1234
    files = [f"{name}.csv" for name in COLUMNS]
    assert filecmp.cmpfiles(tmp_path / "a", tmp_path / "b", files, shallow=False)[1] == ["notes.csv"]


def test_it_spreads_from_a_year_before_the_anchor_to_two_after(book: Workbook) -> None:
    dues = sorted(date.fromisoformat(row["due"]) for row in book["milestones"])
    first, last = ANCHOR - timedelta(days=365), ANCHOR + timedelta(days=730)
    assert first <= dues[0] < first + timedelta(days=90)
    assert last - timedelta(days=90) < dues[-1] <= last


def test_milestones_fall_on_working_days_mostly_and_hang_in_chains(book: Workbook) -> None:
    client = {row["key"]: row["client"] for row in book["engagements"]}
    sunday = {row["key"] for row in book["clients"] if row["hours"].startswith("Sun")}
    off = [
        row
        for row in book["milestones"]
        if date.fromisoformat(row["due"]).weekday() in ((4, 5) if client[row["engagement"]] in sunday else (5, 6))
    ]
    assert len(off) < 0.05 * len(book["milestones"])
    assert 0.4 < sum(bool(row["after"]) for row in book["milestones"]) / len(book["milestones"]) < 0.7


def test_about_three_events_in_ten_recur_and_end(book: Workbook) -> None:
    rules = [row["rrule"] for row in book["events"] if row["rrule"]]
    assert 0.2 < len(rules) / len(book["events"]) < 0.4
    assert all("UNTIL=" in rule or "COUNT=" in rule for rule in rules)
    assert {rule.split(";")[0] for rule in rules} >= {"FREQ=WEEKLY", "FREQ=MONTHLY"}


def test_it_runs_as_a_program(tmp_path: Path) -> None:
    script = Path(generate.__file__)
    command = [
        sys.executable,
        str(script),
        "--size",
        "S",
        "--seed",
        "4",
        "--out",
        str(tmp_path / "w"),
        "--anchor",
        "2028-02-29",
    ]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=tmp_path)
    assert "milestones 600\n" in done.stdout
    assert violations(read(tmp_path / "w")) == []
