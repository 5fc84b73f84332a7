"""The only door by which a user's text becomes something drawn.

Two things are held here: nothing that a person or a file gave is read as markup or reaches the terminal as a control
(that is ``clean`` of the model), and every terminal gives it the same number of cells. What terminals disagree about
is taken out: joiners and selectors that would melt several emoji into one, skin tones, fillers without ink.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from rich.cells import get_character_cell_size
from textual.content import Content

from pmdesk.cleaning import clean

ELLIPSIS = "…"
MARKS = 4
"""How many combining marks one character may carry; more would be drawn over the lines above and below."""

_MELTING = re.compile(
    "[\u00ad\u034f\u180b-\u180e\u200b\u200d\u2060-\u206f\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0000-\U000e0fff]"
)
_FILLERS = re.compile("[\u115f\u1160\u3164\uffa0]")
_BLANKS = re.compile("[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
_FLAG_FIRST, _FLAG_LAST = "\U0001f1e6", "\U0001f1ff"


def _clusters(text: str) -> Iterator[tuple[str, int]]:
    """Give what must stay together, each with its width in cells: a character with its marks, two flag letters."""
    held, width, marks, flag = "", 0, 0, False
    for character in text:
        size = get_character_cell_size(character)
        if size == 0:
            marks += 1
            if not held:
                held, width = "◌", 1
            if marks <= MARKS:
                held += character
            continue
        is_flag = _FLAG_FIRST <= character <= _FLAG_LAST
        if is_flag and flag:
            held, width, marks, flag = held + character, width + size, 0, False
            continue
        if held:
            yield held, width
        held, width, marks, flag = character, size, 0, is_flag
    if held:
        yield held, width


def _steady(text: str) -> str:
    """Take out what terminals disagree about; line feeds stay."""
    text = _FILLERS.sub(" ", _MELTING.sub("", clean(text)))
    return "\n".join("".join(cluster for cluster, _ in _clusters(line)) for line in text.split("\n"))


@lru_cache(maxsize=8192)
def _one_line(text: str) -> str:
    return _steady(_BLANKS.sub(" ", text)).replace("\n", " ")


@lru_cache(maxsize=8192)
def _width(text: str) -> int:
    return sum(get_character_cell_size(character) for character in text)


def cells(text: str) -> int:
    """Give the width in terminal cells of a text that came out of this door."""
    if text.isascii():
        return len(text)
    return _width(text)


def _cut(text: str, width: int, ellipsis: str) -> str:
    """Cut a shown text to at most ``width`` cells, with an ellipsis where something is lost."""
    if cells(text) <= width:
        return text
    room, kept, used = width - cells(ellipsis), [], 0
    if room < 0:
        return ""
    for cluster, size in _clusters(text):
        if used + size > room:
            break
        kept.append(cluster)
        used += size
    return "".join(kept).rstrip() + ellipsis


def shown(text: str, width: int | None = None, ellipsis: str = ELLIPSIS) -> str:
    """Give a text as one line that can be drawn: no controls, no line ends, at most ``width`` cells if given."""
    if not (text.isascii() and text.isprintable()):
        text = _one_line(text)
    return text if width is None else _cut(text, width, ellipsis)


def fit(text: str, width: int, align: str = "left", ellipsis: str = ELLIPSIS) -> str:
    """Give a text as exactly ``width`` cells, cut or padded with blanks; ``align`` is ``left`` or ``right``."""
    line = shown(text, width, ellipsis)
    pad = " " * (width - cells(line))
    return pad + line if align == "right" else line + pad


def content(text: str, width: int | None = None) -> Content:
    """Give one line for a Textual widget, never read as markup."""
    return Content(shown(text, width))


def prose(text: str) -> Content:
    """Give a text of several lines (notes, objectives) for a Textual widget, never read as markup."""
    return Content(_steady(text.replace("\t", "    ")))
