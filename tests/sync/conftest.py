"""A desk, a server with a calendar of its own for each test, and a proxy between them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from pmdesk.desk import Desk
from pmdesk.desk.syncing import Asked, Synced
from pmdesk.desk.syncing.offers import Offer
from pmdesk.exchange.caldav import client
from pmdesk.model import Milestone, Noun
from pmdesk.portfolio import Put
from tests.exchange.ics.desk import acme, borealis, event, milestone
from tests.sync.proxy import Proxy
from tests.sync.server import PASSWORD, USER, Server, Shelf

_NUMBERS = count()
START = datetime(2026, 11, 23, 8, tzinfo=UTC)


class Clock:
    """Goes on by a second each time it is asked."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


class Synching:
    """A desk that is bound to a calendar through a proxy."""

    def __init__(self, desk: Desk, shelf: Shelf, proxy: Proxy) -> None:
        self.desk, self.shelf, self.proxy = desk, shelf, proxy

    @property
    def url(self) -> str:
        """The calendar's address through the proxy."""
        return f"http://127.0.0.1:{self.proxy.port}{self.shelf.path}"

    def sync(self, asked: Asked | None = None, password: str = PASSWORD) -> Synced:
        """Sync all that is bound; a server that is silent on demand is given up soon."""
        is_silent = getattr(self.proxy.fault, "fault", "") in {"silent", "late"}
        client.TIMEOUT = 0.7 if is_silent else 30.0
        (done,) = self.desk.remotes().sync(asked or Asked(), lambda _binding: password)
        return done

    def well(self, asked: Asked | None = None) -> Synced:
        """Sync, and hold that nothing ended it."""
        done = self.sync(asked)
        assert done.error is None, done.error
        return done

    def put(self, *rows: Noun) -> None:
        """Change rows in the desk."""
        self.desk.apply([Put(row) for row in rows], "changed")

    def due(self, key: str) -> date:
        """Give the day of a milestone."""
        row = self.desk.get(Milestone, key)
        assert row is not None
        return row.due

    def offer(self) -> Offer:
        """Give the one proposal that waits."""
        (found,) = self.desk.remotes().offers()
        return found


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Give a server for all tests of this worker."""
    made = Server.start(tmp_path_factory.mktemp("radicale"))
    yield made
    made.stop()


@pytest.fixture
def shelf(server: Server) -> Shelf:
    """Give a new calendar."""
    return server.make(f"cal{next(_NUMBERS)}")


@pytest.fixture
def proxy(server: Server) -> Iterator[Proxy]:
    """Give a proxy in front of the server."""
    made = Proxy(server.port)
    yield made
    made.stop()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Give a desk with two clients."""
    made = Desk.open(tmp_path / "s.db", now=Clock(), zone="Europe/Madrid", by="test")
    rows = [*acme(), *borealis(), milestone("UAT"), milestone("GO", "2026-12-18", title="Go-live", kind="go-live")]
    rows.append(event("2026-12-01T09:00", "2026-12-01T10:00", rrule="FREQ=WEEKLY;COUNT=6"))
    made.apply([Put(row) for row in rows], "set up")
    yield made
    made.close()


@pytest.fixture
def bound(desk: Desk, shelf: Shelf, proxy: Proxy, monkeypatch: pytest.MonkeyPatch) -> Synching:
    """Give the desk with Acme's calendar bound."""
    monkeypatch.setattr(client, "TIMEOUT", client.TIMEOUT)
    made = Synching(desk, shelf, proxy)
    desk.remotes().bind("client/ACME", made.url, USER)
    return made
