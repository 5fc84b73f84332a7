"""Patterns that are compiled when they are first used: a short command uses few of those that it loads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    import re

_ASCII = 256
"""As ``re.ASCII``, which need not be loaded for it."""


class _Pattern:
    """Stands for a compiled pattern; each of its methods, once used, is the pattern's own."""

    def __init__(self, text: str, flags: int) -> None:
        self._text, self._flags = text, flags

    def __getattr__(self, name: str) -> Any:
        import re

        found = getattr(re.compile(self._text, self._flags), name)
        setattr(self, name, found)
        return found


def pattern(text: str, *, ascii_: bool = False) -> re.Pattern[str]:
    """Give a pattern; with ``ascii_`` digits and letters are those of ASCII alone."""
    return cast("re.Pattern[str]", _Pattern(text, _ASCII if ascii_ else 0))
