"""Exporting calendars: what would be told anew is shown first, Enter writes it."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical

from pmdesk.errors import Refused
from pmdesk.tui import words
from pmdesk.tui.commands import bindings
from pmdesk.tui.line import Line, Span, cell
from pmdesk.tui.overlays.panel import Overlay
from pmdesk.tui.widgets.drawn import Pane, wrapped

if TYPE_CHECKING:
    from pmdesk.desk.calendars import Written
    from pmdesk.desk.sight import Sight

NARROW = 100
"""Under so many columns a title has less room."""
LISTED = 12
"""So many items, or lines, are named."""
_WORDS = {"add": "new", "move": "moved", "change": "changed", "cancel": "cancelled", "same": "as told before"}
_ROLES = {"add": "good", "move": "warn", "change": "warn", "cancel": "high", "same": "dim"}


class CalendarScreen(Overlay[str | None]):
    """Shows the differences for a client (None: each), writes on Enter; answers what was written."""

    BINDINGS = bindings("calendar")

    def __init__(self, client: str | None) -> None:
        super().__init__()
        self.client = client
        self.found: tuple[Written, ...] | None = None
        self._writes_on_enter = False
        self._stopped = False

    def compose(self) -> ComposeResult:
        """Compose the differences."""
        with Vertical(id="ask"):
            yield Pane(id="differences", ground="surface")

    def on_mount(self) -> None:
        """Have them worked out."""
        self._show([[Span(" working out what the calendars would tell …", "dim")]], "")
        client, keeper = self.client, self.desk_app.keeper
        if keeper is not None:
            keeper.read(lambda sight: sight.calendar_differences(client), self._known, lane="calendar")

    def _known(self, found: tuple[Written, ...]) -> None:
        if not self.stands:
            return
        self.found = found
        lines: list[Line] = []
        for written in found:
            counts = Counter(one.act for one in written.differences)
            told = ", ".join(f"{counts[act]} {word}" for act, word in _WORDS.items() if counts[act]) or "nothing in it"
            lines.append([Span(" "), cell(f"{written.name}.ics", 24, "bold"), Span(told, "dim")])
        changes = [one for written in found for one in written.differences if one.act != "same"]
        title = 32 if self.app.size.width < NARROW else 40
        listed = max(3, min(LISTED, self.app.size.height - len(found) - 10))
        for one in changes[:listed]:
            when = f"{_when(one.before)} → {_when(one.after)}" if one.act == "move" else _when(one.after)
            act = cell(_WORDS[one.act], 11, _ROLES[one.act])
            lines.append([Span("   "), act, cell(one.title, title), Span(f" {when}", "dim")])
        if len(changes) > listed:
            lines.append([Span(f"   … and {len(changes) - listed} more", "dim")])
        self._show(lines, "")
        if self._writes_on_enter:
            self.action_write()

    def _show(self, lines: list[Line], said: str, role: str = "dim") -> None:
        head: Line = [Span(" export calendars ", "bold label"), Span(f"  {said}", role)]
        keys = [Span(" Enter", "bold"), Span(" write   ", "dim"), Span("Esc", "bold"), Span(" leave   ", "dim")]
        if self._stopped and not self.desk_app.context.locked:
            keys += [Span("p", "bold"), Span(" let it pass all the same; that is logged", "dim")]
        self.query_one(Pane).show([head, keys, [], *lines])  # the keys first: the lines may be more than there is room

    def action_write(self) -> None:
        """Write the files, when it is known what they tell."""
        if self.found is None:
            self._writes_on_enter = True
        else:
            self._write(allow=False)

    def action_leave(self) -> None:
        """Leave without writing."""
        self.dismiss(None)

    def action_let_pass(self) -> None:
        """Write what names another client all the same, once it was shown."""
        if self._stopped and not self.desk_app.context.locked:
            self._write(allow=True)

    def _write(self, *, allow: bool) -> None:
        client, keeper = self.client, self.desk_app.keeper
        if keeper is None:
            return

        def job(sight: Sight) -> tuple[str, Refused | None]:
            try:
                written, folder = sight.write_calendars(client, allow_mention=allow)
            except Refused as error:
                return "", error
            new = sum(1 for one in written if one.rewritten)
            kept = "" if new == len(written) else ", nothing in the others changed" if new else ", nothing changed"
            return f"{words.count(new, 'calendar')} written to {folder}{kept}", None

        keeper.read(job, self._written, lane="calendar")

    def _written(self, result: tuple[str, Refused | None]) -> None:
        said, error = result
        if error is None:
            self.dismiss(said)
        elif self.stands:
            self._stopped = True
            width = max(30, self.query_one(Pane).size.width - 2)
            told = [line for line in error.lines if "--allow-mention" not in line]
            lines: list[Line] = [[Span(f" {part}")] for line in told[:LISTED] for part in wrapped(line, width)]
            self._show(lines, "stopped: it names another client", "high")


def _when(told: str) -> str:
    """Give a day, a moment, or two of them, as people write it; whatever else as it is told."""
    if " to " in told:
        return " to ".join(_when(part) for part in told.split(" to "))
    try:
        moment = datetime.fromisoformat(told)
    except ValueError:
        return told
    day = words.full_day(moment.date())
    return day if len(told) == len(date.min.isoformat()) else f"{day} {moment:%H:%M}"
