"""A report as it was sent."""

from __future__ import annotations

from pmdesk.frozen import frozen


@frozen
class Sent:
    """One report as it went out. Days are ``YYYY-MM-DD``, ``at`` is UTC, ISO 8601.

    ``scope`` is ``engagement/KEY`` or ``client/KEY``, ``client`` the audience's key; ``day`` is the one that it was
    made for, ``first`` and ``last`` its period, both included. ``form`` is md or html. ``engagements`` are the keys of
    those in it. ``facts`` is what the next report is compared with, as JSON; ``text`` the report itself.
    """

    scope: str
    client: str
    day: str
    first: str
    last: str
    form: str
    at: str
    engagements: tuple[str, ...]
    facts: str
    text: str
    id: int | None = None
