"""What is taken out of any text that enters: nothing that a terminal, a calendar or a reader could act on."""

from __future__ import annotations

from pmdesk.patterns import pattern

_UNWANTED = pattern(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufff9-\ufffb]"
)
_BREAKS = pattern("\r\n|\r|\u2028|\u2029")


def clean(text: str) -> str:
    """Drop surrogates, C0 (but tab and line feed), DEL, C1 and bidi controls; make every line end a line feed."""
    if text.isascii() and text.isprintable():
        return text
    return _UNWANTED.sub("", _BREAKS.sub("\n", text))
