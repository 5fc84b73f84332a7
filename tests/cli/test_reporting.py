"""``pmdesk report`` and ``pmdesk export timeline`` from outside."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import Command, in_a_process, workbook

from pmdesk.cli import run


@pytest.fixture
def sample(taken_in: Path) -> Path:
    """A folder with the store of the sample."""
    return taken_in


def on(day: str, folder: Path, *args: str) -> int:
    """Run a command on the store as of a day."""
    return run(["--store", str(folder / "s.db"), "--as-of", day, *args])


def move(folder: Path, pmdesk: Command, key: str, due: str) -> None:
    """Move a milestone by a workbook."""
    rows = f"key,engagement,title,due\n{key},ACME-POS,UAT sign-off,{due}\n"
    assert pmdesk("import", workbook(folder / f"move-{due}", milestones=rows)).status == 0


def since(page: str) -> str:
    """Give the part of a report that says what is not as it was."""
    return page.partition("## Since ")[2].partition("## Milestones")[0]


def test_it_goes_to_stdout_or_into_a_private_file(pmdesk: Command, sample: Path) -> None:
    shown = pmdesk("report", "acme-pos", "--draft")
    assert shown.status == 0
    assert shown.out.startswith("# POS rollout: status report\n")
    written = pmdesk("report", "ACME-POS", "--format", "md", "--out", sample / "pos.md", "--draft")
    assert written.out == f"report written to {sample / 'pos.md'}\n"
    assert (sample / "pos.md").read_text(encoding="utf-8") == shown.out
    assert stat.S_IMODE((sample / "pos.md").stat().st_mode) == 0o600


def test_a_folder_gets_a_file_named_by_key_and_day(pmdesk: Command, sample: Path) -> None:
    (sample / "out").mkdir()
    assert pmdesk("report", "ACME", "--format", "html", "--out", sample / "out").status == 0
    assert pmdesk("export", "timeline", "--client", "acme", "--out", sample / "out").status == 0
    assert {path.name for path in (sample / "out").iterdir()} == {"ACME-2026-11-23.html", "ACME-timeline.html"}


def test_what_a_file_is_called_says_its_format(pmdesk: Command, sample: Path) -> None:
    pmdesk("report", "ACME", "--out", sample / "a.html")
    pmdesk("export", "timeline", "--client", "ACME", "--out", sample / "a.svg")
    assert (sample / "a.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert (sample / "a.svg").read_text(encoding="utf-8").startswith("<svg")


def test_hours_and_budget_are_told_to_the_writer_alone(pmdesk: Command, sample: Path) -> None:
    answer = pmdesk("report", "ACME-POS", "--draft")
    assert "for you: POS rollout: budget green, 49 % burnt (128.25 of 264 h), 53 % of the term gone" in answer.err
    retainer = pmdesk("report", "ACME-PMO", "--draft", "--period", "last-week")
    assert "for you: PMO retainer: 4 h fewer than promised, 16 – 22 Nov 2026" in retainer.err
    assert "264" not in answer.out
    assert "burnt" not in answer.out


def test_the_next_report_says_what_moved_since_the_last(
    pmdesk: Command, sample: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert "first report" in since(pmdesk("report", "ACME-POS").out)
    move(sample, pmdesk, "ACME-POS.UAT", "2026-12-15")
    same_day = since(pmdesk("report", "ACME-POS").out)
    assert "first report" in same_day
    capfd.readouterr()
    on("2026-11-30", sample, "report", "ACME-POS", "--why", "acme-pos.uat=The lab burnt down")
    next_week = since(capfd.readouterr().out)
    assert next_week.startswith("the last report, 23 Nov 2026")
    assert "No date has moved." in next_week, "it was sent again that day, with the new date"
    move(sample, pmdesk, "ACME-POS.UAT", "2026-12-18")
    on("2026-12-07", sample, "report", "ACME", "--why", "ACME-POS.UAT=The lab | burnt down")
    moved = capfd.readouterr().out
    assert "| UAT sign-off | 15 Dec 2026 | 18 Dec 2026 | 3 days later | The lab \\| burnt down |" in moved


def test_as_json_it_says_the_same_and_is_not_kept(
    pmdesk: Command, sample: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    found = json.loads(pmdesk("report", "ACME-POS", "--json").out)
    assert (found["scope"], found["day"], found["level"]) == ("engagement/ACME-POS", "2026-11-23", "red")
    assert found["period"] == {"first": "2026-11-17", "last": "2026-11-23"}
    assert [move["key"] for move in found["parts"][0]["changes"]["moved"]][:2] == ["ACME-POS.CABLING", "ACME-POS.UAT"]
    capfd.readouterr()
    on("2026-11-30", sample, "report", "ACME-POS", "--json")
    assert json.loads(capfd.readouterr().out)["parts"][0]["before"] is None


def test_a_draft_is_not_kept(pmdesk: Command, sample: Path, capfd: pytest.CaptureFixture[str]) -> None:
    pmdesk("report", "ACME-POS", "--draft")
    capfd.readouterr()
    on("2026-11-30", sample, "report", "ACME-POS")
    assert "first report" in capfd.readouterr().out


def test_a_report_of_the_client_counts_for_its_engagements(
    pmdesk: Command, sample: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    pmdesk("report", "ACME")
    capfd.readouterr()
    on("2026-11-30", sample, "report", "ACME-PMO")
    assert "Since the last report, 23 Nov 2026" in capfd.readouterr().out


def test_a_report_that_was_sent_is_due_no_longer(
    pmdesk: Command, sample: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    def due() -> bool:
        capfd.readouterr()
        on("2026-11-27", sample, "today")
        return "POS rollout: weekly report" in capfd.readouterr().out

    assert due()
    on("2026-11-27", sample, "report", "ACME-POS")
    assert not due()


def test_what_is_sent_goes_into_a_dump_and_comes_back(pmdesk: Command, sample: Path) -> None:
    pmdesk("report", "ACME-POS")
    pmdesk("export", "json", "--out", sample / "a.json")
    assert pmdesk("--store", sample / "t.db", "import", sample / "a.json").status == 0
    assert pmdesk("--store", sample / "t.db", "export", "json", "--out", sample / "b.json").status == 0
    assert (sample / "a.json").read_bytes() == (sample / "b.json").read_bytes()
    assert "POS rollout: status report" in (sample / "b.json").read_text(encoding="utf-8")


def test_a_light_set_by_hand_says_why_and_what_the_thresholds_say(pmdesk: Command, sample: Path) -> None:
    answer = pmdesk("report", "ACME-POS", "--draft", "--rag", "green", "--reason", "the crew is *back*")
    assert "## Overall: GREEN" in answer.out
    assert "Set by the project manager: the crew is \\*back\\*. By the thresholds it is red." in answer.out
    assert "for you: the light is set to green; by the thresholds it is red" in answer.err


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("NOBODY",), "no engagement and no client NOBODY"),
        (("ACME", "--period", "soon"), "'soon' is no period"),
        (("ACME", "--rag", "green"), "needs a reason"),
        (("ACME", "--reason", "why not"), "--reason goes with --rag"),
        (("ACME", "--why", "ACME-POS.UAT"), "gives no reason"),
        (("ACME", "--why", "BOR-ERP.UAT=x"), "no milestone BOR-ERP.UAT"),
        (("ACME", "--templates", "nowhere"), "nowhere is no folder"),
        (("ACME", "--out", "nowhere/at/all.md"), "nowhere"),
        (("BOR", "--lock", "ACME"), "no engagement and no client BOR"),
        (("BOR-ERP", "--lock", "ACME"), "no engagement and no client BOR-ERP"),
    ],
)
def test_what_can_not_be_is_said_in_a_line(pmdesk: Command, sample: Path, args: tuple[str, ...], said: str) -> None:
    answer = pmdesk("report", *args)
    assert answer.status == 2
    assert said in answer.err
    assert len(answer.err.splitlines()) == 1
    assert answer.out == ""


def test_under_a_lock_nothing_is_told_of_hours(pmdesk: Command, sample: Path) -> None:
    answer = pmdesk("--lock", "ACME", "report", "ACME-POS", "--draft")
    assert answer.status == 0
    assert "budget" not in answer.err
    assert pmdesk("--lock", "ACME", "export", "timeline", "--client", "BOR").err == "pmdesk: there is no client BOR\n"


@pytest.mark.parametrize("args", [("report", "ACME-POS"), ("export", "timeline", "--client", "ACME")])
def test_what_names_another_client_does_not_leave_unasked(pmdesk: Command, sample: Path, args: tuple[str, ...]) -> None:
    rows = "key,engagement,title,due\nACME-POS.UAT,ACME-POS,As *Borealis* has it,2026-12-15\n"
    pmdesk("import", workbook(sample / "leak", milestones=rows))
    out = sample / "page.html"
    answer = pmdesk(*args, "--out", out)
    assert (answer.status, answer.out) == (2, "")
    assert "mentions Borealis (BOR): As *Borealis* has it" in answer.err
    assert not out.exists()
    locked = pmdesk("--lock", "ACME", *args, "--out", out)
    assert locked.status == 2
    assert "BOR" not in locked.err.upper().replace("ACME", "")
    assert pmdesk(*args, "--out", out, "--allow-mention").status == 0
    assert "Borealis" in out.read_text(encoding="utf-8")
    assert "let Borealis pass in the " in pmdesk("log").out


def test_a_template_of_ones_own_is_guarded_too(pmdesk: Command, sample: Path) -> None:
    (sample / "T").mkdir()
    (sample / "T" / "status.md.jinja").write_text("{{ report.title }}: greetings to Borealis", encoding="utf-8")
    answer = pmdesk("report", "ACME-POS", "--templates", sample / "T")
    assert answer.status == 2
    assert "greetings to Borealis" in answer.err


def test_no_command_but_these_loads_jinja(tmp_path: Path) -> None:
    """And these do not before they write."""
    done = in_a_process("--store", tmp_path / "s.db", "demo", "--keep", tmp_path / "s.db")
    assert done.returncode == 0, done.stderr
    code = "import sys; from pmdesk.cli import run; run(sys.argv[1:]); sys.exit('jinja2' in sys.modules)"

    def loads(*args: str) -> int:
        command = [sys.executable, "-c", code, "--store", str(tmp_path / "s.db"), *args]
        return subprocess.run(command, capture_output=True, check=False).returncode

    assert loads("conflicts", "--json") == 0
    assert loads("report", "NOBODY") == 0
    assert loads("report", "ACME") == 1


def test_templates_of_ones_own_are_taken_from_the_settings(pmdesk: Command, sample: Path) -> None:
    own = sample / "own"
    own.mkdir()
    (own / "status.md.jinja").write_text("own words on {{ report.title }}\n", encoding="utf-8")
    assert pmdesk("config", "report_templates", own).status == 0
    assert pmdesk("report", "ACME-POS", "--draft").out == "own words on POS rollout\n"
    (own / "status.md.jinja").write_text("{{ report.fortune }}\n", encoding="utf-8")
    answer = pmdesk("report", "ACME-POS", "--draft")
    assert answer.status == 2
    assert "fortune" in answer.err
    assert pmdesk("config", "--unset", "report_templates").status == 0
    assert pmdesk("report", "ACME-POS", "--draft").out.startswith("# POS rollout")
