from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pmdesk.tui.widgets.week_layout import place, shares, step_for

SPANS = st.lists(
    st.tuples(st.integers(0, 1400), st.integers(1, 300)).map(lambda pair: (pair[0], min(1440, pair[0] + pair[1]))),
    max_size=12,
)


@given(SPANS, st.sampled_from([15, 30]))
def test_nothing_covers_anything_else(spans: list[tuple[int, int]], step: int) -> None:
    placed = place([(start, end, at) for at, (start, end) in enumerate(spans)], 0, step)
    assert sorted(one.about for one in placed) == list(range(len(spans)))
    cells = [(one.column, row) for one in placed for row in range(one.row, one.row + one.rows)]
    assert len(cells) == len(set(cells))
    assert all(0 <= one.column < one.columns for one in placed)
    for one in placed:
        start, end = spans[one.about]
        assert one.row == start // step
        assert (one.row + one.rows) * step >= end


def test_what_stands_alone_has_the_whole_day() -> None:
    placed = place([(600, 660, "a"), (630, 690, "b"), (720, 750, "c")], 480, 30)
    assert [(one.about, one.row, one.rows, one.column, one.columns) for one in placed] == [
        ("a", 4, 2, 0, 2), ("b", 5, 2, 1, 2), ("c", 8, 1, 0, 1),
    ]  # fmt: skip


def test_rows_are_as_fine_as_there_is_room_for() -> None:
    assert step_for(480, 1080, 40) == 15
    assert step_for(480, 1080, 39) == 30
    assert step_for(480, 1080, 5) == 30


@given(st.integers(1, 200), st.integers(1, 9))
def test_shares_fill_the_width(width: int, parts: int) -> None:
    found = shares(width, parts)
    assert sum(size for _, size in found) == width
    assert found[0][0] == 0
    assert all(size >= 0 for _, size in found)
