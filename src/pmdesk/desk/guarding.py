"""The leak guard at the desk: what leaves for a client is searched, and what was let pass is logged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from pmdesk.audience.guard import Guard, Mention
from pmdesk.errors import Refused
from pmdesk.portfolio import Portfolio

if TYPE_CHECKING:
    from pmdesk.exchange.ics.export import Exported
    from pmdesk.store import Store

EXEMPT = "guard_exempt"
"""The setting with the words that the guard lets pass, separated by semicolons or line ends."""


def guard_for(store: Store, portfolio: Portfolio, client: str) -> Guard:
    """Make the guard of a client, from the whole portfolio."""
    words = (store.setting(EXEMPT) or "").replace("\n", ";").split(";")
    return Guard(portfolio, client, [word.strip() for word in words if word.strip()])


def let_pass(
    store: Store, mentions: Sequence[Mention], what: str, client: str, *, allowed: bool, by: str, now: datetime
) -> None:
    """Go on where nothing is mentioned; where it is, Refused with the lines, unless ``allowed``: then it is logged.

    ``what`` says what would leave (``the calendar acme``).
    """
    if not mentions:
        return
    if not allowed:
        raise Refused(refusal(mentions, what))
    words = ", ".join(dict.fromkeys(mention.word for mention in mentions))
    store.note(f"let {words} pass in {what}", by=by, now=now, clients=(client,))


def refusal(mentions: Sequence[Mention], what: str) -> list[str]:
    """Give the lines that say why something does not leave."""
    return [*(f"{what}: {mention}" for mention in mentions), f"{what} was not written: --allow-mention lets it pass"]


def texts_of(exported: Exported) -> Iterator[tuple[str, str]]:
    """Give what can be read in a calendar, each text with where it stands: its name, and of each item what is seen."""
    from pmdesk.exchange.ics.seen import from_text

    for item in (*exported.heads, *(now for _, now in exported.pairs)):
        seen = from_text(item.seen)
        titles = (held[3] for held in seen.overrides)
        texts: Iterable[str] = (
            seen.title, *titles, seen.location, seen.description, seen.url, *seen.categories
        )  # fmt: skip
        yield from ((item.ref, text) for text in texts if text)
