"""``pmdesk measure`` and ``pmdesk request``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Command, workbook

FILES = {
    "profile": "name,timezone\nMe,Europe/Madrid\n",
    "clients": "key,name,timezone,hours\nACME,Acme,America/Chicago,Mon-Fri 09:00-17:00\n",
    "vendors": "key,name,timezone,hours\nFIBRE,FibreCo,Asia/Kolkata,Mon-Fri 09:00-17:00\n",
    "engagements": "key,client,name,start\nPOS,ACME,POS rollout,2026-01-05\n",
    "milestones": (
        "key,engagement,title,due,baseline,status,done_on,owner\n"
        "M1,POS,One,2026-11-03,2026-11-03,done,2026-11-03,me\n"
        "M2,POS,Two,2026-11-10,2026-11-05,done,2026-11-10,vendor/FIBRE\n"
        "M3,POS,Three,2026-11-20,2026-11-12,planned,,me\n"
        "M4,POS,Four,2026-12-20,2026-12-20,planned,,me\n"
        "M5,POS,Five,2026-11-06,2026-11-06,cancelled,,me\n"
    ),
    "kpis": (
        "key,engagement,vendor,name,unit,target,direction,period,sla\n"
        "OT,POS,,Milestones on time,%,90,at-least,monthly,no\n"
        "SLIP,POS,,Median slip,d,2,at-most,monthly,no\n"
        "RESP,POS,FIBRE,Response,h,4,at-most,monthly,yes\n"
    ),
}


@pytest.fixture
def desk(pmdesk: Command, tmp_path: Path) -> Command:
    assert pmdesk("import", workbook(tmp_path / "W", **FILES)).status == 0
    return pmdesk


def test_milestones_kept_and_their_slip_are_measured(desk: Command) -> None:
    assert desk("measure", "OT", "--by", "on-time").status == 0
    answer = desk("measure", "SLIP", "--by", "median-slip", "--json")
    assert json.loads(answer.out)["measurements"] == [
        {"kpi": "SLIP", "date": "2026-11-23", "value": 2.5, "note": "computed: 2 done"}
    ]
    again = desk("measure", "--dry-run")
    assert again.out == (
        "OT: 33.3333 on 2026-11-23 (computed: 1 of 3 kept)\nSLIP: 2.5 on 2026-11-23 (computed: 2 done)\n"
    )
    assert "missed" in {one["kind"] for one in json.loads(desk("today", "--json").out)["alerts"]}


def test_a_response_counts_in_the_vendors_business_hours_without_pauses(desk: Command) -> None:
    assert desk("measure", "RESP", "--by", "response-worst").status == 0
    assert desk("request", "open", "RESP", "Router dead", "--at", "2026-11-20T16:00").out.endswith("request/RESP.1\n")
    desk("request", "pause", "RESP.1", "--at", "2026-11-23T10:00")
    desk("request", "resume", "RESP.1", "--at", "2026-11-23T12:00")
    desk("request", "answer", "RESP.1", "--at", "2026-11-23T14:30")
    assert desk("measure", "RESP").out == "RESP: 4.5 on 2026-11-23 (computed: 1 request)\n"
    assert desk("undo").status == 0
    assert desk("request", "answer", "RESP.1", "--at", "2026-11-24T09:00").status == 2


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("measure", "NONE"), "there is no KPI NONE"),
        (("measure", "OT"), "OT is typed, not computed"),
        (("measure", "OT", "--by", "luck"), "'luck' is no rule"),
        (("measure", "--by", "on-time"), "--by needs a KPI"),
        (("request", "open", "RESP"), "the request needs a title"),
        (("request", "open", "RESP", "x", "--at", "soon"), "is not a time stamp"),
        (("request", "pause", "RESP.9"), "there is no request RESP.9"),
        (("--lock", "ACME", "measure"), "this is locked to ACME"),
    ],
)
def test_what_can_not_be_is_said(desk: Command, args: tuple[str, ...], words: str) -> None:
    answer = desk(*args)
    assert answer.status == 2
    assert words in answer.err


def test_a_step_out_of_turn_is_refused(desk: Command) -> None:
    desk("request", "open", "RESP", "Router dead", "--at", "2026-11-20T16:00")
    assert "not paused" in desk("request", "resume", "RESP.1", "--at", "2026-11-20T17:00").err
    assert "is before" in desk("request", "pause", "RESP.1", "--at", "2026-11-20T15:00").err
    desk("request", "pause", "RESP.1", "--at", "2026-11-20T17:00")
    assert "paused already" in desk("request", "pause", "RESP.1", "--at", "2026-11-20T18:00").err


def test_rules_and_requests_travel_in_the_dump(desk: Command, tmp_path: Path) -> None:
    desk("measure", "RESP", "--by", "response-worst")
    desk("request", "open", "RESP", "Router dead", "--at", "2026-11-20T16:00")
    desk("export", "json", "--out", tmp_path / "d.json")
    dump = (tmp_path / "d.json").read_text(encoding="utf-8")
    assert "response-worst" in dump
    assert "Router dead" in dump


def test_holidays_of_years_past_do_not_count(desk: Command, tmp_path: Path) -> None:
    rows = "key,name,timezone,hours,holidays\nFIBRE,FibreCo,Asia/Kolkata,Mon-Fri 09:00-17:00,ES\n"
    desk("import", workbook(tmp_path / "X", vendors=rows))
    desk("measure", "RESP", "--by", "response-worst")
    desk("request", "open", "RESP", "Router dead", "--at", "2020-12-24T16:00")
    desk("request", "answer", "RESP.1", "--at", "2020-12-28T10:00")
    assert desk("measure", "RESP", "--on", "2020-12-31").out == "RESP: 2 on 2020-12-31 (computed: 1 request)\n"
