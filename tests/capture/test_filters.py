from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmdesk.capture.filters import Facts, read_filter

TODAY = date(2026, 11, 23)
ROW = Facts(
    "Send the minutes of the workshop", ("ACME", "ACME-POS"), "contact/PRIYA\0Priya Nair", "open", date(2026, 12, 4)
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", True),
        ("minutes", True),
        ("MINUTES send", True),
        ("minutes invoice", False),
        ('"the minutes"', True),
        ('"minutes the"', False),
        ("@ACME", True),
        ("@acme-pos", True),
        ("@ac", True),
        ("@", True),
        ("@BOREALIS", False),
        ("owner:priya", True),
        ("owner:nair", True),
        ("owner:contact/priya", True),
        ("owner:", True),
        ("owner:me", False),
        ("status:open", True),
        ("status:op", True),
        ("status:done,open", True),
        ("status:done", False),
        ("status:", True),
        ("due<5 dec", True),
        ("due<4 dec", False),
        ("due<=4 dec", True),
        ("due=<4 dec", True),
        ("due>3 dec", True),
        ("due>=4 dec", True),
        ("due=2026-12-04", True),
        ("due:2026-12-04", True),
        ("due=2026-12-05", False),
        ("due>4 dec", False),
        ("due< 5 dec 2026", True),
        ("due<5 dec minutes", True),
        ("due<5 dec invoice", False),
        ("due=w49", True),
        ("due<w49", False),
        ("due<+2w", True),
        ("due=30 nov..5 dec", True),
        ("@ACME owner:priya status:open due<eoq minutes", True),
        ("@ACME owner:priya status:done due<eoq minutes", False),
        ("http://minutes", False),
    ],
)
def test_what_is_kept(typed: str, kept: bool) -> None:
    read = read_filter(typed, TODAY)
    assert read.problems == ()
    assert read.keeps(ROW) is kept


@pytest.mark.parametrize("typed", ["due<", "due<soon", "due<31 feb", "due<3/4"])
def test_what_cant_be_read_is_said_and_hides_nothing(typed: str) -> None:
    read = read_filter(typed, TODAY)
    assert len(read.problems) == 1
    assert read.problems[0].start == 0
    assert read.is_empty or read.words
    assert read_filter(f"{typed}", TODAY).bounds == ()


def test_me_is_me_and_not_a_part_of_a_name() -> None:
    mine = Facts("x", owner="me\0me")
    james = Facts("x", owner="contact/JAMES\0James Mercer")
    assert read_filter("owner:me", TODAY).keeps(mine)
    assert not read_filter("owner:me", TODAY).keeps(james)
    assert read_filter("owner:mercer", TODAY).keeps(james)


def test_a_row_without_a_due_keeps_to_no_bound() -> None:
    assert not read_filter("due<eoq", TODAY).keeps(Facts("x"))
    assert not read_filter("due>eoq", TODAY).keeps(Facts("x"))


@given(st.text(max_size=60))
def test_any_text_is_read(typed: str) -> None:
    read = read_filter(typed, TODAY)
    read.keeps(ROW)
    assert all(0 <= problem.start <= problem.end <= len(typed) for problem in read.problems)


@given(st.lists(st.sampled_from(["minutes", "@ACME", "status:open", "due<5 dec", "owner:nair", '"the"']), max_size=6))
def test_terms_hold_in_any_order(terms: list[str]) -> None:
    assert read_filter(" ".join(terms), TODAY).keeps(ROW)
    assert read_filter(" ".join(reversed(terms)), TODAY).keeps(ROW)
