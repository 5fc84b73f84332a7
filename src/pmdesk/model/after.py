"""Predecessors of a milestone: ``KEY``, ``KEY+5d``, ``KEY-2d``.

What is a whole milestone key is that key, so the end of ``X-2d`` is a lag only where no milestone has the key
``X-2D``. Which it is can only be told beside the other milestones: ``settle`` does that once, when the row enters.
In what is kept, a lag's ``d`` is lower case and keys are upper case, so that it can be told for good.
"""

from __future__ import annotations

from collections.abc import Callable

from pmdesk.frozen import frozen
from pmdesk.patterns import pattern

_LAG = pattern(r"(?P<key>.+?)(?P<lag>[+-]\d{1,5})d\Z", ascii_=True)
_BIG = pattern(r"([+-]\d{1,5})D\Z", ascii_=True)
_MAYBE = pattern(r".-\d{1,5}D\Z", ascii_=True)
_PLAIN = pattern(r"[A-Z0-9][A-Z0-9._-]{0,31}\+[0-9]{1,5}d\Z")
_KEY = pattern(r"[A-Z0-9][A-Z0-9._-]{0,31}\Z")
_SIGNS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-")
"""What keys are made of."""


@frozen
class Predecessor:
    """A milestone that comes first, and the lag in calendar days from its due to the earliest day after it."""

    key: str
    lag: int = 0


_set_key = vars(Predecessor)["key"].__set__


def share_key(item: Predecessor, same: str) -> None:
    """Have a predecessor hold that one of two equal texts which the milestone itself holds."""
    if item.key == same:
        _set_key(item, same)


def _form(item: Predecessor) -> str:
    return f"{item.key}{item.lag:+d}d" if item.lag else item.key


def form_after(items: tuple[Predecessor, ...]) -> str:
    """Write predecessors as a list, lags in lower case."""
    return " ".join(_form(item) for item in items)


def _read(part: str) -> Predecessor:
    match = _LAG.match(part) if part.endswith("d") else None
    key, lag = (match["key"].upper(), int(match["lag"])) if match else (part.upper(), 0)
    if not _KEY.match(key) or not key.isascii():
        wanted = "a milestone's key with or without a lag (KEY, KEY+5d, KEY-2d)"
        raise ValueError(f"holds {part[:60]!r}, which is not {wanted}")
    return Predecessor(key, lag)


def parse_after(text: str) -> tuple[Predecessor, ...]:
    """Read what is kept: an ending ``+5d`` or ``-2d`` in lower case is a lag."""
    return tuple(_read(part) for part in text.split())


def decode_after(text: str) -> tuple[Predecessor, ...]:
    """Read what the store keeps, which is as ``form_after`` writes it; a part that is not is a ValueError."""
    return tuple(map(_kept, text.split()))


def _kept(part: str) -> Predecessor:
    if _SIGNS.issuperset(part):
        return Predecessor(part)
    at = max(part.rfind("+"), part.rfind("-"))
    is_plain = at > 0 and part[-1] == "d" and _SIGNS.issuperset(part[:at])
    return Predecessor(part[:at], int(part[at:-1])) if is_plain else _read(part)


def parse_typed(text: str) -> tuple[Predecessor, ...]:
    """Read what a person typed: lags may stand in upper case too; ``settle`` must follow.

    What could be a whole key (``X-2d``) is given as that key, ``X-2D``, until ``settle`` knows better.
    """
    return tuple(_typed(part) for part in text.split())


def _typed(part: str) -> Predecessor:
    if _KEY.match(part):
        return Predecessor(part)
    if _PLAIN.match(part):
        key, _, lag = part.rpartition("+")
        return Predecessor(key, int(lag[:-1]))
    whole = part.upper()
    if _KEY.match(whole) and whole.isascii():
        return Predecessor(whole)
    return _read(_BIG.sub(r"\1d", part))


def settle(items: tuple[Predecessor, ...], exists: Callable[[str], bool]) -> tuple[Predecessor, ...]:
    """Take the end of a typed ``X-2D`` as a lag where no milestone has that key, by ``exists``."""
    if not any(item.key[-1:] == "D" for item in items):
        return items
    return tuple(item if item.lag or not _MAYBE.search(item.key) else _settled(item, exists) for item in items)


def _settled(item: Predecessor, exists: Callable[[str], bool]) -> Predecessor:
    return item if exists(item.key) else _read(_BIG.sub(r"\1d", item.key))


def form_typed(items: tuple[Predecessor, ...], exists: Callable[[str], bool]) -> str:
    """Write predecessors so that ``settle`` gives them back: a lag that would be a key gets zeros before it."""
    return " ".join(_unmistakable(item, exists) for item in items)


def _unmistakable(item: Predecessor, exists: Callable[[str], bool]) -> str:
    if item.lag < 0:
        for width in range(2, 7):
            text = f"{item.key}{item.lag:+0{width}d}"
            if not exists(f"{text}D"):
                return f"{text}d"
    return _form(item)
