"""Templates as TOML: read with every mistake named, and written so that reading gives the same template."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import fields
from decimal import Decimal
from typing import Any, TypeVar

from pmdesk.errors import InputError
from pmdesk.model import Engagement, Kpi, Milestone, RaidItem, columns_of
from pmdesk.schedule.making import Blueprint, Measure, Risk, Rollout, Step, Todo

T = TypeVar("T")
TABLES: dict[str, tuple[str, type[Any]]] = {
    "milestone": ("milestones", Step),
    "action": ("actions", Todo),
    "kpi": ("measures", Measure),
    "risk": ("risks", Risk),
}
"""What a table of the file is called, the field that it fills, and of what."""
_KEY = re.compile(r"[A-Z0-9][A-Z0-9._-]{0,31}\Z")
_ROLES = ("me", "client", "vendor")


def _options(noun: type[Any], column: str) -> tuple[str, ...]:
    return columns_of(noun)[column].kind.options


_CHOICES: dict[tuple[type[Any], str], tuple[str, ...]] = {
    (Step, "kind"): _options(Milestone, "kind"),
    (Step, "of"): ("start", "end"),
    (Step, "owner"): _ROLES,
    (Todo, "of"): ("start", "end"),
    (Todo, "owner"): _ROLES,
    (Measure, "direction"): _options(Kpi, "direction"),
    (Measure, "period"): _options(Kpi, "period"),
    (Risk, "type"): _options(RaidItem, "type"),
    (Risk, "response"): _options(RaidItem, "response"),
    (Blueprint, "report_every"): _options(Engagement, "report_every"),
    (Blueprint, "report_day"): _options(Engagement, "report_day"),
}
_NUMBERS = {"weekly_hours", "budget_hours", "target", "warning"}
_WHOLE = {"at": (-20_000, 20_000), "term": (1, 20_000), "notice_days": (0, 20_000), "days": (1, 1000),
          "gap": (0, 1000), "crews": (1, 1000), "probability": (1, 5), "impact": (1, 5)}  # fmt: skip
_LISTS = {"after", "tags"}
_REQUIRED = {Blueprint: ("name",), Step: ("key", "title", "at"), Todo: ("title",), Measure: ("name", "target"),
             Risk: ("title",), Rollout: ()}  # fmt: skip


def read(text: str, where: str = "template") -> Blueprint:
    """Read a template; InputError names the first thing that is wrong, and where."""
    try:
        held = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{where}: {error}") from None
    values = dict(held)
    parts: dict[str, Any] = {}
    for name, (field, kind) in TABLES.items():
        rows = values.pop(name, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise InputError(f"{where}: {name} is no list of tables", f"[[{name}]]")
        parts[field] = tuple(_read(kind, row, f"{where}: {name} {at}") for at, row in enumerate(rows, 1))
    rollout = values.pop("rollout", None)
    if rollout is not None:
        if not isinstance(rollout, dict):
            raise InputError(f"{where}: rollout is no table", "[rollout]")
        parts["rollout"] = _read(Rollout, rollout, f"{where}: rollout")
    found = _read(Blueprint, values, where, parts)
    _check(found, where)
    return found


def _check(found: Blueprint, where: str) -> None:
    keys = [step.key for step in found.milestones]
    if double := next((key for key in keys if keys.count(key) > 1), None):
        raise InputError(f"{where}: there are two milestones {double}")
    for step in found.milestones:
        for item in step.after:
            if re.sub(r"[+-]\d{1,5}d\Z", "", item) not in keys:
                raise InputError(f"{where}: milestone {step.key}: after: there is no milestone {item}")
    for todo in found.actions:
        if todo.milestone is not None and todo.milestone not in keys:
            raise InputError(f"{where}: action {todo.title}: there is no milestone {todo.milestone}")


def _read(kind: type[T], row: Mapping[str, Any], where: str, parts: Mapping[str, Any] | None = None) -> T:
    known = {field.name for field in fields(kind)} - (parts or {}).keys()  # type: ignore[arg-type]  # dataclasses all
    if unknown := sorted(row.keys() - known):
        raise InputError(f"{where}: there is no {unknown[0]}", f"one of {', '.join(sorted(known))}")
    for name in _REQUIRED[kind]:
        if name not in row:
            raise InputError(f"{where}: {name} is missing")
    values = {name: _value(kind, name, value, where) for name, value in row.items()}
    maker: Callable[..., T] = kind
    return maker(**values, **(parts or {}))


def _value(kind: type[Any], name: str, value: Any, where: str) -> Any:
    if name in _NUMBERS:
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            raise InputError(f"{where}: {name}: {value!r} is not a number")
        number = Decimal(value)
        if not number.is_finite() or (number < 0 and name.endswith("hours")) or abs(number) >= Decimal(10) ** 15:
            raise InputError(f"{where}: {name}: {value} is out of range")
        return number
    if name in _WHOLE:
        low, high = _WHOLE[name]
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise InputError(f"{where}: {name}: {value!r} is not a whole number from {low} to {high}")
        return value
    if name == "sla":
        if not isinstance(value, bool):
            raise InputError(f"{where}: sla: {value!r} is neither true nor false")
        return value
    if name in _LISTS:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise InputError(f"{where}: {name}: {value!r} is no list of texts")
        return tuple(value)
    return _text(kind, name, value, where)


def _text(kind: type[Any], name: str, value: Any, where: str) -> str:
    if not isinstance(value, str):
        raise InputError(f"{where}: {name}: {value!r} is no text")
    options = _CHOICES.get((kind, name))
    if options is not None and value not in options:
        raise InputError(f"{where}: {name}: {value!r} is not one of {', '.join(options)}")
    if kind is Step and name == "key" and not _KEY.match(value):
        raise InputError(f"{where}: key: {value!r} is not a key (want A-Z, 0-9, '.', '_', '-')")
    if name in {"name", "title"} and not value.strip():
        raise InputError(f"{where}: {name} is empty")
    return value


def write(found: Blueprint) -> str:
    """Write a template; what is as by default is left out."""
    lines = _lines(found, {"milestones", "actions", "measures", "risks", "rollout"})
    if found.rollout is not None:
        lines += ["", "[rollout]", *_lines(found.rollout)]
    for name, (field, _) in TABLES.items():
        for row in getattr(found, field):
            lines += ["", f"[[{name}]]", *_lines(row)]
    return "\n".join(lines) + "\n"


def _lines(row: Any, without: frozenset[str] | set[str] = frozenset()) -> list[str]:
    return [
        f"{field.name} = {_written(value)}"
        for field in fields(row)
        if field.name not in without and (value := getattr(row, field.name)) != field.default and value is not None
    ]


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return f"[{', '.join(_written(item) for item in value)}]"
    if isinstance(value, str):
        # A JSON string is a basic string of TOML 1.0, but for the control character that JSON leaves as it is.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
