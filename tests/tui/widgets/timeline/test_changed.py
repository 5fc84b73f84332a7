"""A scene after an edit: what is shared and what is made anew is together what a scene made whole would be."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from pmdesk.portfolio import Window
from pmdesk.schedule.effects import Recount
from pmdesk.tui.glyphs import NORMAL
from pmdesk.tui.widgets.timeline.scene import Scene, scene_after, scene_of
from tests.build import read_workbook
from tests.oracle.random_time import anchor_of
from tests.oracle.random_workbook import question, write
from tests.schedule.effects.random_edits import edit


def told(scene: Scene) -> dict[str, list[str]]:
    """Give the ids of the conflicts that the details tell of each thing."""
    caught = scene.details.caught
    return {ref: sorted(one.id for one in caught.of(ref)) for ref in caught.by_ref if caught.of(ref)}


@pytest.mark.parametrize("seed", range(600_000, 600_012))
def test_it_equals_the_whole_after_random_edits(seed: int, tmp_path: Path) -> None:
    write(tmp_path, seed, anchor=anchor_of(seed))
    today = question(seed)["as_of"]
    book, window = read_workbook(tmp_path, today), Window.of_days(today, 180)
    recount = Recount(book, window)
    base = scene_of(book, recount.conflicts, [], NORMAL)
    list(base.lanes)
    rng, quick = random.Random(seed), 0
    for _ in range(20):
        changes = edit(rng, book)
        effect = recount.after(changes)
        found = scene_after(base, effect.portfolio, effect.changed, [change.ref for change in changes])
        if found is None:
            continue
        quick += 1
        whole = scene_of(effect.portfolio, effect.conflicts, [], NORMAL, before=book)
        assert [lane.key for lane in found.lanes] == [lane.key for lane in whole.lanes]
        for got, want in zip(found.lanes, whole.lanes, strict=True):
            assert (got.marks, got.bars, got.next, got.label) == (want.marks, want.bars, want.next, want.label)
            assert sorted(map(repr, got.troubles)) == sorted(map(repr, want.troubles))
        assert told(found) == told(whole)
        assert found.stops == whole.stops
    assert quick, "no edit of this seed leaves the lanes as they are"
