"""What the store keeps of calendars on servers: through a dump, a restored copy, and as alerts; never a password."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pmdesk.desk import Desk
from pmdesk.portfolio.ledger import Syncing
from pmdesk.portfolio.remote import Binding, Known, Proposal
from pmdesk.store import remotes
from tests.sync.conftest import Clock

BINDING = Binding("client/ACME", "https://example.org/a/", "pm", "2026-11-23T08:00:00Z")
ITEM = Known("client/ACME", "/a/1.ics", "1" * 32, "milestone/UAT", '"e1"', "base", ("one", "two"), "sha")
PROPOSAL = Proposal(
    "client/ACME", "1" * 32, "milestone/UAT", "changed", "/a/1.ics", '"e2"', "t", "b", "2026-11-23T08:00:00Z"
)


def keep(desk: Desk) -> None:
    def job(to: remotes.Writer) -> None:
        to.binding(BINDING)
        to.known([ITEM])
        to.proposal(PROPOSAL)

    desk.store.read(remotes.write(job))


def held(desk: Desk) -> tuple[list[Binding], list[Known], list[Proposal]]:
    store = desk.store
    return (
        store.read(remotes.read_bindings),
        store.read(lambda connection: remotes.read_known(connection, "client/ACME")),
        store.read(remotes.read_proposals),
    )


def test_all_of_it_goes_through_a_dump(desk: Desk, tmp_path: Path) -> None:
    keep(desk)
    path = tmp_path / "dump.json"
    path.write_text("".join(desk.export_dump()))
    other = Desk.open(tmp_path / "other.db", now=Clock(), zone="Europe/Madrid")
    other.import_dump(path)
    assert held(other) == held(desk)
    other.close()


def test_a_proposal_keeps_its_number_and_a_newer_one_replaces_it(desk: Desk) -> None:
    keep(desk)
    (first,) = held(desk)[2]
    keep(desk)
    assert held(desk)[2] == [first]
    desk.store.read(remotes.write(lambda to: to.settle("client/ACME", ["1" * 32])))
    assert held(desk)[2] == []


def test_what_waits_and_what_was_refused_are_alerts(desk: Desk) -> None:
    waits = Known("client/ACME", "/a/2.ics", "2" * 32, "milestone/GO", state="pending", since="2026-11-20")
    no = Known("client/ACME", "/a/1.ics", "1" * 32, "milestone/UAT", state="refused", since="2026-11-21")
    no = replace(no, words="too large")
    desk.store.read(remotes.write(lambda to: to.known([waits, no])))
    found = desk.store.read(remotes.read_syncing)
    assert {(one.ref, one.state, one.words) for one in found} == {
        ("milestone/GO", "pending", ""), ("milestone/UAT", "refused", "too large"),
    }  # fmt: skip
    kinds = {alert.kind: alert for alert in desk.alerts() if alert.kind.startswith("sync-")}
    assert set(kinds) == {"sync-pending", "sync-refused"}
    assert kinds["sync-refused"].severity == "high"


def test_a_calendar_that_can_not_be_reached_is_one_alert(desk: Desk) -> None:
    waits = Known("client/ACME", "/a/2.ics", "2" * 32, "milestone/GO", state="pending", since="2026-11-20")
    failing = Binding("client/ACME", "https://example.org/a/", "pm", failed="2026-11-20", words="it is silent")
    mine = Binding("mine", "https://example.org/me/", "pm", failed="2026-11-21", words="it is silent")

    def job(to: remotes.Writer) -> None:
        to.known([waits])
        to.binding(failing)
        to.binding(mine)

    desk.store.read(remotes.write(job))
    first, second = desk.store.read(remotes.read_syncing)
    assert isinstance(first, Syncing)
    assert [(one.client, one.state) for one in (first, second)] == [("ACME", "pending"), (None, "pending")]
    alerts = {alert.client: alert.message for alert in desk.alerts() if alert.kind == "sync-pending"}
    assert set(alerts) == {"ACME", None}
    assert alerts["ACME"] == "its calendar is not synced since Fri 20 Nov: it is silent"


def test_a_binding_that_goes_takes_all_along(desk: Desk) -> None:
    keep(desk)
    desk.remotes().unbind("client/ACME")
    assert held(desk) == ([], [], [])
