"""Reports are kept as they were sent, and found again by client and day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pmdesk.portfolio.sent import Sent
from pmdesk.store import Store, reports

ONE = Sent(
    scope="engagement/ACME-POS", client="ACME", day="2026-11-16", first="2026-11-10", last="2026-11-16", form="md",
    at="2026-11-16T08:00:00+00:00", engagements=("ACME-POS",), facts="{}", text="# one\n",
)  # fmt: skip
WHOLE = replace(ONE, scope="client/ACME", day="2026-11-20", engagements=("ACME-PMO", "ACME-POS"), text="# whole\n")


def texts(store: Store, client: str, before: str) -> list[str]:
    found = store.read(lambda connection: reports.read_last(connection, client, date.fromisoformat(before)))
    return [one.text for one in found]


def test_what_is_kept_comes_back_as_it_was(store: Store) -> None:
    store.save_report(ONE)
    (found,) = store.read(lambda connection: reports.read_all(connection, "ACME"))
    assert replace(found, id=None) == ONE
    assert store.has_written


def test_the_same_report_is_kept_once_and_another_one_beside_it(store: Store) -> None:
    for sent in (ONE, replace(ONE, at="2026-11-16T09:00:00+00:00"), replace(ONE, text="# better\n")):
        store.save_report(sent)
    assert [one.text for one in store.read(reports.read_all)] == ["# better\n", "# one\n"]


def test_the_last_of_each_scope_before_a_day_is_read_newest_first(store: Store) -> None:
    for sent in (
        ONE,
        replace(ONE, text="# again\n"),
        replace(ONE, day="2026-11-09", text="# old\n"),
        WHOLE,
        replace(ONE, client="BOR", scope="client/BOR", day="2026-11-18", text="# another's\n"),
    ):
        store.save_report(sent)
    assert texts(store, "ACME", "2026-11-23") == ["# whole\n", "# again\n"]
    assert texts(store, "ACME", "2026-11-20") == ["# again\n"]
    assert texts(store, "ACME", "2026-11-16") == ["# old\n"]
    assert texts(store, "ACME", "2026-11-09") == []
    assert texts(store, "BOR", "2026-11-23") == ["# another's\n"]


def test_an_engagement_was_reported_on_alone_or_in_its_client_s(store: Store) -> None:
    for sent in (ONE, WHOLE, replace(ONE, day="2026-12-01", text="# ahead\n")):
        store.save_report(sent)
    days = store.read(lambda connection: reports.sent_days(connection, date(2026, 11, 23)))
    assert days == {"ACME-POS": date(2026, 11, 20), "ACME-PMO": date(2026, 11, 20)}
    assert store.read(lambda connection: reports.sent_days(connection, date(2026, 11, 15))) == {}
