"""A real CalDAV server on a free loopback port, and a second client that looks into it over plain HTTP."""

from __future__ import annotations

import base64
import http.client
import re
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

USER, PASSWORD = "pm", "s3cret-of-pm"
_MADE = """<?xml version="1.0" encoding="utf-8"?>
<C:mkcalendar xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"/>"""

_CONFIG = """
[server]
hosts = 127.0.0.1:{port}
ssl = False
[auth]
type = htpasswd
htpasswd_filename = {users}
htpasswd_encryption = plain
delay = 0
[storage]
filesystem_folder = {folder}
[logging]
level = error
"""

_RUN = """
import sys
from radicale import config, server
held = config.load([(sys.argv[1], False)])
held.update({"storage": {"_filesystem_fsync": "False"}}, "tests", privileged=True)
server.serve(held)
"""
"""Runs it as its own command does, without waiting for the disk at each write."""


def free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port: int = held.getsockname()[1]
        return port


@dataclass(frozen=True)
class Server:
    """Radicale with a password file and TLS off."""

    port: int
    process: subprocess.Popen[bytes]

    @classmethod
    def start(cls, folder: Path) -> Server:
        """Start it, and wait until it listens."""
        users = folder / "users"
        users.write_text(f"{USER}:{PASSWORD}\n")
        port = free_port()
        config = folder / "config"
        config.write_text(_CONFIG.format(port=port, users=users, folder=folder / "collections"))
        process = subprocess.Popen(
            [sys.executable, "-c", _RUN, str(config)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
            except OSError:
                time.sleep(0.05)
            else:
                return cls(port, process)
        process.kill()
        raise AssertionError("Radicale does not listen")

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait(timeout=10)

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Send one request as the user."""
        login = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, {"Authorization": f"Basic {login}", **given})
        answer = connection.getresponse()
        data = answer.read()
        connection.close()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, data

    def make(self, name: str) -> Shelf:
        """Make a calendar."""
        path = f"/{USER}/{name}/"
        status, _, _ = self.ask("MKCALENDAR", path, _MADE.encode(), Content_Type="text/xml")
        assert status == 201, status
        return Shelf(self, path)


@dataclass(frozen=True)
class Shelf:
    """One calendar on the server, as somebody else sees it."""

    server: Server
    path: str

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.server.port}{self.path}"

    def hrefs(self) -> list[str]:
        """Name what is in it."""
        status, _, data = self.server.ask("PROPFIND", self.path, Depth="1")
        assert status == 207, status
        found = [item.text or "" for item in ElementTree.fromstring(data).iter("{DAV:}href")]
        return sorted(path for path in found if path.endswith(".ics"))

    def items(self) -> dict[str, str]:
        """Give each item's text by its path."""
        found = {}
        for path in self.hrefs():
            status, _, data = self.server.ask("GET", path)
            assert status == 200, status
            found[path] = data.decode().replace("\r\n", "\n")
        return found

    def text(self, title: str) -> tuple[str, str]:
        """Give path and text of the one item with a title."""
        ((path, text),) = [held for held in self.items().items() if f"SUMMARY:{title}\n" in held[1]]
        return path, text

    def titles(self) -> list[str]:
        """Give the titles of all items."""
        return sorted(title for text in self.items().values() for title in re.findall(r"^SUMMARY:(.*)$", text, re.M))

    def put(self, path: str, text: str) -> None:
        """Write an item, whatever is there."""
        status, _, _ = self.server.ask(
            "PUT", path, text.replace("\n", "\r\n").encode(), Content_Type="text/calendar; charset=utf-8"
        )
        assert status in {201, 204}, status

    def edit(self, title: str, old: str, new: str) -> None:
        """Change a part of an item, as somebody else would."""
        path, text = self.text(title)
        changed = re.sub(old, new, text)
        assert changed != text, f"{old} is not in {text}"
        self.put(path, changed)

    def delete(self, title: str) -> None:
        """Delete an item."""
        status, _, _ = self.server.ask("DELETE", self.text(title)[0])
        assert status == 200, status

    def empty(self) -> None:
        """Delete all items."""
        for path in self.hrefs():
            self.server.ask("DELETE", path)
