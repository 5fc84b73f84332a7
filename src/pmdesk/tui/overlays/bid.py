"""Can I take it: hours a week, a term, dates and vendors, answered as they are typed; kept as a proposal on ctrl+s."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from pmdesk.desk.proposing import FIELDS, Asked, read_asked, taken
from pmdesk.schedule.bid import CHANGES, FITS, Answer, Break, Change, DateMove, HoursShift, VendorSwap
from pmdesk.schedule.load import rounded
from pmdesk.tui import words
from pmdesk.tui.commands import bindings, footer
from pmdesk.tui.line import Line, Span, cell
from pmdesk.tui.overlays.panel import Overlay
from pmdesk.tui.widgets.drawn import Pane
from pmdesk.tui.widgets.field import Field, FieldRow

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from pmdesk.errors import PmdeskError
    from pmdesk.tui.screens.acting import Acting
    from pmdesk.tui.view import View

DRAFT = "bid"
TALL = 32
"""Lines from which a terminal is not low."""
LISTED = 6
"""How many breaks and changes are told; on a low terminal 2."""
_ASKED = {
    "hours": ("hours a week", "16"),
    "first": ("from", "4 jan, next mon, 2027-01-04"),
    "last": ("to", "half a year, if left out"),
    "client": ("client", "whose calendar the dates must suit: a key, or a name"),
    "dates": ("dates", "promised ones, between commas: 12 feb, 30 apr"),
    "vendors": ("vendors", "crews over the term: FIBRE:2 VOLTA"),
    "with": ("also won", "proposed engagements that count"),
    "engagement": ("scale", "an engagement whose hours these would be instead"),
    "name": ("name", "what it is called, to keep it as proposed"),
}
_ROLES = {FITS: "good", CHANGES: "warn"}


class BidScreen(Overlay[None]):
    """The form, and beneath it the answer; ``under`` is the screen beneath."""

    BINDINGS = bindings("bid")

    def __init__(self, under: Acting) -> None:
        super().__init__()
        self.under = under
        self.asked: Asked | None = None
        self.answer: Answer | None = None
        self.said = ""
        self._is_ending = False

    def compose(self) -> ComposeResult:
        """Compose fields and answer."""
        kept = self.desk_app.drafts.get(DRAFT, {})
        with Vertical(id="form"):
            yield Pane(id="about", ground="surface")
            for name in FIELDS:
                label, hint = _ASKED[name]
                yield FieldRow(Field(name, label, hint=hint), kept.get(name, ""))
            yield Pane(id="covers", ground="surface")

    def on_mount(self) -> None:
        """Begin with the hours."""
        self.query_one("#about", Pane).show(
            [[Span(" bid ", "accent bold label"), Span(" can I take it, and from when", "bold")], []]
        )
        self._rows()[0].focus_field()
        self._ask()

    def keys_told(self) -> Sequence[tuple[str, str]]:
        """Tell its keys in the footer: the answer may take all the room there is."""
        return footer("bid")

    def _rows(self) -> list[FieldRow]:
        return list(self.query(FieldRow))

    def typed(self) -> dict[str, str]:
        """Give what stands in the fields."""
        return {row.field.name: row.value for row in self._rows()}

    # -- asking ------------------------------------------------------------------------------------------------------

    def on_input_changed(self) -> None:
        """Keep what is typed, and ask again."""
        typed = self.typed()
        if any(text.strip() for text in typed.values()):
            self.desk_app.drafts[DRAFT] = typed
        else:
            self.desk_app.drafts.pop(DRAFT, None)
        self.said = ""
        self._ask()

    def view_changed(self) -> None:
        """Ask again where something was changed."""
        if not self._is_ending:
            self._ask()

    def _ask(self) -> None:
        view, keeper = self.under.view, self.desk_app.keeper
        if view is None or keeper is None:
            return
        asked = self.asked = read_asked(self.typed(), view.portfolio, view.focus)
        for row in self._rows():
            row.say_error(asked.problems.get(row.field.name, ""))
        if asked.bid is None:
            self.answer = None
            self._draw()
            return
        bid, with_ = asked.bid, asked.with_

        def known(found: Answer) -> None:
            if self.stands and self.asked is asked:
                self.answer, self.said = found, ""
                self._draw()

        def failed(error: PmdeskError) -> None:
            if self.stands and self.asked is asked:
                self.answer, self.said = None, error.message.splitlines()[0]
                self._draw()

        keeper.read(lambda sight: sight.bid(bid, with_=with_), known, lane="bid", otherwise=failed)

    # -- showing -----------------------------------------------------------------------------------------------------

    def _draw(self) -> None:
        view = self.under.view
        if view is None or not self.is_mounted or not self.stands:
            return
        lines: list[Line] = [[Span(f" {self.said}", "warn")] if self.said else []]
        if self.answer is not None and self.asked is not None and self.asked.bid is not None:
            lines += answer_lines(self.answer, view, LISTED if self.app.size.height >= TALL else 2)
        elif not self.said:
            lines.append([Span("   hours a week and a first day are answered at once", "faint")])
        self.query_one("#covers", Pane).show(lines)

    def _tell(self, said: str) -> None:
        self.said = said
        self._draw()

    # -- keys --------------------------------------------------------------------------------------------------------

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the next field."""
        event.stop()
        self.action_field(1)

    def action_field(self, step: int) -> None:
        """Go to the next field, or the one before."""
        rows = self._rows()
        at = next((number for number, row in enumerate(rows) if row.entry.has_focus), 0)
        rows[(at + step) % len(rows)].focus_field()

    def action_commit(self) -> None:
        """Keep it: as a proposed engagement, or as the hours of the one that is scaled. One change, one undo step."""
        keeper, asked = self.desk_app.keeper, self.asked
        if keeper is None or asked is None or self._is_ending:
            return
        if asked.bid is None:
            self._tell("there is nothing to keep yet: hours a week, and a first day")
            return
        bid, name = asked.bid, self.typed()["name"]
        self._is_ending = True
        self.desk_app.state = "saving"
        keeper.perform(lambda sight: taken(sight, bid, name), self._saved, self._refused)

    def _saved(self) -> None:
        self.desk_app.drafts.pop(DRAFT, None)
        self.dismiss(None)

    def _refused(self, error: PmdeskError) -> None:
        self.not_saved()
        self._is_ending = False
        self._tell(error.message.splitlines()[0])

    def action_leave(self) -> None:
        """Leave; what was typed is kept."""
        self.dismiss(None)


def answer_lines(answer: Answer, view: View, room: int) -> list[Line]:
    """Say an answer: the verdict, what breaks first and what binds, what would make it fit, when it could begin."""
    role = _ROLES.get(answer.verdict, "high")
    head: list[Span] = [Span(f" {answer.verdict} ", f"{role} bold label")]
    if answer.breaks:
        most = f"all weeks have room for {_hours(answer.most)} h" if answer.most else "some weeks have no room at all"
        head.append(Span(f"  {most}", "dim"))
    lines: list[Line] = [head]
    lines += [_break(one, view) for one in answer.breaks[:room]]
    if len(answer.breaks) > room:
        lines.append([Span(f"   … and breaks {len(answer.breaks) - room} times more", "dim")])
    lines += [_change(one, view) for one in answer.changes[:room]]
    if len(answer.changes) > room:
        lines.append([Span(f"   … and {words.count(len(answer.changes) - room, 'change')} more", "dim")])
    starts = ", ".join(words.week_day(day, view.today) for day in answer.starts)
    told = starts or "none in the two years looked at"
    first = Span("   the first that fit" if starts else "", "faint")
    lines.append([cell("  starts", 9, "good bold"), Span(told), first])
    return lines


def _break(one: Break, view: View) -> Line:
    days = words.full_day(one.start) if one.start == one.end else words.day_range(one.start, one.end, view.today)
    numbers = f" ({_hours(one.peak)} of {_hours(one.limit)})" if one.peak is not None else ""
    names = [_name(ref, view.portfolio.engagements) for ref in one.because]
    because = f"; not without {', '.join(names)}" if names else ""
    who = "" if one.who == "me" else f"{view.portfolio.name_of(one.who)}: "
    return [cell("  breaks", 9, "high bold"), Span(f"{days}  ", "bold"), Span(f"{who}{one.reason}{numbers}{because}")]


def _name(ref: str, held: Mapping[str, object]) -> str:
    key = ref.partition("/")[2]
    return str(getattr(held.get(key), "name", key))


def _change(one: Change, view: View) -> Line:
    if isinstance(one, HoursShift):
        said = f"week of {words.short_day(one.monday, view.today)}: {_hours(one.now)} h instead of {_hours(one.was)}"
    elif isinstance(one, DateMove):
        said = f"{words.short_day(one.was, view.today)} moves to {words.short_day(one.now, view.today)}"
    else:
        assert isinstance(one, VendorSwap)
        vendors = view.portfolio.vendors
        said = f"{vendors[one.now].name} instead of {vendors[one.was].name}"
    return [cell("  change", 9, "warn bold"), Span(said)]


def _hours(value: Fraction | None) -> str:
    return f"{rounded(value):f}".rstrip("0").rstrip(".") if value else "0"
