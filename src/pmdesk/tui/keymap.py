"""The keys and looks of a person's own choice, from the configuration file; what is wrong is said, and left out.

The file is TOML: ``theme = "pmdesk-light"``, ``glyphs = "ascii"``; ``[keys]``, then ``done = "D"`` or
``help = ["?", "ctrl+g"]``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

from textual.keys import Keys, _character_to_key

from pmdesk.tui.commands import COMMANDS, SCOPES, Command, shown_key

Keymap = dict[str, tuple[str, ...]]
"""Keys, as Textual names them, by the name of the command."""
TOGETHER = (
    ("desk", "timeline"), ("desk", "week"), ("desk", "list", "sieve", "register", "opened"),
    *((scope,) for scope in SCOPES),
)  # fmt: skip
"""Scopes whose keys are listened to at the same time."""
_NAMED = {key.value for key in Keys} | {_character_to_key(chr(code)) for code in range(32, 127)}


@dataclass(frozen=True, slots=True)
class Read:
    """The keymap and the looks as far as they can be used, and what is wrong with the rest, a line each."""

    keys: Keymap
    problems: tuple[str, ...] = ()
    looks: Mapping[str, str] = field(default_factory=dict)


def read_keymap(path: Path) -> Read:
    """Read the keys of a configuration file; one that is missing asks for nothing."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Read({})
    except (OSError, UnicodeDecodeError) as error:
        return Read({}, (f"{path} can't be read: {error}",))
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Read({}, (f"{path}: {error}",))
    keys = found.pop("keys", {})
    looks, wrong = looks_of(found)
    problems = [f"{path.name}: {problem}" for problem in wrong]
    if not isinstance(keys, dict):
        return Read({}, (*problems, f"{path.name}: keys is no section (want [keys])"), looks)
    made = keymap_of(keys)
    return Read(made.keys, (*problems, *(f"{path.name}: {problem}" for problem in made.problems)), looks)


def looks_of(asked: Mapping[str, Any]) -> tuple[dict[str, str], list[str]]:
    """Give the looks that were asked for, and what is wrong with the rest; other settings are kept in the store."""
    from pmdesk.desk.settings import BY_NAME

    looks: dict[str, str] = {}
    wrong: list[str] = []
    for name, value in asked.items():
        known = BY_NAME.get(name)
        if isinstance(value, dict):
            wrong.append(f"there is no section [{name}] (want [keys])")
        elif known is None:
            wrong.append(f"there is no setting {name} (want theme, glyphs)")
        elif not known.is_look:
            wrong.append(f"{name} is kept in the store: pmdesk config {name} VALUE")
        else:
            try:
                looks[name] = known.read(str(value)) or known.usual
            except ValueError as error:
                wrong.append(f"{name}: {value!r} {error}")
    return looks, wrong


def keymap_of(asked: Mapping[str, Any]) -> Read:
    """Hold the keys that were asked for to the commands; a clash leaves out what was asked for, not what there is."""
    known = {command.name: command for command in COMMANDS}
    keys: Keymap = {}
    problems: list[str] = []
    for name, value in asked.items():
        texts = [value] if isinstance(value, str) else value
        if name not in known:
            from difflib import get_close_matches

            near = get_close_matches(name, known, 1, 0.5)
            problems.append(f"there is no command {name}" + (f" (do you mean {near[0]}?)" if near else ""))
        elif not isinstance(texts, list) or not texts or not all(isinstance(text, str) for text in texts):
            problems.append(f"{name}: {value!r} is no key (want a key, or a list of keys)")
        else:
            found = [normal_key(text) for text in texts]
            bad = [text for text, key in zip(texts, found, strict=True) if key is None]
            problems += [f"{name}: there is no key {text!r}" for text in bad]
            if not bad:
                keys[name] = tuple(key for key in found if key)
    return _without_clashes(keys, problems)


def _without_clashes(keys: Keymap, problems: list[str]) -> Read:
    while clash := next(_clashes(keys), None):
        one, other, key = clash
        given, kept = (one, other) if one.name in keys else (other, one)
        problems.append(f"{given.name}: {shown_key(key)} is the key of {kept.name}: {given.name} keeps its own")
        del keys[given.name]
    return Read(keys, tuple(problems))


def _clashes(keys: Keymap) -> Any:
    """Give two commands that have a key in common where both are listened to, one of them of the keymap."""
    for scopes in TOGETHER:
        bound = [
            (command, frozenset(keys.get(command.name, command.keys))) for command in COMMANDS
            if command.scope in scopes
        ]  # fmt: skip
        for (one, first), (other, second) in combinations(bound, 2):
            common = first & second
            if common and (one.name in keys or other.name in keys) and not _shadows(one, other, keys):
                yield one, other, min(common)


def _shadows(one: Command, other: Command, keys: Keymap) -> bool:
    """Tell whether two commands of different scopes have a key in common by design, as a list's has over the desk's."""
    return bool(set(one.keys) & set(other.keys)) and one.name not in keys and other.name not in keys


def normal_key(text: str) -> str | None:
    """Give a key as Textual names it: ``?``, ``ctrl+l``, ``space``, ``F`` …; None where there is none such."""
    *modifiers, last = text.split("+") if text not in {"+", "ctrl++"} else [*text.split("+")[:-2], "+"]
    if not last or any(part not in {"ctrl", "shift", "alt"} for part in modifiers):
        return None
    name = _character_to_key(last) if len(last) == 1 else last.lower()
    if len(last) > 1 and name not in _NAMED:
        return None
    return "+".join((*modifiers, name))


def textual_keymap(keys: Keymap) -> dict[str, str]:
    """Give a keymap in Textual's form."""
    return {name: ",".join(own) for name, own in keys.items()}
