"""Both ways over a real server: what is sent, what comes back, and that nothing of theirs is overwritten unseen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from pmdesk.desk.locked import LockedDesk
from pmdesk.desk.syncing import Asked
from pmdesk.errors import InputError
from pmdesk.model import Blackout, Event, Milestone, Override
from pmdesk.portfolio import Remove
from tests.exchange.ics.desk import milestone
from tests.sync.conftest import Synching
from tests.sync.server import USER

FOREIGN = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//x//EN\nBEGIN:VEVENT\nUID:theirs-1\nDTSTAMP:20261101T080000Z\n"
FOREIGN += "DTSTART;VALUE=DATE:20261224\nSUMMARY:Their own\nEND:VEVENT\nEND:VCALENDAR\n"


def later(bound: Synching, key: str, **values: Any) -> None:
    row = bound.desk.get(Milestone, key)
    assert row is not None
    bound.put(replace(row, **values))


def test_what_is_told_is_there_and_the_second_run_sends_nothing(bound: Synching) -> None:
    done = bound.well()
    assert [deed.act for deed in done.deeds] == ["add"] * 3
    assert bound.shelf.titles() == ["Go-live", "Sync", "UAT sign-off"]
    bound.proxy.clear()
    again = bound.well()
    assert again.deeds == ()
    assert again.same == 3
    assert bound.proxy.writes == []


def test_only_what_changed_is_sent_and_over_what_was_seen_alone(bound: Synching) -> None:
    bound.well()
    path, before = bound.shelf.text("UAT sign-off")
    assert "SEQUENCE:0\n" in before
    later(bound, "UAT", due=date(2026, 12, 14))
    later(bound, "UAT", due=date(2026, 12, 15))
    bound.proxy.clear()
    done = bound.well()
    assert [(deed.act, deed.ref) for deed in done.deeds] == [("change", "milestone/UAT")]
    (sent,) = bound.proxy.writes
    assert sent.path == path
    assert "If-Match: " in sent.headers
    text = bound.shelf.text("UAT sign-off")[1]
    assert "DTSTART;VALUE=DATE:20261215\n" in text
    assert "SEQUENCE:1\n" in text


def test_what_is_deleted_here_is_deleted_there(bound: Synching) -> None:
    bound.well()
    bound.desk.apply([Remove(Milestone, ("UAT",))], "deleted")
    done = bound.well()
    assert [deed.act for deed in done.deeds] == ["delete"]
    assert bound.shelf.titles() == ["Go-live", "Sync"]
    assert bound.well().deeds == ()
    bound.desk.undo()
    assert [deed.act for deed in bound.well().deeds] == ["add"]
    assert "SEQUENCE:2\n" in bound.shelf.text("UAT sign-off")[1]


def test_a_cancelled_item_stays_as_cancelled(bound: Synching) -> None:
    bound.well()
    later(bound, "UAT", status="cancelled")
    assert [deed.act for deed in bound.well().deeds] == ["change"]
    assert "STATUS:CANCELLED\n" in bound.shelf.text("UAT sign-off")[1]


def test_what_they_moved_is_a_proposal_that_can_be_taken_and_undone(bound: Synching) -> None:
    bound.well()
    bound.shelf.edit("UAT sign-off", "20261211", "20261216")
    bound.shelf.edit("UAT sign-off", "DTEND;VALUE=DATE:20261212", "DTEND;VALUE=DATE:20261217")
    bound.proxy.clear()
    done = bound.well()
    assert (len(done.found), done.waiting, bound.proxy.writes) == (1, 1, [])
    assert bound.due("UAT") == date(2026, 12, 11)
    offer = bound.offer()
    assert offer.lines == (("due", "2026-12-11", "2026-12-16"),)
    entry = bound.desk.remotes().accept(offer.number)
    assert entry is not None
    assert "UAT sign-off from 2026-12-11 to 2026-12-16" in entry.words
    assert bound.due("UAT") == date(2026, 12, 16)
    bound.well()
    bound.proxy.clear()
    assert (bound.well().waiting, bound.proxy.writes) == (0, [])
    assert "DTSTART;VALUE=DATE:20261216\n" in bound.shelf.text("UAT sign-off")[1]
    bound.desk.undo()
    assert bound.due("UAT") == date(2026, 12, 11)
    bound.well()
    assert "DTSTART;VALUE=DATE:20261211\n" in bound.shelf.text("UAT sign-off")[1]


def test_a_rejected_proposal_has_ours_put_back(bound: Synching) -> None:
    bound.well()
    bound.shelf.edit("UAT sign-off", "20261211", "20261210")
    bound.well()
    bound.desk.remotes().reject([bound.offer().number])
    done = bound.well()
    assert [deed.act for deed in done.deeds] == ["change"]
    assert "DTSTART;VALUE=DATE:20261211\n" in bound.shelf.text("UAT sign-off")[1]
    assert bound.desk.remotes().offers() == ()
    bound.proxy.clear()
    assert bound.well().deeds == ()


def test_what_they_change_again_after_a_rejection_is_shown_again(bound: Synching) -> None:
    bound.well()
    bound.shelf.edit("UAT sign-off", "20261211", "20261210")
    bound.well()
    bound.desk.remotes().reject([bound.offer().number])
    bound.shelf.edit("UAT sign-off", "20261210", "20261209")
    done = bound.well()
    assert (done.deeds, done.waiting) == ((), 1)
    assert bound.offer().lines == (("due", "2026-12-11", "2026-12-09"),)
    assert "DTSTART;VALUE=DATE:20261209\n" in bound.shelf.text("UAT sign-off")[1]


def test_both_sides_changed_and_only_what_they_changed_is_taken(bound: Synching) -> None:
    bound.well()
    bound.shelf.edit("UAT sign-off", "SUMMARY:UAT sign-off", "SUMMARY:UAT signed by all")
    later(bound, "UAT", due=date(2026, 12, 14))
    done = bound.well()
    assert (done.deeds, done.waiting) == ((), 1)
    bound.desk.remotes().accept(bound.offer().number)
    bound.well()
    text = bound.shelf.text("UAT signed by all")[1]
    assert "DTSTART;VALUE=DATE:20261214\n" in text
    assert bound.due("UAT") == date(2026, 12, 14)


def test_what_they_deleted_is_asked_about(bound: Synching) -> None:
    bound.well()
    bound.shelf.delete("UAT sign-off")
    assert bound.well().waiting == 1
    assert bound.well().waiting == 1
    offer = bound.offer()
    assert offer.proposal.act == "deleted"
    bound.desk.remotes().reject([offer.number])
    assert [deed.act for deed in bound.well().deeds] == ["add"]
    assert "UAT sign-off" in bound.shelf.titles()
    bound.shelf.delete("UAT sign-off")
    bound.well()
    bound.desk.remotes().accept(bound.offer().number)
    assert bound.desk.get(Milestone, "UAT") is None
    bound.proxy.clear()
    assert (bound.well().waiting, bound.proxy.writes) == (0, [])
    bound.desk.undo()
    assert [deed.act for deed in bound.well().deeds] == ["add"]


def test_what_is_theirs_is_left_alone(bound: Synching) -> None:
    bound.shelf.put(f"{bound.shelf.path}theirs.ics", FOREIGN)
    done = bound.well()
    assert done.others == 1
    bound.desk.apply([Remove(Milestone, (key,)) for key in ("UAT", "GO")], "deleted")
    bound.well()
    assert "Their own" in bound.shelf.titles()
    assert bound.desk.remotes().offers() == ()


def test_what_they_add_beside_is_not_overwritten_unseen(bound: Synching) -> None:
    bound.well()
    alarm = "BEGIN:VALARM\nACTION:DISPLAY\nDESCRIPTION:x\nTRIGGER:-P1D\nEND:VALARM\nEND:VEVENT"
    bound.shelf.edit("UAT sign-off", "END:VEVENT", alarm)
    later(bound, "UAT", due=date(2026, 12, 14))
    done = bound.well()
    assert (done.deeds, done.waiting) == ((), 1)
    assert bound.offer().left == ("an alarm",)
    assert "BEGIN:VALARM" in bound.shelf.text("UAT sign-off")[1]
    bound.desk.remotes().accept(bound.offer().number)
    assert [deed.act for deed in bound.well().deeds] == ["change"]


def test_what_changes_nothing_is_no_proposal(bound: Synching) -> None:
    bound.well()
    bound.shelf.edit("UAT sign-off", "DTSTAMP:.*", "DTSTAMP:20270101T000000Z")
    bound.shelf.edit("UAT sign-off", "SEQUENCE:0", "SEQUENCE:9")
    bound.proxy.clear()
    assert (bound.well().waiting, bound.proxy.writes) == (0, [])


def test_a_series_that_they_changed(bound: Synching) -> None:
    bound.well()
    bound.shelf.edit("Sync", "SUMMARY:Sync", "SUMMARY:Sync\nEXDATE;TZID=America/Chicago:20261208T090000")
    moved = (
        "BEGIN:VEVENT\nUID:{uid}\nRECURRENCE-ID;TZID=America/Chicago:20261215T090000\nDTSTAMP:20261123T090000Z\n"
        "DTSTART;TZID=America/Chicago:20261215T110000\nDTEND;TZID=America/Chicago:20261215T120000\nSUMMARY:Sync\n"
        "END:VEVENT\nEND:VCALENDAR"
    )
    path, text = bound.shelf.text("Sync")
    uid = path.rpartition("/")[2].removesuffix(".ics")
    bound.shelf.put(path, text.replace("END:VCALENDAR", moved.format(uid=uid)))
    assert bound.well().waiting == 1
    offer = bound.offer()
    assert [line[0] for line in offer.lines] == ["date", "date"]
    bound.desk.remotes().accept(offer.number)
    row = bound.desk.get(Event, "SYNC")
    assert row is not None
    assert row.exdates == (datetime(2026, 12, 8, 9),)
    (override,) = bound.desk.rows(Override, event="SYNC")
    assert (override.occurrence, override.start) == (datetime(2026, 12, 15, 9), datetime(2026, 12, 15, 11))
    bound.well()
    bound.proxy.clear()
    assert (bound.well().waiting, bound.proxy.writes) == (0, [])


def test_the_hour_of_a_meeting_moved_in_another_zone(bound: Synching) -> None:
    bound.put(replace(_event(bound), rrule=None))
    bound.well()
    bound.shelf.edit("Sync", "DTSTART;TZID=America/Chicago:20261201T090000", "DTSTART:20261201T150000Z")
    bound.proxy.clear()
    assert bound.well().waiting == 0, "9:00 in Chicago is 15:00 UTC"
    bound.shelf.edit("Sync", "DTSTART:20261201T150000Z", "DTSTART:20261201T153000Z")
    assert bound.well().waiting == 1


def _event(bound: Synching) -> Event:
    row = bound.desk.get(Event, "SYNC")
    assert row is not None
    return row


def test_a_proposal_tells_which_conflicts_it_makes(bound: Synching) -> None:
    bound.well()
    bound.shelf.edit("UAT sign-off", "20261211", "20261212")
    bound.well()
    effects = bound.desk.remotes().effects(bound.offer())
    assert [one.kind for one in effects.made] == ["non-working-day"]
    told = bound.offer().json(effects)
    assert told["makes"][0]["text"]
    assert told["changes"] == [{"what": "due", "before": "2026-12-11", "now": "2026-12-12"}]


def test_what_is_not_to_be_understood_is_shown_and_put_back(bound: Synching) -> None:
    bound.well()
    bound.shelf.edit("UAT sign-off", "SUMMARY", "RDATE;VALUE=DATE:20261220\nSUMMARY")
    bound.well()
    offer = bound.offer()
    assert offer.why_not
    with pytest.raises(InputError):
        bound.desk.remotes().accept(offer.number)
    bound.desk.remotes().reject([offer.number])
    bound.well()
    assert "RDATE" not in bound.shelf.text("UAT sign-off")[1]


def test_a_new_binding_knows_what_is_there_again(bound: Synching) -> None:
    bound.well()
    remotes = bound.desk.remotes()
    remotes.unbind("client/ACME")
    remotes.bind("client/ACME", bound.url, USER)
    bound.proxy.clear()
    bound.well()
    assert bound.proxy.writes == [] or all("If-Match" in one.headers for one in bound.proxy.writes)
    assert bound.shelf.titles() == ["Go-live", "Sync", "UAT sign-off"]
    bound.proxy.clear()
    bound.well()
    assert bound.proxy.writes == []


def test_another_address_gets_all_and_the_old_one_stays(bound: Synching) -> None:
    bound.well()
    other = bound.shelf.server.make(bound.shelf.path.strip("/").rpartition("/")[2] + "b")
    bound.desk.remotes().bind("client/ACME", f"http://127.0.0.1:{bound.proxy.port}{other.path}", USER)
    assert [deed.act for deed in bound.well().deeds] == ["add"] * 3
    assert other.titles() == bound.shelf.titles()


def test_a_dry_run_writes_nothing_anywhere(bound: Synching) -> None:
    version = bound.desk.version()
    done = bound.well(Asked(dry_run=True))
    assert [deed.act for deed in done.deeds] == ["add"] * 3
    assert bound.desk.version() == version
    assert bound.desk.store.publications("client/ACME") == []
    assert bound.proxy.writes == []


def test_my_own_calendar_has_titles_with_the_client_and_takes_them_without(bound: Synching) -> None:
    remotes = bound.desk.remotes()
    remotes.unbind("client/ACME")
    remotes.bind("mine", bound.url, USER)
    bound.well()
    assert "Acme Retail: UAT sign-off" in bound.shelf.titles()
    bound.shelf.edit("Acme Retail: UAT sign-off", "SUMMARY:Acme Retail: UAT sign-off", "SUMMARY:Acme Retail: UAT two")
    bound.well()
    remotes.accept(bound.offer().number)
    row = bound.desk.get(Milestone, "UAT")
    assert row is not None
    assert row.title == "UAT two"
    bound.shelf.edit("CANARY leave", "DTEND;VALUE=DATE:20270104", "DTEND;VALUE=DATE:20270106")
    bound.well()
    remotes.accept(bound.offer().number)
    leave = bound.desk.get(Blackout, "ME-OFF")
    assert leave is not None
    assert (leave.start, leave.end, leave.title) == (date(2026, 12, 24), date(2027, 1, 5), "CANARY leave")
    bound.shelf.delete("CANARY leave")
    bound.well()
    remotes.accept(bound.offer().number)
    assert bound.desk.get(Blackout, "ME-OFF") is None
    bound.well()
    bound.proxy.clear()
    assert (bound.well().waiting, bound.proxy.writes) == (0, [])


def test_a_restored_copy_knows_what_is_there(bound: Synching, tmp_path: Any) -> None:
    copy = bound.desk.back_up(tmp_path / "copy.db")
    bound.well()
    later(bound, "UAT", due=date(2026, 12, 15))
    bound.well()
    from pmdesk.store.restore import restore

    restore(bound.desk.store.path, copy, bound.desk.now())
    done = bound.well()
    assert (done.waiting, bound.desk.remotes().offers()) == (0, ())
    assert "DTSTART;VALUE=DATE:20261211\n" in bound.shelf.text("UAT sign-off")[1]
    assert "SEQUENCE:2\n" in bound.shelf.text("UAT sign-off")[1]


def test_many_new_ones_arrive(bound: Synching) -> None:
    bound.put(*(milestone(f"M{number}", title=f"Step {number}") for number in range(60)))
    assert len(bound.well().deeds) == 63
    assert len(bound.shelf.hrefs()) == 63


def test_under_a_lock_their_words_do_not_replace_notes_that_are_not_seen(bound: Synching) -> None:
    later(bound, "UAT", notes="for me alone")
    bound.well()
    bound.shelf.edit("UAT sign-off", "SUMMARY:UAT sign-off", "SUMMARY:UAT two\nLOCATION:Room 7\nDESCRIPTION:as agreed")
    bound.well()
    locked = LockedDesk(bound.desk, "ACME").remotes()
    (offer,) = locked.offers()
    with pytest.raises(InputError, match="locked"):
        locked.accept(offer.number)
    bound.desk.remotes().accept(offer.number)
    row = bound.desk.get(Milestone, "UAT")
    assert row is not None
    assert (row.title, row.acceptance, row.notes) == ("UAT two", "as agreed", "for me alone\n\nWhere: Room 7")
