"""What an audience sees of one item: a plain description that can be compared, kept and written."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import NamedTuple

CANCELLED = "CANCELLED"
WRITER = "2"
"""Rises when the same description is written in another way, so that no text of an older writer is taken."""
BLANK = " \t"
"""What some readers (libical) take away at both ends of a text, and so is left out."""

_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Seen(NamedTuple):
    """An item as its audience sees it; whatever is here, and nothing else, makes a publication differ.

    Dated items have days for ``start`` and ``end`` (both included) and no ``zone``; timed ones wall times in it, or UTC
    with ``Z``. ``overrides`` are [occurrence, start, end, title, status], ``related`` calendar UIDs of predecessors.
    ``status`` is that of the component (RFC 5545, section 3.8.1.11), ``priority`` 0 where none is set, ``busy`` what
    Outlook shows; of what is ``quiet`` (done) no alarm rings.
    """

    kind: str
    title: str
    status: str = ""
    start: str = ""
    end: str = ""
    zone: str | None = None
    rrule: str | None = None
    exdates: list[str] | tuple[str, ...] = ()
    overrides: list[list[str]] | tuple[list[str], ...] = ()
    categories: list[str] | tuple[str, ...] = ()
    color: str = ""
    location: str = ""
    url: str = ""
    description: str = ""
    related: list[str] | tuple[str, ...] = ()
    priority: int = 0
    busy: str = "FREE"
    done_on: str = ""
    quiet: bool = False

    def text(self) -> str:
        """Give it as JSON, always the same for the same."""
        return _ENCODE(self)


def from_text(text: str) -> Seen:
    """Read what ``Seen.text`` gave."""
    return Seen(*json.loads(text))


def digest_of(text: str) -> str:
    """Give the content hash of a description's JSON."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class Item(NamedTuple):
    """One item of an audience's calendar: its calendar UID, form and ref, its engagement's key, and what is seen.

    A ``frozen`` one (of a closed engagement, an archived client) keeps what was published; one that is ``proposed`` is
    left out unless it is asked for by name.
    """

    uid: str
    ref: str
    form: str
    engagement: str
    seen: Seen
    frozen: bool = False
    proposed: bool = False


def calendar_uid(uid: str, form: str) -> str:
    """Give the UID by which calendars know an item in one form, from the uid that its audience has of it."""
    return sha256(f"pmdesk calendar\n{form}\n{uid}".encode()).hexdigest()[:32]
