from decimal import Decimal

import pytest

from pmdesk.capture.times import Times, read_hours, read_length, read_times
from tests.capture.table import rows


def written(answer: Times | str | None) -> str:
    if not isinstance(answer, Times):
        return answer or "-"
    return clock(answer.start) + ("" if answer.end is None else f" {clock(answer.end)}")


def clock(minutes: int) -> str:
    if minutes > 1440:
        return f"+{clock(minutes - 1440)}"
    return f"{minutes // 60:02}:{minutes % 60:02}"


@pytest.mark.parametrize(("word", "wanted"), list(rows("times.txt")))
def test_a_time_means_what_the_table_says(word: str, wanted: str) -> None:
    assert written(read_times(word)) == wanted


@pytest.mark.parametrize(
    ("word", "minutes"),
    [("45m", 45), ("1.5h", 90), ("1h30", 90), ("1h30m", 90), ("2h", 120), ("90MIN", 90), ("0.25h", 15), ("0m", None),
     ("0h", None), ("1h60", None), ("0.01h", None), ("1,5h", None), ("45", None), ("h", None), ("1.5m", None)],
)  # fmt: skip
def test_a_length_is_whole_minutes(word: str, minutes: int | None) -> None:
    assert read_length(word) == minutes


@pytest.mark.parametrize(
    ("word", "hours"),
    [("1.5h", "1.5"), ("45m", "0.75"), ("20m", "0.3333"), ("0.01h", "0.01"), ("1h15", "1.25"), ("600m", "10")],
)
def test_hours_are_kept_to_four_places(word: str, hours: str) -> None:
    found = read_hours(word)
    assert found == Decimal(hours)
    assert found is not None
    assert int(found.as_tuple().exponent) >= -4


@pytest.mark.parametrize("word", ["0h", "", "h", "1.5", "soon", "0m"])
def test_what_is_no_length_is_no_hours(word: str) -> None:
    assert read_hours(word) is None
