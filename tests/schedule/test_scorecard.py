"""A vendor's record, counted by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from pmdesk.model import Client, Contact, Engagement, Kpi, Measurement, Milestone, Vendor
from pmdesk.schedule.scorecard import scorecard
from pmdesk.schedule.scores import score
from tests.build import portfolio_of

TODAY = date(2026, 11, 23)


def milestone(key: str, owner: str, due: str, done: str | None = None, *, baseline: str | None = None) -> Milestone:
    return Milestone(
        key=key,
        engagement="E",
        title=key,
        owner=owner,
        due=date.fromisoformat(due),
        baseline=date.fromisoformat(baseline) if baseline else None,
        status="done" if done else "planned",
        done_on=date.fromisoformat(done) if done else None,
    )


def test_the_record_counts_what_was_due_and_what_was_kept() -> None:
    rows = [
        Client(key="C", name="Acme"),
        Engagement(key="E", client="C", name="POS", start=date(2026, 1, 1)),
        Vendor(key="V", name="FibreCo"),
        Vendor(key="W", name="Other"),
        Contact(key="P", of="vendor/V", name="Oisín"),
        milestone("ONTIME", "vendor/V", "2026-10-01", "2026-10-01"),
        milestone("EARLY", "contact/P", "2026-10-10", "2026-10-08"),
        milestone("MOVED", "vendor/V", "2026-10-20", "2026-10-20", baseline="2026-10-10"),
        milestone("LATE", "vendor/V", "2026-11-20", baseline="2026-11-13"),
        milestone("AHEAD", "vendor/V", "2026-12-20"),
        milestone("THEIRS", "vendor/W", "2026-10-01", "2026-12-01"),
    ]
    values = [Measurement("K", date(2026, 10, day), Decimal(day)) for day in (1, 2, 3)]
    sla = score(Kpi(key="K", vendor="V", name="Hours", target=Decimal(2), direction="at-most", sla=True), values, TODAY)
    one = scorecard(portfolio_of(rows, TODAY), "V", [sla], TODAY)
    assert (one.due, one.kept, one.on_time) == (4, 2, Fraction(1, 2))
    assert one.slip == 5  # the median of -2, 0, 10 and 10: what is late has slipped up to today
    assert one.worst == 10
    assert one.late == ("LATE",)
    assert (one.sla_met, one.sla_measured) == (2, 3)
    assert one.clients == ("C",)


def test_nothing_due_is_no_record() -> None:
    one = scorecard(portfolio_of([Vendor(key="V", name="FibreCo")], TODAY), "V", [], TODAY)
    assert (one.due, one.on_time, one.slip, one.worst, one.clients) == (0, None, None, None, ())
