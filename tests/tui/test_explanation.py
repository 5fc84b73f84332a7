"""What is told of a conflict: as many lines whatever the room, and those that have it the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmdesk.tui.book import read_book
from pmdesk.tui.context import Context
from pmdesk.tui.glyphs import NORMAL
from pmdesk.tui.screens.explanation import explain
from pmdesk.tui.view import View

from .driving import open_desk


@pytest.mark.parametrize("width", [30, 76, 140])
def test_what_has_no_room_is_counted_as_if_it_had(store: Path, width: int) -> None:
    desk = open_desk(store)
    view = View(read_book(desk, None), Context(), desk.now())
    desk.close()
    assert len(view.conflicts) > 5
    for conflict in view.conflicts:
        whole = explain(conflict, view, width, NORMAL)
        for height in (1, 3, 7, len(whole)):
            short = explain(conflict, view, width, NORMAL, height)
            assert len(short) == len(whole)
            assert [list(line) for line in short[:height]] == [list(line) for line in whole[:height]]
