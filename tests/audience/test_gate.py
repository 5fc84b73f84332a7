"""Nothing passes the gate but what data.md allows: proven by canaries in every field."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from pmdesk.audience import audience_uid, for_client
from pmdesk.audience.allowed import ALLOWED
from pmdesk.errors import InputError
from pmdesk.model import (
    Allocation,
    Assignment,
    Blackout,
    Client,
    Contact,
    Engagement,
    Event,
    Milestone,
    Noun,
    Override,
    Predecessor,
    Profile,
    Site,
    Vendor,
    Waiver,
    columns_of,
)
from pmdesk.portfolio import Portfolio

MARK = "CANARY"
DAY = date(2026, 12, 1)


def secret(noun: type[Noun], **known: Any) -> Any:
    """Give a row whose every text that the gate may not pass holds the canary."""
    hidden = set(columns_of(noun)) - set(ALLOWED.get(noun, ())) - set(known)
    texts = {item.name: f"{MARK}-{item.name}" for item in fields(noun) if item.name in hidden}  # type: ignore[arg-type]
    numbers = {name: Decimal("777.7777") for name in ("weekly_hours", "budget_hours", "fee", "capacity", "units")}
    return noun(**{**texts, **{name: value for name, value in numbers.items() if name in hidden}, **known})


def other(noun: type[Noun], **known: Any) -> Any:
    """Give a row of another client: every text of it holds the canary."""
    given = {item.name: f"{MARK}-{item.name}" for item in fields(noun) if item.name not in known}  # type: ignore[arg-type]
    return noun(**{**given, **known})


def keyed(*rows: Any) -> dict[str, Any]:
    return {row.key: row for row in rows}


@pytest.fixture
def portfolio() -> Portfolio:
    away = f"{MARK}-BOR"
    start, end = datetime.fromisoformat("2026-12-01T09:00"), datetime.fromisoformat("2026-12-01T10:00")
    return Portfolio(
        today=DAY,
        profile=other(Profile, timezone="Europe/Madrid", hours="Mon-Fri 09:00-17:00"),
        clients=keyed(
            secret(Client, key="ACME", name="Acme", uid="client-root", holidays="ES"),
            other(Client, key=away, timezone=None, hours=None, holidays="FI"),
        ),
        vendors=keyed(secret(Vendor, key="FIBRE", name="FibreCo", services="cabling"), other(Vendor, key=f"{MARK}-V")),
        contacts=keyed(
            secret(Contact, key="PRIYA", of="client/ACME", name="Priya"),
            other(Contact, key=f"{MARK}-C", of=f"client/{away}"),
            other(Contact, key=f"{MARK}-W", of="vendor/FIBRE"),
        ),
        sites=keyed(
            secret(Site, key="HQ", client="ACME", name="Head office"), other(Site, key=f"{MARK}-S", client=away)
        ),
        engagements=keyed(
            secret(Engagement, key="ACME-POS", client="ACME", name="POS", start=DAY, end=None, objective="tills"),
            other(Engagement, key=f"{MARK}-E", client=away, start=DAY, end=None),
        ),
        allocations={"ACME-POS": (Allocation("ACME-POS", DAY, DAY, Decimal("777.7777")),)},
        assignments=keyed(
            secret(Assignment, key="A1", vendor="FIBRE", engagement="ACME-POS", start=DAY, end=DAY, site=f"{MARK}-S"),
            other(Assignment, key=f"{MARK}-A", vendor=f"{MARK}-V", engagement=f"{MARK}-E", start=DAY, end=DAY),
        ),
        milestones=keyed(
            secret(
                Milestone, key="UAT", engagement="ACME-POS", title="UAT", due=DAY, owner=f"vendor/{MARK}-V",
                after=(Predecessor("BUILD", 2), Predecessor(f"{MARK}-M")), site=f"{MARK}-S", accepted_by=f"{MARK}-C",
                uid="root",
            ),
            secret(Milestone, key="BUILD", engagement="ACME-POS", title="Build", due=DAY, owner=f"contact/{MARK}-W"),
            other(Milestone, key=f"{MARK}-M", engagement=f"{MARK}-E", due=DAY, after=()),
        ),
        events=keyed(
            secret(
                Event, key="SYNC", engagement="ACME-POS", title="Sync", start=start, end=end, site="HQ",
                vendors=("FIBRE", f"{MARK}-V"),
            ),
            other(Event, key=f"{MARK}-MINE", engagement=None, start=start, end=end),
            other(Event, key=f"{MARK}-X", engagement=f"{MARK}-E", start=start, end=end),
        ),
        overrides={
            "SYNC": (Override("SYNC", start, None, None, "Sync moved", None),),
            f"{MARK}-X": (other(Override, occurrence=start),),
        },
        blackouts=keyed(
            Blackout("FREEZE", "client/ACME", DAY, DAY, "Freeze"),
            other(Blackout, key=f"{MARK}-L", who="me", start=DAY, end=DAY),
            other(Blackout, key=f"{MARK}-F", who="vendor/FIBRE", start=DAY, end=DAY),
            other(Blackout, key=f"{MARK}-B", who=f"client/{away}", start=DAY, end=DAY),
        ),
        holidays={"ES": {DAY: "Fiesta"}, "FI": {DAY: f"{MARK}-holiday"}},
        waivers={f"{MARK}-id": Waiver(f"{MARK}-id", f"{MARK}-reason", DAY, "high", None)},
    )  # fmt: skip


def test_no_canary_passes(portfolio: Portfolio) -> None:
    seen = for_client(portfolio, "ACME")
    assert MARK not in repr(seen)
    assert "777.7777" not in repr(seen)
    assert "root" not in repr(seen)


def test_what_is_its_own_passes(portfolio: Portfolio) -> None:
    seen = for_client(portfolio, "ACME")
    assert seen.clients["ACME"].name == "Acme"
    assert seen.clients["ACME"].timezone == "Europe/Madrid"
    assert seen.engagements["ACME-POS"].objective == "tills"
    assert seen.milestones.keys() == {"UAT", "BUILD"}
    assert seen.milestones["UAT"].after == (Predecessor("BUILD", 2),)
    assert seen.milestones["BUILD"].owner == "vendor/FIBRE"
    assert seen.events["SYNC"].vendors == ("FIBRE",)
    assert seen.events["SYNC"].site == "HQ"
    assert seen.overrides["SYNC"][0].title == "Sync moved"
    assert seen.vendors["FIBRE"].services == "cabling"
    assert seen.blackouts.keys() == {"FREEZE"}
    assert seen.holidays == {"ES": {DAY: "Fiesta"}}
    assert seen.contacts["PRIYA"].name == "Priya"


def test_what_it_gives_is_whole(portfolio: Portfolio) -> None:
    """Every key that is left leads to a row that is left."""
    seen = for_client(portfolio, "ACME")
    for milestone in seen.milestones.values():
        assert seen.party(milestone.owner)
        assert all(item.key in seen.milestones for item in milestone.after)
    for event in seen.events.values():
        assert seen.event_zone(event) == "Europe/Madrid"
        assert set(event.vendors) <= seen.vendors.keys()
    assert all(item.vendor in seen.vendors for item in seen.assignments.values())


def test_uids_of_two_audiences_do_not_match(portfolio: Portfolio) -> None:
    seen = for_client(portfolio, "ACME").milestones["UAT"].uid
    assert seen == audience_uid("root", "client/ACME")
    assert seen != audience_uid("root", "mine")
    assert for_client(portfolio, "ACME").milestones["BUILD"].uid == ""


def test_an_unknown_client_is_refused(portfolio: Portfolio) -> None:
    with pytest.raises(InputError, match="there is no client NOBODY"):
        for_client(portfolio, "NOBODY")


@pytest.mark.parametrize("noun", ALLOWED)
def test_allowed_names_are_fields(noun: type[Noun]) -> None:
    assert set(ALLOWED[noun]) <= set(columns_of(noun))
    assert "notes" not in ALLOWED[noun]


def test_a_change_beyond_the_gate_changes_nothing_within(portfolio: Portfolio) -> None:
    row = portfolio.milestones["UAT"]
    edited = replace(portfolio, milestones={**portfolio.milestones, "UAT": replace(row, notes="call the CFO")})
    assert for_client(edited, "ACME") == for_client(portfolio, "ACME")
