from decimal import Decimal
from pathlib import Path

import pytest

from pmdesk.errors import Refused
from pmdesk.exchange.workbook import Counts, plan, read
from pmdesk.frozen import replace
from pmdesk.model import Client, Engagement, Event, Milestone, Predecessor, Profile, TimeEntry
from pmdesk.portfolio import Put
from pmdesk.portfolio.validity import MemoryLookup

from .books import book, imported, planned, refused

MS = "key,engagement,title,due"


def test_the_same_workbook_twice_changes_nothing(tmp_path: Path) -> None:
    files = {
        "milestones": f"{MS},status,after\nPOS.A,POS,A,2026-03-02,done,\nPOS.B,POS,B,2026-04-02,,pos.a+5D\n",
        "time": "engagement,date,hours,note\nPOS,2026-01-05,1.50,x\nPOS,2026-01-05,2,x\nPOS,2026-01-05,1,X\n",
        "events": "key,title,start,end,exdates,rrule\nE,e,2026-01-05T09:00,2026-01-05T10:00,"
        "2026-01-12T09:00 2026-01-12T09:00,freq=weekly\n",
    }
    stored = imported(tmp_path, files)
    again = planned(tmp_path, files, stored)
    assert again.changes == ()
    assert again.counts["milestones.csv"] == Counts(0, 0, 2)
    assert again.counts["time.csv"] == Counts(0, 0, 2)


def test_what_is_left_empty_is_filled(tmp_path: Path) -> None:
    stored = imported(tmp_path, {"milestones": f"{MS},status\nA,POS,A,2026-03-02,done\nB,POS,B,2026-04-02,\n"})
    done, open_ = stored.get(Milestone, ("A",)), stored.get(Milestone, ("B",))
    assert done is not None
    assert open_ is not None
    assert (done.baseline, done.done_on) == (done.due, done.due)
    assert (open_.baseline, open_.done_on, open_.status, open_.owner) == (open_.due, None, "planned", "me")


def test_a_missing_column_leaves_and_an_empty_cell_sets_the_default_but_the_baseline_stays(tmp_path: Path) -> None:
    first = f"{MS},kind,notes,url\nA,POS,A,2026-03-02,payment,mine,u\n"
    stored = imported(tmp_path, {"milestones": first})
    moved = imported(tmp_path, {"milestones": f"{MS},kind,baseline,notes\nA,POS,A,2026-05-04,,,\n"}, stored)
    row = moved.get(Milestone, ("A",))
    assert row is not None
    assert (row.due.isoformat(), row.kind, row.notes, row.url) == ("2026-05-04", "deliverable", "", "u")
    assert row.baseline is not None
    assert row.baseline.isoformat() == "2026-03-02"


def test_an_update_keeps_the_uid_and_a_new_row_has_none(tmp_path: Path) -> None:
    stored = imported(tmp_path, {"milestones": f"{MS}\nA,POS,A,2026-03-02\n"})
    row = stored.get(Milestone, ("A",))
    assert isinstance(row, Milestone)
    assert row.uid == ""
    kept = replace(row, uid="U1")
    stored.put_all(Milestone, [(kept.identity, kept)])
    assert planned(tmp_path, {"milestones": f"{MS}\nA,POS,A,2026-03-02\n"}, stored).changes == ()
    (change,) = planned(tmp_path, {"milestones": f"{MS}\na,POS,B,2026-03-02\n"}, stored).changes
    assert isinstance(change, Put)
    assert isinstance(change.row, Milestone)
    assert (change.row.uid, change.row.title) == ("U1", "B")


def test_rows_that_are_not_in_the_file_stay_and_counts_tell(tmp_path: Path) -> None:
    stored = imported(tmp_path, {"milestones": f"{MS}\nA,POS,A,2026-03-02\nB,POS,B,2026-03-02\n"})
    found = planned(tmp_path, {"milestones": f"{MS}\nB,POS,B2,2026-03-02\nC,POS,C,2026-03-02\n"}, stored)
    assert [change.identity for change in found.changes] == [("B",), ("C",)]
    assert found.counts["milestones.csv"] == Counts(1, 1, 0)
    assert found.counts["clients.csv"] == Counts(0, 0, 2)


def test_doubles_are_errors_at_the_second(tmp_path: Path) -> None:
    files = {
        "milestones": f"{MS}\npos.a,POS,A,2026-03-02\nB,POS,B,2026-03-02\nPOS.A,POS,A,2026-03-02\n",
        "allocations": "engagement,start,end,weekly_hours\nPOS,2026-02-02,2026-02-08,1\nPOS,2026-02-02,2026-02-03,2\n",
        "profile": "name\nMe\nYou\n",
    }
    assert refused(tmp_path, files) == [
        "profile.csv:3: name: is in a second row (want one row)",
        "allocations.csv:3: start: 'POS 2026-02-02' is in line 2 already",
        "milestones.csv:4: key: 'POS.A' is in line 2 already",
    ]


def test_equal_time_rows_are_added_together(tmp_path: Path) -> None:
    rows = "engagement,hours,date\nPOS,1.25,2026-01-05\npos,0.5,2026-01-05\nPOS,1,2026-01-06\n"
    stored = imported(tmp_path, {"time": rows})
    assert sorted(row.hours for row in stored.rows(TimeEntry)) == [Decimal(1), Decimal("1.75")]


def test_pins_are_given_in_file_order(tmp_path: Path) -> None:
    keys = [f"C{number}" for number in range(12)]
    pins = {"C3": "1", "C5": "4"}
    rows = "".join(f"{key},n,{pins.get(key, '')},{'archived' if key == 'C0' else ''}\n" for key in keys)
    stored = imported(tmp_path, {"clients": "key,name,pin,status\n" + rows}, base=False)
    found = {row.key: row.pin for row in stored.rows(Client)}
    assert found == dict(zip(keys, (None, 2, 3, 1, 5, 4, 6, 7, 8, 9, None, None), strict=True))


def test_a_pin_twice_is_an_error_at_the_second(tmp_path: Path) -> None:
    assert refused(tmp_path, {"clients": "key,name,pin\nACME,A,3\nBOR,B,3\n"}) == [
        "clients.csv:3: pin: '3' is the pin of ACME already"
    ]
    stored = imported(tmp_path, {"clients": "key,name,pin\nACME,A,3\nBOR,B,4\n"})
    lines = refused(tmp_path, {"clients": "key,name,pin\nBOR,B,3\n"}, stored, base=False)
    assert lines == ["clients.csv:2: pin: '3' is the pin of ACME already"]
    swapped = imported(tmp_path, {"clients": "key,name,pin\nACME,A,4\nBOR,B,3\n"}, stored)
    assert {row.key: row.pin for row in swapped.rows(Client)} == {"ACME": 4, "BOR": 3}


def test_pins_without_a_column_stay(tmp_path: Path) -> None:
    stored = imported(tmp_path, {"clients": "key,name,pin\nACME,A,7\nBOR,B,\n"})
    more = imported(tmp_path, {"clients": "key,name\nNEW,N\nACME,A2\nBOR,B\n"}, stored, base=False)
    assert {row.key: row.pin for row in more.rows(Client)} == {"ACME": 7, "BOR": 1, "NEW": 2}


def test_the_profile_keeps_the_zone_of_its_store(tmp_path: Path) -> None:
    stored = MemoryLookup([Profile(timezone="Asia/Tokyo", hours="Mon 09:00-10:00")])
    found = imported(tmp_path, {"profile": "name,timezone,hours\nMe,,\n"}, stored)
    assert found.get(Profile, ()) == Profile(name="Me", timezone="Asia/Tokyo")


def test_what_is_a_whole_key_is_that_key_else_its_end_is_the_lag(tmp_path: Path) -> None:
    rows = "X,POS,x,2026-03-02,\nX-2D,POS,x,2026-03-02,\nM,POS,m,2026-03-02,x-2d x-03D\n"
    stored = imported(tmp_path, {"milestones": f"{MS},after\n{rows}"})
    found = stored.get(Milestone, ("M",))
    assert found is not None
    assert found.after == (Predecessor("X-2D"), Predecessor("X", -3))


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        (
            {"milestones": f"{MS},owner,site,accepted_by,after\nA,NOPE,A,2026-03-02,vendor/NO,NO,NO,B\n"},
            [
                "milestones.csv:2: engagement: 'NOPE' is no known engagement",
                "milestones.csv:2: owner: 'NO' is no known vendor",
                "milestones.csv:2: after: 'B' is no known milestone",
                "milestones.csv:2: site: 'NO' is no known site",
                "milestones.csv:2: accepted_by: 'NO' is no known contact",
            ],
        ),
        (
            {
                "milestones": f"{MS},owner,site\nA,POS,A,2026-03-02,client/BOR,PLANT\n"
                "B,POS,B,2026-03-02,contact/PRIYA,HQ\n"
            },
            [
                "milestones.csv:2: owner: 'client/BOR' is not the client of POS (want client/ACME)",
                "milestones.csv:2: site: 'PLANT' is a site of BOR, not of ACME, the client of POS",
            ],
        ),
        (
            {"milestones": f"{MS},after\nA,POS,A,2026-03-02,A B B+2d\nB,POS,B,2026-03-02,C\nC,POS,C,2026-03-02,B\n"},
            [
                "milestones.csv:2: after: names B twice",
                "milestones.csv:2: after: names the milestone itself",
                "milestones.csv:3: after: goes in a circle: B after C after B",
            ],
        ),
        (
            {
                "blackouts": "key,who,title,start,end\nX,client/NO,x,2026-03-02,2026-03-01\n"
                "Y,me,y,2026-03-02,2026-03-02\n"
            },
            [
                "blackouts.csv:2: who: 'NO' is no known client",
                "blackouts.csv:2: end: '2026-03-01' is before the start, 2026-03-02",
            ],
        ),
        (
            {"assignments": "key,vendor,engagement,start\nA,FIBRE,POS,2027-01-01\nB,FIBRE,POS,2026-12-31\n"},
            [
                "assignments.csv:2: start: '2027-01-01' is after the end of POS, 2026-12-31, and there is no other end",
            ],
        ),
        (
            {
                "allocations": "engagement,start,end,weekly_hours\nPOS,2026-02-09,2026-02-15,1\n"
                "POS,2026-02-02,2026-02-09,1\n"
            },
            [
                "allocations.csv:2: start: '2026-02-09' to 2026-02-15 overlaps 2026-02-02 to 2026-02-09 "
                "of the same engagement",
            ],
        ),
        (
            {"clients": "key,name,holidays\nACME,A,ES-MD\nBOR,B,QQ\n"},
            ["clients.csv:3: holidays: 'QQ' is not a public-holiday region that is known (want ES, ES-MD, US-NY)"],
        ),
        (
            {"events": "key,title,start,end,vendors\nE,e,2026-01-05T09:00,2026-01-05T09:00,FIBRE NO fibre\n"},
            [
                "events.csv:2: end: '2026-01-05T09:00' is not after the start, 2026-01-05T09:00",
                "events.csv:2: vendors: 'NO' is no known vendor",
            ],
        ),
        (
            {
                "events": "key,title,start,end,rrule,exdates\n"
                "E1,e,2026-01-05T09:00,2026-01-05T10:00,,2026-01-05T09:00\n"
                "E2,e,2026-01-06T09:00,2026-01-06T10:00,FREQ=WEEKLY;BYDAY=MO,\n"
                "E3,e,2026-01-05T09:00,2026-01-05T10:00,FREQ=DAILY;UNTIL=20260104,\n"
                "E4,e,2026-01-05T09:00,2026-01-05T10:00,FREQ=DAILY,2026-01-06T09:01 2026-01-07T09:00\n"
                "E5,e,2026-01-05T09:00,2026-01-05T10:00,FREQ=MINUTELY,\n",
                "overrides": "event,occurrence,start,end\nE1,2026-01-05T09:00,,\nE4,2026-01-04T09:00,,\n"
                "E4,2026-01-08T09:00,,2026-01-08T09:00\nNO,2026-01-08T09:00,,\nE5,2026-01-05T09:30,,\n",
            },
            [
                "events.csv:2: exdates: are given, but there is no rrule",
                "events.csv:3: start: '2026-01-06T09:00' is not the first occurrence of the rrule FREQ=WEEKLY;BYDAY=MO",
                "events.csv:4: rrule: has no occurrence: UNTIL=20260104 is before the start, 2026-01-05T09:00",
                "events.csv:5: exdates: '2026-01-06T09:01' is no occurrence of the rrule",
                "events.csv:6: rrule: 'FREQ=MINUTELY' is no recurrence rule of FREQ DAILY, WEEKLY, MONTHLY or YEARLY",
                "overrides.csv:2: occurrence: is given, but E1 has no rrule",
                "overrides.csv:3: occurrence: '2026-01-04T09:00' is no occurrence of E4",
                "overrides.csv:4: end: '2026-01-08T09:00' is not after the start, 2026-01-08T09:00",
                "overrides.csv:5: event: 'NO' is no known event",
            ],
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_across_rows_is_named_with_its_line(
    tmp_path: Path, files: dict[str, str], lines: list[str]
) -> None:
    assert refused(tmp_path, files) == lines


def test_bad_cells_and_wrong_references_are_named_together_without_echoes(tmp_path: Path) -> None:
    files = {
        "engagements": "key,client,name,start,end\nPOS,ACME,POS,2026-13-05,2020-01-01\n"
        "ERP,B R,ERP,2026-01-05,2026-01-04\n",
        "milestones": f"{MS},owner\nA,POS,A,x,client/BOR\nB,ERP,B,2026-03-02,client/ACME\nC D,NO,C,2026-03-02,me\n",
    }
    assert [line.partition(" '")[0] for line in refused(tmp_path, files)] == [
        "engagements.csv:2: start:",
        "engagements.csv:3: client:",
        "engagements.csv:3: end:",
        "milestones.csv:2: due:",
        "milestones.csv:4: key:",
        "milestones.csv:4: engagement:",
    ]


def test_an_unreadable_file_is_not_blamed_on_those_that_name_its_rows(tmp_path: Path) -> None:
    lines = refused(tmp_path, {"clients": b"key,name\nACME,\xff\n"})
    assert lines == ["clients.csv:2: holds the byte 0xff, which is not UTF-8 (save it as UTF-8)"]


def test_what_a_change_makes_wrong_in_the_store_is_named_at_the_change(tmp_path: Path) -> None:
    stored = imported(
        tmp_path,
        {
            "milestones": f"{MS},site\nA,POS,A,2026-03-02,HQ\n",
            "assignments": "key,vendor,engagement,start\nW,FIBRE,POS,2026-12-01\n",
        },
    )
    other = tmp_path / "other"
    moved = "key,client,name,start,end\nPOS,BOR,POS,2026-01-05,2026-11-30\n"
    assert refused(other, {"engagements": moved}, stored, base=False) == [
        "engagements.csv:2: client: makes milestone/A wrong: site: 'HQ' is a site of ACME, not of BOR, "
        "the client of POS",
        "engagements.csv:2: end: makes assignment/W wrong: start: '2026-12-01' is after the end of POS, 2026-11-30, "
        "and there is no other end",
    ]


def test_a_rule_that_changes_must_still_hit_the_stored_overrides(tmp_path: Path) -> None:
    event = "key,title,start,end,rrule\nE,e,2026-01-05T09:00,2026-01-05T10:00,"
    stored = imported(
        tmp_path,
        {"events": f"{event}FREQ=DAILY\n", "overrides": "event,occurrence,title\nE,2026-01-06T09:00,t\n"},
    )
    lines = refused(tmp_path / "other", {"events": f"{event}FREQ=WEEKLY\n"}, stored, base=False)
    assert lines == [
        "events.csv:2: rrule: makes override/E 2026-01-06T09:00 wrong: occurrence: "
        "'2026-01-06T09:00' is no occurrence of E"
    ]


def test_the_zone_of_a_client_decides_whether_an_event_ends_after_it_starts(tmp_path: Path) -> None:
    files = {
        "clients": "key,name,timezone\nACME,A,Asia/Tokyo\nBOR,B,\n",
        "events": "key,engagement,title,start,end\nE,POS,e,2026-03-29T02:30,2026-03-29T03:00\n",
    }
    stored = imported(tmp_path, files)
    assert stored.get(Event, ("E",)) is not None
    lines = refused(tmp_path / "o", {"clients": "key,name,timezone\nACME,A,Europe/Madrid\n"}, stored, base=False)
    assert lines == [
        "clients.csv:2: timezone: makes event/E wrong: end: '2026-03-29T03:00' is not after the start, "
        "2026-03-29T02:30, "
        "since the clocks of Europe/Madrid change between them"
    ]


def test_a_spreadsheets_file(tmp_path: Path) -> None:
    text = '\ufeffKey;Client;Name;Start;Fee;Weekly_Hours\r\npos;acme;"POS; ""fast""";2026-01-05;1250,50;7,5\r\n'
    stored = imported(tmp_path, {"engagements": text})
    row = stored.get(Engagement, ("POS",))
    assert row is not None
    assert (row.name, row.fee, row.weekly_hours) == ('POS; "fast"', Decimal("1250.5"), Decimal("7.5"))


def test_absurd_rules_are_refused_at_once(tmp_path: Path) -> None:
    rules = [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;INTERVAL=999;BYYEARDAY=366;BYDAY=MO",
        "FREQ=DAILY;COUNT=5001",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;BYHOUR=9;BYSETPOS=300",
        "FREQ=SECONDLY",
        "FREQ=MONTHLY;BYDAY=6MO",
        "FREQ=DAILY;BYMONTHDAY=31;BYMONTH=4,6,9,11;COUNT=5000",
        "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6",
    ]
    rows = "".join(f'E{at},e,2026-01-05T09:00,2026-01-05T10:00,"{rule}"\n' for at, rule in enumerate(rules))
    lines = refused(tmp_path, {"events": "key,title,start,end,rrule\n" + rows})
    assert [line.split(":")[1] for line in lines] == [str(number) for number in range(2, 2 + len(rules))]


def test_nothing_is_asked_of_the_store_but_rows(tmp_path: Path) -> None:
    class Bare:
        def rows(self, noun: type[object]) -> list[object]:
            return []

    found = plan(read(book(tmp_path, {})), Bare())  # type: ignore[arg-type]  # as little as can be
    assert len(found.changes) == 9


def test_a_workbook_can_be_planned_more_than_once(tmp_path: Path) -> None:
    time = "engagement,hours,date\nPOS,1,2026-01-05\nPOS,2,2026-01-05\n"
    after = f"{MS},after\nA,POS,A,2026-03-02,\nB,POS,B,2026-03-02,A-2d\n"
    found = read(book(tmp_path, {"time": time, "milestones": after}))
    assert plan(found, MemoryLookup()).changes == plan(found, MemoryLookup()).changes
    double = read(book(tmp_path, {"clients": "key,name\nACME,A\nBOR,B\nACME,B\n"}))
    for _ in range(2):
        with pytest.raises(Refused, match="is in line 2 already"):
            plan(double, MemoryLookup())
