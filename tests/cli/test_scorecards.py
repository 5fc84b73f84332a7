"""``pmdesk scorecards``, ``reports`` and ``log --json``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Command


@pytest.fixture
def sample(pmdesk: Command, taken_in: Path) -> Command:
    assert (taken_in / "s.db").exists()
    return pmdesk


def test_measures_stand_worst_first_with_their_trend(sample: Command) -> None:
    told = json.loads(sample("scorecards", "--json").out)["scorecards"]
    assert {"missed", "met"} <= {one["state"] for one in told}
    assert [one["grave"] for one in told] == sorted((one["grave"] for one in told), reverse=True)
    lines = sample("scorecards").out.splitlines()
    assert len(lines) == len(told)
    assert told[0]["kpi"] in lines[0]
    mine = json.loads(sample("scorecards", "--client", "ACME", "--json").out)["scorecards"]
    assert {one["engagement"] for one in mine} == {"ACME-POS", "ACME-PMO"}


def test_a_lock_shows_its_own_measures_alone(sample: Command) -> None:
    told = json.loads(sample("--lock", "ACME", "scorecards", "--json").out)["scorecards"]
    assert {one["engagement"] for one in told} <= {"ACME-POS", "ACME-PMO"}
    assert sample("--lock", "ACME", "scorecards", "--client", "BOR").status == 2
    assert sample("scorecards", "--client", "NOBODY").status == 2


def test_reports_are_listed_and_printed_as_they_were_sent(sample: Command) -> None:
    assert sample("reports").out == "no reports were sent yet\n"
    sent = sample("report", "ACME").out
    sample("report", "BOR", "--format", "html")
    told = json.loads(sample("reports", "--json").out)["reports"]
    assert [(one["scope"], one["form"], one["day"]) for one in told] == [
        ("client/BOR", "html", "2026-11-23"), ("client/ACME", "md", "2026-11-23"),
    ]  # fmt: skip
    assert sample("reports", str(told[1]["id"])).out == sent
    assert "BOR" not in sample("--lock", "ACME", "reports").out
    assert sample("--lock", "ACME", "reports", str(told[0]["id"])).status == 2


def test_the_log_is_an_object_too(sample: Command) -> None:
    sample("add", "note CFO wants dates weekly @ACME")
    newest = json.loads(sample("log", "--json", "--limit", "1").out)["log"][0]
    assert newest["clients"] == ["ACME"]
    assert (newest["by"], newest["state"]) == ("command", "done")


def test_no_list_names_anybody_else_under_a_lock(sample: Command) -> None:
    from pmdesk.desk.listing import LISTS

    others = ("BOR", "CEDAR", "DUNES", "ELM", "FARO", "Borealis", "Cedar", "Dunes", "Elmwood", "Fundación")
    for name in LISTS:
        answer = sample("--lock", "ACME", "list", name, "--json")
        assert answer.status == 0, name
        assert not [word for word in others if word in answer.out], name
        rows = json.loads(answer.out)[name]
        assert not [row for row in rows if row.get("notes")], name
