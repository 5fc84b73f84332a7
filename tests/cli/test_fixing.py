"""``fixes``, ``fix``, ``waive`` and ``slot`` from outside, on the sample portfolio."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Command, workbook


@pytest.fixture
def sample(taken_in: Path) -> Path:
    """The sample portfolio, written as a workbook and taken in."""
    return taken_in


def conflicts(pmdesk: Command, *args: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(pmdesk("conflicts", "--json", *args).out)["conflicts"]
    return found


def one_of(pmdesk: Command, kind: str, *args: str) -> str:
    """Give the id of the first conflict of a kind."""
    return next(str(one["id"]) for one in conflicts(pmdesk, "--kind", kind, *args))


def test_fixes_are_listed_with_what_they_do(pmdesk: Command, sample: Path) -> None:
    overbooked = one_of(pmdesk, "overbooked")
    first, *_ = json.loads(pmdesk("fixes", overbooked, "--json").out)
    assert first == {
        "changes": ["assignment/BOR-ERP.FIBRE start 2026-12-19", "assignment/BOR-ERP.FIBRE end 2027-01-27"],
        "effect": "clears", "clears": [overbooked], "makes": [],
    }  # fmt: skip
    lines = pmdesk("fixes", overbooked).out.splitlines()
    assert lines[0].startswith("FibreCo has 2 crews promised")
    assert lines[1] == "  1 clears move FibreCo for ERP cutover from 7 Dec to 19 Dec – 27 Jan"


def test_each_fix_of_the_sample_does_what_it_says_through_the_store(pmdesk: Command, sample: Path) -> None:
    before = conflicts(pmdesk)
    assert len(before) == 30
    with_one = 0
    for conflict in before:
        offered = json.loads(pmdesk("fixes", conflict["id"], "--json").out)
        with_one += bool(offered)
        if not offered:
            continue
        answer = pmdesk("fix", conflict["id"])
        assert answer.status == 0, answer.err
        after = {one["id"]: one for one in conflicts(pmdesk)}
        assert not set(offered[0]["clears"]) & after.keys(), conflict
        assert set(offered[0]["makes"]) <= after.keys(), conflict
        assert (conflict["id"] in offered[0]["clears"]) == (offered[0]["effect"] == "clears"), conflict
        assert pmdesk("undo").out.startswith("undone: ")
        assert conflicts(pmdesk) == before
    assert with_one >= 26


def test_the_second_fix_is_done_by_its_number(pmdesk: Command, sample: Path) -> None:
    holiday = one_of(pmdesk, "non-working-day")
    second = json.loads(pmdesk("fixes", holiday, "--json").out)[1]
    assert second["changes"] == ["milestone/BOR-ERP.MOCK2 due 2027-01-05"]
    assert pmdesk("fix", holiday, "2").out.startswith("moved Migration rehearsal 2 from 6 Jan to 5 Jan")
    assert holiday not in {one["id"] for one in conflicts(pmdesk)}
    answer = pmdesk("fix", holiday)
    assert (answer.status, answer.err) == (2, f"pmdesk: there is no conflict {holiday} (pmdesk conflicts lists them)\n")


def test_a_number_that_there_is_not_is_said(pmdesk: Command, sample: Path) -> None:
    holiday = one_of(pmdesk, "non-working-day")
    answer = pmdesk("fix", holiday, "99")
    assert (answer.status, len(answer.err.splitlines())) == (2, 1)
    assert "2 are known" in answer.err


def test_a_conflict_further_off_is_found_where_it_is_asked_for(pmdesk: Command, tmp_path: Path) -> None:
    workbook(
        tmp_path / "W", clients="key,name\nA,Alpha\n", engagements="key,client,name,start\nA-X,A,X,2026-01-01\n",
        milestones="key,engagement,title,due\nA-X.M,A-X,Far,2028-01-01\n",
    )  # fmt: skip
    pmdesk("import", tmp_path / "W")
    far = one_of(pmdesk, "non-working-day", "--from", "2027-12-01")
    assert pmdesk("fixes", far).status == 2
    found = json.loads(pmdesk("fixes", far, "--from", "2027-12-01", "--json").out)
    assert [fix["changes"] for fix in found] == [["milestone/A-X.M due 2028-01-03"], ["milestone/A-X.M due 2027-12-31"]]
    assert pmdesk("fix", far, "--from", "2027-12-01").status == 0
    assert conflicts(pmdesk, "--from", "2027-12-01") == []


def test_a_conflict_is_waived_and_taken_back(pmdesk: Command, sample: Path) -> None:
    before = conflicts(pmdesk)
    waived = one_of(pmdesk, "overbooked")
    assert pmdesk("waive", waived, "--reason", "Ana agreed", "--until", "2026-12-31").status == 0
    after = {one["id"]: one for one in conflicts(pmdesk)}
    assert after[waived]["waived"] == {"reason": "Ana agreed", "until": "2026-12-31"}
    assert len(after) == len(before)
    assert "Ana agreed" in pmdesk("waive", waived, "--remove").out
    assert conflicts(pmdesk) == before
    answer = pmdesk("waive", waived, "--remove")
    assert (answer.status, answer.err) == (2, f"pmdesk: {waived} is not waived\n")
    pmdesk("undo")
    assert {one["id"]: one for one in conflicts(pmdesk)}[waived]["waived"] is not None


def test_what_begins_after_the_last_day_is_left(pmdesk: Command, sample: Path) -> None:
    overload = next(one for one in conflicts(pmdesk, "--kind", "overload") if len(one["occurrences"]) > 2)
    last = overload["occurrences"][1]["start"]
    answer = pmdesk("waive", overload["id"], "--reason", "December", "--until", last)
    assert "what begins later is left" in answer.out
    after = {one["id"]: one for one in conflicts(pmdesk)}[overload["id"]]
    assert after["waived"] is None
    assert after["occurrences"] == overload["occurrences"][2:]


def test_a_waived_conflict_that_gets_worse_comes_back(pmdesk: Command, sample: Path) -> None:
    waived = one_of(pmdesk, "overbooked")
    pmdesk("waive", waived, "--reason", "Ana agreed", "--until", "2026-12-31")
    row = "key,vendor,engagement,start,end,units\nBOR-ERP.FIBRE,FIBRE,BOR-ERP,2026-12-07,2027-01-15,2\n"
    book = workbook(sample / "more", assignments=row)
    assert pmdesk("import", book).status == 0
    assert {one["id"]: one["waived"] for one in conflicts(pmdesk)}[waived] is None


@pytest.mark.parametrize(
    "wrong",
    [
        ("waive", "overbooked:000000000000", "--reason", "x", "--until", "2026-12-31"), ("waive", "ID"),
        ("waive", "ID", "--reason", "x"), ("waive", "ID", "--until", "2026-12-31"),
        ("waive", "ID", "--remove", "--reason", "x"), ("fixes", "nothing"), ("fix", "nothing"), ("fix", "nothing", "0"),
        ("fixes", "ID", "--from", "2027-01-01", "--to", "2026-01-01"), ("fixes", "ID", "--with", "NOBODY"),
        ("--lock", "ACME", "fixes", "ID"), ("--lock", "ACME", "waive", "ID", "--remove"),
        ("slot", "0m"), ("slot", "soon"), ("slot", "30h"), ("slot", "45m", "--client", "NOBODY"),
        ("slot", "45m", "--with", "NOBODY"), ("--lock", "ACME", "slot", "45m", "--with", "FIBRE"),
        ("--lock", "ACME", "slot", "45m", "--client", "BOR"),
    ],
)  # fmt: skip
def test_what_can_not_be_asked_gets_one_line_and_2(pmdesk: Command, sample: Path, wrong: tuple[str, ...]) -> None:
    answer = pmdesk(*wrong)
    assert (answer.status, answer.out, len(answer.err.splitlines())) == (2, "", 1)


def test_a_waiver_wants_a_reason_that_says_something(pmdesk: Command, sample: Path) -> None:
    answer = pmdesk("waive", one_of(pmdesk, "overbooked"), "--reason", " ", "--until", "2026-12-31")
    assert (answer.status, len(answer.err.splitlines())) == (2, 1)


def test_the_next_three_times_in_the_zone_of_each(pmdesk: Command, sample: Path) -> None:
    lines = pmdesk(
        "slot", "45m", "--client", "acme", "--with", "FIBRE", "VOLT", "--from", "2026-12-01"
    ).out.splitlines()
    assert lines[:4] == [
        "Tue 1 Dec 2026   15:00-15:45  me, Europe/Madrid",
        "                 08:00-08:45  Acme Retail, America/Chicago",
        "                 14:00-14:45  FibreCo, Europe/Dublin",
        "                 15:00-15:45  Volta Electrical, Europe/Madrid",
    ]
    assert len(lines) == 12


def test_times_as_json(pmdesk: Command, sample: Path) -> None:
    found = json.loads(pmdesk("slot", "1h30m", "--client", "ACME", "--from", "2026-12-01", "--json").out)
    assert len(found) == 3
    assert [one["start"] for one in found] == sorted(one["start"] for one in found)
    assert {place["who"] for place in found[0]["local"]} == {"me", "Acme Retail"}


def test_vendors_may_be_named_one_by_one_and_the_length_last(pmdesk: Command, sample: Path) -> None:
    words = ("--from", "2026-12-01", "--client", "ACME")
    wanted = pmdesk("slot", "45m", *words, "--with", "FIBRE", "VOLT").out
    assert pmdesk("slot", *words, "--with", "FIBRE", "--with", "VOLT", "45m").out == wanted


def test_a_time_that_there_is_not_is_said(pmdesk: Command, tmp_path: Path) -> None:
    hours = "key,name,hours,timezone\nA,Alpha,Mon 09:00-10:00,UTC\n"
    workbook(tmp_path / "W", clients=hours, profile="name,timezone,hours\nMe,UTC,Tue 09:00-17:00\n")
    pmdesk("import", tmp_path / "W")
    answer = pmdesk("slot", "45m", "--client", "A")
    assert (answer.status, answer.out) == (0, "")
    assert answer.err == "no time of 45m in the 120 days from 2026-11-23\n"


OTHERS = ("Borealis", "BOR", "Cedar", "Dunes", "Elmwood", "ERP")


def test_under_a_lock_ways_out_are_of_own_things_and_name_nobody_else(pmdesk: Command, sample: Path) -> None:
    seen = conflicts(pmdesk, "--audience", "ACME")
    with_one = 0
    for conflict in seen:
        answer = pmdesk("--lock", "ACME", "fixes", conflict["id"], "--json")
        assert answer.status == 0, answer.err
        found = json.loads(answer.out)
        with_one += bool(found)
        told = answer.out + pmdesk("--lock", "ACME", "fixes", conflict["id"]).out
        assert not [name for name in OTHERS if name in told], conflict
        assert all(line.split("/")[1].startswith("ACME-") for one in found for line in one["changes"]), conflict
    assert with_one >= 6


def test_under_a_lock_a_fix_does_what_it_says(pmdesk: Command, sample: Path) -> None:
    before = conflicts(pmdesk, "--audience", "ACME")
    blackout = one_of(pmdesk, "blackout", "--audience", "ACME")
    first, *_ = json.loads(pmdesk("--lock", "ACME", "fixes", blackout, "--json").out)
    assert first["effect"] == "clears"
    answer = pmdesk("--lock", "ACME", "fix", blackout)
    assert "moved UAT sign-off" in answer.out
    after = {one["id"] for one in conflicts(pmdesk, "--audience", "ACME")}
    assert not set(first["clears"]) & after
    assert set(first["makes"]) <= after
    pmdesk("undo")
    assert conflicts(pmdesk, "--audience", "ACME") == before


def test_under_a_lock_a_waiver_covers_what_a_conflict_stands_for(pmdesk: Command, sample: Path) -> None:
    overbooked = one_of(pmdesk, "overbooked", "--audience", "ACME")
    assert overbooked not in {one["id"] for one in conflicts(pmdesk)}, "it has an id of its own"
    answer = pmdesk("--lock", "ACME", "waive", overbooked, "--reason", "agreed", "--until", "2026-12-31")
    assert answer.status == 0, answer.err
    assert not [name for name in OTHERS if name in answer.out]
    assert {one["id"]: one["waived"] for one in conflicts(pmdesk, "--audience", "ACME")}[overbooked] is not None
    assert pmdesk("--lock", "ACME", "waive", overbooked, "--remove").status == 0
    assert {one["id"]: one["waived"] for one in conflicts(pmdesk, "--audience", "ACME")}[overbooked] is None
    answer = pmdesk("--lock", "ACME", "waive", overbooked, "--remove")
    assert (answer.status, answer.err) == (2, f"pmdesk: {overbooked} is not waived\n")
