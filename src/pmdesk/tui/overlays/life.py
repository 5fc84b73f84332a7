"""The life of an engagement: another status, with what it asks for: its checklist, a lesson, feedback."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pmdesk.desk.edits import Edit
from pmdesk.errors import InputError
from pmdesk.tui import words
from pmdesk.tui.line import Line, Span
from pmdesk.tui.overlays.asking import Asking, Typed
from pmdesk.tui.text import fit
from pmdesk.tui.widgets.field import Field, FieldRow

if TYPE_CHECKING:
    from pmdesk.desk.sight import Sight
    from pmdesk.model import Engagement
    from pmdesk.portfolio import Change
    from pmdesk.tui.view import View

MARKS = ("–", "1", "2", "3", "4", "5")
"""Feedback, from none."""


class LifeScreen(Asking):
    """Asks the new status, and for closing what was learnt and how content everybody was."""

    HEAD = "status of an engagement"
    YES = "take it"

    def __init__(self, view: View, row: Engagement) -> None:
        self.row = row
        portfolio = view.portfolio
        vendors = {one.vendor for one in portfolio.assignments_by_engagement.get(row.key, ())}
        known = sorted(vendors & portfolio.vendors.keys())
        self.parties = [f"client/{row.client}", *(f"vendor/{key}" for key in known)]
        names = [portfolio.name_of(who) for who in self.parties]
        fields = (
            Field("status", "new status", ("proposed", "active", "paused", "closed")),
            Field("checklist", "checklist", ("as it is", "make it")),
            Field("lesson", "lesson", hint="what the next one should know, in a line"),
            *(Field(f"mark-{at}", fit(name, 22).rstrip(), MARKS) for at, name in enumerate(names)),
        )
        super().__init__(view, fields, {"status": row.status})  # Enter alone turns nothing

    def on_mount(self) -> None:
        """Say what the marks are."""
        super().on_mount()
        for row in list(self.query(FieldRow))[3:4]:
            row.say_reading("how content they are, 5 is best")

    def about(self) -> list[Line]:
        """Say which engagement it is."""
        row = self.row
        today = self.data.today
        end = words.short_day(row.end, today) if row.end else "open"
        term = f"{words.short_day(row.start, today)} – {end}"
        return [[Span(f" {row.name}", "bold"), Span(f"   {row.key}   {row.status} now   {term}", "dim")]]

    def read(self, sight: Sight, typed: Typed) -> list[str]:
        """Work out what the status asks for that is not there yet, what is typed here counted in."""
        from pmdesk.desk import life
        from pmdesk.portfolio import Window

        day = sight.today()
        self.make(sight, typed)
        if typed["status"] == self.row.status:
            return []
        return life.asks(sight, self.row, typed["status"]).warnings(sight.portfolio(Window(day, day)))

    def told(self, found: Any, width: int) -> list[Line]:
        """Say what is still asked for."""
        status = self.typed()["status"]
        if status == self.row.status:
            keys = [Span("h l", "bold"), Span(" on the status picks another", "dim")]
            return [[Span(f" it stays {status}: ", "dim"), *keys]]
        if not found:
            return [[Span(" nothing is asked for that is not there", "good")]]
        return [[Span(" asked for, and not there yet", "bold")], *([Span(f"   {line}", "warn")] for line in found)]

    def make(self, sight: Sight, typed: Typed) -> Edit:
        """Give status, checklist, lesson and feedback as one edit."""
        from pmdesk.desk import life

        status = typed["status"]
        turned = life.turning(sight, self.row.key, status)
        changes: list[Change] = [*turned.changes]
        if typed["checklist"] == "make it":
            changes += _checklist(sight, self.row, life.ASKED_BY.get(status, ""))
        if typed["lesson"]:
            changes += _lesson(sight, self.row, typed["lesson"])
        for at, who in enumerate(self.parties):
            if typed[f"mark-{at}"] in MARKS[1:]:
                changes += life.scoring(sight, self.row.key, who, int(typed[f"mark-{at}"])).changes
        return Edit(tuple(changes), turned.words if turned.changes else f"took note on {self.row.name}")


def _checklist(sight: Sight, row: Engagement, tag: str) -> list[Change]:
    """Give the actions of a checklist that the template for it makes."""
    from pmdesk.desk.starting import Start, starting
    from pmdesk.model import Action
    from pmdesk.portfolio import Put

    if not tag:
        raise InputError("that status asks for no checklist")
    asked = Start("CHECKLISTS", row.key, max(row.start, sight.today()))
    made = starting(sight, asked).changes
    return [one for one in made if isinstance(one, Put) and isinstance(one.row, Action) and tag in one.row.tags]


def _lesson(sight: Sight, row: Engagement, title: str) -> list[Change]:
    from pmdesk.capture.keys import free_key
    from pmdesk.model import Lesson
    from pmdesk.portfolio import Put

    key = free_key(row.key, title, "L", lambda one: sight.get(Lesson, one) is not None)
    return [Put(Lesson(key, row.key, title, date=sight.today()), None)]
