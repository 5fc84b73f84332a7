"""Names that two audiences can't match: an item's uid as one audience knows it."""

from __future__ import annotations

from hashlib import sha256

MINE = "mine"
"""The audience of the project manager's own calendar."""


def of_client(client: str) -> str:
    """Name the audience that a client is, by its key."""
    return f"client/{client}"


def audience_uid(uid: str, audience: str) -> str:
    """Give an item's uid for one audience: one way, so that neither the uid nor another audience's follows from it.

    The uid is random (RFC 9562, section 5.4), which is why a hash of it can't be guessed. An item that has no uid yet
    gets none.
    """
    return sha256(f"pmdesk audience\n{audience}\n{uid}".encode()).hexdigest()[:32] if uid else ""
