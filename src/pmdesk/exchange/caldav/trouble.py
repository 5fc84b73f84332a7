"""What a server may answer instead of what was asked; none of it holds a password, an address or what was sent."""

from __future__ import annotations

from pmdesk.errors import PmdeskError


class SyncError(PmdeskError):
    """The calendar can't be synced now; nothing of it was changed here."""


class Unreachable(SyncError):
    """No answer, or none in time: what was sent may have arrived."""


class Denied(SyncError):
    """The server does not know the user, or the password."""


class Broken(SyncError):
    """The answer is not whole, or is not one to what was asked."""


class Failing(SyncError):
    """The server fails (5xx): what was sent may have been taken."""


class NoCollection(SyncError):
    """There is no calendar at the address."""


class Elsewhere(SyncError):
    """The server sends its visitors to another host."""


class NotTaken(SyncError):
    """The server does not take this one item; ``status`` is the HTTP status."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status


class ChangedThere(SyncError):
    """The item is not as it was last seen (412): somebody changed it meanwhile."""


class Stopped(SyncError):
    """It was asked to stop."""
