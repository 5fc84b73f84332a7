"""The ``caldav`` package, made to talk to one host and to nobody else."""

from __future__ import annotations

import logging
from typing import Any

from pmdesk.errors import InputError
from pmdesk.exchange.caldav import address
from pmdesk.exchange.caldav.trouble import Broken, Elsewhere

TIMEOUT = 30.0
"""Seconds without an answer after which a server counts as unreachable."""
MOST_REDIRECTS = 5
_AGENT = "pmdesk"
_REDIRECTS = frozenset({301, 302, 307, 308})
INSTALL = "install it: pip install 'pmdesk[caldav]'"


def open_client(url: str, user: str, password: str) -> Any:
    """Give a client of the package; InputError where the package is not installed.

    Discovery (RFC 6764), OCSP look-ups, ``.netrc`` and proxies of the environment are off; a redirect to another host
    is refused; certificates are verified.
    """
    try:
        from caldav.davclient import DAVClient
        from caldav.lib import error
        from caldav.lib.http_sync import requests
    except ImportError:
        raise InputError("sync needs the package caldav, which is not installed", INSTALL) from None
    error.debug_dump_communication = False  # else an environment variable has passwords written to /tmp
    error.debugmode = "PRODUCTION"
    _hush()
    make: Any = DAVClient  # it says that it wants whole seconds, and does not
    client = make(
        url=url, username=user, password=password, timeout=TIMEOUT, ssl_verify_cert=True, enable_rfc6764=False,
        rate_limit_handle=False, headers={"User-Agent": _AGENT},
    )  # fmt: skip
    client.session.close()
    client.session = _session(requests)
    return client


def _hush() -> None:
    """Keep what was sent and answered out of every log."""
    for name in ("caldav", "niquests", "requests", "urllib3"):
        logger = logging.getLogger(name)
        logger.propagate = False
        logger.setLevel(logging.CRITICAL + 1)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())


def _session(requests: Any) -> Any:
    """Make a session that goes where it is told, and nowhere else."""
    base: Any = requests.Session

    class Session(base):  # type: ignore[misc]  # the package's own, or the one it can do with
        """A session that follows redirects within one host alone, and keeps method and body."""

        def request(self, method: str, url: str, *args: Any, **options: Any) -> Any:
            for _ in range(MOST_REDIRECTS):
                options["allow_redirects"] = False
                answer = super().request(method, url, *args, **options)
                if answer.status_code not in _REDIRECTS:
                    return _whole(answer)
                target = address.redirected(url, answer.headers.get("Location", ""))
                answer.close()
                if target is None:
                    raise Elsewhere("the server sends to another host, which is not followed", "bind the other address")
                url = target
            raise Elsewhere("the server redirects in a circle", "look at the address")

    made: Any
    try:
        made = Session(revocation_configuration=None, disable_http3=True)  # HTTP/3 is offered at other ports
    except TypeError:  # the older of the two packages asks nobody about certificates
        made = Session()
    made.trust_env = False
    return made


def _whole(answer: Any) -> Any:
    """Refuse an answer that ends before its announced length."""
    announced = answer.headers.get("Content-Length", "")
    if announced.isdigit() and not answer.headers.get("Content-Encoding") and len(answer.content) < int(announced):
        raise Broken("the answer of the server ends in its middle", "try again")
    return answer
