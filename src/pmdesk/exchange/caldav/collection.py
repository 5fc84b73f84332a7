"""One collection on a server: what is in it, and putting items there and away: RFC 4791, sections 5.3 and 7.9."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from pmdesk.exchange.caldav import address
from pmdesk.exchange.caldav.trouble import (
    Broken,
    ChangedThere,
    Denied,
    Failing,
    NoCollection,
    NotTaken,
    SyncError,
    Unreachable,
)

T = TypeVar("T")
AT_ONCE = 50
"""So many items are asked for in one request."""
MOST_OCTETS = 4 * 2**20
"""The most that an item may hold."""
_ICS = {"Content-Type": "text/calendar; charset=utf-8", "Accept": "*/*"}
_PROPS = ["{DAV:}getetag", "{DAV:}resourcetype"]


class Resource(NamedTuple):
    """An item as the server has it: its ETag, and its octets."""

    etag: str
    data: bytes


class Collection:
    """A collection at an address; every method raises one of ``trouble``'s errors where the server does not answer."""

    def __init__(self, client: Any, url: str) -> None:
        self._client = client
        self.url = url
        self._path = address.path_of(url, url) or "/"

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def listing(self) -> Mapping[str, str]:
        """Give the ETag of every item, by its path."""
        answer = self._send(lambda: self._client.propfind(self.url, props=_PROPS, depth=1))
        if answer.status != 207 or answer.tree is None:
            raise _trouble(answer.status)
        found: dict[str, str] = {}
        itself = False
        for row in self._results(answer.parse_propfind):
            path = address.path_of(self.url, row.href)
            if path is None:
                continue
            if path.rstrip("/") == self._path.rstrip("/"):
                itself = True
                continue
            etag = row.properties.get("{DAV:}getetag")
            if row.status == 200 and not path.endswith("/") and etag:
                found[path] = str(etag)
        if not itself:
            raise Broken("the answer of the server does not tell of the calendar itself", "look at the address")
        return found

    def fetch(self, paths: Iterable[str]) -> dict[str, Resource | None]:
        """Give items by their path; None for what is not there. Broken where one that was asked for is not answered."""
        found: dict[str, Resource | None] = {}
        queue = iter(paths)
        while part := list(islice(queue, AT_ONCE)):
            found |= self._fetch(part)
        return found

    def _fetch(self, paths: Sequence[str]) -> dict[str, Resource | None]:
        answer = self._send(lambda: self._client.report(self.url, _multiget(paths), depth=None))
        if answer.status != 207 or answer.tree is None:
            raise _trouble(answer.status)
        found: dict[str, Resource | None] = {}
        for row in self._results(answer.parse_calendar_query):
            path = address.path_of(self.url, row.href)
            if path is None:
                continue
            if row.status == 404:
                found[path] = None
            elif row.calendar_data is not None and row.etag:
                data = str(row.calendar_data).encode()
                found[path] = Resource(str(row.etag), data if len(data) <= MOST_OCTETS else b"")
        if missing := set(paths) - set(found):
            raise Broken(f"the server does not answer for {len(missing)} of its items", "try again")
        return {path: found[path] for path in paths}

    def put(self, path: str, data: bytes, etag: str) -> str:
        """Write an item where it is as last seen (``etag``; empty: not there); gives its new ETag, empty if not told.

        ChangedThere where it is not as last seen, NotTaken where the server does not take it.
        """
        guard = {"If-Match": etag} if etag else {"If-None-Match": "*"}
        target = address.whole(self.url, path)
        answer = self._send(lambda: self._client.put(target, data.decode(), {**_ICS, **guard}))
        if answer.status not in {200, 201, 204}:
            raise _trouble_of_item(answer.status)
        given = str(answer.headers.get("ETag") or "")
        return "" if given.startswith("W/") else given

    def delete(self, path: str, etag: str) -> bool:
        """Take an item away where it is as last seen; tells whether it was there."""
        target = address.whole(self.url, path)
        answer = self._send(lambda: self._client.delete(target, {"If-Match": etag}))
        if answer.status not in {200, 202, 204, 404, 410}:
            raise _trouble_of_item(answer.status)
        return bool(answer.status < 300)

    def _send(self, ask: Callable[[], T]) -> T:
        with _told():
            return ask()

    @staticmethod
    def _results(parse: Callable[[], T]) -> T:
        with _told():
            return parse()


def _multiget(paths: Sequence[str]) -> str:
    from caldav.elements import cdav, dav
    from lxml import etree

    asked: Any = cdav.CalendarMultiGet()
    wanted: Any = dav.Prop()
    asked.append(wanted.append([dav.GetEtag(), cdav.CalendarData()]))
    asked.append([dav.Href(value=path) for path in paths])
    body: bytes = etree.tostring(asked.xmlelement(), encoding="utf-8", xml_declaration=True)
    return body.decode()


@contextmanager
def _told() -> Iterator[None]:
    """Say what the package raises in words of our own: its own may hold what was sent, and where to."""
    from caldav.lib import error
    from caldav.lib.http_sync import requests
    from lxml.etree import LxmlError

    try:
        yield
    except SyncError:
        raise
    except error.RateLimitError:
        raise Failing("the server asks to wait", "try again later") from None
    except error.AuthorizationError as problem:
        raise (_trouble_of_item(403) if problem.status == 403 else _denied()) from None
    except requests.exceptions.Timeout:
        raise Unreachable("the server does not answer in time", "try again later") from None
    except requests.exceptions.SSLError:
        raise Unreachable("the server's certificate is not one to trust", "look at the address") from None
    except (requests.exceptions.ChunkedEncodingError, requests.exceptions.ContentDecodingError):
        raise Broken("the answer of the server ends in its middle", "try again") from None
    except (requests.exceptions.RequestException, OSError):
        raise Unreachable("the server can't be reached", "try again later") from None
    except (LxmlError, error.DAVError, NotImplementedError, ValueError, AssertionError, LookupError, TypeError):
        raise Broken("the answer of the server is none that a calendar gives", "look at the address") from None


def _denied() -> Denied:
    return Denied("the server does not take the user or the password", "pmdesk sync password KEY, or bind another user")


def _trouble(status: int) -> SyncError:
    if status in {404, 410}:
        return NoCollection("there is no calendar at the address", "nothing was changed; bind the right address")
    if status >= 500:
        return Failing(f"the server fails ({status})", "try again later")
    return Broken(f"the server answers {status} instead of what is in the calendar", "look at the address")


def _trouble_of_item(status: int) -> SyncError:
    if status == 412:
        return ChangedThere("it was changed there meanwhile")
    if status == 401:
        return _denied()
    if status >= 500 and status != 507:
        return Failing(f"the server fails ({status})", "try again later")
    return NotTaken(status, _WORDS.get(status, f"the server answers {status}"))


_WORDS = {
    403: "the server does not allow it", 404: "there is no calendar at the address",
    409: "the server holds it elsewhere",
    413: "it is too large for the server", 415: "the server takes no events", 507: "there is no room on the server",
}  # fmt: skip
