"""Whatever is edited, one after the other: counting again only what an edit touches gives what counting all gives."""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from pmdesk.desk.edits import compare
from pmdesk.model import Waiver
from pmdesk.portfolio import Change, Portfolio, Put, Remove, Window, what_if
from pmdesk.schedule.conflicts import find
from pmdesk.schedule.effects import Effect, Recount
from pmdesk.schedule.effects.effect import Difference
from pmdesk.schedule.effects.found import key_of
from tests.schedule.effects.random_edits import EDITS, edit
from tests.schedule.effects.test_recount import portfolio_of_seed


class Editing(RuleBasedStateMachine):
    """A portfolio that is edited; the count of the last time it was counted whole is carried along."""

    book: Portfolio
    window: Window
    recount: Recount
    effect: Effect | None = None
    pending: tuple[Change, ...] = ()

    @initialize(seed=st.integers(700_000, 700_400))
    def begin(self, seed: int) -> None:
        with tempfile.TemporaryDirectory() as folder:
            self.book, self.window = portfolio_of_seed(Path(folder), seed)
        self.recount = Recount(self.book, self.window)

    @rule(which=st.integers(0, len(EDITS) - 1), seed=st.integers(0, 2**32))
    def edit_one(self, which: int, seed: int) -> None:
        self._look_at(EDITS[which](random.Random(seed), self.book))

    @rule(seed=st.integers(0, 2**32), count=st.integers(2, 4))
    def edit_several(self, seed: int, count: int) -> None:
        rng, after = random.Random(seed), self.book
        changes: list[Change] = []
        for _ in range(count):
            more = edit(rng, after)
            changes += more
            after = what_if(after, more)
        self._look_at(changes)

    @rule(at=st.integers(0, 50), days=st.integers(-5, 200))
    def waive(self, at: int, days: int) -> None:
        found = self.recount.conflicts
        if found:
            one = found[at % len(found)]
            until = self.window.first.fromordinal(max(1, self.window.first.toordinal() + days))
            self._look_at([Put(Waiver(one.id, "agreed", until, one.severity))])

    @rule(at=st.integers(0, 50))
    def waive_no_more(self, at: int) -> None:
        if self.book.waivers:
            self._look_at([Remove(Waiver, (sorted(self.book.waivers)[at % len(self.book.waivers)],))])

    def _look_at(self, changes: list[Change]) -> None:
        self.pending = tuple(changes)
        self.effect = self.recount.after(changes)

    @precondition(lambda self: self.effect is not None)
    @rule(whole=st.booleans())
    def keep(self, whole: bool) -> None:
        """Keep the edit; count on over the layers of it, or over the portfolio made whole."""
        assert self.effect is not None
        self.book = what_if(self.book, self.pending)
        self.recount = Recount(self.book if whole else self.effect.portfolio, self.window)
        self.effect, self.pending = None, ()

    @invariant()
    def the_count_is_right(self) -> None:
        if self.effect is None:
            return
        before, after = self.recount.conflicts, find(what_if(self.book, self.pending), self.window)
        assert self.effect.conflicts == after
        told = compare(before, after)
        assert set(self.effect.begun) == set(told.made)
        assert set(self.effect.ended) == set(told.cleared)
        was, now = ({one.id: one for one in found} for found in (before, after))
        changed = {(was.get(key), now.get(key)) for key in {**was, **now} if was.get(key) != now.get(key)}
        assert set(self.effect.changed) == changed
        self._what_is_settled_is_right(self.effect)

    def _what_is_settled_is_right(self, effect: Effect) -> None:
        """What is told of a kind by a shorter way is what holding all occurrences beside each other tells."""
        found = effect.difference
        plain = Difference(found.removed, found.added, found.before)
        assert Counter(plain.new) == Counter(found.new)
        lost = {key_of(kind, hit) for kind, hit in found.removed}
        fates = {key: plain.on(key[0], self.recount.occurrences(key)) for key in lost}
        assert set(effect.eases) == {key for key, fate in fates.items() if fate == "eases"}
        assert set(effect.clears) == {key for key, fate in fates.items() if fate == "clears" and not effect.hits[key]}


def run(examples: int, steps: int) -> None:
    run_state_machine_as_test(
        Editing,
        settings=settings(
            max_examples=examples, stateful_step_count=steps, deadline=None,
            suppress_health_check=list(HealthCheck), print_blob=True, database=None,
        ),
    )  # fmt: skip


def test_a_count_that_is_carried_along_is_the_full_count() -> None:
    run(12, 10)


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_a_count_that_is_carried_along_is_the_full_count_of_many() -> None:
    run(400, 30)
