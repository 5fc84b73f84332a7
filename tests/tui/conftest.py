"""Stores for the terminal's tests: the sample, an empty one, one full of hostile names."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from pmdesk.model import Action, Assignment, Blackout, Client, Contact, Engagement, Event, Milestone, Noun, Site, Vendor
from pmdesk.portfolio import Put

from .driving import open_desk
from .resting import resting

__all__ = ["resting"]
HOSTILE = ("[/]", "=1+1", "../../x")


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "sample.db"
    desk = open_desk(path)
    desk.load_sample()
    desk.close()
    return path


@pytest.fixture
def store(sample_store: Path, tmp_path: Path) -> Path:
    path = tmp_path / "s.db"
    shutil.copy(sample_store, path)
    return path


@pytest.fixture
def empty_store(tmp_path: Path) -> Path:
    return tmp_path / "empty.db"


@pytest.fixture
def make_store(tmp_path: Path) -> Callable[[list[Put]], Path]:
    def make(changes: list[Put]) -> Path:
        path = tmp_path / "made.db"
        desk = open_desk(path)
        desk.apply(changes, "made")
        desk.close()
        return path

    return make


@pytest.fixture
def hostile_store(make_store: Callable[[list[Put]], Path]) -> Path:
    changes: list[Put] = []
    for at, name in enumerate(HOSTILE, 1):
        changes += [Put(row) for row in _named(at, name)]
    return make_store(changes)


def _named(at: int, name: str) -> list[Noun]:
    """Give one row of each kind, with a name wherever there may be one."""
    client, work = f"C{at}", f"E{at}"
    return [
        Client(key=client, name=name, pin=at, timezone="Asia/Tokyo", notes=name),
        Contact(key=f"P{at}", of=f"client/{client}", name=name),
        Vendor(key=f"V{at}", name=name, services=name),
        Site(key=f"S{at}", client=client, name=name),
        Engagement(
            key=work, client=client, name=name, start=date(2026, 1, 1), weekly_hours=Decimal(30), objective=name
        ),
        Assignment(
            key=f"A{at}", vendor=f"V{at}", engagement=work, start=date(2026, 11, 2), units=Decimal(2), role=name
        ),
        Milestone(
            key=f"M{at}", engagement=work, title=name, due=date(2026, 11, 28), owner=f"contact/P{at}", notes=name
        ),
        Blackout(
            key=f"B{at}", who=f"client/{client}", start=date(2026, 11, 27), end=date(2026, 12, 2), title=name
        ),
        Event(
            key=f"X{at}", engagement=work, title=name, start=datetime(2026, 11, 23, 20),
            end=datetime(2026, 11, 23, 21), timezone="Europe/Madrid",
        ),
        Action(key=f"T{at}", engagement=work, title=name, due=date(2026, 11, 24)),
    ]  # fmt: skip
