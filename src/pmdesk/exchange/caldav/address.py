"""Addresses of collections and of what is in them: RFC 4918, section 8.3; RFC 3986."""

from __future__ import annotations

import ipaddress
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

from pmdesk.errors import InputError
from pmdesk.model.clean import clean

_HINT = "want e.g. https://calendars.example.org/me/acme/"
_PORTS = {"http": 80, "https": 443}


def checked(text: str) -> str:
    """Give the URL of a collection, with a slash at its end.

    InputError where it is none, where it holds a user or a password, and where it is plain http to another machine.
    """
    held = clean(text).strip()
    try:
        parts = urlsplit(held)
        port, host = parts.port, parts.hostname or ""
    except ValueError:
        raise InputError("that is no URL of a calendar", _HINT) from None
    if parts.scheme not in _PORTS or not host or any(one.isspace() for one in held):
        raise InputError("that is no URL of a calendar", _HINT)
    if parts.username is not None or parts.password is not None:
        raise InputError("the URL holds a user or a password", "leave them out, and give --user")
    if parts.query or parts.fragment:
        raise InputError("the URL has a part after ? or #", _HINT)
    if parts.scheme == "http" and not is_loopback(host):
        raise InputError("plain http is only for this machine", "want https://")
    shown = f"[{host}]" if ":" in host else host
    where = shown if port in {None, _PORTS[parts.scheme]} else f"{shown}:{port}"
    return urlunsplit((parts.scheme, where, _encoded(parts.path.rstrip("/") + "/"), "", ""))


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def origin(url: str) -> str:
    """Give scheme, host and port: what a password is for."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{(parts.hostname or '').lower()}:{parts.port or _PORTS.get(parts.scheme, 0)}"


def redirected(url: str, location: str) -> str | None:
    """Give where a redirect leads; None where that is another host, another port or another scheme."""
    try:
        target = urljoin(url, location)
        parts = urlsplit(target)
        same = origin(target) == origin(url) and parts.username is None and parts.password is None
    except ValueError:
        return None
    return target if same else None


def path_of(url: str, href: str) -> str | None:
    """Give the path of a resource that an answer names, in one spelling; None where it is on another host."""
    try:
        target = urljoin(url, quote(href, safe="%/:?#[]@!$&'()*+,;=~-._"))
        return _encoded(urlsplit(target).path) if origin(target) == origin(url) else None
    except ValueError:
        return None


def own_path(url: str, uid: str) -> str:
    """Give the path that a new item gets: its calendar UID says nothing of anybody."""
    return f"{urlsplit(url).path}{uid}.ics"


def whole(url: str, path: str) -> str:
    """Give the URL of a path on the collection's host."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, path, "", ""))


def _encoded(path: str) -> str:
    return quote(unquote(path), safe="/~-._@!$&'()*+,;=:")
