"""Whatever a server answers, or does not: nothing is lost, nothing doubled, and it is said in one line."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pmdesk.desk import Desk
from pmdesk.desk.syncing import Asked
from pmdesk.errors import InputError
from pmdesk.exchange.caldav import trouble
from pmdesk.exchange.caldav.password import VARIABLE
from pmdesk.exchange.caldav.pulling import MassDeletion
from pmdesk.model import Milestone
from pmdesk.portfolio import Remove
from tests.exchange.ics.desk import milestone
from tests.sync.conftest import Clock, Synching
from tests.sync.proxy import Sometimes, is_method
from tests.sync.server import PASSWORD, USER

TITLES = ["Go-live", "Sync", "UAT sign-off"]


def later(bound: Synching, due: date) -> None:
    row = bound.desk.get(Milestone, "UAT")
    assert row is not None
    bound.put(replace(row, due=due))


def is_well(bound: Synching) -> None:
    """Hold that a sync sends what is left, that all is there once, and that the next one sends nothing."""
    bound.proxy.clear()
    done = bound.well()
    assert (done.waiting, done.refused) == (0, ())
    assert bound.shelf.titles() == TITLES
    bound.proxy.clear()
    assert bound.well().deeds == ()
    assert bound.proxy.writes == []
    assert bound.desk.alerts() == () or not [one for one in bound.desk.alerts() if one.kind.startswith("sync-")]


def _few(cases: Iterable[str], *quick: str) -> list[Any]:
    """Leave all cases but a few to the slow proofs."""
    return [case if case in quick else pytest.param(case, marks=pytest.mark.slow) for case in cases]


LISTINGS = {
    "401": trouble.Denied, "404": trouble.NoCollection, "500": trouble.Failing, "503": trouble.Failing,
    "429": trouble.Failing, "301": trouble.Elsewhere, "elsewhere": trouble.Elsewhere, "silent": trouble.Unreachable,
    "lost": trouble.Unreachable, "cut": trouble.SyncError, "cut-xml": trouble.Broken, "200": trouble.Broken,
}  # fmt: skip


@pytest.mark.parametrize("fault", _few(LISTINGS, "401", "404", "500", "elsewhere", "silent", "cut-xml"))
def test_a_listing_that_fails(bound: Synching, fault: str) -> None:
    bound.well()
    later(bound, date(2026, 12, 14))
    bound.proxy.clear()
    bound.proxy.fault = Sometimes(fault, is_method("PROPFIND"), times=9)
    done = bound.sync()
    assert isinstance(done.error, LISTINGS[fault]), done.error
    assert "\n" not in str(done.error)
    assert PASSWORD not in str(done.error)
    assert bound.proxy.writes == []
    (alert,) = [one for one in bound.desk.alerts() if one.kind == "sync-pending"]
    assert alert.client == "ACME"
    is_well(bound)


WRITES = [
    f"{change}-{fault}"
    for change in ("add", "change", "delete")
    for fault in ("500", "silent", "lost", "late", "cut", "412", "404", "403", "401", "507", "409")
]


@pytest.mark.parametrize("case", _few(WRITES, "add-lost", "change-500", "change-412", "change-silent", "delete-404"))
def test_a_write_that_fails(bound: Synching, case: str) -> None:
    change, _, fault = case.partition("-")
    if change != "add":
        bound.well()
        later(bound, date(2026, 12, 14))
    if change == "delete":
        bound.desk.apply([Remove(Milestone, ("UAT",))], "deleted")
    bound.proxy.clear()
    bound.proxy.fault = Sometimes(fault, is_method("PUT", "DELETE"))
    bound.sync()
    if change == "delete":
        bound.proxy.clear()
        bound.well()
        bound.desk.undo()
    is_well(bound)
    expected = "20261211" if change == "add" else "20261214"
    assert f"DTSTART;VALUE=DATE:{expected}\n" in bound.shelf.text("UAT sign-off")[1]


@pytest.mark.parametrize("fault", ["lost", "late"])
def test_a_write_that_arrived_unheard_and_another_edit(bound: Synching, fault: str) -> None:
    bound.well()
    later(bound, date(2026, 12, 14))
    bound.proxy.fault = Sometimes(fault, is_method("PUT"))
    assert isinstance(bound.sync().error, trouble.Unreachable)
    later(bound, date(2026, 12, 15))
    is_well(bound)
    assert "DTSTART;VALUE=DATE:20261215\n" in bound.shelf.text("UAT sign-off")[1]


def test_a_deletion_that_arrived_unheard_and_is_undone_here(bound: Synching) -> None:
    bound.well()
    bound.desk.apply([Remove(Milestone, ("UAT",))], "deleted")
    bound.proxy.fault = Sometimes("lost", is_method("DELETE"))
    assert isinstance(bound.sync().error, trouble.Unreachable)
    bound.desk.undo()
    is_well(bound)


def test_somebody_changes_it_while_it_is_sent(bound: Synching) -> None:
    bound.well()
    later(bound, date(2026, 12, 14))
    proxy, shelf = bound.proxy, bound.shelf

    def meanwhile(request: object) -> str:
        if getattr(request, "method", "") == "PUT":
            proxy.fault = lambda _: ""
            shelf.edit("UAT sign-off", "20261211", "20261209")
        return ""

    proxy.clear()
    proxy.fault = meanwhile
    done = bound.well()
    assert (done.deeds, done.waiting) == ((), 1)
    assert bound.offer().lines == (("due", "2026-12-14", "2026-12-09"),)
    assert "DTSTART;VALUE=DATE:20261209\n" in shelf.text("UAT sign-off")[1]


@pytest.mark.parametrize("status", ["403", "413", "415"])
def test_what_the_server_does_not_take_is_said_and_tried_again(bound: Synching, status: str) -> None:
    bound.proxy.fault = lambda request: status if b"UAT sign-off" in request.body else ""
    done = bound.well()
    assert len(done.deeds) == 2
    assert [ref for ref, _ in done.refused] == ["milestone/UAT"]
    (alert,) = [one for one in bound.desk.alerts() if one.kind == "sync-refused"]
    assert alert.ref == "milestone/UAT"
    is_well(bound)


def test_a_server_that_fails_at_each_item_is_left(bound: Synching) -> None:
    bound.put(*(milestone(f"M{number}", title=f"Step {number}") for number in range(10)))
    bound.proxy.fault = lambda request: "500" if request.method == "PUT" else ""
    done = bound.sync()
    assert isinstance(done.error, trouble.Failing)
    assert len(bound.proxy.writes) == 3


def test_a_calendar_that_was_emptied_takes_nothing_away_here(bound: Synching) -> None:
    bound.put(*(milestone(f"M{number}", title=f"Step {number}") for number in range(10)))
    bound.well()
    bound.shelf.empty()
    done = bound.sync()
    assert isinstance(done.error, MassDeletion)
    assert len(bound.desk.rows(Milestone)) == 13
    assert bound.desk.remotes().offers() == ()
    done = bound.well(Asked(allow_mass=True))
    assert (done.waiting, done.deeds) == (13, ())
    assert len(bound.desk.rows(Milestone)) == 13
    bound.desk.remotes().reject([offer.number for offer in bound.desk.remotes().offers()])
    assert len(bound.well().deeds) == 13
    assert len(bound.shelf.hrefs()) == 13


@pytest.mark.parametrize("fault", ["fewer", "emptied"])
def test_a_listing_of_a_half_takes_nothing_away(bound: Synching, fault: str) -> None:
    bound.put(*(milestone(f"M{number}", title=f"Step {number}") for number in range(10)))
    bound.well()
    bound.proxy.clear()
    bound.proxy.fault = Sometimes(fault, is_method("PROPFIND"))
    done = bound.well()
    assert (done.waiting, bound.proxy.writes) == (0, [])
    bound.proxy.clear()
    assert bound.well().same == 13


def test_an_answer_for_a_half_of_the_items_is_none(bound: Synching) -> None:
    bound.well()
    for title in TITLES:
        bound.shelf.edit(title, "DTSTAMP:.*", "DTSTAMP:20270101T000000Z")
    bound.proxy.fault = Sometimes("fewer", is_method("REPORT"))
    assert isinstance(bound.sync().error, trouble.Broken)
    is_well(bound)


def test_many_deletions_stop(bound: Synching) -> None:
    bound.put(*(milestone(f"M{number}", title=f"Step {number}") for number in range(10)))
    bound.well()
    bound.desk.apply([Remove(Milestone, (f"M{number}",)) for number in range(10)], "deleted")
    bound.proxy.clear()
    done = bound.sync()
    assert isinstance(done.error, MassDeletion)
    assert "10 of 13" in str(done.error)
    assert bound.proxy.writes == []
    assert len(bound.well(Asked(allow_mass=True)).deeds) == 10


def test_a_server_that_tells_no_etags(bound: Synching) -> None:
    bound.proxy.fault = lambda request: "no-etag" if request.method == "PUT" else ""
    assert len(bound.well().deeds) == 3
    bound.proxy.clear()
    assert (bound.well().deeds, bound.proxy.writes) == ((), [])


def test_a_wrong_password_is_said_once_and_not_told(bound: Synching) -> None:
    done = bound.sync(password="of-nobody-1")
    assert isinstance(done.error, trouble.Denied)
    assert "of-nobody-1" not in str(done.error)


def test_the_address_became_that_of_another_calendar(bound: Synching) -> None:
    bound.put(*(milestone(f"M{number}", title=f"Step {number}") for number in range(10)))
    bound.well()
    other = bound.shelf.server.make(bound.shelf.path.strip("/").rpartition("/")[2] + "x")
    bound.shelf.server.ask("MOVE", bound.shelf.path, Destination=f"{other.url}y/")
    bound.shelf.server.ask("DELETE", bound.shelf.path)
    assert isinstance(bound.sync().error, trouble.NoCollection)
    bound.shelf.server.make(bound.shelf.path.strip("/").rpartition("/")[2])
    assert isinstance(bound.sync().error, MassDeletion)
    assert len(bound.desk.rows(Milestone)) == 13


@pytest.mark.parametrize(
    "url",
    [
        "http://calendars.example.org/a/", "ftp://127.0.0.1/a/", "https://pm:secret@example.org/a/", "nonsense",
        "https:///a/", "https://example.org/a/?x=1", "https://[::1/a/", "http://localhost.example.org/",
        "https://user@example.org/", "https://exa mple.org/", "https://example.org:99999/",
    ],
)  # fmt: skip
def test_an_address_that_is_none_or_tells_a_password_is_refused(desk: Desk, url: str) -> None:
    with pytest.raises(InputError) as refused:
        desk.remotes().bind("client/ACME", url, USER)
    assert "secret" not in str(refused.value)
    assert desk.remotes().bindings() == ()


_CHILD = """
import sys, itertools, os, signal
from datetime import UTC, datetime, timedelta
from pathlib import Path
from pmdesk.desk import Desk
from pmdesk.desk.syncing import Asked
from pmdesk.exchange.caldav.collection import Collection
store, left, where = sys.argv[1], int(sys.argv[2]), sys.argv[3]
def counted(real):
    def call(self, *given):
        global left
        left -= 1
        if left <= 0 and where == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        made = real(self, *given)
        if left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return made
    return call
for name in ("put", "delete", "listing", "fetch"):
    setattr(Collection, name, counted(getattr(Collection, name)))
desk = Desk.open(Path(store), now=lambda: datetime.now(UTC), zone="Europe/Madrid")
for done in desk.remotes().sync(Asked(), lambda _: os.environ["PMDESK_CALDAV_PASSWORD"]):
    assert done.error is None, done.error
"""


@pytest.mark.parametrize("case", _few(("1-after", "3-before", "3-after", "5-after", "7-before"), "5-after"))
def test_killed_in_the_middle_and_run_again(bound: Synching, case: str) -> None:
    left, where = int(case[0]), case[2:]
    bound.put(*(milestone(f"M{number}", title=f"Step {number}") for number in range(4)))
    path = str(bound.desk.store.path)
    environment = {**os.environ, VARIABLE: PASSWORD}
    status = -9
    for _ in range(9):
        ended = subprocess.run([sys.executable, "-c", _CHILD, path, str(left), where], env=environment, check=False)
        status = ended.returncode
        if status == 0:
            break
        assert status == -signal.SIGKILL
    assert bound.shelf.titles() == [] or left > 1
    fresh = Desk.open(Path(path), now=Clock(), zone="Europe/Madrid")
    again = Synching(fresh, bound.shelf, bound.proxy)
    done = again.well()
    assert done.waiting == 0
    assert again.shelf.titles() == sorted([*TITLES, *(f"Step {number}" for number in range(4))])
    bound.proxy.clear()
    assert (again.well().deeds, bound.proxy.writes) == ((), [])
    fresh.close()


def test_it_stops_when_it_is_asked_to(bound: Synching) -> None:
    bound.put(*(milestone(f"M{number}", title=f"Step {number}") for number in range(10)))
    heard: list[int] = []
    remotes = bound.desk.remotes()
    (done,) = remotes.sync(
        Asked(), lambda _: PASSWORD, lambda at: heard.append(at.done), lambda: bool(heard and heard[-1] >= 4)
    )
    assert isinstance(done.error, trouble.Stopped)
    assert len(bound.shelf.hrefs()) == 4
    assert len(bound.well().deeds) == 9


def test_a_silent_server_is_given_up_in_time(bound: Synching) -> None:
    bound.proxy.fault = Sometimes("silent", times=99)
    begun = time.monotonic()
    assert isinstance(bound.sync().error, trouble.Unreachable)
    assert time.monotonic() - begun < 20
