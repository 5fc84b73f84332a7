"""A store full of canaries: each text of other clients' rows, and each private one of the client's own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from pmdesk.audience.allowed import ALLOWED
from pmdesk.model import (
    Action,
    Allocation,
    Assignment,
    Blackout,
    Candidate,
    Client,
    Contact,
    Engagement,
    Escalation,
    Event,
    Feedback,
    Kpi,
    Lesson,
    Measurement,
    Milestone,
    Note,
    Noun,
    Override,
    Predecessor,
    Profile,
    RaidItem,
    Rating,
    Request,
    Selection,
    Site,
    Template,
    TimeEntry,
    Turn,
    Vendor,
    columns_of,
)
from pmdesk.portfolio import Put

from .driving import open_desk

MARK = "ZQCANARY"
OWN = "ACME"
HOURS = Decimal("77.77")
MONDAY, NEXT = date(2026, 11, 23), date(2026, 11, 24)
NINE, TEN, NOON = (datetime(2026, 11, 23, hour) for hour in (16, 17, 18))


def full(noun: type[Noun], *, hidden_only: bool, **known: Any) -> Noun:
    """Give a row whose texts hold the mark: all that are not given, or those alone that the gate may not pass."""
    allowed = set(ALLOWED.get(noun, ()))
    texts: dict[str, Any] = {}
    for name, column in columns_of(noun).items():
        if name in known or column.hidden or (hidden_only and name in allowed):
            continue
        if column.kind.name == "text":
            texts[name] = f"{MARK} {noun.KIND} {name}" if not hidden_only else f"{MARK} private {noun.KIND} {name}"
        elif column.kind.name == "list":
            texts[name] = (f"{MARK}-{name}",)
    return noun(**{**texts, **known})


def rows_of(client: str, pin: int, *, is_own: bool) -> Iterator[Noun]:
    """Give one row of each kind, and more where a conflict needs them."""
    work, who = f"{client}-W", f"client/{client}"
    name = {"name": "Acme Retail"} if is_own else {}
    title = {"title": "Own thing"} if is_own else {}
    vendor = f"{client}V"

    def key(part: str) -> str:
        return f"{work}.{part}"

    def row(noun: type[Noun], **known: Any) -> Noun:
        return full(noun, hidden_only=is_own, **known)

    yield row(Client, key=client, pin=pin, timezone="America/Chicago", **name)
    yield row(Contact, key=f"{client}C", of=who, **({"name": "Priya Nair"} if is_own else {}))
    yield row(Vendor, key=vendor, **({"name": "FibreCo", "services": "fibre"} if is_own else {}))
    yield row(Site, key=f"{client}S", client=client, **name)
    yield row(
        Engagement, key=work, client=client, start=date(2026, 1, 5), weekly_hours=HOURS, fee=HOURS, budget_hours=HOURS,
        **name, **({"objective": "ship it"} if is_own else {}),
    )  # fmt: skip
    yield Allocation(engagement=work, start=MONDAY, end=date(2026, 12, 20), weekly_hours=HOURS)
    yield row(
        Assignment, key=key("A"), vendor=vendor, engagement=work, start=MONDAY, units=Decimal(3), site=f"{client}S",
        **({"role": "cabling"} if is_own else {}),
    )  # fmt: skip
    yield row(Assignment, key=key("B"), vendor=f"{OWN}V", engagement=work, start=MONDAY, end=date(2026, 12, 20),
              exclusive=True, **({"role": "crew"} if is_own else {}))  # fmt: skip
    yield row(Milestone, key=key("BUILD"), engagement=work, due=NEXT, owner=f"contact/{client}C", **title)
    yield row(
        Milestone, key=key("UAT"), engagement=work, due=date(2026, 11, 26), owner="me", site=f"{client}S",
        after=(Predecessor(key("BUILD"), 9),), **title,
    )  # fmt: skip
    yield row(Milestone, key=key("LATE"), engagement=work, due=date(2026, 9, 1), **title)
    yield row(
        Event, key=key("E"), engagement=work, start=NINE, end=NOON, timezone="Europe/Madrid", vendors=(f"{OWN}V",),
        rrule="FREQ=WEEKLY;BYDAY=MO;COUNT=6", site=f"{client}S", **title,
    )  # fmt: skip
    yield row(Override, event=key("E"), occurrence=datetime(2026, 11, 30, 16), end=datetime(2026, 11, 30, 17), **title)
    yield row(Blackout, key=key("F"), who=who, start=date(2026, 11, 25), end=date(2026, 12, 3), **title)
    for seen in ("mine", "client"):
        private = not is_own or seen == "mine"
        plain = {} if private else title
        for noun, known in (
            (Action, {"due": NEXT}),
            (RaidItem, {"type": "risk", "probability": 5, "impact": 5, "review": NEXT}),
            (Kpi, {"target": Decimal(5), "vendor": f"{OWN}V"}),
        ):
            named = {"name": "Uptime"} if noun is Kpi and not private else {} if noun is Kpi else plain
            made = full(
                noun, hidden_only=not private, key=key(f"{seen}{noun.KIND}".upper()), engagement=work, visibility=seen,
                **known, **named,
            )  # fmt: skip
            yield made
        yield row(Measurement, kpi=key(f"{seen}KPI".upper()), date=MONDAY, value=Decimal(1))
    yield full(Rating, hidden_only=False, vendor=vendor, date=MONDAY, criterion=f"{MARK} criterion", score=2)
    yield full(Selection, hidden_only=False, key=key("S"), engagement=work, criteria=(("cost", Decimal(2)),))
    yield full(Candidate, hidden_only=False, key=key("S1"), selection=key("S"), scores=(("cost", Decimal(3)),))
    raid = key("CLIENTRAID")
    yield full(Escalation, hidden_only=False, raid=raid, step=1, contact=f"{client}C", at=NINE)
    yield full(Turn, hidden_only=False, raid=raid, step=1, at=NINE, was="risk", became="issue")
    yield full(TimeEntry, hidden_only=False, engagement=work, date=MONDAY, hours=Decimal("7.77"))
    yield full(Note, hidden_only=False, key=key("N"), client=None, engagement=work, date=MONDAY)
    yield full(Lesson, hidden_only=False, key=key("L"), engagement=work)
    yield full(Feedback, hidden_only=False, engagement=work, who=who, date=MONDAY, score=2)
    yield full(Request, hidden_only=False, key=key("R"), kpi=key("CLIENTKPI"), opened=NINE)
    yield full(Template, hidden_only=False, key=key("T"), text=f'name = "{MARK} template"')


def make_canaries(path: Path) -> Path:
    """Make the store: a client of its own, two others, and my own things."""
    desk = open_desk(path)
    mine: list[Noun] = [
        full(Profile, hidden_only=False, timezone="Europe/Madrid"),
        full(Event, hidden_only=False, key=f"{MARK}-ME", engagement=None, start=TEN, end=NOON),
        full(Blackout, hidden_only=False, key=f"{MARK}-OFF", who="me", start=NEXT, end=NEXT),
        full(Vendor, hidden_only=False, key=f"{MARK}-ALONE"),
    ]
    desk.apply([Put(row) for row in rows_of(OWN, 1, is_own=True)], f"{MARK} own words")
    for at, client in enumerate((f"{MARK}1", f"{MARK}2"), 2):
        desk.apply([Put(row) for row in rows_of(client, at, is_own=False)], f"{MARK} words of the journal")
    desk.apply([Put(row) for row in mine], f"{MARK} mine")
    desk.close()
    return path


def marks_in(thing: object, stop: frozenset[str] = frozenset()) -> list[str]:
    """Give where a mark is held by whatever can be reached from an object; ``stop`` names classes to leave out."""
    found: list[str] = []
    known: set[int] = set()
    queue: list[tuple[object, str]] = [(thing, type(thing).__name__)]
    while queue:
        one, path = queue.pop()
        if id(one) in known or len(path) > 600:
            continue
        known.add(id(one))
        if isinstance(one, str | bytes):
            text = one if isinstance(one, str) else one.decode("utf-8", "replace")
            if MARK.casefold() in text.casefold():
                found.append(f"{path}: {text[:60]}")
            continue
        if type(one).__name__ in stop or isinstance(one, type) or type(one).__name__ == "module":
            continue
        queue += [(part, f"{path}.{name}") for name, part in _parts(one)]
    return found


def _parts(one: Any) -> Iterator[tuple[str, object]]:
    if isinstance(one, dict):
        for key, value in list(one.items()):
            yield "key", key
            yield str(key)[:20], value
        return
    if isinstance(one, list | tuple | set | frozenset):
        yield from ((str(at), part) for at, part in enumerate(one))
        return
    if hasattr(one, "__closure__"):
        yield from (("cell", cell.cell_contents) for cell in one.__closure__ or () if _is_filled(cell))
        return
    if hasattr(one, "__self__"):
        yield "self", one.__self__
    yield from ((name, part) for name, part in list(getattr(one, "__dict__", {}).items()))
    for base in type(one).__mro__:
        for name in getattr(base, "__slots__", ()) if isinstance(getattr(base, "__slots__", ()), tuple | list) else ():
            if hasattr(one, name):
                yield name, getattr(one, name)


def _is_filled(cell: Any) -> bool:
    try:
        return cell.cell_contents is not None
    except ValueError:
        return False
