"""The rows that frame every screen: contexts and clock above, keys and state below; both in the client's colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmdesk.tui import words
from pmdesk.tui.commands import GO, LISTS, TITLES
from pmdesk.tui.feet import EMPTY, entries_of
from pmdesk.tui.line import Line, Span, ends, length
from pmdesk.tui.overlays.panel import Overlay
from pmdesk.tui.widgets.drawn import Drawn

if TYPE_CHECKING:
    from pmdesk.model import Client

NARROW = 100
"""Under so many columns keys stand instead of names, and there is no tab row."""


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
        """Give the one line."""
        right = self._right(width)
        left = self._left(width, width - length(right) - 1)
        return [ends(left, right, width)]

    def _left(self, width: int, room: int) -> list[Span]:
        app = self.desk_app
        focus, view = app.context.focus, app.view or app.sketch
        spans = [Span(" pmdesk ", f"@{focus} bold label" if focus else "bold label", "everyone")]
        if width < NARROW:
            spans.append(Span(f" {(TITLES | LISTS)[app.mode_name]} ", "bold"))
        if app.context.locked:
            spans.append(Span(" locked ", "bold"))
        else:
            spans.append(Span(" 0 All ", "bold under" if focus is None else "dim", "everyone"))
        if view is None:
            return spans
        if view.book.drafts is not None:
            said = f"scenario {view.book.drafts}" if width >= NARROW else f"S {view.book.drafts}"
            spans.append(Span(f" {said} ", "warn bold label", "scenario"))
        shown = [client for client in view.active if client.pin or client.key == focus]
        forms = ("name", "short") if width >= NARROW else ("key", "cut", "tight", "dot")
        unlike = len({client.key[:3] for client in shown}) == len(shown)
        for form in (form for form in forms if unlike or form not in {"cut", "tight"}):
            entries = [self._entry(client, form, chosen=client.key == focus) for client in shown]
            if length(spans) + sum(length(entry) for entry in entries) <= room:
                return [*spans, *(span for entry in entries for span in entry)]
        return self._cut(spans, [client.key == focus for client in shown], entries, room)

    @staticmethod
    def _cut(spans: list[Span], chosen: list[bool], entries: list[list[Span]], room: int) -> list[Span]:
        """Give the entries that there is room for, that of the client in focus in any case."""
        more = Span(" c …", "dim", "switch")
        owed = next((entry for entry, is_chosen in zip(entries, chosen, strict=True) if is_chosen), [])
        for entry in entries:
            reserved = owed if entry is not owed else []
            if length(spans) + length(entry) + length(reserved) + length([more]) > room:
                return [*spans, *owed, more]
            spans = [*spans, *entry]
            owed = reserved
        return spans

    def _entry(self, client: Client, form: str, *, chosen: bool) -> list[Span]:
        """Give a client's place in the bar; ``form`` says how much of its name there is room for."""
        app = self.desk_app
        act, own = f"client {client.key}", f"@{client.key}"
        view = app.view or app.sketch
        short = view.short.get(client.key, client.key) if view else client.key
        cut = client.key[:3]
        name = {"name": short, "short": short, "key": client.key, "cut": cut, "tight": cut, "dot": ""}[form]
        name = client.key if chosen and form in {"cut", "tight", "dot"} else name
        digit = Span("" if app.context.locked else f" {client.pin or 'c'}", "dim", act)
        spans = (
            [digit, Span(" "), Span(app.glyphs.dot, own, act)]
            if form in {"name", "short"}
            else [digit, Span(app.glyphs.dot, own, act)]
        )
        if form == "tight":  # its colour is on its name, for want of room for the dot
            return [digit, Span(name, f"{own} bold under" if chosen else own, act)]
        if name:
            spans += [
                Span(" " if form in {"name", "short"} else ""),
                Span(name, f"{own} bold under" if chosen else "", act),
            ]
        return [*spans, Span("  ")] if form == "name" else spans

    def _right(self, width: int) -> list[Span]:
        app = self.desk_app
        view, now = app.view or app.sketch, app.clock()
        if view is None or now is None:
            return []
        as_of = view.today != now.date()
        day = words.week_day(view.today) if width >= NARROW else words.short_day(view.today)
        spans = [Span(f"as of {day} " if as_of else f"{day} ", "accent" if as_of else "")]
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
            return [ends([Span(" "), self._said], right, width)]
        if above is not self.screen:
            return [ends([Span(" "), *(part for one in told for part in _entry(*one))], right, width)]
        return [ends([Span(" "), *self._keys(width - length(right) - 1)], right, width)]

    def _keys(self, room: int) -> list[Span]:
        """Give the keys that there is room for, in their order."""
        view = self.desk_app.view
        if view is not None and view.book.is_empty:
            return [part for one in EMPTY for part in _entry(*one)]
        entries = entries_of(self.scopes, getattr(self.screen, "foot", ""))
        used, kept = 0, []
        for index, (entry, _) in sorted(enumerate(entries), key=lambda item: item[1][1]):
            size = length(_entry(*entry))
            if used + size <= room:
                used += size
                kept.append(index)
        return [part for index in sorted(kept) for part in _entry(*entries[index][0])]


def _entry(key: str, brief: str) -> list[Span]:
    return [Span(key, "bold"), Span(f" {brief}  ", "dim")]
