import re
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from pmdesk import sample
from tests.workbook_rules import COLUMNS, Workbook, read, violations

DAYS = [
    date(2026, 11, 23),
    date(2026, 11, 29),
    date(2026, 11, 22),
    date(2025, 7, 2),
    date(2028, 2, 29),
    date(2031, 1, 1),
]


@pytest.fixture(scope="module")
def book() -> Workbook:
    return sample.load(sample.ANCHOR)


@pytest.mark.parametrize("today", DAYS)
def test_every_rule_of_a_workbook_is_kept_on_any_day(today: date) -> None:
    assert violations(sample.load(today)) == []


@pytest.mark.parametrize("today", DAYS)
def test_the_anchor_falls_in_the_week_of_today(today: date) -> None:
    moved = sample.ANCHOR + sample.shift(today)
    assert moved.weekday() == 0
    assert moved <= today <= moved + timedelta(days=6)


@pytest.mark.parametrize("today", DAYS)
def test_a_move_keeps_weekday_time_of_day_and_distance(book: Workbook, today: date) -> None:
    moved = sample.load(today)
    by = sample.shift(today)
    for name in ("milestones", "events", "overrides", "blackouts", "time"):
        column = {"milestones": "due", "overrides": "occurrence", "time": "date"}.get(name, "start")
        for was, now in zip(book[name], moved[name], strict=True):
            before, after = datetime.fromisoformat(was[column]), datetime.fromisoformat(now[column])
            assert after - before == by
            assert (after.weekday(), after.time()) == (before.weekday(), before.time())


def test_a_move_reaches_every_date_inside_rules_and_lists(book: Workbook) -> None:
    moved = {row["key"]: row for row in sample.load(sample.ANCHOR + timedelta(days=7))["events"]}
    weekly = moved["BOR-ERP.WEEKLY"]
    assert weekly["rrule"] == "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270316"
    assert moved["ME.CLOSE"]["exdates"] == "2027-01-01T13:30 2027-01-08T13:30 2027-04-02T13:30"
    far = sample.load(date(2400, 1, 3))
    stale = re.compile(r"202[67]-?\d\d-?\d\d")
    assert [row for rows in far.values() for row in rows if any(stale.search(cell) for cell in row.values())] == []
    assert sum(bool(stale.search(cell)) for rows in book.values() for row in rows for cell in row.values()) > 500


def test_text_is_not_taken_for_a_date(monkeypatch: pytest.MonkeyPatch) -> None:
    text = 'key,title,due,notes\nA,Since 2026-11-23,2026-11-23,"2026-11-23, said ""he"""\n'
    monkeypatch.setattr(sample, "_files", lambda: iter([("milestones.csv", text)]))
    (row,) = sample.load(date(2026, 12, 1))["milestones"]
    assert row == {"key": "A", "title": "Since 2026-11-23", "due": "2026-11-30", "notes": '2026-11-23, said "he"'}


def test_rules_repeat_by_day_or_week_so_that_they_can_move(book: Workbook) -> None:
    rules = [row["rrule"] for row in book["events"] if row["rrule"]]
    assert len(rules) >= 10
    assert {rule.split(";")[0] for rule in rules} == {"FREQ=WEEKLY", "FREQ=DAILY"}
    assert not [rule for rule in rules if re.search("BYMONTH|BYYEARDAY|BYWEEKNO|BYSETPOS|T\\d{6}Z", rule)]


def test_no_text_names_a_month_or_a_season(book: Workbook) -> None:
    words = re.compile(
        r"\b(january|february|march|april|may|june|july|august|september|october|november|december|"
        r"spring|summer|autumn|winter|christmas|easter)\b",
        re.IGNORECASE,
    )
    assert [cell for rows in book.values() for row in rows for cell in row.values() if words.search(cell)] == []


def test_it_is_written_as_utf8_with_plain_line_ends_and_read_back(tmp_path: Path) -> None:
    written = sample.write(tmp_path / "new" / "folder", date(2026, 12, 2))
    assert [path.name for path in written] == sorted(f"{name}.csv" for name in COLUMNS)
    data = b"".join(path.read_bytes() for path in written)
    assert b"\r" not in data
    assert "Fundación Faro" in data.decode("utf-8")
    assert read(tmp_path / "new" / "folder") == sample.load(date(2026, 12, 2))


def test_every_file_and_every_column_is_used(book: Workbook) -> None:
    unused = []
    for name, columns in COLUMNS.items():
        for column in columns.replace("!", "").split():
            used = [row for row in book[name] if row[column.partition(":")[0]]]
            if not used:
                unused.append(f"{name}.{column}")
    assert unused == []


def test_it_is_the_desk_that_was_asked_for(book: Workbook) -> None:
    home = book["profile"][0]["timezone"]
    assert len(book["clients"]) == 6
    assert len({row["timezone"] or home for row in book["clients"]}) == 4
    assert len(book["vendors"]) == 8
    assert len(book["engagements"]) == 10
    assert {row["status"] for row in book["engagements"]} == {"active", "proposed", "paused", "closed"}
    assert 60 <= len(book["milestones"]) <= 110
    assert 25 <= len(book["events"]) <= 40


def test_two_vendors_are_shared_between_clients(book: Workbook) -> None:
    client = {row["key"]: row["client"] for row in book["engagements"]}
    serves = {
        v["key"]: {client[a["engagement"]] for a in book["assignments"] if a["vendor"] == v["key"]}
        for v in book["vendors"]
    }
    assert sorted(key for key, clients in serves.items() if len(clients) > 1) == ["FIBRE", "VOLT"]
    assert all(serves.values())


def test_one_engagement_rolls_out_to_fourteen_sites(book: Workbook) -> None:
    steps = [row for row in book["milestones"] if row["engagement"] == "CEDAR-SIGN" and row["site"]]
    assert len({row["site"] for row in steps}) == 14
    assert {row["site"] for row in steps} == {row["key"] for row in book["sites"] if row["client"] == "CEDAR"}


def test_one_engagement_scales_down(book: Workbook) -> None:
    hours = [float(row["weekly_hours"]) for row in book["allocations"] if row["engagement"] == "BOR-ERP"]
    base = next(float(row["weekly_hours"]) for row in book["engagements"] if row["key"] == "BOR-ERP")
    assert hours[0] > base > hours[1] > hours[2] > 0


def test_the_promised_week_is_believable(book: Workbook) -> None:
    on = sample.ANCHOR.isoformat()
    week = sum(
        float(row["weekly_hours"])
        for row in book["engagements"]
        if row["status"] == "active" and row["start"] <= on <= (row["end"] or "9999")
    )
    assert week == 45


def test_what_a_client_may_see_names_no_other_client(book: Workbook) -> None:
    client = {row["key"]: row["client"] for row in book["engagements"]}
    words = {row["key"]: [row["key"], row["name"], *row["aliases"].split()] for row in book["clients"]}
    for row in book["contacts"]:
        if row["of"].startswith("client/"):
            words[row["of"].removeprefix("client/")].append(row["name"])
    for name in ("milestones", "events", "actions", "raid", "assignments", "kpis"):
        for row in book[name]:
            own = client.get(row["engagement"])
            shown = " ".join(cell for column, cell in row.items() if column not in {"notes", "key"}).casefold()
            others = [word for key, known in words.items() if own and key != own for word in known]
            hits = [word for word in others if re.search(rf"(?<!\w){re.escape(word.casefold())}(?!\w)", shown)]
            assert hits == [], row


def test_addresses_are_examples_only(book: Workbook) -> None:
    text = " ".join(cell for rows in book.values() for row in rows for cell in row.values())
    assert all(host.endswith(".example") for host in re.findall(r"@([\w.-]+)", text))
    assert set(re.findall(r"https?://([^/\s]+)", text)) == {"example.com"}
