"""``pmdesk sync``: what it prints, how it ends, what it needs, and that no password is anywhere."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from pmdesk.cli import run
from pmdesk.desk import Desk
from pmdesk.exchange.caldav.password import VARIABLE, keep_password, password_of
from pmdesk.exchange.ics.reading.limited import _environment
from pmdesk.model import Milestone
from tests.cli.conftest import Answer, Command
from tests.sync.conftest import Synching
from tests.sync.proxy import Proxy, Sometimes, is_method
from tests.sync.server import PASSWORD, USER, Shelf


@pytest.fixture
def pmdesk(desk: Desk, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run a command on the store of this test."""
    monkeypatch.setenv(VARIABLE, PASSWORD)

    def command(*args: str | Path) -> Answer:
        capfd.readouterr()
        status = run(["--store", str(desk.store.path), "--as-of", "2026-11-23", *map(str, args)])
        out, err = capfd.readouterr()
        return Answer(status, out, err)

    return command


def test_a_day_with_sync(pmdesk: Command, shelf: Shelf, proxy: Proxy) -> None:
    url = f"http://127.0.0.1:{proxy.port}{shelf.path}"
    assert pmdesk("sync", "bind", "acme", url, "--user", USER).status == 0
    listed = json.loads(pmdesk("sync", "bindings", "--json").out)
    assert [(row["calendar"], row["url"], row["synced"]) for row in listed] == [("ACME", url, None)]
    dry = pmdesk("sync", "--dry-run")
    assert "add     milestone/UAT  UAT sign-off" in dry.out
    assert "(nothing was sent)" in dry.out
    assert shelf.hrefs() == []
    assert pmdesk("sync").out == "ACME: 3 added\n"
    assert pmdesk("sync").out == "ACME: nothing to send, 3 as they were\n"
    shelf.edit("UAT sign-off", "20261211", "20261212")
    assert "ACME: changed by others  milestone/UAT  UAT sign-off" in pmdesk("sync", "--dry-run").out
    done = pmdesk("sync", "--json")
    (told,) = json.loads(done.out)
    assert (told["calendar"], told["waiting"], told["error"]) == ("ACME", 1, None)
    assert told["found"] == [{"act": "changed", "item": "milestone/UAT", "title": "UAT sign-off"}]
    (offer,) = json.loads(pmdesk("sync", "proposals", "--json").out)
    assert offer["item"] == "milestone/UAT"
    assert offer["changes"] == [{"what": "due", "before": "2026-12-11", "now": "2026-12-12"}]
    assert [one["severity"] for one in offer["makes"]] == ["medium"] or offer["makes"]
    assert "due: 2026-12-11 → 2026-12-12" in pmdesk("sync", "proposals").out
    assert "UAT sign-off from 2026-12-11 to 2026-12-12" in pmdesk("sync", "accept", offer["id"]).out
    assert pmdesk("undo").status == 0
    assert pmdesk("sync").out == "ACME: 1 changed, 2 as they were\n"
    assert pmdesk("sync", "proposals").out == "nothing that others changed waits for you\n"
    assert pmdesk("sync", "unbind", "ACME").status == 0
    assert pmdesk("sync").status == 2


def test_what_is_wrong_is_one_line(pmdesk: Command, shelf: Shelf, proxy: Proxy) -> None:
    url = f"http://127.0.0.1:{proxy.port}{shelf.path}"
    for args in (
        ("sync",), ("sync", "bind", "NOBODY", url, "--user", USER),
        ("sync", "bind", "ACME", "http://x.org/", "--user", "a"),
        ("sync", "accept", "7"), ("sync", "reject", "7"), ("sync", "--client", "ACME"), ("sync", "unbind", "ACME"),
    ):  # fmt: skip
        answer = pmdesk(*args)
        assert answer.status == 2, args
        assert len(answer.err.splitlines()) == 1, (args, answer.err)
    assert pmdesk("sync", "bind", "ACME", url, "--user", USER).status == 0
    faults = {"404": "there is no calendar", "500": "the server fails (500)", "401": "user or the password"}
    for fault, words in faults.items():
        proxy.fault = Sometimes(fault, is_method("PROPFIND"), times=3)
        answer = pmdesk("sync")
        proxy.clear()
        assert answer.status == 2
        assert words in answer.err
        assert len(answer.err.splitlines()) == 1


def test_a_locked_screen_syncs_its_client_alone(pmdesk: Command, desk: Desk, shelf: Shelf, proxy: Proxy) -> None:
    url = f"http://127.0.0.1:{proxy.port}{shelf.path}"
    remotes = desk.remotes()
    remotes.bind("client/ACME", url, USER)
    other = shelf.server.make(shelf.path.strip("/").rpartition("/")[2] + "o")
    remotes.bind("client/BOR", other.url, "CANARY")
    for args in (("sync",), ("sync", "bindings"), ("sync", "proposals"), ("sync", "bindings", "--json")):
        answer = pmdesk("--lock", "ACME", *args)
        assert answer.status == 0
        assert "BOR" not in answer.out + answer.err
        assert "CANARY" not in answer.out + answer.err
    assert other.hrefs() == []
    assert pmdesk("--lock", "ACME", "sync", "--client", "BOR").status == 2
    assert pmdesk("--lock", "ACME", "sync", "--client", "me").status == 2


def test_no_canary_of_another_client_is_in_any_request(
    bound: Synching, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:  # fmt: skip
    caplog.set_level(logging.DEBUG)
    bound.well()
    bound.shelf.edit("Sync", "DTSTAMP:.*", "DTSTAMP:20270101T000000Z")
    bound.well()
    uids = {row.uid for row in bound.desk.rows(Milestone)}
    sent = "".join(f"{one.method} {one.path}\n{one.headers}\n{one.body.decode()}" for one in bound.proxy.seen)
    out, err = capfd.readouterr()
    for text in (sent, caplog.text, out, err, "\n".join(bound.shelf.hrefs())):
        for mark in ("CANARY", "BOR", "Borealis", PASSWORD, *uids):
            assert mark not in text, mark
    assert "SEQUENCE" in sent


def test_a_calendar_that_names_another_client_is_stopped_unless_it_is_let_pass(
    pmdesk: Command, desk: Desk, bound: Synching
) -> None:
    row = desk.get(Milestone, "UAT")
    assert row is not None
    bound.put(replace(row, acceptance="as for CANARY Borealis"))
    answer = pmdesk("sync")
    assert answer.status == 2
    assert "CANARY Borealis" in answer.err
    assert bound.proxy.writes == []
    assert "CANARY" not in pmdesk("--lock", "ACME", "sync").err
    assert pmdesk("sync", "--allow-mention").status == 0
    assert any("CANARY" in entry.words for entry in desk.entries())


def test_the_password_is_in_no_file_and_goes_to_no_child(bound: Synching, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, PASSWORD)
    monkeypatch.setenv("PYTHON_CALDAV_COMMDUMP", "1")
    bound.well()
    for path in bound.desk.store.path.parent.rglob("*"):
        if path.is_file():
            assert PASSWORD.encode() not in path.read_bytes()
    assert VARIABLE not in _environment()


def test_the_keyring_keeps_a_password_for_one_user_at_one_host(monkeypatch: pytest.MonkeyPatch) -> None:
    import keyring

    held: dict[tuple[str, str], str] = {}
    monkeypatch.setattr(keyring, "set_password", lambda service, name, given: held.update({(service, name): given}))
    monkeypatch.setattr(keyring, "get_password", lambda service, name: held.get((service, name)))
    keep_password("https://a.example.org/x/", "pm", "one")
    assert password_of("https://a.example.org/other/", "pm", {}) == "one"
    assert password_of("https://a.example.org/x/", "pm", {VARIABLE: "two"}) == "two"
    for url, user in (("https://b.example.org/x/", "pm"), ("https://a.example.org/x/", "me")):
        with pytest.raises(Exception, match="no password"):
            password_of(url, user, {})


def test_without_the_package_one_line_says_what_to_install(
    pmdesk: Command, bound: Synching, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    for name in [name for name in sys.modules if name == "caldav" or name.startswith("caldav.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "caldav", None)
    answer = pmdesk("sync")
    assert answer.status == 2
    assert "pip install 'pmdesk[caldav]'" in answer.err
    assert len(answer.err.splitlines()) == 1


@pytest.mark.parametrize("args", ["sync bindings", "sync proposals", "sync --help"])
def test_nothing_of_the_package_is_loaded_before_a_server_is_asked(desk: Desk, args: str) -> None:
    code = (
        "import sys; from pmdesk.cli import run; run(sys.argv[1:]); "
        "assert not {'caldav', 'keyring', 'niquests', 'requests', 'lxml'} & set(sys.modules), sorted(sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "--store", str(desk.store.path), *args.split()], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()[-300:]
