"""Templates of one's own: what they may use, and what is said where they can't be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmdesk.desk.reporting import Asked
from pmdesk.errors import InputError
from tests.reports.pages import report


def written(folder: Path, text: str, form: str = "md", title: str = "POS") -> str:
    """Write the report by a template."""
    (folder / f"status.{form}.jinja").write_text(text, encoding="utf-8")
    return report(title, form, Asked("C", form, templates=folder)).text


def test_a_template_of_ones_own_comes_before_the_package_s(tmp_path: Path) -> None:
    text = "{{ report.title }} {{ report.day | day }} {{ report.period | span }} {{ report.parts | length }}"
    assert written(tmp_path, text) == "POS Mon 23 Nov 2026 17 – 23 Nov 2026 2\n"


def test_what_it_does_not_bring_is_the_package_s(tmp_path: Path) -> None:
    text = "{% from 'picture.jinja' import picture with context %}{{ picture(report.timeline) }}"
    assert written(tmp_path, text, "html").startswith("<svg")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("one\n{{ nonsense }}", r"status\.md\.jinja:2: 'nonsense' is undefined"),
        ("{{ report.nonsense }}", r"status\.md\.jinja:1: .*has no attribute 'nonsense'"),
        ("{{ report.parts[0].fee }}", "no attribute 'fee'"),
        ("{{ report.parts[9].name }}", "9"),
        ("{{ report.title | shout }}", "No filter named 'shout'"),
        ("{{ report.title | safe }}", "No filter named 'safe'"),
        ("a\n\n{% for x in %}", r"status\.md\.jinja:3"),
        ("{% include 'other.jinja' %}", "other.jinja"),
        ("{% include '../../../etc/passwd' %}", "passwd"),
        ("{{ report.__class__.__mro__ }}", "unsafe"),
        ("{{ report.title.__init__.__globals__ }}", "unsafe"),
        ("{{ range(10000000) | list }}", "too big"),
        ("{{ report.day + 1 }}", "unsupported operand"),
        ("{{ 1 / 0 }}", "division by zero"),
        ("{{ report.parts.append(1) }}", "append"),
    ],
)
def test_an_unknown_or_unsafe_name_is_an_error_that_names_it(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        written(tmp_path, text)


def test_a_template_that_is_no_text_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "status.md.jinja").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match=r"status\.md\.jinja"):
        report("POS", "md", Asked("C", "md", templates=tmp_path))


def test_a_folder_that_is_none_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is no folder"):
        report("POS", "md", Asked("C", "md", templates=tmp_path / "none"))


def test_values_are_harmless_whatever_the_template_does(tmp_path: Path) -> None:
    assert written(tmp_path, "{{ report.title }}", title="<b>*x*") == "\\<b\\>\\*x\\*\n"
    assert written(tmp_path, "{{ report.title | upper }}", title="<b>") == "\\<B\\>\n"
    assert written(tmp_path, "{{ '<b>' ~ report.title }}", "html", title="<b>") == "&lt;b&gt;&lt;b&gt;\n"


def test_a_template_s_own_words_are_cleaned(tmp_path: Path) -> None:
    assert written(tmp_path, "a\x1b]0;x\x07b‮c") == "a]0;xbc\n"
