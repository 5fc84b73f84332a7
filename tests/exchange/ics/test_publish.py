"""SEQUENCE counts what an audience sees differ; unchanged is the same bytes; what goes is cancelled."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmdesk.errors import StoreError
from pmdesk.model import Client, Engagement, Event, Milestone, Override, Site
from pmdesk.portfolio.publication import Publication, lifted, taken_over
from tests.exchange.ics.desk import Desk, acme, borealis, event, milestone, wall
from tests.exchange.ics.reading import Read, by_icalendar


def read(desk: Desk, **options: Any) -> dict[str, Read]:
    """Export Acme's calendar and give its items by title."""
    (data,) = desk.export(**({"client": "ACME"} | options)).values()
    return {item.summary: item for item in by_icalendar(data)}


def lines(data: bytes, name: str) -> list[str]:
    return [line.partition(":")[2] for line in data.decode().split("\r\n") if line.startswith(name)]


def test_an_unchanged_export_is_the_same_bytes() -> None:
    desk = Desk(
        *acme(), *borealis(), milestone(), event("2026-12-08T09:00", "2026-12-08T10:00", rrule="FREQ=DAILY;COUNT=9")
    )
    first = desk.export()
    desk.now += timedelta(days=40)
    assert desk.export() == first
    assert [made.publications for made in desk.run()] == [(), ()]


def test_what_the_client_does_not_see_raises_nothing() -> None:
    desk = Desk(*acme(), milestone())
    first = desk.export()
    desk.edit(Milestone, "UAT", notes="the CFO doubts it")
    desk.edit(Engagement, "ACME-POS", notes="price review")
    desk.edit(Client, "ACME", aliases=("Roadrunner",))
    assert desk.export() == first
    mine = desk.export(mine=True)["_mine.ics"]
    desk.edit(Milestone, "UAT", notes="the CFO is convinced")
    assert lines(desk.export(mine=True)["_mine.ics"], "SEQUENCE") == ["1"]
    assert lines(mine, "SEQUENCE") == ["0"]


def test_many_edits_between_are_one_publication() -> None:
    desk = Desk(*acme(), milestone())
    assert read(desk)["UAT sign-off"].sequence == 0
    for day in (14, 15, 16):
        desk.edit(Milestone, "UAT", due=date(2026, 12, day))
    held = read(desk)["UAT sign-off"]
    assert (held.sequence, held.start) == (1, date(2026, 12, 16))
    desk.edit(Milestone, "UAT", due=date(2027, 1, 4))
    desk.edit(Milestone, "UAT", due=date(2026, 12, 16))
    assert read(desk)["UAT sign-off"].sequence == 1


@pytest.mark.parametrize(
    ("noun", "key", "values"),
    [
        (Milestone, "UAT", {"title": "UAT"}), (Milestone, "UAT", {"status": "at-risk"}),
        (Milestone, "UAT", {"acceptance": "all pass"}), (Milestone, "UAT", {"url": "https://example.com"}),
        (Milestone, "UAT", {"site": "HQ"}), (Client, "ACME", {"name": "Acme"}), (Client, "ACME", {"color": "red"}),
        (Engagement, "ACME-POS", {"name": "Tills"}), (Milestone, "UAT", {"kind": "go-live"}),
    ],
)  # fmt: skip
def test_stamps_are_those_of_the_edit(noun: Any, key: str, values: dict[str, Any]) -> None:
    desk = Desk(*acme(), milestone())
    before = desk.export()["acme.ics"]
    created = lines(before, "CREATED")
    desk.now += timedelta(days=3)
    desk.edit(noun, key, **values)
    stamp = desk.now.strftime("%Y%m%dT%H%M%SZ")
    desk.now += timedelta(days=3)
    after = desk.export()["acme.ics"]
    assert lines(after, "SEQUENCE") == ["1"]
    assert lines(after, "DTSTAMP") == [stamp]
    assert lines(after, "LAST-MODIFIED") == [stamp, stamp]
    assert lines(after, "CREATED") == created


def test_the_site_is_part_of_what_is_seen() -> None:
    desk = Desk(*acme(), milestone(site="HQ"))
    read(desk)
    desk.edit(Site, "HQ", address="Moved")
    held = read(desk)["UAT sign-off"]
    assert (held.sequence, held.location) == (1, "Head office, Moved")


def test_removing_an_override_is_an_edit() -> None:
    moved = Override("SYNC", wall("2026-12-15T09:00"), wall("2026-12-16T09:00"), None, None, None)
    desk = Desk(*acme(), event("2026-12-08T09:00", "2026-12-08T10:00", rrule="FREQ=WEEKLY;COUNT=4"), moved)
    desk.export()
    desk.remove(moved)
    stamp = desk.now.strftime("%Y%m%dT%H%M%SZ")
    after = desk.export()["acme.ics"]
    assert b"RECURRENCE-ID" not in after
    assert lines(after, "SEQUENCE") == ["1"]
    assert lines(after, "DTSTAMP") == [stamp]


@pytest.mark.parametrize("form", ["event", "todo"])
def test_what_is_deleted_stays_cancelled_for_90_days(form: str) -> None:
    row = milestone()
    desk = Desk(*acme(), row, milestone("NEXT", "2026-12-20", title="Next"))
    read(desk, form=form)
    desk.remove(row)
    stamp = desk.now.strftime("%Y%m%dT%H%M%SZ")
    first = desk.export(client="ACME", form=form)["acme.ics"]
    held = {item.summary: item for item in by_icalendar(first)}["UAT sign-off"]
    assert (held.status, held.sequence) == ("CANCELLED", 1)
    assert stamp in lines(first, "DTSTAMP")
    desk.now += timedelta(days=89)
    assert desk.export(client="ACME", form=form)["acme.ics"] == first
    desk.now += timedelta(days=1)
    assert set(read(desk, form=form)) == {"Next"}


def test_what_is_cancelled_stays_and_comes_back_higher() -> None:
    desk = Desk(*acme(), milestone(), event("2026-12-08T09:00", "2026-12-08T10:00"))
    read(desk)
    desk.edit(Milestone, "UAT", status="cancelled")
    desk.edit(Event, "SYNC", status="cancelled")
    held = read(desk)
    assert {item.status for item in held.values()} == {"CANCELLED"}
    assert {item.sequence for item in held.values()} == {1}
    desk.now += timedelta(days=100)
    assert read(desk) == {}
    desk.edit(Milestone, "UAT", status="planned")
    assert (read(desk)["UAT sign-off"].sequence, read(desk)["UAT sign-off"].status) == (2, "CONFIRMED")


@pytest.mark.parametrize("form", ["event", "todo"])
def test_what_is_cancelled_before_it_was_ever_told_is_told_as_cancelled(form: str) -> None:
    desk = Desk(*acme(), milestone(status="cancelled"))
    (difference,) = desk.run(client="ACME", form=form, diff=True)[0].differences
    assert difference.act == "cancel"
    held = read(desk, form=form)["UAT sign-off"]
    assert (held.status, held.sequence) == ("CANCELLED", 0)
    desk.now += timedelta(days=89)
    assert read(desk, form=form)["UAT sign-off"] == held
    desk.now += timedelta(days=1)
    assert read(desk, form=form) == {}


def test_what_was_cancelled_long_ago_and_never_told_is_not_told() -> None:
    desk = Desk(*acme(), milestone(status="cancelled"))
    desk.now += timedelta(days=90)
    assert read(desk) == {}
    assert not [item for item in desk.told["client/ACME"].values() if item.form != "calendar"]


def test_what_is_deleted_before_it_was_ever_told_is_not_told() -> None:
    row = milestone()
    desk = Desk(*acme(), row)
    desk.remove(row)
    assert read(desk) == {}


@pytest.mark.parametrize("options", [{}, {"client": "ACME"}])
def test_what_a_removed_client_was_told_is_cancelled_for_90_days(options: dict[str, str]) -> None:
    rows = [*acme(), milestone()]
    desk = Desk(*rows, *borealis())
    desk.export()
    for row in reversed(rows):
        desk.remove(row)
    assert [held.act for held in desk.run(**options, diff=True)[0].differences] == ["cancel"]
    first = desk.export(**options)["acme.ics"]
    (held,) = by_icalendar(first)
    assert (held.summary, held.status, held.sequence) == ("UAT sign-off", "CANCELLED", 1)
    assert b"CANARY" not in first
    desk.now += timedelta(days=89)
    assert desk.export(**options)["acme.ics"] == first
    desk.now += timedelta(days=1)
    assert "acme.ics" not in desk.export()


def test_a_series_keeps_its_overrides_when_it_is_deleted() -> None:
    row = event("2026-12-08T09:00", "2026-12-08T10:00", rrule="FREQ=WEEKLY;COUNT=4")
    desk = Desk(*acme(), row, Override("SYNC", wall("2026-12-15T09:00"), None, None, "Long", None))
    read(desk)
    desk.remove(row)
    held = read(desk)
    assert {item.status for item in held.values()} == {"CANCELLED"}
    assert held.keys() == {"Sync", "Long"}


def test_an_item_that_goes_to_another_client_is_cancelled_at_the_first() -> None:
    desk = Desk(*acme(), *borealis(), milestone())
    uid = read(desk)["UAT sign-off"].uid
    desk.edit(Milestone, "UAT", engagement="BOR-ERP")
    files = desk.export()
    assert {item.summary: item.status for item in by_icalendar(files["acme.ics"])} == {"UAT sign-off": "CANCELLED"}
    assert b"CANARY" not in files["acme.ics"]
    assert uid.encode() not in files["bor.ics"]


@pytest.mark.parametrize(
    "options",
    [
        {"include": ("events",)}, {"first": date(2027, 6, 1)}, {"last": date(2026, 11, 1)}, {"form": "todo"},
        {"alarms": (timedelta(days=1),)}, {"include": ("milestones", "blackouts", "terms")}, {"vdir": True},
    ],
)  # fmt: skip
def test_options_neither_raise_nor_cancel(options: dict[str, Any]) -> None:
    gone = milestone("OLD", title="Old")
    desk = Desk(*acme(), gone, milestone(), event("2026-12-08T09:00", "2026-12-08T10:00"))
    desk.export()
    desk.remove(gone)
    first = desk.export()
    for _ in range(2):
        found = desk.export(**options)
        for data in found.values():
            assert not {item.summary for item in by_icalendar(data) if item.status == "CANCELLED"} - {"Old"}
    assert desk.export() == first


def test_the_days_asked_for() -> None:
    desk = Desk(
        *acme(),
        milestone(),
        milestone("LATE", "2027-03-01", title="Late"),
        event(
            "2026-12-08T09:00", "2026-12-08T10:00", rrule="FREQ=MONTHLY;COUNT=3", exdates=(wall("2027-01-08T09:00"),)
        ),
    )
    assert read(desk, first=date(2026, 12, 1), last=date(2026, 12, 31)).keys() == {"UAT sign-off", "Sync"}
    assert read(desk, first=date(2027, 1, 1), last=date(2027, 1, 31)).keys() == set()
    assert read(desk, first=date(2027, 2, 8)).keys() == {"Late", "Sync"}
    assert read(desk, first=date(2027, 2, 9)).keys() == {"Late"}


def test_proposed_engagements_are_left_out_unless_named() -> None:
    desk = Desk(*acme(), milestone())
    desk.edit(Engagement, "ACME-POS", status="proposed")
    assert read(desk) == {}
    (data,) = desk.export(engagement="ACME-POS").values()
    assert [item.summary for item in by_icalendar(data)] == ["UAT sign-off"]
    assert read(desk) == {}


@pytest.mark.parametrize("how", ["closed", "archived"])
def test_what_is_over_keeps_what_was_published(how: str) -> None:
    row = milestone("LAST", title="Last")
    desk = Desk(*acme(), milestone(), row)
    first = desk.export()
    if how == "closed":
        desk.edit(Engagement, "ACME-POS", status="closed")
    else:
        desk.edit(Client, "ACME", status="archived", name="Old Acme")
    desk.edit(Milestone, "UAT", title="Renamed", status="cancelled")
    desk.put(milestone("NEW", title="New"))
    desk.remove(row)
    desk.now += timedelta(days=200)
    assert desk.export() == first


def test_an_archived_client_of_whom_nothing_was_told_has_no_file() -> None:
    desk = Desk(*acme(status="archived"), milestone())
    assert desk.export() == {}
    assert desk.told == {}


def test_looking_at_the_difference_publishes_nothing() -> None:
    gone = milestone("OLD", title="Old")
    desk = Desk(*acme(), milestone(), gone, milestone("SAME", title="Same"), milestone("T", title="Tee"))
    desk.export()
    desk.edit(Milestone, "UAT", due=date(2027, 1, 4))
    desk.edit(Milestone, "T", title="Tea")
    desk.put(milestone("NEW", "2027-02-01", title="New"))
    desk.remove(gone)
    (made,) = desk.run(diff=True)
    assert not made.files
    assert not made.publications
    assert {(item.act, item.ref.removeprefix("milestone/"), item.before, item.after) for item in made.differences} == {
        ("move", "UAT", "2026-12-11", "2027-01-04"), ("change", "T", "2026-12-11", "2026-12-11"),
        ("add", "NEW", "", "2027-02-01"), ("cancel", "OLD", "2026-12-11", "2026-12-11"),
        ("same", "SAME", "2026-12-11", "2026-12-11"),
    }  # fmt: skip
    assert "2026-12-11 → 2027-01-04" in "\n".join(str(item) for item in made.differences)
    assert read(desk)["UAT sign-off"].sequence == 1


def test_an_export_is_recorded() -> None:
    desk = Desk(*acme(), milestone())
    desk.export()
    (told,) = [item for item in desk.told["client/ACME"].values() if item.ref == "milestone/UAT"]
    assert (told.first, told.last, told.engagement, told.cancelled) == ("2026-12-11", "2026-12-11", "ACME-POS", None)
    assert told.told == desk.now.strftime("%Y-%m-%dT%H:%M:%SZ")


def test_what_has_no_uid_is_refused() -> None:
    desk = Desk(*acme(), milestone())
    row = replace(desk.portfolio.milestones["UAT"], uid="")
    desk.portfolio = replace(desk.portfolio, milestones={"UAT": row})
    with pytest.raises(StoreError, match="milestone/UAT has no uid"):
        desk.export()


def test_my_calendar_keeps_its_own_uid() -> None:
    desk = Desk(*acme(), milestone())
    uids = {str(icalendar.Calendar.from_ical(desk.export(mine=True)["_mine.ics"])["UID"]) for _ in range(3)}
    assert len(uids) == 1


def test_a_restore_takes_over_what_was_told() -> None:
    desk = Desk(*acme(), milestone())
    desk.export()
    rows, backup = desk.portfolio, dict(desk.told["client/ACME"])
    for day in (14, 15, 16):
        desk.edit(Milestone, "UAT", due=date(2026, 12, day))
        desk.export()
    desk.put(milestone("LATER", title="Later"))
    desk.export()
    replaced = desk.told["client/ACME"]
    desk.portfolio = rows
    desk.told["client/ACME"] = {uid: taken_over(backup.get(uid), told) for uid, told in replaced.items()}
    held = read(desk)
    assert (held["UAT sign-off"].sequence, held["UAT sign-off"].start) == (4, date(2026, 12, 11))
    assert (held["Later"].sequence, held["Later"].status) == (1, "CANCELLED")
    desk.told["client/ACME"] = {uid: lifted(told) for uid, told in backup.items()}
    assert read(desk)["UAT sign-off"].sequence == 1000


EDITS = st.lists(
    st.one_of(
        st.tuples(st.just("due"), st.integers(0, 2), st.integers(1, 3)),
        st.tuples(st.just("title"), st.integers(0, 2), st.integers(1, 2)),
        st.tuples(st.just("notes"), st.integers(0, 2), st.integers(1, 9)),
        st.tuples(st.just("status"), st.integers(0, 2), st.integers(0, 3)),
        st.tuples(st.just("delete"), st.integers(0, 2), st.just(0)),
        st.tuples(st.just("undo"), st.integers(0, 2), st.just(0)),
        st.tuples(st.just("export"), st.integers(0, 2), st.integers(0, 100)),
    ),
    min_size=1,
    max_size=25,
)
STATES = ("planned", "at-risk", "done", "cancelled")


def edit(desk: Desk, gone: dict[str, Milestone], act: str, key: str, value: int) -> None:
    """Do one random act on one milestone."""
    if act == "undo" and key in gone:
        desk.put(gone.pop(key))
    elif key not in desk.portfolio.milestones:
        return
    elif act == "delete":
        gone[key] = desk.portfolio.milestones[key]
        desk.remove(gone[key])
    elif act == "status":
        desk.edit(Milestone, key, status=STATES[value])
    elif act == "due":
        desk.edit(Milestone, key, due=date(2026, 12, value))
    elif act in {"title", "notes"}:
        desk.edit(Milestone, key, **{act: f"{act} {value}"})


@settings(max_examples=60, deadline=None)
@given(EDITS)
def test_any_sequence_of_edits_and_exports_counts_right(acts: list[tuple[str, int, int]]) -> None:
    desk = Desk(*acme(), *(milestone(f"M{number}") for number in range(3)))
    gone: dict[str, Milestone] = {}
    told: dict[str, tuple[int, Any, bytes]] = {}
    for act, number, value in [*acts, ("export", 0, 0)]:
        if act != "export":
            edit(desk, gone, act, f"M{number}", value)
            continue
        desk.now += timedelta(days=value)
        parts: Any = icalendar.Calendar.from_ical(desk.export()["acme.ics"]).walk("VEVENT")
        for part in parts:
            seen = (str(part["SUMMARY"]), part["DTSTART"].dt, str(part["STATUS"]), str(part.get("PRIORITY")))
            before = told.get(str(part["UID"]))
            if before is None:
                assert part["SEQUENCE"] == 0
            elif before[1] == seen:
                assert part.to_ical() == before[2]
            else:
                assert part["SEQUENCE"] == before[0] + 1
            told[str(part["UID"])] = (int(part["SEQUENCE"]), seen, part.to_ical())
        assert len(told) <= 3


def test_publications_are_plain() -> None:
    """The store keeps them without knowing what they are."""
    desk = Desk(*acme(), milestone(), event("2026-12-08T09:00", "2026-12-08T10:00", rrule="FREQ=WEEKLY"))
    desk.export()
    for told in desk.told["client/ACME"].values():
        assert isinstance(told, Publication)
        for name in Publication.__slots__:
            assert isinstance(getattr(told, name), str | int | None)
