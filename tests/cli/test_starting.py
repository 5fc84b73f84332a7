"""``pmdesk start``, ``template`` and ``list``."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Command, workbook

FILES = {
    "profile": "name,timezone\nMe,Europe/Madrid\n",
    "clients": "key,name,aliases\nACME,Acme,acmeco\nBOR,Borealis,\n",
    "vendors": "key,name,capacity\nFIBRE,FibreCo,2\n",
    "engagements": "key,client,name,start,end,status\nOLD,ACME,Acme tills,2026-01-05,2026-06-30,active\n",
    "blackouts": "key,who,start,end,title,blocks\nFRZ,client/ACME,2027-01-20,2027-01-22,freeze,all\n",
    "milestones": (
        "key,engagement,title,due,after,owner\n"
        "OLD.KICK,OLD,Kick-off at Acme,2026-01-05,,me\n"
        "OLD.GO,OLD,Go-live,2026-02-02,OLD.KICK+3d,vendor/FIBRE\n"
    ),
    "contacts": "key,of,name,email\nPRIYA,client/ACME,Priya Nair,p@acme.example\n",
    "actions": (
        "key,engagement,title,due,tags\nA1,OLD,Badges for ACMECO from Priya Nair,2026-01-07,start\n"
        "A2,OLD,Other,2026-01-07,\n"
    ),
}
SITES = "key,name,wave\n" + "".join(f"ST{at},Shop {at},{1 + at // 8}\n" for at in range(1, 15))


@pytest.fixture
def desk(pmdesk: Command, tmp_path: Path) -> Command:
    assert pmdesk("import", workbook(tmp_path / "W", **FILES)).status == 0
    (tmp_path / "sites.csv").write_text(SITES, encoding="utf-8")
    return pmdesk


def listed(desk: Command, name: str, *more: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(desk("list", name, "--json", *more).out)[name]
    return rows


def rollout(desk: Command, folder: Path, *more: str) -> dict[str, object]:
    answer = desk(
        "start", "ROLLOUT", "NEW", "--client", "ACME", "--name", "Kiosks", "--from", "2027-01-04", "--vendor", "FIBRE",
        "--sites", folder / "sites.csv", "--json", *more,
    )  # fmt: skip
    assert answer.status == 0, answer.err
    told: dict[str, object] = json.loads(answer.out)
    return told


def test_a_rollout_over_fourteen_sites_is_one_change(desk: Command, tmp_path: Path) -> None:
    before = desk("list", "milestones", "--json").out
    told = rollout(desk, tmp_path)
    visits = listed(desk, "assignments", "--engagement", "NEW")
    assert len(visits) == 14
    starts = [row["start"] for row in visits] + [row["end"] for row in visits]
    assert not any("2027-01-20" <= day <= "2027-01-22" for day in starts)
    for day in {row["start"] for row in visits}:
        assert sum(row["start"] <= day <= row["end"] for row in visits) <= 2
    assert listed(desk, "engagements", "--engagement", "NEW")[0]["status"] == "proposed"
    assert len(listed(desk, "sites", "--client", "ACME")) == 14
    assert told["words"] == "made Kiosks from the template Rollout over sites"
    assert desk("undo").out == "undone: made Kiosks from the template Rollout over sites\n"
    assert desk("list", "milestones", "--json").out == before
    assert listed(desk, "sites") == []


def test_a_dry_run_tells_the_same_and_makes_nothing(desk: Command, tmp_path: Path) -> None:
    dry = rollout(desk, tmp_path, "--dry-run")
    assert listed(desk, "assignments") == []
    assert rollout(desk, tmp_path)["rows"] == dry["rows"]


def test_conflicts_are_shown_before_anything_is_made(desk: Command, tmp_path: Path) -> None:
    rows = "key,vendor,engagement,start,end,units\nX,FIBRE,OLD,2027-01-01,2027-03-31,1\n"
    term = "key,client,name,start,end\nOLD,ACME,T,2026-01-05,\n"
    desk("import", workbook(tmp_path / "X", assignments=rows, engagements=term))
    told = rollout(desk, tmp_path, "--dry-run")
    made = told["makes"]
    assert isinstance(made, list)
    assert any(one["message"].startswith("FibreCo has 3 crews promised and 2 to give") for one in made)


def test_a_template_of_an_engagement_does_not_name_its_client(desk: Command) -> None:
    assert desk("template", "add", "TILLS", "--engagement", "OLD", "--name", "Acme tills").status == 0
    text = desk("template", "show", "TILLS").out
    assert "acme" not in text.lower()
    assert desk("start", "TILLS", "AGAIN", "--client", "BOR", "--from", "2026-12-07", "--vendor", "FIBRE").status == 0
    made = {row["ref"]: row for row in listed(desk, "milestones", "--client", "BOR")}
    assert made["milestone/AGAIN.GO"]["due"] == "2027-01-04"
    assert made["milestone/AGAIN.GO"]["after"] == ["AGAIN.KICK+3d"]
    assert made["milestone/AGAIN.KICK"]["title"] == "Kick-off at the client"
    (action,) = listed(desk, "actions", "--engagement", "AGAIN")
    assert action["title"] == "Badges for the client from their contact"
    assert (action["due"], action["tags"]) == ("2026-12-09", ["start"])
    assert desk("template", "remove", "TILLS").status == 0
    assert "TILLS" not in desk("template", "list").out


def test_checklists_fill_an_engagement_that_exists(desk: Command) -> None:
    assert desk("start", "CHECKLISTS", "OLD").status == 0
    tags = [tag for row in listed(desk, "actions", "--engagement", "OLD") for tag in row["tags"]]
    assert tags.count("closing") == 4
    assert tags.count("start") == 5


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("start", "NONE", "NEW", "--client", "ACME"), "there is no template NONE"),
        (("start", "ROLLOUT", "NEW"), "there is no engagement NEW"),
        (("start", "ROLLOUT", "NEW", "--client", "NOBODY"), "there is no client NOBODY"),
        (("start", "MIGRATION", "NEW", "--client", "ACME"), "is a vendor's"),
        (("start", "MIGRATION", "NEW", "--client", "ACME", "--vendor", "X"), "there is no vendor X"),
        (("start", "RETAINER", "OLD", "--client", "BOR"), "is an engagement of ACME"),
        (("start", "CHECKLISTS", "OLD", "--from", "2025-01-01"), "is before OLD starts"),
        (("start", "ROLLOUT", "NEW", "--client", "ACME", "--sites", "nowhere.csv"), "nowhere.csv"),
        (("template", "show", "NONE"), "there is no template NONE"),
        (("template", "add", "X"), "one of --file and --engagement"),
        (("template", "remove", "ROLLOUT"), "of your own"),
        (("--lock", "ACME", "template", "list"), "this is locked to ACME"),
        (("--lock", "ACME", "start", "CHECKLISTS", "OLD"), "this is locked to ACME"),
        (("list", "nothing"), "there is no list nothing"),
        (("list", "milestones", "--status", "odd"), "have no status odd"),
        (("list", "milestones", "--client", "NOBODY"), "there is no client NOBODY"),
    ],
)
def test_what_can_not_be_is_said(desk: Command, args: tuple[str, ...], words: str) -> None:
    answer = desk(*args)
    assert (answer.status, answer.out) == (2, "")
    assert words in answer.err


def test_sites_of_another_client_are_not_taken(desk: Command, tmp_path: Path) -> None:
    desk("import", workbook(tmp_path / "X", sites="key,client,name\nST1,BOR,Elsewhere\n"))
    answer = desk("start", "ROLLOUT", "NEW", "--client", "ACME", "--sites", tmp_path / "sites.csv")
    assert "there is a site ST1 of another client" in answer.err


def test_every_noun_can_be_listed_and_a_lock_shows_its_own_alone(desk: Command, tmp_path: Path) -> None:
    desk("export", "csv", "--out", tmp_path / "out")
    for path in (tmp_path / "out").glob("*.csv"):
        if path.stem == "profile":
            continue
        with path.open(encoding="utf-8", newline="") as file:
            assert len(listed(desk, path.stem)) == len(list(csv.DictReader(file))), path.stem
    assert "Borealis" in desk("list", "clients").out
    locked = desk("--lock", "ACME", "list", "clients")
    assert "Borealis" not in locked.out
    assert "acmeco" not in locked.out
    assert desk("--lock", "ACME", "list", "clients", "--client", "BOR").status == 2
