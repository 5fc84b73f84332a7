"""What is under the cursor, in words, and the load beneath the axis."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from pmdesk.model import Blackout
from pmdesk.tui.glyphs import NORMAL
from pmdesk.tui.widgets.timeline.caught import Caught
from pmdesk.tui.widgets.timeline.clear import clear_day, free_day
from pmdesk.tui.widgets.timeline.detail import Details, Line, Spot
from pmdesk.tui.widgets.timeline.lanes import Lanes
from pmdesk.tui.widgets.timeline.load_strip import ink_of, normal_hours, ratio
from pmdesk.tui.widgets.timeline.painter import unfolded
from tests.tui.widgets.timeline.small import Hours, conflicts, portfolio

KEYS = (("  f ", "text"), ("fix ", "dim"))


def told(lane: str, day: date, last: date | None = None) -> list[str]:
    held = portfolio()
    row = next(row for row in Lanes(held, Caught(held, conflicts())) if row.key == lane)
    lines = Details(held, Caught(held, conflicts()), NORMAL, KEYS).lines(Spot(row, day, day, last or day))
    return ["".join(text for text, _ in (*item.parts, *item.right)) for item in lines]


def test_a_milestone_with_a_conflict() -> None:
    first, second = told("engagement/POS", date(2026, 12, 11))
    facts = "Acme · POS rollout · Fri 11 Dec 2026 · in 18 days · 7 days after baseline · owner Priya (Acme)"
    assert first == f" ▲ UAT sign-off  {facts}"
    assert second.startswith("   ! in blackout")
    assert second.endswith("Acme change freeze 9 Dec – 3 Jan blocks milestonesnext clear day Mon 4 Jan   f fix ")


def test_milestones_that_are_late_done_or_several() -> None:
    assert "3 days ago" in told("engagement/POS", date(2026, 11, 20))[0]
    assert "✓ Kick-off" in told("engagement/POS", date(2026, 11, 17))[0]
    assert "and 1 more here" in told("engagement/ERP", date(2026, 12, 4))[0]


def test_a_waived_conflict_says_until_when() -> None:
    lines = told("engagement/ERP", date(2026, 12, 4))
    assert lines[1].endswith("waived until Thu 31 Dec ")
    assert "fix" not in lines[1]


def test_a_vendor_promised_twice_and_its_free_day() -> None:
    first, second = told("engagement/POS/vendor/FIBRE", date(2026, 12, 8))
    assert first == " ▬ FibreCo  Acme · POS rollout · 23 Nov – 18 Dec · 1 of 1"
    assert "earliest free Sat 16 Jan" in second


def test_meetings_stand_under_their_engagement_on_their_day() -> None:
    assert "two calls at once" in told("engagement/ERP", date(2026, 12, 1))[1]
    assert len(told("engagement/ERP", date(2026, 12, 2))) == 1
    assert len(told("engagement/ERP", date(2026, 12, 2), date(2026, 12, 3))) == 1


def test_terms_blackouts_clients_and_leave() -> None:
    assert told("engagement/PMO", date(2026, 12, 1)) == [" ● PMO retainer  Acme · from Tue 1 Sep 2026 · 7.5 h a week"]
    assert "proposed" in told("engagement/SOC", date(2026, 12, 2))[0]
    freeze = told("client/ACME/change freeze", date(2026, 12, 10))[0]
    assert freeze == " ░ Change freeze  Acme Retail · 9 Dec – 3 Jan · blocks milestones"
    assert told("me", date(2026, 12, 24))[0] == " ░ Leave  me · 24 Dec – 2 Jan · blocks everything"
    assert told("client/BOR", date(2026, 12, 24)) == [" ● Borealis Energy  Thu 24 Dec 2026 · in 31 days"]


def test_the_clear_day_heeds_weekends_the_owner_and_the_end_of_the_term() -> None:
    held = portfolio()
    row = held.milestones["POS.UAT"]
    assert clear_day(held, row) == date(2027, 1, 4)
    busy = Blackout(key="B", who="client/ACME", start=date(2027, 1, 4), end=date(2027, 1, 7), title="x", blocks="all")
    assert clear_day(replace(held, blackouts={**held.blackouts, "B": busy}), row) == date(2027, 1, 8)
    meetings = replace(busy, blocks="events")
    assert clear_day(replace(held, blackouts={**held.blackouts, "B": meetings}), row) == date(2027, 1, 4)
    short = replace(held.engagements["POS"], end=date(2026, 12, 31))
    assert clear_day(replace(held, engagements={**held.engagements, "POS": short}), row) is None


def test_the_free_day_counts_what_else_is_promised() -> None:
    held = portfolio()
    row = held.assignments["POS.F"]
    assert free_day(held, row, date(2026, 12, 18)) == date(2027, 1, 16)
    roomy = replace(held, vendors={"FIBRE": replace(held.vendors["FIBRE"], capacity=Decimal(2))})
    assert free_day(roomy, row, date(2026, 12, 18)) == date(2026, 12, 19)
    other = replace(held.assignments["ERP.F"], status="cancelled")
    alone = replace(held, assignments={"POS.F": row, "ERP.F": other})
    assert free_day(alone, row, date(2026, 12, 18)) == date(2026, 12, 19)


@pytest.mark.parametrize(
    ("planned", "available", "ink"),
    [
        ("40", "40", "good"),
        ("40.5", "40", "warn"),
        ("50", "40", "warn"),
        ("50.1", "40", "bad"),
        ("1", "0", "bad"),
        ("0", "0", "good"),
    ],
)
def test_the_colour_of_a_week(planned: str, available: str, ink: str) -> None:
    assert ink_of(Hours(date(2026, 11, 23), Decimal(planned), Decimal(available))) == ink


def test_hours_of_a_normal_week() -> None:
    assert normal_hours("Mon-Thu 09:00-14:00,15:00-18:30; Fri 09:00-15:00") == "40"
    assert ratio(Hours(date(2026, 11, 23), Decimal(30), Decimal(40))) == Decimal("0.75")


def test_a_long_line_is_broken_under_itself() -> None:
    message = ("one two three four five six seven", "text")
    item = Line(((" ! ", "bad"), ("vendor overbooked  ", "bad"), message), (("free ", "dim"),))
    lines = unfolded(item, 44)
    texts = ["".join(text for text, _ in line.parts) for line in lines]
    assert texts == [" ! vendor overbooked  one two three four", " " * 22 + "five six seven", "     free "]
    assert unfolded(item, 90) == [item]


@pytest.mark.parametrize("owner", ["vendor/OTHER", "contact/NOBODY", "client/ELSE", "me"])
def test_an_owner_that_the_portfolio_does_not_name_is_not_told(owner: str) -> None:
    held = portfolio()
    row = replace(held.milestones["POS.UAT"], owner=owner)
    held = replace(held, milestones={**held.milestones, "POS.UAT": row})
    lane = next(lane for lane in Lanes(held, Caught(held, [])) if lane.key == "engagement/POS")
    line = Details(held, Caught(held, []), NORMAL).lines(Spot(lane, row.due, row.due, row.due))[0]
    assert "owner" not in "".join(text for text, _ in line.parts)
