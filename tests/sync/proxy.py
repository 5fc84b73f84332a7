"""A proxy in front of the server that notes every request, and spoils answers on demand."""

from __future__ import annotations

import http.client
import re
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import NamedTuple

WRITES = frozenset({"PUT", "DELETE"})
_HOP = frozenset({"connection", "transfer-encoding", "content-length", "keep-alive", "server", "date"})


class Request(NamedTuple):
    """One request as it arrived."""

    method: str
    path: str
    headers: str
    body: bytes


Fault = Callable[[Request], str]
"""What befalls a request: empty for nothing, a status, or one of the words of ``Handler``."""


class Proxy:
    """Listens on a free port; ``fault`` tells what befalls each request, ``taken`` hears of each write that is done."""

    def __init__(self, port: int) -> None:
        self.upstream = port
        self.seen: list[Request] = []
        self.taken: Callable[[Request], None] = lambda _request: None
        self.fault: Fault = lambda _request: ""
        self.slow = 1.0
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_request(self, *_: object) -> None:
                """Say nothing."""

            def handle_one_request(self) -> None:
                try:
                    super().handle_one_request()
                except (ConnectionError, TimeoutError):
                    self.close_connection = True

            def __getattr__(self, name: str) -> Callable[[], None]:
                if name.startswith("do_"):
                    return self._serve
                raise AttributeError(name)

            def _serve(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                request = Request(self.command, self.path, str(self.headers), body)
                proxy.seen.append(request)
                fault = proxy.fault(request)
                if fault.startswith("to "):
                    _, status_text, target = fault.split(" ", 2)
                    return self._answer(int(status_text), {"Location": target}, b"")
                if fault.isdigit():
                    return self._answer(int(fault), {"Location": "http://localhost:1/"}, b"")
                if fault == "elsewhere":
                    return self._answer(302, {"Location": f"http://localhost:{proxy.upstream}{self.path}"}, b"")
                if fault == "silent":
                    time.sleep(proxy.slow)
                    return self._drop()
                status, headers, data = proxy.forward(request)
                if fault == "lost":
                    return self._drop()
                if fault == "late":
                    time.sleep(proxy.slow)
                    return self._drop()
                if fault == "cut":
                    return self._answer(status, headers, data[: len(data) // 2], len(data))
                if fault == "cut-xml":
                    return self._answer(status, headers, data[: len(data) // 2])
                if fault == "fewer":
                    data = fewer(data, 2)
                if fault == "emptied":
                    data = fewer(data, 10**9)
                if fault == "no-etag":
                    headers.pop("ETag", None)
                return self._answer(status, headers, data)

            def _drop(self) -> None:
                self.close_connection = True

            def _answer(self, status: int, headers: dict[str, str], data: bytes, length: int | None = None) -> None:
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(data) if length is None else length))
                self.end_headers()
                self.wfile.write(data)
                if length is not None:
                    self.close_connection = True

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def forward(self, request: Request) -> tuple[int, dict[str, str], bytes]:
        """Ask the server."""
        connection = http.client.HTTPConnection("127.0.0.1", self.upstream, timeout=60)
        headers = dict(re.findall(r"^([^:\n]+):[ \t]*(.*?)\r?$", request.headers, re.M))
        headers = {name: value for name, value in headers.items() if name.lower() not in _HOP | {"accept-encoding"}}
        connection.request(request.method, request.path, request.body, headers)
        answer = connection.getresponse()
        data = answer.read()
        connection.close()
        if request.method in WRITES and answer.status < 300:
            self.taken(request)
        kept = {name: value for name, value in answer.getheaders() if name.lower() not in _HOP}
        return answer.status, kept, data

    @property
    def writes(self) -> list[Request]:
        """What was sent that changes something."""
        return [request for request in self.seen if request.method in WRITES]

    def clear(self) -> None:
        """Forget what was seen, and spoil nothing any more."""
        self.seen.clear()
        self.fault = lambda _request: ""

    def stop(self) -> None:
        """Listen no longer."""
        self._server.shutdown()
        self._server.server_close()


def fewer(data: bytes, share: int) -> bytes:
    """Give an answer that is whole, and names a share (1 of so many) of what is there alone."""
    parts = re.findall(rb"<(?:\w+:)?response>.*?</(?:\w+:)?response>", data, re.S)
    kept = [part for number, part in enumerate(parts) if number == 0 or number % share == 1]
    for part in parts:
        if part not in kept:
            data = data.replace(part, b"", 1)
    return data


def free_answer(status: int, location: str) -> str:
    """Name the fault that answers with a redirect."""
    return f"to {status} {location}"


class Sometimes:
    """Spoils what a condition picks, after so many that it lets through, so many times."""

    def __init__(
        self, fault: str, when: Callable[[Request], bool] = lambda _: True, after: int = 0, times: int = 1
    ) -> None:  # fmt: skip
        self.fault, self.when, self.after, self.times = fault, when, after, times

    def __call__(self, request: Request) -> str:
        """Tell what befalls a request."""
        if not self.when(request) or self.times <= 0:
            return ""
        if self.after:
            self.after -= 1
            return ""
        self.times -= 1
        return self.fault


def is_method(*names: str) -> Callable[[Request], bool]:
    """Pick requests by method."""
    return lambda request: request.method in names
