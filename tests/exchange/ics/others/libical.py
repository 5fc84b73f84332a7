"""Reads calendars with libical, by its C interface: libical/ical.h of 3.0."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from tests.exchange.ics.reading import Read

ANY_COMPONENT = 1
MOST = 40
EARLIEST, HORIZON = datetime(2000, 1, 1, tzinfo=UTC), datetime(2040, 1, 1, tzinfo=UTC)


class Time(ctypes.Structure):
    """``struct icaltimetype``."""

    _fields_ = [
        *((name, ctypes.c_int) for name in ("year", "month", "day", "hour", "minute", "second", "is_date", "is_dst")),
        ("zone", ctypes.c_void_p),
    ]


class Span(ctypes.Structure):
    """``struct icaltime_span``."""

    _fields_ = [("start", ctypes.c_int64), ("end", ctypes.c_int64), ("is_busy", ctypes.c_int)]


_CALLBACK = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.POINTER(Span), ctypes.c_void_p)
_POINTERS: dict[str, list[Any]] = {
    "icalparser_parse_string": [ctypes.c_char_p],
    "icalcomponent_get_first_component": [ctypes.c_void_p, ctypes.c_int],
    "icalcomponent_get_next_component": [ctypes.c_void_p, ctypes.c_int],
    "icalcomponent_get_first_property": [ctypes.c_void_p, ctypes.c_int],
    "icalcomponent_get_next_property": [ctypes.c_void_p, ctypes.c_int],
    "icalproperty_get_value": [ctypes.c_void_p],
}


class Libical:
    """The library, loaded from a path."""

    def __init__(self, path: str) -> None:
        """Load it; OSError where it, or what it needs, is not there."""
        self._held: Any = ctypes.CDLL(path)
        for name, kinds in _POINTERS.items():
            self._declare(name, ctypes.c_void_p, kinds)
        self._declare("icalproperty_get_datetime_with_component", Time, [ctypes.c_void_p, ctypes.c_void_p])
        self._declare("icaltime_as_timet_with_zone", ctypes.c_int64, [Time, ctypes.c_void_p])
        self._declare("icalvalue_get_text", ctypes.c_char_p, [ctypes.c_void_p])
        self._declare("icalproperty_get_value_as_string", ctypes.c_char_p, [ctypes.c_void_p])
        self._declare("icalcomponent_kind_to_string", ctypes.c_char_p, [ctypes.c_int])
        self._declare("icalcomponent_isa", ctypes.c_int, [ctypes.c_void_p])
        self._declare("icalproperty_string_to_kind", ctypes.c_int, [ctypes.c_char_p])
        self._declare("icalcomponent_free", None, [ctypes.c_void_p])
        kinds = [ctypes.c_void_p, Time, Time, _CALLBACK, ctypes.c_void_p]
        self._declare("icalcomponent_foreach_recurrence", None, kinds)

    def _declare(self, name: str, result: Any, kinds: list[Any]) -> None:
        function = getattr(self._held, name)
        function.restype, function.argtypes = result, kinds

    def read(self, data: bytes) -> list[Read]:
        """Give the items of a calendar."""
        root = self._held.icalparser_parse_string(data)
        try:
            return sorted((self._item(part) for part in self._parts(root)), key=_order)
        finally:
            self._held.icalcomponent_free(root)

    def occurrences(self, data: bytes) -> dict[str, list[datetime]]:
        """Give the first occurrences of each series by its rule and EXDATE, by UID."""
        root = self._held.icalparser_parse_string(data)
        try:
            return {
                self._text(part, "UID"): self._expanded(part) for part in self._parts(root)
                if self._first(part, "RRULE")
            }  # fmt: skip
        finally:
            self._held.icalcomponent_free(root)

    def _parts(self, root: int) -> Iterator[int]:
        part = self._held.icalcomponent_get_first_component(root, ANY_COMPONENT)
        while part:
            if self._kind(part) in {"VEVENT", "VTODO"}:
                yield part
            part = self._held.icalcomponent_get_next_component(root, ANY_COMPONENT)

    def _kind(self, part: int) -> str:
        name: bytes = self._held.icalcomponent_kind_to_string(self._held.icalcomponent_isa(part))
        return name.decode()

    def _first(self, part: int, name: str) -> Any:
        return self._held.icalcomponent_get_first_property(part, self._held.icalproperty_string_to_kind(name.encode()))

    def _text(self, part: int, name: str) -> str:
        return self._value(self._first(part, name))

    def _value(self, held: Any) -> str:
        if not held:
            return ""
        found = self._held.icalvalue_get_text(self._held.icalproperty_get_value(held))
        return found.decode() if found is not None else ""

    def _word(self, part: int, name: str) -> str:
        found: bytes = self._held.icalproperty_get_value_as_string(self._first(part, name))
        return found.decode()

    def _categories(self, part: int) -> Iterator[str]:
        kind = self._held.icalproperty_string_to_kind(b"CATEGORIES")
        held = self._held.icalcomponent_get_first_property(part, kind)
        while held:
            yield self._value(held)
            held = self._held.icalcomponent_get_next_property(part, kind)

    def _time(self, part: int, name: str) -> Time | None:
        held = self._first(part, name)
        found: Time | None = self._held.icalproperty_get_datetime_with_component(held, part) if held else None
        return found

    def _moment(self, part: int, *names: str) -> date | None:
        found = next((time for name in names if (time := self._time(part, name))), None)
        if found is None:
            return None
        if found.is_date:
            return date(found.year, found.month, found.day)
        assert found.zone, "no floating times"
        return datetime.fromtimestamp(self._held.icaltime_as_timet_with_zone(found, found.zone), UTC)

    def _item(self, part: int) -> Read:
        return Read(
            self._kind(part), self._text(part, "UID"), self._moment(part, "RECURRENCE-ID"),
            self._moment(part, "DTSTART"), self._moment(part, "DTEND", "DUE"), self._text(part, "SUMMARY"),
            self._text(part, "DESCRIPTION"), self._text(part, "LOCATION"), tuple(self._categories(part)),
            self._word(part, "STATUS"), int(self._word(part, "SEQUENCE")),
        )  # fmt: skip

    def _expanded(self, part: int) -> list[datetime]:
        found: list[datetime] = []

        def note(_part: int, span: Any, _more: int) -> None:
            found.append(datetime.fromtimestamp(span.contents.start, UTC))

        begin = Time(EARLIEST.year, 1, 1, 0, 0, 0, 0, 0, None)
        end = Time(HORIZON.year, 1, 1, 0, 0, 0, 0, 0, None)
        self._held.icalcomponent_foreach_recurrence(part, begin, end, _CALLBACK(note), None)
        return sorted(found)[:MOST]


def _order(item: Read) -> tuple[str, str, str]:
    return item.name, item.uid, str(item.recurrence)
