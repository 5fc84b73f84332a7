"""Identity, grouping, focus, waivers, the whole of what reaches beyond the window, words."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmdesk.audience.conflicts import conflicts_for
from pmdesk.errors import InputError
from pmdesk.model import (
    Assignment,
    Blackout,
    Client,
    Engagement,
    Event,
    Milestone,
    Noun,
    Predecessor,
    Profile,
    Vendor,
)
from pmdesk.portfolio import Portfolio, Waiver, Window
from pmdesk.schedule.conflicts import Conflict, as_json, as_text, find, whole
from pmdesk.schedule.conflicts.groups import conflict_id
from pmdesk.schedule.conflicts.scene import Scene
from tests.build import portfolio_of

at = datetime.fromisoformat
TODAY = date(2026, 11, 23)
WINDOW = Window(TODAY, TODAY + timedelta(days=180))
PEOPLE: list[Noun] = [
    Profile("Me", timezone="UTC"),
    Client("ACME", "Acme"),
    Client("BOR", "Borealis"),
    Vendor("FIBRE", "FibreCo"),
    Engagement("A", "ACME", "Acme POS rollout", start=date(2026, 1, 1)),
    Engagement("B", "BOR", "Borealis ERP cutover", start=date(2026, 1, 1)),
]


def event(key: str, start: str, end: str, **more: Any) -> Event:
    return Event(key, more.pop("engagement", None), f"Meeting {key}", at(start), at(end), **more)


def work(key: str, engagement: str, start: date, end: date, **more: Any) -> Assignment:
    return Assignment(key, "FIBRE", engagement, start, end, **more)


def found(*rows: Noun, window: Window = WINDOW, waivers: Iterable[Waiver] = (), **choices: Any) -> list[Conflict]:
    return find(portfolio_of([*PEOPLE, *rows], TODAY, waivers=waivers), window, **choices)


OVERBOOKED = [
    work("FIBRE-ACME", "A", date(2026, 12, 1), date(2026, 12, 18)),
    work("FIBRE-BOR", "B", date(2026, 12, 7), date(2026, 12, 31)),
]


def test_the_id_of_the_document() -> None:
    assert conflict_id("double-booking", "me", ["event/E1", "event/E2"]) == "double-booking:5601ee0f3e87"


def test_the_object_of_the_document() -> None:
    told = as_json(found(*OVERBOOKED), today=TODAY, window=WINDOW)
    assert told == {
        "as_of": "2026-11-23", "from": "2026-11-23", "to": "2027-05-22", "context": "all",
        "conflicts": [{
            "id": conflict_id("overbooked", "vendor/FIBRE", ["assignment/FIBRE-ACME", "assignment/FIBRE-BOR"]),
            "kind": "overbooked", "severity": "high", "who": "vendor/FIBRE",
            "items": ["assignment/FIBRE-ACME", "assignment/FIBRE-BOR"], "clients": ["ACME", "BOR"],
            "occurrences": [{"start": "2026-12-07", "end": "2026-12-18", "peak": 2.0, "limit": 1.0}], "waived": None,
            "message": "FibreCo has 2 crews promised and 1 to give, 7 – 18 Dec: Acme POS rollout, Borealis ERP cutover",
        }],
    }  # fmt: skip


@pytest.mark.parametrize("rows", [[], OVERBOOKED])
def test_the_text_is_the_object(rows: list[Assignment]) -> None:
    late = [Milestone("A.1", "A", "Abnahme ✓ ] }", date(2026, 12, 12))] if rows else []
    told = as_json(found(*rows, *late), today=TODAY, window=WINDOW)
    assert json.loads(as_text(told)) == told
    assert len(as_text(told).splitlines()) == 1 + len(told["conflicts"])


def test_the_id_is_the_same_whatever_the_window_and_the_focus() -> None:
    short = found(*OVERBOOKED, window=Window(date(2026, 12, 10), date(2026, 12, 11)), client="BOR")
    assert [one.id for one in short] == [one.id for one in found(*OVERBOOKED)]
    assert (short[0].occurrences[0].start, short[0].occurrences[0].end) == (date(2026, 12, 10), date(2026, 12, 11))


def test_two_series_that_collide_all_year_are_one_line() -> None:
    one = event("E1", "2026-11-23T10:00", "2026-11-23T11:00", rrule="FREQ=WEEKLY;COUNT=20")
    other = event("E2", "2026-11-23T10:30", "2026-11-23T11:30", rrule="FREQ=WEEKLY")
    (conflict,) = found(one, other)
    assert len(conflict.occurrences) == 20
    assert conflict.message == "You: 2 at once, 23 Nov 10:30 – 11:00: Meeting E1, Meeting E2"


def test_a_series_that_collides_with_itself_has_one_item() -> None:
    (conflict,) = found(event("E", "2026-11-23T10:00", "2026-11-24T11:00", rrule="FREQ=DAILY;COUNT=2"))
    assert conflict.items == ("event/E",)


def chain(links: int) -> list[Event]:
    """Events of 26 hours, a day apart, that begin long before the window."""
    begin = at("2026-11-23T12:00") - timedelta(days=links)
    starts = [begin + timedelta(days=step) for step in range(links + 1)]
    return [
        Event(f"E{n}", None, f"M{n}", start, start + timedelta(hours=50)) for n, start in enumerate(starts)
    ]  # fmt: skip


def test_a_double_booking_is_whole_however_far_it_reaches() -> None:
    (conflict,) = found(*chain(60), window=Window(TODAY, TODAY))
    (occurrence,) = conflict.occurrences
    assert occurrence.start == at("2026-09-25T12:00+00:00")
    assert len(conflict.items) == 61


def test_only_what_is_needed_is_read() -> None:
    """A reader that gives the events of a week around, and no more, is asked again until the conflicts are whole."""
    everything = portfolio_of([*PEOPLE, *chain(60)], TODAY)
    asked: list[Window] = []

    def read(window: Window) -> Portfolio:
        asked.append(window)
        low, high = window.first - timedelta(days=7), window.last + timedelta(days=7)
        rows = {
            key: row for key, row in everything.events.items() if row.start.date() <= high and row.end.date() >= low
        }
        return replace(everything, events=rows, window=window)

    day = Window(TODAY, TODAY)
    scene = whole(read, day)
    assert find(scene.portfolio, day, scene=scene) == find(everything, day)
    assert scene.portfolio.window == day
    assert len(asked) <= 4
    asked.clear()
    whole(read, Window(TODAY + timedelta(days=9), TODAY + timedelta(days=9)))
    assert len(asked) == 1, "nothing reaches that day"


def test_what_a_long_event_runs_into_is_read() -> None:
    long = event("LONG", "2026-11-23T00:00", "2027-01-10T00:00")
    leave = Blackout("L", "me", date(2027, 1, 5), date(2027, 1, 6), "Leave")
    everything = portfolio_of([*PEOPLE, long, leave], TODAY)

    def read(window: Window) -> Portfolio:
        near = leave.start <= window.last + timedelta(days=7)
        return replace(everything, blackouts={"L": leave} if near else {}, window=window)

    scene = whole(read, Window(TODAY, TODAY))
    assert [one.kind for one in find(scene.portfolio, scene.window, scene=scene)] == ["blackout"]


def test_what_touches_is_two_unless_something_runs_across() -> None:
    pairs = [
        event("A1", "2026-11-24T09:00", "2026-11-24T10:00"), event("A2", "2026-11-24T09:00", "2026-11-24T10:00"),
        event("B1", "2026-11-24T10:00", "2026-11-24T11:00"), event("B2", "2026-11-24T10:00", "2026-11-24T11:00"),
    ]  # fmt: skip
    assert len(found(*pairs)) == 2
    across = event("C", "2026-11-24T08:00", "2026-11-24T12:00")
    (conflict,) = found(*pairs, across)
    (whole,) = conflict.occurrences
    assert (len(conflict.items), whole.peak, whole.limit) == (5, Decimal(3), Decimal(1))


def test_it_is_low_only_if_nothing_firm_collides() -> None:
    firm = event("A1", "2026-11-24T09:00", "2026-11-24T10:00"), event("A2", "2026-11-24T09:30", "2026-11-24T10:00")
    maybe = event("T", "2026-11-24T08:00", "2026-11-24T09:30", status="tentative")
    assert [one.severity for one in found(*firm, maybe)] == ["high"]
    assert [one.severity for one in found(firm[0], maybe)] == ["low"]


def test_focus_keeps_items_and_who_of_a_client() -> None:
    late = Milestone("A.1", "A", "Sign-off", date(2026, 12, 12))
    assert {one.kind for one in found(*OVERBOOKED, late, client="ACME")} == {"overbooked", "non-working-day"}
    assert {one.kind for one in found(*OVERBOOKED, late, client="BOR")} == {"overbooked"}


def test_filters_come_last() -> None:
    late = Milestone("A.1", "A", "Sign-off", date(2026, 12, 12))
    assert [one.kind for one in found(*OVERBOOKED, late, severity="medium")] == ["overbooked"]
    assert [one.kind for one in found(*OVERBOOKED, late, kinds=["non-working-day"])] == ["non-working-day"]


@pytest.mark.parametrize(
    "choices", [{"with_": ["NONE"]}, {"client": "NONE"}, {"kinds": ["clash"]}, {"severity": "awful"}]
)
def test_what_is_unknown_is_refused(choices: dict[str, Any]) -> None:
    with pytest.raises(InputError, match="there is no"):
        found(**choices)


def test_a_waiver_covers_what_is_no_worse() -> None:
    (conflict,) = found(*OVERBOOKED)
    covering = Waiver(conflict.id, "agreed with both", date(2026, 12, 7), "high", Decimal("1.6"))
    (waived,) = found(*OVERBOOKED, waivers=[covering])
    assert waived.waived == covering
    for weaker in (
        Waiver(conflict.id, "x", date(2026, 12, 6), "high", Decimal(2)),
        Waiver(conflict.id, "x", date(2026, 12, 7), "medium", Decimal(2)),
        Waiver(conflict.id, "x", date(2026, 12, 7), "high", Decimal("1.5999")),
    ):
        (left,) = found(*OVERBOOKED, waivers=[weaker])
        assert left.waived is None


def test_covered_occurrences_are_left_out_where_others_stay() -> None:
    one = event("E1", "2026-11-23T10:00", "2026-11-23T11:00", rrule="FREQ=WEEKLY;COUNT=3")
    other = event("E2", "2026-11-23T10:30", "2026-11-23T11:30", rrule="FREQ=WEEKLY;COUNT=3")
    (conflict,) = found(one, other)
    waiver = Waiver(conflict.id, "fine", date(2026, 11, 30), "high", Decimal(2))
    (left,) = found(one, other, waivers=[waiver])
    assert (left.waived, [one.start.day for one in left.occurrences]) == (None, [7])


SECRETS = [
    Client("ZQX", "Zanzibar"), Engagement("ZQX-1", "ZQX", "Quagmire", start=date(2026, 1, 1)),
    Milestone("ZQX-1.M", "ZQX-1", "Xylophone", date(2026, 12, 12)),
    work("ZQX-W", "ZQX-1", date(2026, 12, 1), date(2026, 12, 31), exclusive=True),
    event("ZQX-E", "2026-12-09T09:30", "2026-12-09T10:00", engagement="ZQX-1"),
    Blackout("QQOFF", "me", date(2026, 12, 9), date(2026, 12, 9), "Wisteria"),
]  # fmt: skip


def test_an_audience_sees_nothing_of_others() -> None:
    own = [
        *OVERBOOKED, event("A-E", "2026-12-09T09:00", "2026-12-09T10:00", engagement="A"),
        event("Q-P", "2026-12-09T09:00", "2026-12-09T10:00"),
        Milestone("A.1", "A", "Sign-off", date(2026, 12, 9), after=(Predecessor("ZQX-1.M"),)),
    ]  # fmt: skip
    portfolio = portfolio_of([*PEOPLE, *SECRETS, *own], TODAY)
    shown = conflicts_for(portfolio, WINDOW, "ACME")
    told = str(as_json(shown, today=TODAY, window=WINDOW, audience="ACME"))
    for secret in ["ZQX", "Zanzibar", "Quagmire", "Xylophone", "BOR", "Borealis", "QQOFF", "Wisteria", "Q-P"]:
        assert secret not in told, secret
    assert {one.kind for one in shown} >= {"overbooked", "double-booking", "blackout", "dependency", "exclusivity"}
    assert all(one.clients == ("ACME",) for one in shown)


def test_what_has_become_alike_is_one_and_waived_only_if_all_is() -> None:
    meeting = event("A-E", "2026-12-09T09:00", "2026-12-09T10:00", engagement="A", me=False, vendors=("FIBRE",))
    freezes = [Blackout(key, "vendor/FIBRE", date(2026, 12, 9), date(2026, 12, 9), key) for key in ("F1", "F2")]
    rows = [*PEOPLE, meeting, *freezes]
    ids = [one.id for one in find(portfolio_of(rows, TODAY), WINDOW)]
    assert len(ids) == 2
    waivers = [Waiver(one, "because of Borealis", date(2027, 1, day), "high") for day, one in enumerate(ids, 1)]
    (half,) = conflicts_for(portfolio_of(rows, TODAY, waivers=waivers[:1]), WINDOW, "ACME")
    assert (half.items, half.waived, len(half.occurrences)) == (("elsewhere", "event/A-E"), None, 1)
    (whole,) = conflicts_for(portfolio_of(rows, TODAY, waivers=waivers), WINDOW, "ACME")
    told = as_json([whole], today=TODAY, window=WINDOW, audience="ACME")
    assert told["conflicts"][0]["waived"] == {"until": "2027-01-01"}
    assert told["context"] == "audience/ACME"


spans = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 12), st.booleans()), min_size=1, max_size=14
)  # fmt: skip


@given(spans, st.integers(1, 3))
def test_crowds_slot_by_slot(slots: list[tuple[int, int, bool]], capacity: int) -> None:
    """What a vendor is double-booked for, against counting heads in every quarter of an hour."""
    begin = at("2026-11-24T00:00")
    step = timedelta(minutes=15)
    rows = [
        Event(
            f"E{n}", None, "M", begin + low * step, begin + (low + length) * step, me=False, vendors=("FIBRE",),
            status="tentative" if maybe else "confirmed",
        )
        for n, (low, length, maybe) in enumerate(slots)
    ]  # fmt: skip
    vendor = Vendor("FIBRE", "FibreCo", capacity=Decimal(capacity))
    told = find(portfolio_of([Profile(timezone="UTC"), vendor, *rows], TODAY), WINDOW)
    moments = [(begin + slot * step).replace(tzinfo=UTC) for slot in range(60)]
    runs = [(occurrence.start, occurrence.end) for one in told for occurrence in one.occurrences]
    covered = {slot for slot, moment in enumerate(moments) if any(start <= moment < end for start, end in runs)}
    heads = [sum(low <= slot < low + length for low, length, _ in slots) for slot in range(60)]
    assert {slot for slot, count in enumerate(heads) if count > capacity} == covered
    peaks = [int(occurrence.peak or 0) for one in told for occurrence in one.occurrences]
    assert max(peaks, default=capacity) == max(*heads, capacity)


def test_what_stands_alone_is_told_with_whose_it_is() -> None:
    rows = [
        Milestone("M", "A", "Sign-off", due=date(2026, 12, 25)),
        Milestone("S", "A", "Review", due=date(2026, 11, 28)),
        Blackout("L", "me", date(2026, 12, 24), date(2026, 12, 31), "Winter leave"),
        Blackout("C", "vendor/FIBRE", date(2027, 1, 11), date(2027, 1, 12), "Stocktaking"),
        work("W", "A", date(2027, 1, 4), date(2027, 1, 29)),
        Engagement("SHORT", "ACME", "Pilot", start=date(2026, 1, 1), end=date(2026, 12, 4)),
        work("LATE", "SHORT", date(2026, 12, 1), date(2026, 12, 8)),
        event("NIGHT", "2026-11-24T22:00", "2026-11-24T23:00", engagement="A"),
    ]
    told = {one.message for one in found(*rows)}
    assert told >= {
        "Sign-off falls on your Winter leave, 25 Dec",
        "Review is due on a day off of Acme, 28 Nov",
        "Work of FibreCo on Acme POS rollout falls on Stocktaking of FibreCo, 11 – 12 Jan 2027",
        "Work of FibreCo on Pilot is outside the term of Pilot, 5 – 8 Dec",
        "Meeting NIGHT is outside your working hours, 24 Nov 22:00 – 23:00",
    }, told
    theirs = {one.message for one in conflicts_for(portfolio_of([*PEOPLE, *rows], TODAY), WINDOW, "ACME")}
    assert not any("your " in one or "of you" in one for one in theirs)


def test_equal_occurrences_are_held_once_and_occurrences_let_go_are_worked_out_again() -> None:
    late = event("E1", "2026-12-01T22:00", "2026-12-01T23:00", engagement="A", vendors=("FIBRE",))
    portfolio = portfolio_of([*PEOPLE, late, replace(late, key="E2")], TODAY)
    scene = Scene(portfolio, WINDOW)
    first = find(portfolio, WINDOW, scene=scene)
    told = [one for conflict in first for one in conflict.occurrences]
    assert len(told) > len(set(told)) >= 1
    assert len({id(one) for one in told}) == len(set(told))
    assert find(portfolio, WINDOW, scene=scene) == first == find(portfolio, WINDOW)
