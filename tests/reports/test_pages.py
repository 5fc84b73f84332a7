"""Pages as Chromium draws them, on phones and on paper: nothing sticks out, nothing is asked of any host."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from pmdesk.desk import Desk
from pmdesk.desk.reporting import Asked
from pmdesk.desk.timelines import TimelinePage
from tests.reports.pages import picture, report

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = (
    "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-component-update",
    "--disable-background-networking", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)  # fmt: skip
PHONES = (320, 375)
PAPER = {"A4": 688, "Letter": 710}
"""The width in pixels of what is printed, between margins of 14 mm."""

MEASURE = """
<!doctype html><body><script>
addEventListener("load", () => {
  const wrong = [];
  for (const frame of document.querySelectorAll("iframe")) {
    const inside = frame.contentDocument, width = frame.clientWidth;
    if (!inside || !inside.querySelector("h1")) wrong.push([frame.name, "empty"]);
    const wide = inside.documentElement.scrollWidth;
    if (wide > width) wrong.push([frame.name, "scrolls", wide]);
    for (const part of inside.body.querySelectorAll("*")) {
      const box = part.getBoundingClientRect();
      if (box.width && !part.closest('svg svg[overflow=hidden]') && (box.right > width + 0.5 || box.left < -0.5))
        wrong.push([frame.name, part.tagName, part.textContent.slice(0, 40), box.left, box.right]);
    }
  }
  document.title = "done";
  document.body.dataset.wrong = JSON.stringify(wrong);
});
</script>
"""


@contextmanager
def served(files: dict[str, str]) -> Iterator[tuple[str, list[str]]]:
    """Serve pages on this machine; gives the address, and the paths that were asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            text = files.get(self.path)
            self.send_response(200 if text is not None else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write((text or "").encode())

        def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def frames(pages: dict[str, str]) -> dict[str, str]:
    """Put each page at each width beside the others; on paper it is drawn as it is printed."""
    files: dict[str, str] = {}
    listed: list[str] = []
    for name, text in pages.items():
        printed = text.replace("@media print", "@media screen")
        assert printed.count("@media screen") >= 2
        files |= {f"/{name}": text, f"/{name}-print": printed}
        widths = [(f"/{name}", width) for width in PHONES] + [(f"/{name}-print", width) for width in PAPER.values()]
        listed += [
            f'<iframe name="{path} {width}" src="{path}" style="width:{width}px;height:900px;border:0"></iframe>'
            for path, width in widths
        ]
    return {**files, "/": MEASURE + "".join(listed)}


def looked_at(files: dict[str, str], profile: Path) -> tuple[list[object], list[str]]:
    """Let Chromium draw pages; gives what sticks out, and what was asked for. No other host can be reached."""
    assert CHROMIUM
    with served(files) as (address, asked):
        done = subprocess.run(
            [*QUIET, f"--user-data-dir={profile}", "--virtual-time-budget=20000", "--dump-dom", f"{address}/"],
            executable=CHROMIUM, capture_output=True, text=True, timeout=180, check=False,
        )  # fmt: skip
    found = re.search(r'data-wrong="([^"]*)"', done.stdout)
    assert found, done.stderr[-2000:]
    return json.loads(unescape(found[1])), asked


@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium to draw pages with")
def test_nothing_sticks_out_and_nothing_is_loaded(desk: Desk, tmp_path: Path) -> None:
    long = "Unverbrechlichkeitszusammenhangsdokumentation" * 4
    pages = {
        "pos": desk.report(Asked("ACME-POS", "html")).text,
        "cedar": desk.report(Asked("CEDAR", "html")).text,
        "bor": desk.report(Asked("BOR", "html", period="quarter")).text,
        "timeline": desk.timeline_page(TimelinePage("CEDAR")),
        "long": report(long, "html").text,
        "long-line": picture(long, "html"),
        "wide": report("W" * 300, "html").text,
    }
    files = frames(pages)
    wrong, asked = looked_at(files, tmp_path / "profile")
    assert wrong == []
    assert set(asked) <= {*files, "/favicon.ico"}
    assert len([path for path in asked if path != "/favicon.ico"]) >= len(pages) * 4


@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium to draw pages with")
def test_what_sticks_out_would_be_seen(tmp_path: Path) -> None:
    """A page that is too wide, and one that asks for a picture, are told."""
    head = "<!doctype html><style>@media print{} @media print{}</style><h1>x</h1>"
    pages = {"wide": f"{head}<div style='width:2000px'>x</div>", "asks": f"{head}<img src='/seen.png'>"}
    wrong, asked = looked_at(frames(pages), tmp_path / "profile")
    assert wrong
    assert "/seen.png" in asked
