from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmdesk.model import NOUNS, Predecessor, columns_of, defaults_of, kinds
from pmdesk.model.kinds import Kind

GOOD: list[tuple[Kind, str, Any]] = [
    (kinds.KEY, "acme-pos.uat", "ACME-POS.UAT"),
    (kinds.KEY, "0", "0"),
    (kinds.KEY, "A" * 32, "A" * 32),
    (kinds.DATE, "2028-02-29", date(2028, 2, 29)),
    (kinds.DATE, "9999-12-31", date(9999, 12, 31)),
    (kinds.STAMP, "2027-01-05T09:05", datetime.fromisoformat("2027-01-05T09:05")),
    (kinds.ZONE, "Asia/Kolkata", "Asia/Kolkata"),
    (kinds.NUMBER, "8.2500", Decimal("8.25")),
    (kinds.NUMBER, "-0", Decimal(0)),
    (kinds.SIGNED, "-0.0001", Decimal("-0.0001")),
    (kinds.YES_NO, "YES", True),
    (kinds.YES_NO, "no", False),
    (kinds.WEIGHTS, "Cost=2 culture=0.5", (("cost", Decimal(2)), ("culture", Decimal("0.5")))),
    (kinds.SCORES, "cost=5 on-time=1", (("cost", Decimal(5)), ("on-time", Decimal(1)))),
    (kinds.COLOR, "DodgerBlue", "dodgerblue"),
    (kinds.CURRENCY, "eur", "EUR"),
    (kinds.REGION, "us-ny", "US-NY"),
    (kinds.WHO, "ME", "me"),
    (kinds.WHO, "Vendor/fibre", "vendor/FIBRE"),
    (kinds.OWNER, "contact/a", "contact/A"),
    (kinds.KEYS, " b  a b ", ("B", "A")),
    (kinds.WORDS, "x =y x", ("x", "=y")),
    (kinds.STAMPS, "2027-01-05T09:00 2027-01-05T09:00", (datetime.fromisoformat("2027-01-05T09:00"),)),
    (kinds.AFTER, "A B+5d C-2d", (Predecessor("A"), Predecessor("B", 5), Predecessor("C", -2))),
    (kinds.choice("Mon", "at-risk"), "AT-RISK", "at-risk"),
    (kinds.whole(1, 9), "9", 9),
    (kinds.TEXT, "a\r\nb\x1b\u202e", "a\nb"),
    (kinds.TEXT, " \t ", ""),
]
BAD: list[tuple[Kind, str]] = [
    (kinds.KEY, "A B"),
    (kinds.KEY, ".A"),
    (kinds.KEY, "A" * 33),
    (kinds.KEY, "É"),
    (kinds.KEY, "ſ"),
    (kinds.KEY, "A\n"),
    (kinds.DATE, "2027-02-29"),
    (kinds.DATE, "2027-2-1"),
    (kinds.DATE, "20270201"),
    (kinds.DATE, "2027-W01-1"),
    (kinds.DATE, "٢٠٢٧-٠١-٠١"),
    (kinds.DATE, "0000-01-01"),
    (kinds.DATE, "2027-01-01T00:00"),
    (kinds.STAMP, "2027-01-05"),
    (kinds.STAMP, "2027-01-05 09:00"),
    (kinds.STAMP, "2027-01-05T24:00"),
    (kinds.STAMP, "2027-01-05T09:00Z"),
    (kinds.STAMP, "2027-01-05T09:00:00"),
    (kinds.STAMP, "9999-12-31T23:00"),
    (kinds.STAMP, "0001-01-01T00:00"),
    (kinds.ZONE, "CET+1"),
    (kinds.ZONE, "../etc/passwd"),
    (kinds.ZONE, "europe/madrid"),
    (kinds.NUMBER, "-1"),
    (kinds.NUMBER, "1e3"),
    (kinds.NUMBER, "1,5"),
    (kinds.NUMBER, "NaN"),
    (kinds.NUMBER, "1.00001"),
    (kinds.NUMBER, "1" * 16),
    (kinds.NUMBER, "١"),
    (kinds.NUMBER, "."),
    (kinds.NUMBER, "1."),
    (kinds.SIGNED, "--1"),
    (kinds.YES_NO, "true"),
    (kinds.WEIGHTS, "cost"),
    (kinds.WEIGHTS, "cost=x"),
    (kinds.WEIGHTS, "cost=-1"),
    (kinds.WEIGHTS, "=2"),
    (kinds.SCORES, "cost=6"),
    (kinds.SCORES, "cost=0.5"),
    (kinds.COLOR, "#fff"),
    (kinds.CURRENCY, "EURO"),
    (kinds.REGION, "Spain"),
    (kinds.REGION, "E1"),
    (kinds.WHO, "contact/A"),
    (kinds.WHO, "me/A"),
    (kinds.WHO, "client"),
    (kinds.WHO, "client/"),
    (kinds.WHO, "client/A/B"),
    (kinds.OWNER, "site/A"),
    (kinds.PARTY, "me"),
    (kinds.KEYS, "A B!"),
    (kinds.STAMPS, "2027-01-05T09:00 x"),
    (kinds.AFTER, "A+d"),
    (kinds.AFTER, "+5d"),
    (kinds.AFTER, "A+5"),
    (kinds.AFTER, "A+123456d"),
    (kinds.whole(1, 9), "0"),
    (kinds.whole(1, 9), "10"),
    (kinds.whole(0), "1.0"),
    (kinds.whole(0), "-1"),
    (kinds.whole(0), "²"),
    (kinds.choice("a"), "b"),
    (kinds.TEXT, "x" * 100_001),
]


@pytest.mark.parametrize(("kind", "text", "value"), GOOD)
def test_what_is_read_is_kept_and_written_back(kind: Kind, text: str, value: Any) -> None:
    assert kind.parse(text) == value
    assert kind.parse(kind.form(value)) == value or value == ""
    encoded = kind.encode(value) if kind.encode else value
    assert (kind.decode(encoded) if kind.decode else encoded) == value


@pytest.mark.parametrize(("kind", "text"), BAD)
def test_what_cannot_be_is_refused_with_words(kind: Kind, text: str) -> None:
    with pytest.raises(ValueError, match=r"^(is|are|holds|lies|has) "):
        kind.read(text)


@given(st.decimals(-(10**15) + 1, 10**15 - 1, places=4))
def test_numbers_are_exact(value: Decimal) -> None:
    assert kinds.parse_signed(kinds.form_number(value)) == value


@given(st.text())
def test_no_kind_fails_but_with_its_words(text: str) -> None:
    for noun in NOUNS:
        for column in columns_of(noun).values():
            try:
                value = column.kind.read(text.strip() or "x")
            except ValueError as error:
                assert str(error)  # noqa: PT017 (any text, some of which is read)
            else:
                formed = column.kind.form(value)
                assert column.kind.parse(formed) == value or column.kind is kinds.AFTER


@given(st.text())
def test_a_text_cleaned_is_clean(text: str) -> None:
    value = kinds.parse_text(text)
    assert kinds.parse_text(value) == value
    assert not any(0xD800 <= ord(one) <= 0xDFFF or one in "\0\x1b\r\u202e\x9b" for one in value)


def test_defaults_are_of_their_kind() -> None:
    for noun in NOUNS:
        for name, column in columns_of(noun).items():
            value = defaults_of(noun)[name]
            if not column.required and value not in (None, "", ()):
                assert column.kind.parse(column.kind.form(value)) == value, (noun, name)
