"""The sample's reports and timelines, byte for byte.

After a change that is meant: ``PMDESK_GOLDEN=write python -m pytest tests/reports/test_golden.py``, then read the
difference.
"""

from __future__ import annotations

import os
from pathlib import Path

from pmdesk.desk import Desk
from pmdesk.desk.reporting import Asked
from pmdesk.desk.timelines import TimelinePage

GOLDEN = Path(__file__).parent / "golden"
REPORTS = {
    "acme-pos.md": Asked("ACME-POS", "md"),
    "acme-pos.html": Asked("ACME-POS", "html"),
    "acme.md": Asked("ACME", "md", period="2026-11"),
    "cedar.html": Asked("CEDAR", "html", level="amber", reason="The permits come this week"),
    "bor-erp.md": Asked(
        "BOR-ERP", "md", level="green", reason="Agreed with Antti", why={"BOR-ERP.MOCK2": "Links late"}
    ),
    "elm.md": Asked("ELM", "md"),
    "faro.html": Asked("FARO", "html", period="2026-Q4"),
}
TIMELINES = {"cedar-timeline.html": ("CEDAR", "html"), "acme-timeline.svg": ("ACME", "svg")}


def same(name: str, text: str) -> None:
    """Compare a text with the golden file of a name."""
    path = GOLDEN / name
    if os.environ.get("PMDESK_GOLDEN") == "write":
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8"), name


def test_the_sample_s_reports_are_as_they_were(desk: Desk) -> None:
    for name, asked in REPORTS.items():
        same(name, desk.report(asked).text)


def test_the_sample_s_timelines_are_as_they_were(desk: Desk) -> None:
    for name, (client, form) in TIMELINES.items():
        same(name, desk.timeline_page(TimelinePage(client, form)))


def test_every_golden_file_is_somebody_s() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == REPORTS.keys() | TIMELINES.keys()
