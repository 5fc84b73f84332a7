"""``pmdesk vendors``, ``selections``, ``raid`` and ``lessons``: each with ``--json``, under a lock by what is seen."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Command, workbook


@pytest.fixture
def desk(pmdesk: Command, tmp_path: Path) -> Command:
    book = workbook(
        tmp_path / "wb",
        clients="key,name\nACME,Acme Retail\nBOR,Borealis Energy\n",
        vendors="key,name,services\nFIBRE,FibreCo,cables\nIDLE,Idle Ltd,\n",
        contacts="key,of,name,escalation\nPRIYA,client/ACME,Priya Nair,1\nCHIEF,client/ACME,Chief,2\n",
        engagements="key,client,name,start\nACME-POS,ACME,POS rollout,2026-01-05\nBOR-HQ,BOR,HQ move,2026-01-05\n",
        assignments="key,vendor,engagement,start\nACME-POS.A,FIBRE,ACME-POS,2026-11-02\n"
        "BOR-HQ.A,FIBRE,BOR-HQ,2026-11-02\n",
        milestones="key,engagement,title,due,status,owner,done_on,baseline\n"
        "ACME-POS.M1,ACME-POS,Cables,2026-03-02,done,vendor/FIBRE,2026-03-06,2026-03-02\n"
        "BOR-HQ.M1,BOR-HQ,Link,2026-03-02,done,vendor/FIBRE,2026-03-02,2026-03-02\n"
        "BOR-HQ.M2,BOR-HQ,Switch,2026-12-04,planned,vendor/FIBRE,,2026-12-04\n",
        raid="key,engagement,type,title,probability,impact,review,visibility,notes\n"
        "ACME-POS.R1,ACME-POS,risk,Permit late,4,5,2026-11-20,client,do not show\n"
        "ACME-POS.R2,ACME-POS,issue,Router dead,,,,mine,\n"
        "BOR-HQ.R1,BOR-HQ,risk,Movers strike,2,2,,client,\n",
        lessons="key,engagement,title,date,what_happened,recommendation,tags\n"
        "ACME-POS.L1,ACME-POS,Ask for permits early,2026-03-01,Priya Nair of Acme Retail waited,"
        "Six weeks before,permit\n",
        notes="key,client,date,text\nN1,BOR,2026-03-02,The permit of Borealis is late\n",
    )
    assert pmdesk("import", book).status == 0
    return pmdesk


def read(desk: Command, *args: str) -> Any:
    answer = desk(*args, "--json")
    assert (answer.status, answer.err) == (0, "")
    return json.loads(answer.out)


def test_vendors_with_their_record(desk: Command) -> None:
    every = read(desk, "vendors")
    assert [one["key"] for one in every] == ["FIBRE", "IDLE"]
    fibre = read(desk, "vendors", "fibre")
    assert fibre == every[0]
    assert (fibre["clients"], fibre["record"]["on_time"], fibre["record"]["slip_days"]) == (["ACME", "BOR"], 0.5, 2.0)
    assert len(fibre["weeks"]) == 12
    assert "on time 50 %: 1 of 2 kept" in desk("vendors", "FIBRE").out
    assert desk("vendors", "NONE").err == "pmdesk: there is no vendor NONE\n"


def test_who_is_hit_if_a_vendor_slips(desk: Command) -> None:
    told = read(desk, "vendors", "FIBRE", "--slip", "5")
    assert told["clients"] == ["BOR"]
    assert told["hits"][0]["now"] == "2026-12-09"
    assert "BOR milestone/BOR-HQ.M2 moves: 2026-12-04 -> 2026-12-09" in desk("vendors", "FIBRE", "--slip", "5").out
    assert desk("vendors", "--slip", "5").status == 2


def test_a_vendor_is_rated(desk: Command) -> None:
    assert desk("rate", "FIBRE", "quality", "4", "--weight", "3", "--note", "tidy").out == (
        "rated FibreCo 4 of 5 by quality\n"
    )
    assert desk("rate", "FIBRE", "manners", "2", "--weight", "1").status == 0
    assert read(desk, "vendors", "FIBRE")["rating"]["mean"] == 3.5
    assert "quality 4 ×3: tidy" in desk("vendors", "FIBRE").out
    asked = (("FIBRE", "q", "6"), ("NONE", "q", "3"), ("FIBRE", " ", "3"), ("FIBRE", "q", "3", "--weight", "x"))
    for wrong in asked:
        assert desk("rate", *wrong).status == 2


def test_the_register_with_history(desk: Command) -> None:
    assert [one["key"] for one in read(desk, "raid")] == ["ACME-POS.R1", "BOR-HQ.R1", "ACME-POS.R2"]
    assert [one["key"] for one in read(desk, "raid", "--due")] == ["ACME-POS.R1"]
    assert [one["key"] for one in read(desk, "raid", "--type", "risk", "--client", "bor")] == ["BOR-HQ.R1"]
    assert desk("escalate", "ACME-POS.R1", "--hours", "4").out == "escalated Permit late to Priya Nair\n"
    assert desk("answer", "ACME-POS.R1", "on Friday").out == "noted an answer to Permit late\n"
    assert desk("escalate", "ACME-POS.R1").out == "escalated Permit late to Chief\n"
    assert "nobody is left to ask at Acme Retail" in desk("escalate", "ACME-POS.R1").err
    assert desk("occurred", "ACME-POS.R1").out == "Permit late has become an issue\n"
    told = read(desk, "raid", "ACME-POS.R1")
    assert [(step["contact"], step["hours"], step["answer"]) for step in told["escalations"]] == [
        ("PRIYA", 4.0, "on Friday"), ("CHIEF", 8.0, ""),
    ]  # fmt: skip
    assert [(turn["was"], turn["became"]) for turn in told["history"]] == [("risk", "issue")]
    assert "was risk until" in desk("raid", "ACME-POS.R1").out
    assert desk("occurred", "ACME-POS.R1").status == 2


def test_lessons_and_notes_are_found(desk: Command) -> None:
    assert [one["ref"] for one in read(desk, "lessons", "perm")] == ["lesson/ACME-POS.L1"]
    assert [one["ref"] for one in read(desk, "lessons", "perm", "--notes")] == ["lesson/ACME-POS.L1", "note/N1"]
    assert [one["ref"] for one in read(desk, "lessons", "perm", "--notes", "--client", "BOR")] == ["note/N1"]
    assert read(desk, "lessons", 'NEAR("') == []
    assert desk("lessons", "xyzzy").out == "nothing found\n"
    assert "next time: Six weeks before" in desk("lessons").out
    (like,) = read(desk, "lessons", "--like", "vendor/fibre")
    assert like["why"] == ["FibreCo"]
    assert desk("lessons", "--like", "vendor/NONE").status == 2


def test_a_lesson_is_shown_before_it_is_used_and_names_nobody(desk: Command) -> None:
    told = read(desk, "use", "ACME-POS.L1", "--for", "BOR-HQ")
    assert (told["why"], told["made"]) == ("a contact of the client waited", None)
    assert {"was": "Acme Retail", "now": "the client"} in told["replaced"]
    assert read(desk, "list", "actions")["actions"] == []
    made = desk("use", "ACME-POS.L1", "--for", "BOR-HQ", "--as", "closing", "--take")
    assert "made action/BOR-HQ.ASK" in made.out
    (action,) = read(desk, "list", "actions")["actions"]
    assert ("closing" in action["tags"], action["engagement"]) == (True, "BOR-HQ")
    refused = desk("use", "ACME-POS.L1", "--for", "BOR-HQ", "--title", "As at Acme Retail", "--take")
    assert (refused.status, len(read(desk, "list", "actions")["actions"])) == (2, 1)
    assert "mentions Acme Retail (ACME)" in refused.err


def test_under_a_lock_only_what_that_client_sees(desk: Command) -> None:
    (fibre,) = read(desk, "vendors", "--lock", "ACME")
    assert (fibre["clients"], fibre["record"]["due"]) == (["ACME"], 1)
    assert not {"weeks", "capacity", "rating"} & fibre.keys()
    assert [one["key"] for one in read(desk, "raid", "--lock", "ACME")] == ["ACME-POS.R1"]
    assert desk("raid", "BOR-HQ.R1", "--lock", "ACME").status == 2
    slip = read(desk, "vendors", "FIBRE", "--slip", "5", "--lock", "ACME")
    assert slip["clients"] == []
    for args in (("lessons",), ("selections",), ("rate", "FIBRE", "q", "3"), ("escalate", "ACME-POS.R1"),
                 ("use", "ACME-POS.L1", "--for", "ACME-POS"), ("raid", "--client", "BOR")):  # fmt: skip
        answer = desk(*args, "--lock", "ACME")
        assert (answer.status, answer.out) == (2, "")
        assert "orealis" not in answer.err
