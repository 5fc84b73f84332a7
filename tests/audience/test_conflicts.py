"""What a client reads of conflicts says nothing of hours and capacity, which data.md keeps from it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pmdesk.audience.conflicts import conflicts_for
from pmdesk.model import Assignment, Client, Engagement, Profile, Vendor
from pmdesk.portfolio import Window
from pmdesk.schedule.conflicts import find
from tests.build import portfolio_of

TODAY = date(2026, 11, 23)
ROWS = (
    Profile(timezone="Europe/Madrid"), Client(key="ACME", name="Acme"), Client(key="BOR", name="Borealis"),
    Vendor(key="FIBRE", name="FibreCo", capacity=Decimal("1.5")),
    Engagement(key="A", client="ACME", name="POS", start=TODAY, end=date(2026, 12, 4), weekly_hours=Decimal(31)),
    Engagement(key="B", client="BOR", name="Grid", start=TODAY, end=date(2026, 12, 4), weekly_hours=Decimal(28)),
    Assignment(key="A.F", vendor="FIBRE", engagement="A", start=TODAY, units=Decimal("1.25")),
    Assignment(key="B.F", vendor="FIBRE", engagement="B", start=TODAY, units=Decimal("0.75")),
)  # fmt: skip


def test_no_hours_and_no_crews_in_words() -> None:
    world, window = portfolio_of(ROWS, TODAY), Window(TODAY, date(2026, 12, 31))
    mine = {one.kind: one.message for one in find(world, window)}
    theirs = {one.kind: one.message for one in conflicts_for(world, window, "ACME")}
    assert "59 h planned and 40 h available" in mine["overload"]
    assert "2 crews promised and 1.5 to give" in mine["overbooked"]
    assert theirs["overload"].startswith("more is planned than there are hours for, 23 – 29 Nov")
    assert theirs["overbooked"].startswith("FibreCo is promised more often than it has crews, 23 Nov –")
    told = " ".join(theirs.values())
    assert not [number for number in ("59", "40", "1.5", "31", "28", "2 crews") if number in told]


def test_the_numbers_stay_in_what_is_computed() -> None:
    world, window = portfolio_of(ROWS, TODAY), Window(TODAY, date(2026, 12, 31))
    found = next(one for one in conflicts_for(world, window, "ACME") if one.kind == "overload")
    assert (found.occurrences[0].peak, found.occurrences[0].limit) == (Decimal(59), Decimal(40))
