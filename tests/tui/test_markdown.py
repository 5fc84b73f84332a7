"""Markdown in the terminal: tables in columns, what was typed as it was typed."""

from __future__ import annotations

from pmdesk.tui.line import Line, Span, length
from pmdesk.tui.markdown import preview
from pmdesk.tui.tables.table import folded


def text(lines: list[Line]) -> list[str]:
    return ["".join(span.text for span in line).rstrip() for line in lines]


def test_a_table_stands_in_columns() -> None:
    said = text(preview("# Head\n\n| What | Due |\n| --- | --- |\n| Go-live | 4 Jan |\n| UAT | 11 Dec |\n\nEnd", 60))
    assert said == [
        " # Head", "", " What     Due", " -------  ------", " Go-live  4 Jan", " UAT      11 Dec", "", " End",
    ]  # fmt: skip


def test_what_was_typed_is_shown_as_it_was_typed() -> None:
    said = text(preview("| A |\n| --- |\n| one \\| two \\*x\\* |\n\n\\[/\\] \\# no head", 60))
    assert said[2] == " one | two *x*"
    assert said[4] == " [/] # no head"


def test_rows_of_unlike_lengths_break_nothing() -> None:
    assert text(preview("| A | B |\n| x |\n|", 60)) == [" A    B", " x", ""]
    assert preview("", 60) == []


def test_a_long_line_is_folded_between_words_and_keeps_its_roles() -> None:
    line = [Span(" Freeze", "bold"), Span("   Acme Retail", "@ACME"), Span(" before the go-live of all stores", "dim")]
    found = folded(line, 24)
    assert all(length(row) <= 24 + 1 for row in found)
    assert " ".join("".join(text(found)).split()) == "Freeze Acme Retail before the go-live of all stores"
    assert {span.role for row in found for span in row} >= {"bold", "@ACME", "dim"}
    assert folded(line, 200) == [line]


def test_a_word_without_a_blank_stays_whole() -> None:
    assert text(folded([Span("x" * 50)], 20)) == ["x" * 50]
