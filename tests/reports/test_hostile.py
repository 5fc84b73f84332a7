"""What a person typed is shown as it is in a report, whatever it would like to be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from pmdesk.cleaning import clean
from pmdesk.reports.markdown import neutral
from tests.reports.pages import picture, report
from tests.reports.payloads import HOSTILE

READER = MarkdownIt("gfm-like", {"html": True})
PLAIN = "Plain words"


def flat(text: str) -> str:
    """Give a text as a report shows it: cleaned, in one line."""
    return " ".join(clean(text).split())


def tokens(text: str) -> Iterator[Token]:
    """Read Markdown, tokens inside of others too."""
    for token in READER.parse(text):
        yield token
        yield from token.children or ()


def shape(text: str) -> list[str]:
    """Give what Markdown reads a text as, but for the words, and which cells are empty of them."""
    return [token.type for token in tokens(text) if token.type not in {"text", "text_special"}]


@pytest.mark.parametrize("payload", HOSTILE)
def test_markdown_reads_it_as_text_alone(payload: str) -> None:
    page = report(payload, "md").text
    assert shape(page) == shape(report(PLAIN, "md").text)
    assert not [token for token in tokens(page) if token.type.startswith(("html", "link", "image", "code", "fence"))]
    assert page == clean(page)


@pytest.mark.parametrize("payload", HOSTILE)
def test_markdown_shows_it_as_it_is(payload: str) -> None:
    for prefix in ("", "- ", "| a | ", "# "):
        line = f"{prefix}{neutral(flat(payload))}" + (" |\n| - | - |" if prefix.startswith("|") else "")
        inline = [
            token
            for token in READER.parse(f"| a | b |\n| - | - |\n{line}" if "|" in prefix else line)
            if token.type == "inline"
        ]
        shown = "".join(child.content for child in inline[-1 if "|" not in prefix else 3].children or ())
        assert shown == flat(payload)


class Strict(HTMLParser):
    """Reads a page; names what may not be in it."""

    TAGS = frozenset(
        [
            "html",
            "head",
            "meta",
            "title",
            "style",
            "body",
            "main",
            "header",
            "h1",
            "h2",
            "h3",
            "p",
            "span",
            "table",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
            "ul",
            "li",
            "div",
            "svg",
            "line",
            "rect",
            "circle",
            "path",
            "text",
            "polyline",
        ]
    )

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.wrong: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in self.TAGS:
            self.wrong.append(tag)
        for name, value in attrs:
            if name.startswith("on") or name in {
                "src",
                "href",
                "xlink:href",
                "style",
                "srcset",
                "action",
                "background",
            }:
                self.wrong.append(f"{tag} {name}={value}")

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def read(page: str) -> Strict:
    reader = Strict()
    reader.feed(page)
    reader.close()
    return reader


@pytest.mark.parametrize("payload", HOSTILE)
def test_html_holds_it_as_text_alone(payload: str) -> None:
    pages = (
        (report(payload, "html").text, report(PLAIN, "html").text),
        (picture(payload, "html"), picture(PLAIN, "html")),
    )
    for page, plain in pages:
        found = read(page)
        assert found.wrong == []
        assert found.tags == read(plain).tags
        assert flat(payload) in {" ".join(words.split()).removesuffix(": timeline") for words in found.words}
        assert page == clean(page)


@pytest.mark.parametrize("payload", HOSTILE)
def test_svg_holds_it_as_text_alone(payload: str) -> None:
    from xml.etree import ElementTree

    tags = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(picture(payload, "svg")).iter()}
    assert tags <= Strict.TAGS


def test_no_page_loads_anything() -> None:
    for page in (report(PLAIN, "html").text, picture(PLAIN, "html"), picture(PLAIN, "svg")):
        bare = page.replace('xmlns="http://www.w3.org/2000/svg"', "")
        assert not re.search(
            r"(?i)<script|javascript:|https?:|url\(|@import|src=|href=|<link|<iframe|<object|<img", bare
        )
    assert "default-src 'none'" in report(PLAIN, "html").text


def test_a_colour_that_is_none_is_not_let_into_a_style() -> None:
    assert "display:none" not in report(PLAIN, "html").text
    assert "--client: slategray" in report(PLAIN, "html").text


def test_templates_hold_no_glyph_that_a_font_may_lack() -> None:
    page = report("x", "html").text + picture("x", "html")
    assert {char for char in page if ord(char) > 126} <= set("–·…")
    assert all(unicodedata.category(char)[0] != "C" or char == "\n" for char in page)
