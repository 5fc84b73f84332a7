import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmdesk.model.clean import clean


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("plain", "plain"),
        ("a\tb\nc", "a\tb\nc"),
        ("a\r\nb\rc\u2028d\u2029e", "a\nb\nc\nd\ne"),
        ("\x1b[31mred", "[31mred"),
        ("\x9b31mred", "31mred"),
        ("\x00\x07\x7f", ""),
        ("\u202eevil\u2066x\u200f", "evilx"),
        ("\ud800x", "x"),
        ("\ufeffx", "x"),
        ("👩‍👩‍👧", "👩‍👩‍👧"),
        ("[/]", "[/]"),
        ("שלום", "שלום"),
    ],
)
def test_what_could_act_is_taken_out(text: str, kept: str) -> None:
    assert clean(text) == kept


@given(st.text(alphabet=st.characters(codec=None)))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)
