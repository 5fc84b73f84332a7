"""The properties of one component, by name: RFC 5545, section 3.1 and 3.2, split by the ``icalendar`` package."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from pmdesk.exchange.ics.reading.components import Component
from pmdesk.exchange.ics.reading.lines import text_of
from pmdesk.exchange.ics.reading.package import parts_of_line, text_value
from pmdesk.exchange.ics.reading.trouble import LeftOut

_NOTHING: Mapping[str, str] = {}


class Property(NamedTuple):
    """One content line: where it stands, its parameters, and its value as it is written."""

    line: int
    name: str
    params: Mapping[str, str]
    value: str

    @property
    def text(self) -> str:
        """The value as text, unescaped (RFC 5545, section 3.3.11)."""
        return text_value(self.value) if "\\" in self.value else self.value

    def refuse(self, words: str) -> LeftOut:
        """Give the error that says what is wrong with it."""
        return LeftOut(f"{self.name} {words}", self.line)


class Properties:
    """A component's properties."""

    def __init__(self, component: Component) -> None:
        """Read the lines; LeftOut where one can't be split."""
        self.line = component.line
        self._by_name: dict[str, list[Property]] = {}
        for number, name, line in component.content():
            self._by_name.setdefault(name, []).append(_split(number, name, text_of(line)))

    def all(self, name: str) -> list[Property]:
        """Give all of a name, in order."""
        return self._by_name.get(name, [])

    def first(self, name: str) -> Property | None:
        """Give the first of a name."""
        held = self._by_name.get(name)
        return held[0] if held else None

    def only(self, name: str) -> Property | None:
        """Give the one of a name; LeftOut where there are two that differ."""
        held = self.all(name)
        if len({(item.value, *sorted(item.params.items())) for item in held}) > 1:
            raise held[1].refuse("is given twice")
        return held[0] if held else None

    def word(self, name: str) -> str:
        """Give the first of a name as one word in capitals; empty where there is none."""
        held = self.first(name)
        return held.value.strip().upper() if held else ""


@lru_cache(maxsize=4096)
def _params(head: str) -> Mapping[str, str]:
    """Give the parameters of what stands before the value; most of a file's lines have the same."""
    return parts_of_line(f"{head}:")[0]


def _split(number: int, name: str, text: str) -> Property:
    if text[len(name)] == ":":
        return Property(number, name, _NOTHING, text[len(name) + 1 :])
    head, _, rest = text.partition(":")
    try:
        if '"' in head or "\\" in head:
            params, value = parts_of_line(text)
        else:
            params, value = _params(head), rest
    except ValueError as error:
        raise LeftOut(f"{name} can't be split into parameters and a value", number) from error
    return Property(number, name, params, value)


def first_of(component: Component, name: str) -> Property | None:
    """Give the first property of a name, without reading the others; None where there is none that can be split."""
    for number, known, line in component.content():
        if known == name:
            try:
                return _split(number, name, text_of(line))
            except LeftOut:
                return None
    return None
