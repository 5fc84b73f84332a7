"""``pmdesk engagement``, ``scale``, ``feedback`` and ``export time``."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from tests.cli.conftest import Command, workbook

FILES = {
    "profile": "name,timezone\nMe,Europe/Madrid\n",
    "clients": "key,name\nACME,Acme\nBOR,Borealis\n",
    "contacts": (
        "key,of,name,role,escalation\nBO,client/ACME,Bo Boss,sponsor,2\nAL,client/ACME,Al Lead,lead,1\n"
        "NO,client/ACME,No Body,,\n"
    ),
    "vendors": "key,name\nFIBRE,FibreCo\n",
    "engagements": (
        "key,client,name,start,end,weekly_hours,budget_hours,notice_days,status\n"
        "POS,ACME,Tills,2026-01-05,2027-03-31,8,100,30,active\n"
        "PMO,ACME,Retainer,2026-01-05,,10,,,active\n"
        "NEXT,ACME,Next,2027-01-04,,4,,,proposed\n"
        "OTHER,BOR,Other,2026-01-05,,2,,,active\n"
    ),
    "assignments": "key,vendor,engagement,start\nX,FIBRE,POS,2026-02-02\n",
    "allocations": "engagement,start,end,weekly_hours\nPOS,2026-12-07,2027-01-31,4\n",
    "actions": (
        "key,engagement,title,tags,status\nA1,POS,Hand over,closing,open\nA2,NEXT,Badges,start,open\n"
        "A3,POS,Gone,closing,cancelled\n"
    ),
    "time": (
        "engagement,date,hours,note\nPOS,2026-11-16,60,=SUM(A1)\nPOS,2026-11-10,20,workshop\n"
        "OTHER,2026-11-10,3,calls\nPMO,2026-11-17,4,\n"
    ),
}


@pytest.fixture
def desk(pmdesk: Command, tmp_path: Path) -> Command:
    answer = pmdesk("import", workbook(tmp_path / "W", **FILES))
    assert answer.status == 0, answer.err
    return pmdesk


def test_closing_warns_of_what_is_open_and_asks_for_lessons_and_feedback(desk: Command) -> None:
    answer = desk("engagement", "POS", "--status", "closed")
    assert (answer.status, answer.out) == (0, "closed Tills\n")
    assert answer.err.splitlines() == [
        "warning: 1 closing action is open: Hand over",
        "warning: no lesson is recorded",
        "warning: no feedback is kept of Acme, FibreCo",
    ]


def test_nothing_is_asked_for_that_is_there(desk: Command, tmp_path: Path) -> None:
    rows = "key,engagement,title,tags,status\nA1,POS,Hand over,closing,done\n"
    lessons = "key,engagement,title\nL1,POS,Ask earlier\n"
    desk("import", workbook(tmp_path / "X", actions=rows, lessons=lessons))
    assert desk("feedback", "pos", "client/acme", "4", "--note", "good").status == 0
    assert desk("feedback", "POS", "vendor/FIBRE", "2").out == "kept feedback of FibreCo on Tills: 2 of 5\n"
    assert desk("engagement", "POS", "--status", "closed").err == ""


def test_becoming_active_warns_of_an_open_start_checklist(desk: Command) -> None:
    assert "warning: 1 start action is open: Badges" in desk("engagement", "NEXT", "--status", "active").err
    assert desk("engagement", "NEXT", "--status", "paused").err == ""


def test_it_says_how_an_engagement_stands(desk: Command) -> None:
    told = json.loads(desk("engagement", "POS", "--json").out)
    assert told["notice_by"] == "2027-03-01"
    assert [one["key"] for one in told["contacts"]] == ["AL", "BO", "NO"]
    assert told["checklists"] == {"start": None, "closing": "0 of 1 done"}
    hours = told["hours"]
    assert (hours["worked"], hours["left"], hours["burnt"]) == (80, 20, 0.8)
    assert hours["pace_a_week"] == 20
    assert hours["used_up"] == "2026-11-30"
    retainer = json.loads(desk("engagement", "PMO", "--json").out)["hours"]
    assert retainer["short_of_promise"] == 36


def test_hours_are_scaled_for_a_time_and_what_was_agreed_before_is_parted(desk: Command) -> None:
    told = json.loads(desk("scale", "POS", "--hours", "50", "--from", "2026-12-21", "--to", "2027-01-03", "--json").out)
    assert [(one["week"], one["planned"] - one["was"]) for one in told["weeks"]] == [
        ("2026-12-21", 46.0), ("2026-12-28", 46.0),
    ]  # fmt: skip
    rows = json.loads(desk("list", "allocations", "--json").out)["allocations"]
    assert [(row["start"], row["end"], row["weekly_hours"]) for row in rows] == [
        ("2026-12-07", "2026-12-20", 4), ("2026-12-21", "2027-01-03", 50), ("2027-01-04", "2027-01-31", 4),
    ]  # fmt: skip
    more = ("--from", "2026-12-21", "--to", "2027-01-03", "--dry-run")
    assert "over" in desk("scale", "POS", "--hours", "60", *more).out
    desk("undo")
    assert len(json.loads(desk("list", "allocations", "--json").out)["allocations"]) == 1


def test_hours_leave_for_the_invoice_without_formulas(desk: Command) -> None:
    answer = desk("export", "time", "--client", "ACME", "--period", "2026-11")
    rows = list(csv.DictReader(io.StringIO(answer.out)))
    assert [(row["date"], row["engagement"], row["hours"], row["note"]) for row in rows] == [
        ("2026-11-10", "POS", "20", "workshop"), ("2026-11-16", "POS", "60", "'=SUM(A1)"),
        ("2026-11-17", "PMO", "4", ""),
    ]  # fmt: skip
    assert "PMO" not in desk("export", "time", "--engagement", "POS").out
    assert desk("export", "time", "--client", "ACME", "--period", "2026-10").out == "date,engagement,name,hours,note\n"


def test_hours_that_name_another_client_stay(desk: Command, tmp_path: Path) -> None:
    desk("add", "log 1h @POS after the call with borealis")
    out = tmp_path / "t.csv"
    answer = desk("export", "time", "--client", "ACME", "--out", out)
    assert answer.status == 2
    assert "mentions Borealis" in answer.err
    assert not out.exists()
    assert desk("export", "time", "--client", "ACME", "--out", out, "--allow-mention").status == 0
    assert "let Borealis pass in the time sheet ACME" in desk("log").out
    assert out.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("engagement", "NONE"), "there is no engagement NONE"),
        (("feedback", "POS", "client/BOR", "3"), "is not of client/BOR"),
        (("feedback", "POS", "me", "3"), "there is no me/"),
        (("feedback", "POS", "vendor/NONE", "3"), "there is no vendor/NONE"),
        (("feedback", "POS", "client/ACME", "6"), "6 is not in the range"),
        (("scale", "POS", "--hours", "x", "--from", "2026-12-01", "--to", "2026-12-02"), "'x' is not a number"),
        (("scale", "POS", "--hours", "1", "--from", "2026-12-03", "--to", "2026-12-02"), "is before"),
        (("export", "time"), "--client is missing"),
        (("export", "time", "--engagement", "OTHER", "--client", "ACME"), "no engagement OTHER of ACME"),
        (("--lock", "ACME", "export", "time", "--client", "ACME"), "this is locked to ACME"),
        (("--lock", "ACME", "engagement", "POS"), "this is locked to ACME"),
    ],
)
def test_what_can_not_be_is_said(desk: Command, args: tuple[str, ...], words: str) -> None:
    answer = desk(*args)
    assert answer.status == 2
    assert words in answer.err
