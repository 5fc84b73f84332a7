"""Texts are compared without case and accents, in words of whatever script."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmdesk.portfolio.folding import MOST, asked, fold, marks, tokens


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Permit, late!", ["the", "permit", "late"]), ("ACME-POS.UAT_2", ["acme", "pos", "uat", "2"]),
        ("Señor Núñez", ["senor", "nunez"]), ("STRASSE Straße", ["strasse", "strasse"]),
        ("Łódź Ørsted", ["lodz", "orsted"]),
        ("東京の契約", ["東", "京", "の", "契", "約"]), ("ガス カス", ["ガ", "ス", "カ", "ス"]), ("한국어", ["한국어"]),
        ("التَّصريح", ["التصريح"]), ("देरी हुई", ["देरी", "हुई"]), ("🚀launch €5", ["🚀", "launch", "€", "5"]),
        ("ﬁne Ａｃｍｅ", ["fine", "acme"]), ("", []), ("… -- !", []), ("İstanbul ılık", ["istanbul", "ilik"]),
    ],
)  # fmt: skip
def test_words_of_a_text(text: str, words: list[str]) -> None:
    assert tokens(text) == words


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing_and_form_does_not_matter(text: str) -> None:
    assert tokens(fold(text)) == tokens(text)
    assert tokens(unicodedata.normalize("NFD", text)) == tokens(unicodedata.normalize("NFC", text))
    assert all(word.strip() and " " not in word for word in tokens(text))


def test_what_is_asked_for() -> None:
    assert asked('late "on time" perm') == [["late"], ["on", "time"], ["perm"]]
    assert asked('"never closed') == [["never", "closed"]]
    assert asked("a-b") == [["a", "b"]]
    assert asked('"" * ?') == []
    assert len(asked("x " * 500)) == MOST
    assert len(asked("a." * 500)[0]) == MOST


@pytest.mark.parametrize(
    ("text", "typed", "found"),
    [
        ("the permit is late", "perm la", ["perm", "la"]), ("Señor Núñez", "nun", ["Núñ"]),
        ("東京の契約", "契約", ["契", "約"]),
        ("Straße", "strasse", ["Straße"]), ("cafe\u0301 au lait", "cafe", ["cafe\u0301"]), ("nothing", "xyz", []),
        ("anything", "", []),
    ],
)  # fmt: skip
def test_where_words_stand_as_they_were_written(text: str, typed: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in marks(text, asked(typed))] == found
