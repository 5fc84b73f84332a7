"""The rows that frame every screen: contexts and clock above, keys and state below; both in the client's colour."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from pmdesk.tui import words
from pmdesk.tui.commands import GO, LISTS, TITLES
from pmdesk.tui.feet import EMPTY, entries_of
from pmdesk.tui.line import Line, Span, ends, length, width_of
from pmdesk.tui.overlays.panel import Overlay
from pmdesk.tui.text import shown
from pmdesk.tui.widgets.drawn import Drawn

if TYPE_CHECKING:
    from pmdesk.model import Client

NARROW = 100
"""Under so many columns keys stand instead of names, and there is no tab row."""


_Form = tuple[str, int]
"""How a client stands in the bar, and how many cells its name may take."""
_WIDE: Sequence[_Form] = (
    *((form, most) for most in (32, 14) for form in ("name", "short")), ("short", 8), ("cut", 32), ("cut", 14),
)  # fmt: skip
_NARROW: Sequence[_Form] = (("key", 32), *((form, most) for form in ("cut", "tight") for most in (32, 8)))
_TIGHT: Sequence[_Form] = (("tight", 32), ("tight", 8), ("tight", 4))
_LEAST: Sequence[_Form] = tuple((form, most) for form in ("dot", "digit") for most in (32, 8, 4))
"""What to try where there is less room, the fullest first."""
_LETTERS = frozenset({"cut", "tight"})
"""The forms of three letters, which are of use where no two clients begin alike."""
_BRIEF = frozenset({*_LETTERS, "dot", "digit"})
"""The forms in which the client in focus has its whole name, or narrow its whole key, all the same."""


class Bar(Drawn):
    """One line in the frame."""

    DEFAULT_CSS = "Bar { height: 1; width: 100%; }"

    @property
    def ground(self) -> str:  # type: ignore[override]  # a bar's ground is told by the context, not fixed
        """The tint of the client in focus."""
        focus = self.desk_app.context.focus
        return f"tint@{focus}" if focus else ""


class ContextBar(Bar):
    """Whose data is in view, what else there is, the clock, how many conflicts."""

    def lines(self, width: int) -> list[Line]:
        """Give the one line; narrow, the program's own name and the day give way before the clients' keys do."""
        app = self.desk_app
        focus, view = app.context.focus, app.view or app.sketch
        right = self._right(width)
        label = f"@{focus} bold label" if focus else "bold label"
        name, title = Span(" pmdesk ", label, "everyone"), Span(f" {(TITLES | LISTS)[app.mode_name]} ", "bold")
        whole = [name, *self._state()] if width >= NARROW else [name, title, *self._state()]
        if view is None:
            return [ends(whole, right, width)]
        there = [client for client in view.active if client.pin or client.key == focus]
        spare = whole if width >= NARROW else [title._replace(role=label, act="everyone"), *self._state()]
        timed = right if width >= NARROW else self._right(width, day=False)
        known = _WIDE if width >= NARROW else _NARROW
        for head, forms, tail in ((whole, known, right), (spare, _TIGHT, right), (spare, _TIGHT, timed)):
            if left := self._fitting(head, there, forms, width - length(tail) - 1):
                return [ends(left, tail, width)]
        room = width - length(right) - 1
        return [ends(self._fitting(spare, there, _LEAST, room) or self._cut(spare, there, room), right, width)]

    def _fitting(self, head: list[Span], there: list[Client], forms: Iterable[_Form], room: int) -> list[Span] | None:
        """Give the head and all clients in the first form for which there is room; None where there is none."""
        unlike = len({client.key[:3] for client in there}) == len(there)
        for form, most in forms:
            if form in _LETTERS and not unlike:
                continue
            entries = [self._entry(client, form, most) for client in there]
            if length(head) + sum(length(entry) for entry in entries) <= room:
                return [*head, *(span for entry in entries for span in entry)]
        return None

    def _state(self) -> list[Span]:
        """Give what stands between the title and the clients: that it is locked, or All; and the drafts."""
        app = self.desk_app
        all_role = "bold under" if app.context.focus is None else "dim"
        spans = [Span(" locked ", "bold") if app.context.locked else Span(" 0 All ", all_role, "everyone")]
        drafts = app.view.book.drafts if app.view else None
        if drafts is not None:
            said = f"scenario {drafts}" if app.size.width >= NARROW else f"S {drafts}"
            spans.append(Span(f" {said} ", "warn bold label", "scenario"))
        return spans

    def _cut(self, spans: list[Span], there: list[Client], room: int) -> list[Span]:
        """Give the entries that there is room for, that of the client in focus in any case."""
        focus, more = self.desk_app.context.focus, Span(" c …", "dim", "switch")
        entries = {client.key: self._entry(client, *_LEAST[-1]) for client in there}
        owed = entries.get(focus or "", [])
        for entry in entries.values():
            reserved = owed if entry is not owed else []
            if length(spans) + length(entry) + length(reserved) + length([more]) > room:
                return [*spans, *owed, more]
            spans = [*spans, *entry]
            owed = reserved
        return spans

    def _entry(self, client: Client, form: str, most: int) -> list[Span]:
        """Give a client's place in the bar; ``form`` says how much of its name there is room for, in ``most`` cells."""
        app = self.desk_app
        act, own, chosen = f"client {client.key}", f"@{client.key}", client.key == app.context.focus
        view = app.view or app.sketch
        short = view.short.get(client.key, client.key) if view else client.key
        name = {"name": short, "short": short, "key": client.key, "dot": "", "digit": ""}.get(form, client.key[:3])
        is_wide = form in {"name", "short"}
        if chosen and form in _BRIEF:
            name = short if app.size.width >= NARROW else client.key
        name = shown(name, max(most, 14) if chosen and is_wide else most)
        digit = Span("" if app.context.locked else f" {client.pin or 'c'}", "dim", act)
        role = f"{own} bold under" if chosen else own
        if form == "digit":  # its colour is on what there is of it, for want of room for the dot
            return [digit._replace(role=role), Span(name, role, act)]
        if form == "tight":
            return [digit, Span(name, role, act)]
        spans = [digit, Span(" " if is_wide else ""), Span(app.glyphs.dot, own, act)]
        if name:
            spans += [Span(" " if is_wide else ""), Span(name, role if chosen else "", act)]
        return [*spans, Span("  ")] if form == "name" else spans

    def _right(self, width: int, *, day: bool = True) -> list[Span]:
        """Give the clock and how many conflicts there are; a day that is not today's stays."""
        app = self.desk_app
        view, now = app.view or app.sketch, app.clock()
        if view is None or now is None:
            return []
        as_of = view.today != now.date()
        told = words.week_day(view.today) if width >= NARROW else words.short_day(view.today)
        spans = [Span(f"as of {told} " if as_of else f"{told} ", "accent" if as_of else "")] if day or as_of else []
        spans.append(Span(f"{now:%H:%M}", "bold"))
        if width >= NARROW:
            spans.append(Span(f" {words.city(view.zone)}", "dim"))
            their = app.clock(view.client.timezone) if view.client and view.client.timezone else None
            if view.client and view.client.timezone and their and view.client.timezone != view.zone:
                role = f"@{view.client.key}"
                spans += [Span("   "), Span(f"{their:%H:%M} {words.city(view.client.timezone)}", role)]
        bad = view.unwaived
        known = str(bad) if app.view else app.glyphs.ellipsis
        count = Span(f"  {app.glyphs.trouble} {known} ", "high bold" if bad else "faint", "conflicts")
        return [*spans, count]


class TabRow(Bar):
    """The screens by name; there from 100 columns on."""

    def lines(self, width: int) -> list[Line]:
        """Give the one line."""
        app = self.desk_app
        focus = app.context.focus
        spans = [Span(" ")]
        for name in GO.values():
            chosen = name == app.mode_name
            role = (f"@{focus} bold under" if focus else "bold under") if chosen else "dim"
            spans += [Span(TITLES[name], role, f"screen {name}"), Span("  ")]
        if app.mode_name in LISTS:
            spans.append(Span(LISTS[app.mode_name], f"@{focus} bold under" if focus else "bold under"))
        return [spans]


class FootBar(Bar):
    """The most useful keys, or what was just said; at the right whether everything is saved.

    Under an overlay it has that one's keys, where the overlay does not tell them itself, and none of the screen's.
    """

    def __init__(self, *scopes: str) -> None:
        super().__init__()
        self.scopes = scopes
        self._said: Span | None = None

    def say(self, text: str, role: str = "") -> None:
        """Say something in place of the keys; an empty text brings the keys back."""
        self._said = Span(text, role) if text else None
        self.refresh()

    @property
    def said(self) -> str:
        """What stands in place of the keys."""
        return self._said.text if self._said else ""

    def lines(self, width: int) -> list[Line]:
        """Give the one line."""
        state = self.desk_app.state
        right = [Span(f"  {state} ", "faint")]
        above = next(reversed(self.desk_app.screen_stack), self.screen)
        told = above.keys_told() if isinstance(above, Overlay) else ()
        if self._said and not told:
            if state == "saved" and width_of(self._said.text) + length(right) >= width:
                right = []  # the words go before what is so as always
            return [ends([Span(" "), self._said], right, width)]
        if above is not self.screen:
            return [ends([Span(" "), *(part for one in told for part in _entry(*one))], right, width)]
        return [ends([Span(" "), *self._keys(width - length(right) - 1)], right, width)]

    def _keys(self, room: int) -> list[Span]:
        """Give the keys that there is room for, in their order."""
        view = self.desk_app.view
        if view is not None and view.book.is_empty:
            return [part for one in EMPTY for part in _entry(*one)]
        entries = entries_of(self.scopes, getattr(self.screen, "foot", ""), is_locked=self.desk_app.context.locked)
        used, kept = 0, []
        for index, (entry, _) in sorted(enumerate(entries), key=lambda item: item[1][1]):
            size = length(_entry(*entry))
            if used + size <= room:
                used += size
                kept.append(index)
        return [part for index in sorted(kept) for part in _entry(*entries[index][0])]


def _entry(key: str, brief: str) -> list[Span]:
    return [Span(key, "bold"), Span(f" {brief}  ", "dim")]
