"""Reports: the status report of each engagement as its client will read it, and the key that writes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pmdesk.errors import Refused
from pmdesk.model import Engagement, Noun
from pmdesk.tui.line import Line, Span
from pmdesk.tui.markdown import preview
from pmdesk.tui.screens.register import RegisterScreen
from pmdesk.tui.tables.contracts import ENGAGEMENTS
from pmdesk.tui.tables.table import Col, Table, client_cell, cut

if TYPE_CHECKING:
    from pmdesk.desk import Desk
    from pmdesk.desk.reporting import Report
    from pmdesk.desk.sight import Sight

LOCKED = "reports are written where the screen is not locked"

REPORTS = Table(
    Engagement,
    (Col("client", 11), Col("engagement", 20, 4), Col("every", 10), Col("on", 5), Col("status", 10, since=60)),
    lambda row, seen: (
        client_cell(row, seen),
        cut(row.name, "bold"),
        Span(row.report_every or "", "dim"),
        Span(row.report_day or "", "dim"),
        Span("" if row.status == "active" else row.status, "faint"),
    ),
    {"client": ENGAGEMENTS.orders["client"], "engagement": ENGAGEMENTS.orders["engagement"]},
    lambda row, seen, width: [],
)


class ReportsScreen(RegisterScreen):
    """The engagements that run, and the report of the one under the cursor."""

    CSS_PATH = [Path(__file__).parent.parent / "styles" / name for name in ("register.tcss", "reports.tcss")]
    SCOPES = ("desk", "list", "sieve", "register")
    TABLE = REPORTS
    FOLDS = False
    EMPTY = (
        Span("no engagements yet: ", "dim"), Span("g e", "bold"), Span(" and ", "dim"), Span("A", "bold"),
        Span(" add one, and its report is made of what is kept", "dim"),
    )  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self._texts: dict[tuple[str, object], str] = {}
        self._asked: set[tuple[str, object]] = set()

    def read(self, desk: Sight) -> Mapping[str, Any]:
        """Read the engagements that reports are owed for."""
        return {"rows": [row for row in desk.rows(Engagement) if row.status in {"active", "paused"}]}

    def adds(self) -> type[Noun] | None:
        """Give nothing: a report is made of what is kept."""
        self.say("a report is made of what is kept: r writes it", "dim")
        return None

    def detail(self, about: Noun, width: int) -> list[Line]:
        """Show the report as Markdown."""
        if not isinstance(about, Engagement):
            return []
        at = (about.key, self._read_at)
        if at in self._texts:
            return preview(self._texts[at], width)
        if at not in self._asked:
            self._asked.add(at)
            self.keeper.read(lambda desk: _text(desk, about.key), lambda text: self._show(at, text), lane="report")
        return [[Span(" writing the report …", "faint")]]

    def _show(self, at: tuple[str, object], text: str) -> None:
        self._texts = {key: held for key, held in self._texts.items() if key[1] == at[1]} | {at: text}
        if self.is_mounted:
            self.tell()

    def tell(self, *, keep: bool = False) -> None:
        """Tell of the row under the cursor; what was asked for and dropped is asked for again."""
        self._asked &= self._texts.keys()
        super().tell(keep=keep)

    def open_about(self, about: object) -> None:
        """Say how the report leaves."""
        self.say("r writes it as .md and .html into the folder that pmdesk was started in", "dim")

    def action_copy(self) -> None:
        """Copy the report under the cursor, as it is shown."""
        row = next((one for one in self.picked() if isinstance(one, Engagement)), None)
        text = self._texts.get((row.key, self._read_at)) if row else None
        if row is None or text is None or text == LOCKED:
            self.say("y copies a report when it is written: there is none yet", "dim")
            return
        self.copy_out(text, row.client, f"copied the report {row.name}")

    def action_report(self) -> None:
        """Write the report of the engagement under the cursor, and keep it as it was sent."""
        rows = [row for row in self.picked() if isinstance(row, Engagement)]
        if not rows:
            self.say("there is no engagement under the cursor", "dim")
            return
        self._write([row.key for row in rows], allow=False)

    def _write(self, keys: Sequence[str], *, allow: bool) -> None:
        """Write reports, one after the other; one that names another client is shown, and may be let pass."""
        from pmdesk.tui.overlays.stopped import StoppedScreen

        def job(desk: Sight) -> tuple[list[str], Refused | None, list[str]]:
            names: list[str] = []
            for at, key in enumerate(keys):
                try:
                    names += _write(desk, key, Path.cwd(), allow=allow and not at)
                except Refused as error:
                    return names, error, list(keys[at:])
            return names, None, []

        def done(result: tuple[list[str], Refused | None, list[str]]) -> None:
            names, error, left = result
            self.forget_picked()
            if error is None or names:
                self.say(f"written: {', '.join(names)}" if names else LOCKED)
            if error is not None:
                self.app.push_screen(StoppedScreen(error.lines, "report"), lambda passed: again(left, passed))

        def again(left: list[str], passed: bool | None) -> None:
            if passed:
                self._write(left, allow=True)

        self.keeper.read(job, done)


def _text(desk: Sight, key: str) -> str:
    """Write a report; on the worker."""
    from pmdesk.desk import Desk
    from pmdesk.desk.reporting import Asked

    return desk.report(Asked(key)).text if isinstance(desk, Desk) else LOCKED


def _write(desk: Sight, key: str, folder: Path, *, allow: bool = False) -> list[str]:
    """Write both forms into a folder; Refused where a report names another client, and nothing is written."""
    from pmdesk.desk import Desk
    from pmdesk.desk.reporting import Asked

    if not isinstance(desk, Desk):
        return []
    return write_reports(desk, [desk.report(Asked(key, form)) for form in ("md", "html")], folder, allow=allow)


def write_reports(desk: Desk, made: Sequence[Report], folder: Path, *, allow: bool = False) -> list[str]:
    """Write the forms of a report into a folder and keep it as sent; Refused where it names another client."""
    from pmdesk.exchange.files import write_lines

    for report in made:
        desk.let_report_pass(report, allow_mention=allow)
    for report in made:
        write_lines(folder / report.name, report.text.splitlines(keepends=True))
    desk.keep_report(made[0])
    return [report.name for report in made]
