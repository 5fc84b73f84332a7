"""Text that a person gave, made harmless in Markdown: it is shown as it is, whatever stands in it."""

from __future__ import annotations

import re

_INLINE = re.compile(r"([\\`*_{}\[\]<>|~&#$])")
_LEADING = re.compile(r"^(\s*)([-+=:])")
_NUMBERED = re.compile(r"^(\s*\d{1,9})([.)])(?=\s|$)")
_BLANKS = re.compile(r"\s+")
_LINK = re.compile(r"(?i)\b(https?|ftp|mailto|xmpp|javascript|data|vbscript|file):")
_PLAIN = re.compile(r"(?:[A-Za-z0-9,;]+ )*[A-Za-z0-9,;]*\Z", re.ASCII)
"""What can be nothing but itself: words and single blanks."""
_BARE = re.compile(r"(?i)\b(www)\.|@")


def neutral(text: str) -> str:
    r"""Escape what CommonMark and its tables, strikethrough, autolinks and mathematics could read as more than text.

    A backslash before ASCII punctuation is that character (CommonMark 0.31, section 2.4). Line ends become blanks, so
    that nothing can begin a block; what could begin one where a value stands first on its line is escaped too.
    """
    if _PLAIN.match(text):
        return text
    flat = _INLINE.sub(r"\\\1", _BLANKS.sub(" ", text))
    flat = _LEADING.sub(r"\1\\\2", flat)
    flat = _NUMBERED.sub(r"\1\\\2", flat)
    return _BARE.sub(_unlinked, _LINK.sub(r"\1\:", flat))


def _unlinked(found: re.Match[str]) -> str:
    return f"{found[1]}\\." if found[1] else "\\@"
