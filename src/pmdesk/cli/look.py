"""``pmdesk today``, and its plain form read without the library that reads command lines."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pmdesk.frozen import frozen

if TYPE_CHECKING:
    from pmdesk.desk.agenda import Day

MOST = 20
"""Lines of one kind that are printed before the rest is counted."""
BREAK = "\n"
"""Text that a person gave may hold it; a thing takes one line all the same."""
_VALUED = ("--store", "--as-of", "--lock", "--client")
_KEY = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-")


@frozen
class Look:
    """What ``pmdesk today`` is asked: the store, the day taken for today, the lock, the focus, and the form."""

    store: Path | None = None
    as_of: date | None = None
    lock: str | None = None
    client: str | None = None
    as_json: bool = False


def look_of(args: Sequence[str]) -> Look | None:
    """Read a plain command line of ``pmdesk today``; None for any other, or one that is wrong or asks for help."""
    given: dict[str, str] = {}
    words: list[str] = []
    queue = list(args)
    while queue:
        part = queue.pop(0)
        name, has_value, value = part.partition("=")
        if name in _VALUED:
            if name in given or not (has_value or queue):
                return None
            given[name] = value if has_value else queue.pop(0)
        else:
            words.append(part)
    if sorted(words) not in (["today"], ["--json", "today"]):
        return None
    day, keys = given.get("--as-of"), [given.get(name, "A").upper() for name in ("--lock", "--client")]
    is_day = day is None or (len(day) == len("2026-11-23") and day.isascii() and day.replace("-", "").isdigit())
    if not is_day or not all(_is_key(key) for key in keys):
        return None
    try:
        as_of = date.fromisoformat(day) if day else None
    except ValueError:
        return None
    lock, client = (keys[at] if name in given else None for at, name in enumerate(("--lock", "--client")))
    return Look(Path(given["--store"]) if "--store" in given else None, as_of, lock, client, "--json" in words)


def _is_key(text: str) -> bool:
    return 0 < len(text) <= 32 and set(text) <= _KEY and text[0].isalnum()


def show(asked: Look) -> int:
    """Print today; gives the exit status. Errors are raised."""
    from pmdesk.clock import utc_now
    from pmdesk.errors import UNREADABLE

    try:
        return _show(asked, utc_now)
    except UNREADABLE as error:
        from pmdesk.desk.damage import damage_of

        damage = damage_of(asked.store, utc_now())
        if damage is None:
            raise
        raise damage from error


def _show(asked: Look, now: Callable[[], datetime]) -> int:
    from pmdesk.desk.glance import glance

    most = None if asked.as_json else MOST
    seen = glance(asked.store, now=now, as_of=asked.as_of, client=asked.client, lock=asked.lock, most=most)
    if seen.warning:
        from pmdesk.cli.ending import complain

        complain(f"warning: {seen.warning}")
    sys.stdout.write(printed(seen.day, as_json=asked.as_json))
    sys.stdout.flush()
    return 0


def printed(day: Day, *, as_json: bool) -> str:
    """Give what the command prints."""
    if as_json:
        from pmdesk.desk.agenda_json import as_text

        return as_text(day) + "\n"
    from pmdesk.cli.today_words import lines
    from pmdesk.model.clean import clean

    told = list(lines(day, MOST))
    whole = BREAK.join(told)
    if clean(whole) == whole and whole.count(BREAK) == len(told) - 1:
        return whole + BREAK
    return "".join(f"{' '.join(clean(line).split(BREAK))}\n" for line in told)
