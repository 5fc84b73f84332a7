"""The rules of a workbook, read a second time and plainly, to hold the sample and the made-up workbooks against.

It looks at rows as text and says in words which rule a row breaks; it shares no code with the importer.
"""

import csv
import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

Row = dict[str, str]
Workbook = dict[str, list[Row]]

COLUMNS = {
    "profile": "name email timezone:zone hours holidays",
    "clients": "key!:key name! aliases pin timezone:zone hours holidays color status notes",
    "contacts": "key!:key of!:who name! role email phone timezone:zone escalation notes",
    "vendors": "key!:key name! timezone:zone hours holidays capacity:number services status notes",
    "sites": "key!:key client!:clients name! address timezone:zone notes",
    "engagements": "key!:key client!:clients name! status:status start!:date end:date weekly_hours:number "
    "budget_hours:number fee:number currency decision_date:date notice_days report_every report_day objective notes",
    "allocations": "engagement!:engagements start!:date end!:date weekly_hours!:number",
    "assignments": "key!:key vendor!:vendors engagement!:engagements start!:date end:date units:number exclusive role "
    "site:sites status:standing notes",
    "milestones": "key!:key engagement!:engagements title! due!:date status:progress kind:kind owner:who after "
    "baseline:date done_on:date site:sites acceptance accepted_by:contacts accepted_on:date url notes",
    "events": "key!:key engagement:engagements title! start!:stamp end!:stamp timezone:zone rrule exdates "
    "status:standing me vendors:vendors site:sites url notes",
    "overrides": "event!:events occurrence!:stamp start:stamp end:stamp title status:standing",
    "blackouts": "key!:key who!:who start!:date end!:date title! blocks:blocks",
    "actions": "key!:key engagement:engagements title! due:date owner:who status:doing milestone:milestones tags "
    "visibility:seen notes",
    "raid": "key!:key engagement!:engagements type!:type title! probability impact response plan contingency trigger "
    "owner:who raised:date review:date status escalated_to:contacts visibility:seen notes",
    "kpis": "key!:key engagement:engagements vendor:vendors name! unit target!:number direction warning:number period "
    "sla visibility:seen",
    "measurements": "kpi!:kpis date!:date value!:number note",
    "time": "engagement!:engagements date!:date hours!:number note",
    "notes": "key!:key client:clients engagement:engagements date!:date text!",
    "lessons": "key!:key engagement!:engagements title! date:date what_happened root_cause recommendation tags",
}
WORDS = {
    "status": "proposed active paused closed",
    "standing": "confirmed tentative cancelled",
    "progress": "planned at-risk done cancelled",
    "kind": "deliverable decision payment go-live report",
    "blocks": "milestones events all",
    "doing": "open done cancelled",
    "seen": "mine client",
    "type": "risk assumption issue dependency decision",
}
KEY = re.compile(r"[A-Z0-9][A-Z0-9._-]{0,31}")
NUMBER = re.compile(r"-?\d+(\.\d{1,4})?")
LAG = re.compile(r"(.+?)([+-]\d+d)")
SAME = {"allocations": 2, "overrides": 2, "measurements": 2}
"""Files without a key: how many of their first columns know a row."""


def read(folder: Path) -> Workbook:
    """Read every CSV file of `folder` as text."""
    book: Workbook = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            book[path.stem] = list(csv.DictReader(file))
    return book


def violations(book: Workbook) -> list[str]:
    """Return what is wrong with `book`, one line each; an empty list if it keeps the rules."""
    keys = {name: {row["key"] for row in rows if "key" in row} for name, rows in book.items()}
    return [*_cells(book, keys), *_twice(book), *_owners(book), *_ranges(book), *_chains(book), *_occurrences(book)]


def _cells(book: Workbook, keys: dict[str, set[str]]) -> Iterator[str]:
    for name, columns in COLUMNS.items():
        specs = [spec.partition(":") for spec in columns.split()]
        known = {column.rstrip("!") for column, _, _ in specs}
        for n, row in enumerate(book.get(name, ()), 2):
            if set(row) - known:
                yield f"{name}: unknown columns {set(row) - known}"
            for column, _, kind in specs:
                cell = row.get(column.rstrip("!"), "")
                wrong = not _fits(cell, kind, keys) if cell else column.endswith("!")
                if wrong:
                    yield f"{name}:{n}: {column}: {cell!r}"


def _fits(cell: str, kind: str, keys: dict[str, set[str]]) -> bool:
    """Whether a cell that is not empty is a value of `kind`."""
    if kind in keys:
        return set(cell.split()) <= keys[kind]
    if kind in WORDS:
        return cell in WORDS[kind].split()
    match kind:
        case "key":
            return KEY.fullmatch(cell) is not None
        case "number":
            return NUMBER.fullmatch(cell) is not None
        case "zone":
            return ZoneInfo(cell).key == cell
        case "date":
            return date.fromisoformat(cell).isoformat() == cell
        case "stamp":
            return datetime.fromisoformat(cell).isoformat(timespec="minutes") == cell
        case "who":
            noun, _, key = cell.partition("/")
            return cell == "me" or key in keys.get(f"{noun}s", ())
    return True


def _twice(book: Workbook) -> Iterator[str]:
    for name, rows in book.items():
        width = SAME.get(name, 1 if rows and "key" in rows[0] else 0)
        counted = Counter(tuple(row.values())[:width] for row in rows)
        yield from (f"{name}: {known} twice" for known, count in counted.items() if width and count > 1)


def _owners(book: Workbook) -> Iterator[str]:
    """Yield owners, sites and contacts that are of another client than the engagement's."""
    of = {row["key"]: row["of"] for row in book["contacts"]}
    client = {row["key"]: row["client"] for row in book["engagements"]}
    site = {row["key"]: row["client"] for row in book["sites"]}
    for name in ("milestones", "events", "assignments", "actions", "raid"):
        for row in book[name]:
            mine = client.get(row.get("engagement", ""), "")
            owner = of.get(row.get("owner", "").removeprefix("contact/"), row.get("owner", ""))
            if mine and owner.startswith("client/") and owner != f"client/{mine}":
                yield f"{name}: {row['key']}: owner {row['owner']} is not of {mine}"
            if mine and row.get("site") and site[row["site"]] != mine:
                yield f"{name}: {row['key']}: site {row['site']} is not of {mine}"


def _ranges(book: Workbook) -> Iterator[str]:
    """Yield ends before starts, and allocations of one engagement that overlap."""
    ends = {row["key"]: row["end"] for row in book["engagements"]}
    for name in ("engagements", "allocations", "assignments", "blackouts"):
        for row in book[name]:
            end = row["end"] or ends.get(row.get("engagement", ""), "") or "9999"
            if end < row["start"]:
                yield f"{name}: {row} ends before it starts"
    periods = defaultdict(list)
    for row in book["allocations"]:
        periods[row["engagement"]].append((row["start"], row["end"]))
    for engagement, spans in periods.items():
        spans.sort()
        if any(late[0] <= early[1] for early, late in itertools.pairwise(spans)):
            yield f"allocations: {engagement}: overlap"


def _chains(book: Workbook) -> Iterator[str]:
    """Yield predecessors that don't exist or are listed twice, and cycles."""
    keys = {row["key"] for row in book["milestones"]}
    left: dict[str, set[str]] = {}
    for row in book["milestones"]:
        found = [LAG.fullmatch(each) for each in row["after"].split()]
        named = [
            each if each in keys or lag is None else lag[1]
            for each, lag in zip(row["after"].split(), found, strict=True)
        ]
        left[row["key"]] = set(named)
        if len(set(named)) < len(named) or not set(named) <= keys:
            yield f"milestones: {row['key']}: after {row['after']}"
    while free := [key for key, before in left.items() if not before & left.keys()]:
        for key in free:
            del left[key]
    yield from (f"milestones: {key}: in a cycle" for key in left)


def _occurrences(book: Workbook) -> Iterator[str]:
    """Yield events that end before they start or don't start by their rule; exdates and overrides that hit nothing."""
    moved = defaultdict(list)
    for row in book["overrides"]:
        moved[row["event"]].append(row["occurrence"])
        if row["start"] and row["end"] and row["end"] <= row["start"]:
            yield f"overrides: {row['event']}: ends before it starts"
    for row in book["events"]:
        if row["end"] <= row["start"]:
            yield f"events: {row['key']}: ends before it starts"
        named = {*row["exdates"].split(), *moved[row["key"]]}
        hit = _stamps(row) if row["rrule"] else []
        if (row["rrule"] and hit[:1] != [row["start"]]) or not named <= set(hit):
            yield f"events: {row['key']}: {named - set(hit)} are no occurrences of {row['rrule']}"


def _stamps(row: Row) -> list[str]:
    """Every occurrence by the rule, as time stamps."""
    rule = re.sub(r"(UNTIL=\d{8})(?=;|$)", r"\1T235959", row["rrule"])
    found = rrulestr(rule, dtstart=datetime.fromisoformat(row["start"]))
    return [each.isoformat(timespec="minutes") for each in found]
