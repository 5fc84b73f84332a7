"""The keys that work here, searchable."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pmdesk.tui.commands import GO, SCOPES, TITLES, Command, of_scopes
from pmdesk.tui.feet import UNLOCKED
from pmdesk.tui.line import Line, Span, cell, ends, width_of
from pmdesk.tui.overlays.finder import Finder, Item


def _drawn(keys: str, words: str, where: str) -> Callable[[int], Line]:
    def draw(width: int) -> Line:
        first = 16 if width >= 90 else 12
        room = max(10, width - first - 1)
        if width_of(words) + width_of(where) + 1 > room:  # what it does goes before where
            return [cell(keys, first, "bold"), Span(" "), cell(words, room)]
        return [cell(keys, first, "bold"), Span(" "), *ends([Span(words)], [Span(where, "faint")], room)]

    return draw


def _item(command: Command) -> Item:
    where = SCOPES[command.scope]
    text = f"{command.shown_keys} {command.words} {command.name} {where}".casefold()
    act = f"do {command.does}" if command.scope in {"desk", "timeline", "list"} else ""
    return Item(act or f"none {command.name}", text, _drawn(command.shown_keys, command.words, where))


def _pins() -> Item:
    keys, words = "1 … 9", "switch to the client that is pinned to the digit"
    return Item("none pins", f"{keys} {words}", _drawn(keys, words, SCOPES["desk"]))


def items_of(scopes: Iterable[str], *, is_locked: bool = False) -> list[Item]:
    """Give the keys of some scopes, those of the place first; while locked without those that do nothing then."""
    rows = sorted(of_scopes(scopes), key=lambda command: command.scope == "desk")
    going = [
        Item(
            f"screen {name}",
            f"g {letter} go to {TITLES[name]}".casefold(),
            _drawn(f"g {letter}", f"go to {TITLES[name]}", "everywhere"),
        )
        for letter, name in GO.items()
    ]
    top = Item("do first_row", "g g first top", _drawn("g g", "first row or lane", "everywhere"))
    lists = Item("do lists", "g o other lists", _drawn("g o", "other lists: clients, contacts, sites …", "everywhere"))
    told = [_item(command) for command in rows if command.keys and not command.name.startswith("client-")]
    if is_locked:
        barred = {_item(command).act for command in rows if command.name in UNLOCKED}
        return [*(item for item in told if item.act not in barred), *going, lists, top]
    return [*told, _pins(), *going, lists, top]


def help_finder(scopes: Iterable[str], *, is_locked: bool) -> Finder:
    """Make the list of keys; Enter does what the row says."""
    items = items_of(scopes, is_locked=is_locked)
    return Finder(items, hint="the keys that work here: type to search", nothing="no key does that")
