"""Keys that do something on other screens: pressed where they do nothing, they say where they would."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from pmdesk.tui.commands import COMMANDS, SCOPES, Command, shown_key

_SCOPES = ("sieve", "register", "vendors", "raid", "lessons")
_ALSO = ("zoom-in", "zoom-out")


def _told() -> dict[str, Command]:
    """Give the commands that are told, each key's first one."""
    found: dict[str, Command] = {}
    for command in COMMANDS:
        if (command.scope in _SCOPES and command.name != "back") or command.name in _ALSO:
            for key in command.keys:
                found.setdefault(key, command)
    return found


def bindings_elsewhere() -> list[BindingType]:
    """Give a binding of each such key; a screen's own come before it."""
    return [Binding(key, f"elsewhere('{key}')", show=False) for key in _told()]


def words_of(key: str) -> str:
    """Say what a key does, and where."""
    command = _told()[key]
    return f"{shown_key(key)}: {command.words}, {SCOPES[command.scope]}"


__all__ = ["bindings_elsewhere", "words_of"]
