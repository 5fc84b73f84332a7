"""An engagement from a template: what will be made and which conflicts that makes, then one change."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pmdesk.capture.dates import read_date
from pmdesk.errors import InputError
from pmdesk.portfolio import Put
from pmdesk.tui import words
from pmdesk.tui.line import Line, Span, cell
from pmdesk.tui.overlays.asking import Asking, Typed
from pmdesk.tui.widgets.drawn import wrapped
from pmdesk.tui.widgets.field import Field

if TYPE_CHECKING:
    from pmdesk.desk.edits import Edit
    from pmdesk.desk.sight import Sight
    from pmdesk.desk.starting import Known, Start
    from pmdesk.model import Engagement, Noun
    from pmdesk.schedule.conflicts import Conflict
    from pmdesk.tui.view import View

LISTED = 12
"""So many of the dates and of the conflicts are named."""
WIDEST = 84
"""The most cells that templates take as a choice; more of them are typed."""


class StartScreen(Asking):
    """Asks template, engagement, day, and for a rollout the sites."""

    HEAD = "start from a template"
    DRAFT = "start/+"

    def __init__(self, view: View, known: Sequence[Known], row: Engagement | None) -> None:
        keys = tuple(one.key for one in known)
        fits = sum(len(key) + 2 for key in keys) <= WIDEST
        client = row.client if row else view.focus or ""
        fields = (
            Field("template", "template", keys if fits else (), "its key"),
            Field("engagement", "engagement", hint="its key: one that there is, or a new one"),
            Field("client", "client", hint="whose it is, where it is new"),
            Field("name", "name", hint="what it is called, where it is new"),
            Field("from", "from", hint="11 dec, mon, +2w, 2027-01-11"),
            Field("vendor", "vendor", hint="who does what the template leaves to a vendor"),
            Field("sites", "sites", hint="a CSV file: key, name, wave, days"),
            Field("crews", "crews", hint="at sites at once; the vendor's capacity where left empty"),
            Field("status", "status", ("proposed", "active")),
        )
        status = row.status if row and row.status in {"proposed", "active"} else "proposed"
        super().__init__(view, fields, {
            "template": keys[0] if keys else "", "engagement": row.key if row else "", "client": client,
            "from": max(view.today, row.start).isoformat() if row else view.today.isoformat(), "status": status,
        })  # fmt: skip
        self.names = {one.key: one.name for one in known}

    def asked(self, typed: Typed) -> Start:
        """Read the fields; InputError says what is wrong."""
        from pmdesk.desk.starting import Start
        from pmdesk.exchange import sites
        from pmdesk.model.kinds import parse_key

        def key(name: str) -> str | None:
            try:
                return parse_key(typed[name]) if typed[name] else None
            except ValueError as error:
                raise InputError(f"{name}: {typed[name]!r} {error}") from None

        engagement = key("engagement")
        if engagement is None:
            raise InputError("the key of an engagement is asked for", "ACME-NEW, or one that there is")
        try:
            anchor = read_date(typed["from"], self.data.today)
        except ValueError as error:
            raise InputError(f"from: {typed['from']!r} {error}") from None
        if typed["crews"] and not (typed["crews"].isdecimal() and 0 < int(typed["crews"][:6]) <= 1000):
            raise InputError(f"crews: {typed['crews']!r} is no number of crews")
        return Start(
            key("template") or "", engagement, anchor, client=key("client"), name=typed["name"],
            status=typed["status"], vendor=key("vendor"),
            stops=sites.read(Path(typed["sites"]).expanduser()) if typed["sites"] else (),
            crews=int(typed["crews"]) if typed["crews"] else None,
        )  # fmt: skip

    def make(self, sight: Sight, typed: Typed) -> Edit:
        """Give the edit."""
        from pmdesk.desk.starting import starting

        return starting(sight, self.asked(typed))

    def read(self, sight: Sight, typed: Typed) -> tuple[list[Noun], tuple[Conflict, ...]]:
        """Work out what would be made, and its conflicts."""
        from pmdesk.desk.life import made_by

        edit = self.make(sight, typed)
        return [change.row for change in edit.changes if isinstance(change, Put)], made_by(sight, edit)

    def told(self, found: Any, width: int) -> list[Line]:
        """Say what would be made: how many of what, the next dates, the conflicts."""
        from pmdesk.desk.deeds import title_of
        from pmdesk.desk.starting import counted

        rows, made = found
        lines: list[Line] = [[Span(" makes ", "dim"), Span(", ".join(counted(rows)) or "nothing", "bold")]]
        dated = sorted((row.due, title_of(row)) for row in rows if row.KIND == "milestone")
        for due, title in dated[:LISTED]:
            lines.append([Span("   "), cell(words.week_day(due, self.data.today), 16, "dim"), Span(title)])
        if len(dated) > LISTED:
            last, title = dated[-1]
            more = f"   … and {len(dated) - LISTED} more, the last {words.full_day(last)}: {title}"
            lines.append([Span(more, "dim")])
        lines.append([])
        for one in made[:LISTED]:
            for at, part in enumerate(wrapped(one.message, max(20, width - 14))[:2]):
                head = f" makes {one.severity}" if not at else ""
                lines.append([cell(head, 14, one.severity), Span(part)])
        if len(made) > LISTED:
            lines.append([Span(f"   … and {len(made) - LISTED} more conflicts", "warn")])
        if not made:
            lines.append([Span(" makes no conflict", "good")])
        return lines
