"""Calendars on a server: which collection an audience's calendar is kept in, and what is known to be there."""

from __future__ import annotations

from pmdesk.frozen import frozen


@frozen
class Binding:
    """An audience (``client/KEY`` or ``mine``) and the collection that its calendar is kept in, with who logs in.

    ``synced`` is the moment of the last sync that came to its end (UTC, ISO 8601; empty: none). ``failed`` is the day
    since which none has (empty: the last one did), ``words`` says why. There is no password in it.
    """

    audience: str
    url: str
    user: str
    synced: str = ""
    failed: str = ""
    words: str = ""


@frozen
class Known:
    """One resource of a collection, as it was last seen there; ``href`` is its path on the server.

    ``uid`` is the calendar UID, empty for what is not ours: of that nothing but the ``etag`` is kept. An empty ``etag``
    is that of an item which is not known to be there. ``base`` is what both sides last agreed on, ``tried`` what was
    sent since without an answer, each as text (see ``exchange.caldav.held``); ``sent`` the SHA-256 of the octets that
    were last taken there, empty where they must be sent again. ``state`` is empty, ``pending`` or ``refused`` since a
    day, ``words`` what the server said.
    """

    audience: str
    href: str
    uid: str = ""
    ref: str = ""
    etag: str = ""
    base: str = ""
    tried: tuple[str, ...] = ()
    sent: str = ""
    state: str = ""
    since: str = ""
    words: str = ""


@frozen
class Proposal:
    """What somebody changed in a calendar of ours, until it is decided on.

    ``act`` is ``changed``, ``deleted`` or ``unreadable``; ``theirs`` what is there now (empty where nothing is), with
    its ``etag``, ``base`` what both sides agreed on before. ``seen`` is the moment at which it was found (UTC, ISO
    8601). A ``rejected`` one is overwritten at the next sync, unless it was changed again meanwhile.
    """

    audience: str
    uid: str
    ref: str
    act: str
    href: str
    etag: str
    theirs: str
    base: str
    seen: str
    rejected: bool = False
    id: int | None = None
