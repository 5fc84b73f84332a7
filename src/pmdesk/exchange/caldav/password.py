"""Passwords: from the environment or the system's keyring, never in the store, in an argument, a log or an error."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from pmdesk.errors import InputError
from pmdesk.exchange.caldav.address import origin
from pmdesk.exchange.caldav.client import INSTALL

VARIABLE = "PMDESK_CALDAV_PASSWORD"
_SERVICE = "pmdesk caldav"


def password_of(url: str, user: str, environment: Mapping[str, str]) -> str:
    """Give the password of a user at a host; InputError where there is none, with what to do."""
    if given := environment.get(VARIABLE):
        return given
    with suppress(ImportError):
        import keyring
        from keyring.errors import KeyringError

        try:
            found = keyring.get_password(_SERVICE, _known_as(url, user))
        except (KeyringError, RuntimeError, OSError):
            found = None
        if found:
            return found
    raise InputError("there is no password for the calendar", f"pmdesk sync password KEY, or set {VARIABLE}")


def keep_password(url: str, user: str, password: str) -> None:
    """Keep a password in the keyring, for this user at this host alone; InputError where there is no keyring."""
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        raise InputError("the package keyring is not installed", INSTALL) from None
    try:
        keyring.set_password(_SERVICE, _known_as(url, user), password)
    except (KeyringError, RuntimeError, OSError):
        raise InputError("the system has no keyring that takes it", f"set {VARIABLE} instead") from None


def _known_as(url: str, user: str) -> str:
    return f"{user} {origin(url)}"
