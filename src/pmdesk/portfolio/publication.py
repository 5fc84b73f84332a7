"""What an audience was last told of an item by a calendar."""

from __future__ import annotations

from dataclasses import dataclass, replace

FORMS = ("event", "todo", "calendar")
"""What a publication may be of; the last is the head of the calendar itself."""


@dataclass(frozen=True, slots=True)
class Publication:
    """One item as one audience's calendar last had it. Moments are UTC, ISO 8601 with ``Z``, whole seconds.

    ``uid`` is the calendar UID, different for every audience and form, so it alone knows the row. ``audience`` is
    ``client/KEY`` or ``mine``; ``form`` ``event``, ``todo`` or ``calendar`` (the head of the calendar itself).
    ``sequence`` counts the publications in which the audience saw a difference, from 0. ``stamp`` is the moment of the
    edit that made the last one, ``created`` that at which the item was made, ``told`` that at which the difference was
    published. ``first`` and ``last`` are the days told, both included (``last`` None goes on; both empty: none).
    ``cancelled`` is the moment at which it was told to be cancelled or gone. ``seen`` is the description told, as JSON,
    ``digest`` its SHA-256. ``text`` is the component as written, and ``text_of`` says by what it was made.
    """

    uid: str
    audience: str
    form: str
    ref: str
    engagement: str
    sequence: int
    digest: str
    stamp: str
    created: str
    told: str
    first: str
    last: str | None
    cancelled: str | None
    seen: str
    text: str
    text_of: str


def taken_over(restored: Publication | None, replaced: Publication) -> Publication:
    """Give what a restored store keeps of an item: what was really told last, by the store that it replaces.

    Where the restored store has told more, that stays.
    """
    return restored if restored is not None and restored.sequence > replaced.sequence else replaced


def lifted(publication: Publication, by: int = 1000) -> Publication:
    """Raise the sequence past whatever a replaced store, which can't be read, may have told; the text is made anew."""
    return replace(publication, sequence=publication.sequence + by, text="", text_of="")
