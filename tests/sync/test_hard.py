"""Hard texts, zones and series through a real server: read back as they are, and no change that nobody made."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pmdesk.desk import Desk
from pmdesk.exchange.ics.request import Request
from pmdesk.model import Client, Engagement, Event, Milestone, Noun, Override, Site
from pmdesk.portfolio import Put
from tests.exchange.ics import hard
from tests.exchange.ics.reading import by_icalendar, by_vobject
from tests.sync.conftest import Clock, Synching
from tests.sync.proxy import Proxy
from tests.sync.server import USER, Shelf

ORDER: tuple[type[Noun], ...] = (Client, Site, Engagement, Milestone, Event, Override)


@pytest.fixture
def full(tmp_path_factory: pytest.TempPathFactory, shelf: Shelf, proxy: Proxy) -> Synching:
    """Give a desk with every hard item, bound."""
    desk = Desk.open(tmp_path_factory.mktemp("hard") / "s.db", now=Clock(), zone="Europe/Madrid", by="test")
    rows = sorted((row for row in hard.rows() if type(row) in ORDER), key=lambda row: ORDER.index(type(row)))
    desk.apply([Put(row) for row in rows], "hard")
    made = Synching(desk, shelf, proxy)
    desk.remotes().bind("client/ACME", made.url, USER)
    return made


@pytest.mark.parametrize("read", [by_icalendar, by_vobject])
def test_what_is_there_is_read_as_the_file_is(full: Synching, tmp_path: Path, read: Callable[[bytes], object]) -> None:
    full.well()
    list(full.desk.export_ics(Request(client="ACME", vdir=True), str(tmp_path)))
    files = {path.name: path.read_bytes() for path in tmp_path.rglob("*.ics")}
    there = {path.rpartition("/")[2]: text.encode() for path, text in full.shelf.items().items()}
    assert set(there) == set(files)
    for name, data in files.items():
        assert read(there[name]) == read(data), name


def test_nobody_changed_anything(full: Synching) -> None:
    """A server that writes items its own way makes neither proposals nor anything to send."""
    full.well()
    known = full.shelf.items()
    for path, text in known.items():
        full.shelf.put(path, text)
    full.proxy.clear()
    done = full.well()
    assert (done.waiting, full.proxy.writes) == (0, [])
    assert full.desk.remotes().offers() == ()
    for path, text in known.items():
        full.shelf.put(path, text.replace("DTSTAMP:", "X-LOOKED-AT:1\nDTSTAMP:"))
    done = full.well()
    assert [(offer.title, offer.lines) for offer in full.desk.remotes().offers()] == []
    assert done.waiting == 0
