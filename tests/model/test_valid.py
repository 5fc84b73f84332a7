from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from pmdesk.model import Client, Engagement, Event, Milestone
from pmdesk.model.valid import MISSING, faults

FINE = Milestone("A", "POS", "t", date(2026, 1, 5))


def test_a_row_as_it_should_be() -> None:
    assert faults(FINE) == []
    assert faults(Client("ACME", "=1+1", aliases=("a", "b"), pin=9)) == []


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"key": "a"}, "key"),
        ({"key": ""}, "key"),
        ({"title": None}, "title"),
        ({"due": "2026-01-05"}, "due"),
        ({"due": None}, "due"),
        ({"status": "open"}, "status"),
        ({"owner": "client/"}, "owner"),
        ({"notes": "\x1b"}, "notes"),
        ({"notes": 3}, "notes"),
        ({"after": ("A",)}, "after"),
        ({"site": "a b"}, "site"),
    ],
)
def test_what_may_not_be(change: dict[str, Any], column: str) -> None:
    found = faults(replace(FINE, **change))
    assert [name for name, _ in found] == [column]
    assert all(words.isprintable() for _, words in found)


def test_more_that_may_not_be() -> None:
    event = Event(
        "E",
        None,
        "e",
        datetime.fromisoformat("2026-01-05T09:00"),
        datetime.fromisoformat("2026-01-05T10:00"),
        rrule="FREQ=HOURLY",
    )
    assert [name for name, _ in faults(event)] == ["rrule"]
    hours = Engagement("E", "C", "", start=date(2026, 1, 5), weekly_hours=Decimal(-1))
    assert faults(hours)[0] == ("name", MISSING)
    assert [name for name, _ in faults(hours)] == ["name", "weekly_hours"]
