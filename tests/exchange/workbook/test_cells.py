from decimal import Decimal

import pytest

from pmdesk.exchange.workbook.cells import guarded, reader, shown, unguarded
from pmdesk.model import BY_KIND, Client, Engagement, Kpi, Note


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "'x", "''x", "'=x", "=", "'"])
def test_a_formula_is_guarded_and_comes_back(text: str) -> None:
    assert guarded(text) == "'" + text
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", ["x", "", "x=1", " =1", "\n=1", "5 o'clock", "‘x"])
def test_other_texts_are_left_alone(text: str) -> None:
    assert guarded(text) == text
    assert unguarded(text) == text


@pytest.mark.parametrize("text", ["'x", "'", "'90s music"])
def test_only_a_guard_is_taken_off(text: str) -> None:
    assert unguarded(text) == text


def test_a_text_is_kept_with_its_blanks_but_blanks_alone_are_empty() -> None:
    read = reader(Client, "notes", decimal_comma=False)
    assert read("  x \n") == "  x \n"
    assert read(" \t\n ") == ""
    assert read("'\tx") == "\tx"


def test_other_cells_are_stripped() -> None:
    assert reader(Engagement, "start", decimal_comma=False)(" 2026-01-05\u00a0").isoformat() == "2026-01-05"
    assert reader(Engagement, "end", decimal_comma=False)("  ") is None


def test_a_decimal_comma_is_read_where_the_file_has_semicolons() -> None:
    assert reader(Engagement, "fee", decimal_comma=True)("1250,5") == Decimal("1250.5")
    assert reader(Kpi, "target", decimal_comma=True)("-0,25") == Decimal("-0.25")
    with pytest.raises(ValueError, match=r"'1250,5' is not a number"):
        reader(Engagement, "fee", decimal_comma=False)("1250,5")
    with pytest.raises(ValueError, match="is not a number"):
        reader(Engagement, "fee", decimal_comma=True)("1.250,5")


@pytest.mark.parametrize("cell", ["", "  ", "'", "\0", "\u202e"])
def test_a_required_text_may_not_be_empty(cell: str) -> None:
    read = reader(Note, "text", decimal_comma=False)
    if cell == "'":
        assert read(cell) == "'"
    else:
        with pytest.raises(ValueError, match="is empty, and it is required"):
            read(cell)


def test_a_cell_in_a_message_is_short_one_line_and_without_controls() -> None:
    words = shown("a\nb\x1b[31m\u202e" + "x" * 500)
    assert len(words) < 100
    assert words.isprintable()


def test_what_is_wrong_is_said_in_one_printable_line() -> None:
    for noun, name in ((BY_KIND["event"], "rrule"), (Client, "hours"), (BY_KIND["milestone"], "after")):
        with pytest.raises(ValueError, match=" ") as caught:
            reader(noun, name, decimal_comma=False)("FREQ=WEEKLY;BYDAY=\x1b]52;c;\x07\n" + "x" * 9000)
        assert str(caught.value).isprintable()
        assert len(str(caught.value)) < 500
