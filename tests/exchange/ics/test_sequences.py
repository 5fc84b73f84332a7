"""Any sequence of edits, deletes, undos, backups, restores and exports: what each audience was told stays true.

UIDs stay; SEQUENCE never falls and rises by one with what that audience sees changed; what is unchanged keeps its
bytes; what is deleted stays, cancelled.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from pmdesk.desk import Desk
from pmdesk.desk.safekeeping import restore
from pmdesk.exchange.ics.request import Request
from pmdesk.model import Event, Milestone, Noun, Override
from pmdesk.portfolio import Put
from tests.exchange.ics.contract import Part, parse
from tests.exchange.ics.desk import acme, borealis, event, milestone, wall

START = datetime(2026, 11, 23, 8, tzinfo=UTC)
KEYS = ("M0", "M1", "M2", "E0", "E1")
AUDIENCES: dict[str, dict[str, Any]] = {"client": {"client": "ACME"}, "me": {"mine": True}}
OCCURRENCE = wall("2026-12-15T09:00")
ALL = ("milestones", "events", "blackouts", "terms")


class Told(NamedTuple):
    """What an audience was told of one item last: its number, what is seen of it, all of its components."""

    sequence: int
    seen: list[Any]
    parts: list[Part]


class Sequences(RuleBasedStateMachine):
    """A store with some items, its backups, and what was told."""

    @initialize()
    def begin(self) -> None:
        """Open a store."""
        self.place = Path(tempfile.mkdtemp(prefix="pmdesk-sequences-"))
        self.now = START
        self.backups: list[Path] = []
        self.told: dict[str, dict[str, Told]] = {name: {} for name in AUDIENCES}
        self.open()
        rows: list[Noun] = [*acme(), *borealis(), *(milestone(f"M{number}") for number in range(3))]
        rows.append(event("2026-12-08T09:00", "2026-12-08T10:00", key="E0", rrule="FREQ=WEEKLY;COUNT=6"))
        rows.append(event("2026-12-09T09:00", "2026-12-09T10:00", key="E1", timezone="Europe/Dublin"))
        self.desk.apply([Put(row) for row in rows], "began")

    def open(self) -> None:
        """Open the store."""
        self.desk = Desk.open(self.place / "s.db", now=lambda: self.now, zone="Europe/Madrid")

    def teardown(self) -> None:
        """Close and remove it."""
        if hasattr(self, "place"):
            self.desk.close()
            shutil.rmtree(self.place)

    def _row(self, key: str) -> Any:
        self.now += timedelta(minutes=7)
        return self.desk.get(Milestone if key.startswith("M") else Event, key)

    @rule(key=st.sampled_from(KEYS), word=st.sampled_from(["a", "b", "c"]), name=st.sampled_from(["title", "notes"]))
    def write(self, key: str, word: str, name: str) -> None:
        """Change a text; notes are seen by me alone."""
        if (row := self._row(key)) is not None:
            self.desk.apply([Put(replace(row, **{name: word}))], "written")

    @rule(key=st.sampled_from(KEYS), number=st.integers(0, 3))
    def state(self, key: str, number: int) -> None:
        """Change a status."""
        if (row := self._row(key)) is not None:
            states = ("planned", "at-risk", "done", "cancelled") if key.startswith("M") else ("confirmed", "tentative")
            done = {"done_on": self.desk.today()} if states[number % len(states)] == "done" else {}
            self.desk.apply([Put(replace(row, status=states[number % len(states)], **done))], "marked")

    @rule(key=st.sampled_from(KEYS), days=st.integers(-3, 3))
    def move(self, key: str, days: int) -> None:
        """Move an item; the occurrence of a series instead."""
        row, ahead = self._row(key), timedelta(days=days)
        if row is None:
            return
        if key == "E0":
            self.desk.apply([Put(Override(key, OCCURRENCE, OCCURRENCE + ahead, None, None, None))], "moved one")
        elif key == "E1":
            self.desk.apply([Put(replace(row, start=row.start + ahead, end=row.end + ahead))], "moved")
        else:
            self.desk.apply([Put(replace(row, due=max(row.due + ahead, date(2026, 11, 1)), baseline=None))], "moved")

    @rule(key=st.sampled_from(KEYS))
    def delete(self, key: str) -> None:
        """Delete an item, with what hangs on it."""
        if (row := self._row(key)) is not None:
            self.desk.apply(self.desk.dependents(type(row), key), "deleted")

    @rule(back=st.booleans())
    def step(self, back: bool) -> None:
        """Undo or redo; never the beginning."""
        self.now += timedelta(minutes=7)
        entry = self.desk.next_undo() if back else self.desk.next_redo()
        if entry is not None and entry.words != "began":
            _ = self.desk.undo() if back else self.desk.redo()

    @precondition(lambda self: len(self.backups) < 4)
    @rule()
    def back_up(self) -> None:
        """Keep a copy of the store."""
        self.now += timedelta(minutes=7)
        self.backups.append(self.desk.back_up(self.place / f"copy-{len(self.backups)}.db"))

    @precondition(lambda self: self.backups)
    @rule(which=st.integers(0, 3))
    def put_back(self, which: int) -> None:
        """Put a copy in the store's place."""
        self.now += timedelta(minutes=7)
        self.desk.close()
        restore(self.place / "s.db", self.backups[which % len(self.backups)], self.now)
        self.open()

    @rule(who=st.sampled_from(sorted(AUDIENCES)), again=st.booleans())
    def export(self, who: str, again: bool) -> None:
        """Export to an audience, and hold what it is told to what it was told."""
        self.now += timedelta(minutes=53)
        path = self.place / f"{who}.ics"
        for _ in range(1 + again):
            list(self.desk.export_ics(Request(include=ALL, **AUDIENCES[who]), str(path)))
            self._hold(who, parse(path.read_bytes()))
        other = next(name for name in AUDIENCES if name != who)
        assert not self.told[who].keys() & self.told[other].keys()

    def _hold(self, who: str, calendar: Part) -> None:
        found: dict[str, list[Part]] = {}
        for item in calendar.items:
            found.setdefault(item.value("UID"), []).append(item)
        before = self.told[who]
        assert before.keys() <= found.keys(), "what was told stays, cancelled for 90 days"
        for uid, parts in found.items():
            (sequence,) = {int(part.value("SEQUENCE")) for part in parts}
            made = Told(sequence, [_seen(part) for part in parts], parts)
            old = before.get(uid)
            if old is None:
                assert sequence == 0
            elif old.seen == made.seen:
                assert made == old
            else:
                assert sequence == old.sequence + 1
            before[uid] = made
        self._hold_rows(who, found)

    def _hold_rows(self, who: str, found: dict[str, list[Part]]) -> None:
        """Hold that what is there is told under the title that it has, and the rest is cancelled."""
        titles: Sequence[Any] = [*self.desk.rows(Milestone), *(row for row in self.desk.rows(Event) if row.me)]
        head = "Acme Retail: " if who == "me" else ""
        live = sorted(
            head + "✔ " * (isinstance(row, Milestone) and row.status == "done") + row.title for row in titles
            if row.key in KEYS and row.status != "cancelled"
        )  # fmt: skip
        said = sorted(
            parts[0].text("SUMMARY") for parts in found.values() if parts[0].value("STATUS") != "CANCELLED"
            and parts[0].value("CATEGORIES").rpartition(",")[2] in {"deliverable", "event"}
            and "CANARY" not in parts[0].text("SUMMARY")
        )  # fmt: skip
        assert said == live


def _seen(item: Part) -> list[Any]:
    return [line for line in item.lines if line[0] not in {"SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "CREATED"}]


@pytest.mark.parametrize(("examples", "steps"), [(12, 14), pytest.param(200, 40, marks=pytest.mark.slow)])
def test_any_sequence_keeps_what_each_audience_was_told(examples: int, steps: int) -> None:
    how = settings(
        max_examples=examples, stateful_step_count=steps, deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )  # fmt: skip
    run_state_machine_as_test(Sequences, settings=how)
