"""Patterns that are compiled late find what compiled ones find."""

from __future__ import annotations

import re

import pytest

from pmdesk.patterns import pattern


def test_finds_what_a_compiled_one_finds() -> None:
    """By each of its methods, the first time and later."""
    late, known = pattern(r"(\d+)-(?P<word>\w+)"), re.compile(r"(\d+)-(?P<word>\w+)")
    for text in ("12-ab", "no", "٣-ab"):
        for _ in range(2):
            assert (late.match(text) is None) == (known.match(text) is None)
            assert late.sub("x", text) == known.sub("x", text)
    found = late.fullmatch("7-a")
    assert found is not None
    assert found["word"] == "a"


def test_digits_of_ascii_alone_where_asked() -> None:
    """As ``re.ASCII``."""
    assert pattern(r"\d", ascii_=True).match("٣") is None
    assert pattern(r"\d").match("٣")


def test_a_wrong_one_fails_when_it_is_used() -> None:
    """And says what is wrong, as ``re`` does."""
    with pytest.raises(re.error):
        pattern("(").match("a")
