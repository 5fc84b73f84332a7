"""A lesson becomes a risk or an item of a checklist: its text is seen, can be changed, and is searched for names."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from pmdesk.desk.memory import CLOSING, RISK, START
from pmdesk.model import Noun
from pmdesk.tui.line import Line, Span, cell
from pmdesk.tui.overlays.form import Form

if TYPE_CHECKING:
    from pmdesk.audience.guard import Mention
    from pmdesk.desk.memory import Retold
    from pmdesk.tui.overlays.finder import Item
    from pmdesk.tui.view import View

_USES = {RISK: "a risk", START: "an item of the start checklist", CLOSING: "an item of the closing checklist"}
_SHOWN = 6
"""How many replaced words are listed."""


def uses(view: View) -> list[Item]:
    """Give what a lesson can become, for each engagement in the context that is not closed."""
    from pmdesk.tui.overlays.finder import Item

    found = []
    for work in view.engagements:
        if work.status == "closed":
            continue
        for use, what in _USES.items():
            said = f"{what} {work.name} {work.key} {view.short.get(work.client, work.client)}"
            draw = _drawn(what, work.name, work.client, view)
            found.append(Item(f"{use} {work.key}", said.casefold(), draw, work.client))
    return found


def _drawn(what: str, name: str, client: str, view: View) -> Callable[[int], Line]:
    def draw(width: int) -> Line:
        return [
            cell(what, 34, "bold"), cell(view.short.get(client, client), 11, f"@{client}"),
            cell(name, max(8, width - 46)),
        ]  # fmt: skip

    return draw


def preset_of(use: str, engagement: str, told: Retold, view: View) -> tuple[type[Noun], dict[str, str]]:
    """Give what the form of a risk, or of a checklist's item, begins with."""
    from pmdesk.desk.memory import made_of
    from pmdesk.tui.overlays.fields import filled

    row = made_of(told, engagement, use, view.today)
    return type(row), {name: text for name, text in filled(row).items() if text}


class LessonForm(Form):
    """The form with what was replaced above it; nothing is saved that names a client who is not the engagement's."""

    def __init__(self, noun: type[Noun], view: View, preset: Mapping[str, str], told: Retold) -> None:
        super().__init__(noun, None, view, preset)
        self.draft_name = f"{noun.KIND}/+lesson"
        self._told = told

    def head(self) -> list[Line]:
        """Say what was replaced."""
        head = [Span(" from a lesson ", "bold label"), Span("  read it through: it is kept as it stands", "dim")]
        lines: list[Line] = [head]
        if self._told.replaced:
            lines.append([Span(" replaced, for it is for another client:", "dim")])
        for word, instead in self._told.replaced[:_SHOWN]:
            lines.append([Span("   "), Span(word, "warn"), Span("  is now  ", "faint"), Span(instead, "bold")])
        if len(self._told.replaced) > _SHOWN:
            lines.append([Span(f"   and {len(self._told.replaced) - _SHOWN} more", "dim")])
        if self._told.mentions:
            self.call_after_refresh(self._named, self._told.mentions)
        return [*lines, []]

    def action_save(self) -> None:
        """Save, where nothing in it names another client."""
        keeper, typed = self.desk_app.keeper, self.typed()
        work = self.data.portfolio.engagements.get(typed.get("engagement", "").strip().upper())
        if keeper is None or work is None:
            super().action_save()
            return
        texts = [text for name, text in typed.items() if name not in {"engagement", "key", "owner"}]
        keeper.read(lambda desk: desk.memory().mentions(texts, work.client), self._searched, lane="guard")

    def _searched(self, mentions: Sequence[Mention]) -> None:
        if mentions:
            self._named(mentions)
        else:
            super().action_save()

    def _named(self, mentions: Sequence[Mention]) -> None:
        words = ", ".join(dict.fromkeys(one.word for one in mentions))
        self._foot(f"it names another client: {words}. Change that first")
