"""``pmdesk bid`` on the sample: text, JSON, wrong questions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Answer, Command
from tests.cli.test_imports import loaded


@pytest.fixture
def bid(pmdesk: Command, kept: Path) -> Command:
    """``pmdesk bid`` on the sample."""

    def command(*args: str | Path) -> Answer:
        return pmdesk("--store", kept, "bid", *args)

    return command


TERM = ("--from", "2027-05-03", "--to", "2027-06-30")


def test_it_fits(bid: Command) -> None:
    answer = bid("--hours", "16", *TERM)
    assert answer.status == 0
    assert answer.out.splitlines() == [
        "16 h a week, 3 May 2027 – 30 Jun 2027: fits",
        "  first starts that fit: 3 May 2027, 10 May 2027, 17 May 2027",
    ]


def test_what_breaks_and_what_would_help(bid: Command) -> None:
    answer = bid("--hours", "16", "--from", "2027-03-22", "--to", "2027-05-02", "--date", "2027-04-25")
    assert answer.out.splitlines() == [
        "16 h a week, 22 Mar 2027 – 2 May 2027: fits with changes",
        "  breaks 22 Mar 2027 – 28 Mar 2027: more hours than there are (43.2 of 25.5)",
        "  breaks 25 Apr 2027: not a working day",
        "  change week of 22 Mar 2027: 0 h instead of 16 h",
        "  change week of 5 Apr 2027: 20 h instead of 16 h",
        "  change week of 12 Apr 2027: 20 h instead of 16 h",
        "  change week of 19 Apr 2027: 20 h instead of 16 h",
        "  change week of 26 Apr 2027: 20 h instead of 16 h",
        "  change 25 Apr 2027 moves to 26 Apr 2027",
        "  all weeks have room for 0 h a week",
        "  first starts that fit: none in the two years looked at",
    ]


def test_json(bid: Command) -> None:
    args = ("--hours", "2", "--from", "2026-11-30", "--to", "2026-12-11", "--with", "dunes-soc2", "--vendor", "fibre:1")
    told = json.loads(bid(*args, "--json").out)
    assert told.keys() == {
        "as_of", "hours", "from", "to", "verdict", "most_hours", "first_break", "breaks", "changes", "starts",
    }  # fmt: skip
    assert told["verdict"] == "does not fit"
    assert told["first_break"] == told["breaks"][0]
    assert {one["who"] for one in told["breaks"]} == {"me", "vendor/FIBRE"}
    crews = [one for one in told["breaks"] if one["kind"] == "units"]
    assert all(one["peak"] > one["limit"] == 1.0 for one in crews)


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--hours", "x", *TERM), "--hours: 'x' is not a number"),
        (("--hours", "-1", *TERM), "--hours: '-1' is negative"),
        (("--hours", "1", "--from", "2027-06-30", "--to", "2027-05-03"), "--to 2027-05-03 is before"),
        (("--hours", "1", *TERM, "--vendor", "NOBODY"), "there is no vendor NOBODY"),
        (("--hours", "1", *TERM, "--vendor", "FIBRE:x"), "--vendor: 'x' is not a number"),
        (("--hours", "1", *TERM, "--vendor", "!"), "--vendor: '!' is not a key"),
        (("--hours", "1", *TERM, "--with", "NOTHING"), "there is no engagement NOTHING"),
        (("--hours", "1", *TERM, "--engagement", "ACME-POS"), "ACME-POS runs from 2026-08-31 to 2027-02-05"),
        (("--hours", "1", *TERM, "--lock", "ACME"), "this is locked to ACME"),
        (("--hours", "1"), "Missing option '--from'"),
    ],
)
def test_a_wrong_question_gets_one_line_and_2(bid: Command, args: tuple[str, ...], words: str) -> None:
    answer = bid(*args)
    assert (answer.status, answer.out, len(answer.err.splitlines())) == (2, "", 1)
    assert words in answer.err


def test_it_loads_no_heavy_module(bid: Command, tmp_path: Path) -> None:
    assert bid("--hours", "1", *TERM).status == 0
    assert loaded("--store", str(tmp_path / "kept.db"), "bid", "--hours", "1", *TERM) == "[]"
