import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmdesk.model.after import Predecessor, decode_after, form_after, form_typed, parse_after, parse_typed, settle

KEYS = st.from_regex(r"[A-Z0-9][A-Z0-9._-]{0,6}(-[0-9]{1,3}D)?", fullmatch=True)


@pytest.mark.parametrize(
    ("text", "existing", "wanted"),
    [
        ("x-2d", "X", Predecessor("X", -2)),
        ("x-2d", "X X-2D", Predecessor("X-2D")),
        ("X-02d", "X X-2D", Predecessor("X", -2)),
        ("X-02D", "X X-02D", Predecessor("X-02D")),
        ("X-0d", "X X-0D", Predecessor("X-0D")),
        ("X-0d", "X", Predecessor("X", 0)),
        ("X+5D", "X", Predecessor("X", 5)),
        ("X-2D-1d", "X X-2D", Predecessor("X-2D", -1)),
        ("X-2D-1d", "X-2D-1D", Predecessor("X-2D-1D")),
        ("x", "", Predecessor("X")),
    ],
)
def test_a_whole_key_is_that_key_else_its_end_is_the_lag(text: str, existing: str, wanted: Predecessor) -> None:
    assert settle(parse_typed(text), existing.split().__contains__) == (wanted,)


@given(KEYS, st.integers(-99_999, 99_999), st.sets(KEYS))
def test_what_is_kept_and_what_is_written_come_back(key: str, lag: int, others: set[str]) -> None:
    items = (Predecessor(key, lag),)
    assert parse_after(form_after(items)) == decode_after(form_after(items)) == items
    keys = others | {key}
    if len(str(lag)) < 6:
        assert settle(parse_typed(form_typed(items, keys.__contains__)), keys.__contains__) == items


@pytest.mark.parametrize("text", ["X+d", "X+1.5d", "+5d", "X Yö", "X-5dd"])
def test_what_was_never_written_is_not_read(text: str) -> None:
    with pytest.raises(ValueError, match=r"key|int"):
        decode_after(text)


def test_a_lag_that_would_be_a_key_gets_zeros() -> None:
    assert form_typed((Predecessor("X", -2),), {"X", "X-2D"}.__contains__) == "X-02d"
    assert form_typed((Predecessor("X", -2),), {"X", "X-2D", "X-02D"}.__contains__) == "X-002d"
    assert form_typed((Predecessor("X", -2), Predecessor("Y")), {"X"}.__contains__) == "X-2d Y"
