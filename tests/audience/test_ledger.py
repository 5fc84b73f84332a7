"""Alerts under lock: canaries in every field of every register that a client may not see."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from pmdesk.audience.allowed import ALLOWED
from pmdesk.audience.ledger import alerts_ground
from pmdesk.errors import InputError
from pmdesk.model import (
    Action,
    Assignment,
    Client,
    Contact,
    Engagement,
    Kpi,
    Measurement,
    Milestone,
    Noun,
    Profile,
    RaidItem,
    Vendor,
)
from pmdesk.portfolio import Portfolio
from pmdesk.portfolio.ledger import Ledger, Syncing, Told
from pmdesk.schedule import alerts
from tests.build import portfolio_of

MARK = "CANARY"
TODAY = date(2026, 11, 23)
LATE = TODAY - timedelta(days=3)
ENDS = TODAY + timedelta(days=20)


def mine(noun: type[Noun], **known: Any) -> Any:
    """Give a row of which every text that a client may not see is a canary."""
    hidden = {"notes", "note"} & set(noun.__dataclass_fields__)  # type: ignore[attr-defined]  # all nouns are dataclasses
    return noun(**{name: f"{MARK}-{name}" for name in hidden}, **known)


@pytest.fixture
def portfolio() -> Portfolio:
    secret: dict[str, Any] = {
        "budget_hours": Decimal("777"), "notice_days": 5, "report_every": "weekly", "report_day": "Fri",
        "weekly_hours": Decimal(1),
    }  # fmt: skip
    return portfolio_of(
        [
            Profile(f"{MARK}-ME", timezone="Europe/Madrid"),
            Client("ACME", "Acme"), Client(f"{MARK}-X", f"{MARK}-Other"),
            Vendor("FIBRE", "FibreCo"), Vendor(f"{MARK}-V", f"{MARK}-Vendor"),
            Contact("PRIYA", "client/ACME", "Priya"), Contact(f"{MARK}-P", f"client/{MARK}-X", f"{MARK}-Person"),
            Engagement("A", "ACME", "POS", start=date(2026, 11, 1), end=ENDS, **secret),
            Engagement("P", "ACME", "Next", "proposed", TODAY, decision_date=LATE),
            Engagement(f"{MARK}-E", f"{MARK}-X", f"{MARK}-Deal", start=date(2026, 11, 1), end=ENDS, **secret),
            Assignment("A1", "FIBRE", "A", TODAY, ENDS),
            mine(Milestone, key="M", engagement="A", title="UAT", due=LATE, owner=f"contact/{MARK}-P"),
            mine(Milestone, key=f"{MARK}-M", engagement=f"{MARK}-E", title=f"{MARK}-M", due=LATE),
        ],
        TODAY,
    )  # fmt: skip


def ledger(visibility: str) -> Ledger:
    shown: dict[str, Any] = {"visibility": visibility}
    target: dict[str, Any] = {"target": Decimal(90), **shown}
    own = [Kpi("K", "A", f"{MARK}-V", "Uptime", **target)]
    others = [
        Kpi(f"{MARK}-K", f"{MARK}-E", None, f"{MARK}-Kpi", **target),
        Kpi(f"{MARK}-N", None, "FIBRE", f"{MARK}-Nobody", **target),
    ]
    return Ledger(
        actions=(
            mine(Action, key="T", engagement="A", title="Call", due=LATE, owner=f"vendor/{MARK}-V", **shown),
            mine(Action, key=f"{MARK}-T", engagement=f"{MARK}-E", title=f"{MARK}-T", due=LATE, **shown),
            mine(Action, key=f"{MARK}-U", engagement=None, title=f"{MARK}-U", due=LATE, **shown),
        ),
        raid=(
            mine(RaidItem, key="R", engagement="A", type="risk", title="Permit", review=LATE, owner=f"contact/{MARK}-P",
                 escalated_to=f"{MARK}-P", **shown),
            mine(RaidItem, key=f"{MARK}-R", engagement=f"{MARK}-E", type="risk", title=MARK, review=LATE, **shown),
        ),
        kpis=(*own, *others),
        measurements={row.key: Measurement(row.key, LATE, Decimal(1), f"{MARK}-note") for row in (*own, *others)},
        hours={"A": Decimal("777.5"), f"{MARK}-E": Decimal("777.5")},
        told=(
            Told("ACME", "milestone/M", TODAY, TODAY, TODAY),
            Told(f"{MARK}-X", f"milestone/{MARK}-M", TODAY, TODAY, TODAY),
        ),
        syncing=(Syncing(f"event/{MARK}", None, "refused", LATE, MARK),),
    )  # fmt: skip


@pytest.mark.parametrize("visibility", ["client", "mine"])
def test_no_canary_passes(portfolio: Portfolio, visibility: str) -> None:
    seen, shown = alerts_ground(portfolio, ledger(visibility), "ACME")
    told = alerts.find(seen, shown)
    assert MARK not in repr((seen, shown, told))
    assert "777" not in repr((seen, shown, told))


def test_what_its_client_sees(portfolio: Portfolio) -> None:
    found = alerts.find(*alerts_ground(portfolio, ledger("client"), "ACME"))
    assert {(one.kind, one.ref) for one in found} == {
        ("overdue", "milestone/M"), ("untold", "milestone/M"), ("missed", "kpi/K"), ("ending", "engagement/A"),
        ("review-due", "raid/R"), ("action-overdue", "action/T"),
    }  # fmt: skip
    assert {one.client for one in found} == {"ACME"}


def test_what_is_mine_stays_mine(portfolio: Portfolio) -> None:
    found = alerts.find(*alerts_ground(portfolio, ledger("mine"), "ACME"))
    assert {one.kind for one in found} == {"overdue", "untold", "ending"}


def test_the_whole_desk_sees_all_of_it(portfolio: Portfolio) -> None:
    """The rows do make those alerts, where no gate is before them."""
    found = {one.kind for one in alerts.find(portfolio, ledger("mine"))}
    assert {"burn", "report-due", "notice", "decision-late", "sync-refused"} <= found


@pytest.mark.parametrize("noun", [Action, RaidItem, Kpi, Measurement])
def test_notes_are_never_shown(noun: type[Noun]) -> None:
    assert not {"notes", "note"} & set(ALLOWED[noun])


def test_an_unknown_client_is_refused(portfolio: Portfolio) -> None:
    with pytest.raises(InputError, match="there is no client NOBODY"):
        alerts_ground(portfolio, ledger("client"), "NOBODY")
