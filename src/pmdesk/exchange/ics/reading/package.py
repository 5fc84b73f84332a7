"""The values that the ``icalendar`` package reads, each raising ValueError alone for what it can't."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from icalendar import vDate, vDatetime, vDuration, vUTCOffset
from icalendar.parser import Contentline

T = TypeVar("T")
_ODD = (TypeError, AttributeError, LookupError, ArithmeticError, AssertionError)


def _read(reader: Callable[[str], T], text: str) -> T:
    try:
        return reader(text)
    except _ODD as error:
        raise ValueError(str(error)) from error


def _from(kind: Any) -> Callable[[str], Any]:
    reader: Callable[[str], Any] = kind.from_ical
    return reader


_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


def text_value(text: str) -> str:
    r"""Take the escapes out of a text (RFC 5545, section 3.3.11): the package does it with whole files alone."""
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], text)


def date_of(text: str) -> date:
    """Read a date (section 3.3.4)."""
    found: date = _read(_from(vDate), text)
    return found


def datetime_of(text: str) -> datetime:
    """Read a date with a time (section 3.3.5); aware where it is UTC."""
    found: datetime = _read(_from(vDatetime), text)
    return found


def duration_of(text: str) -> timedelta:
    """Read a length of time (section 3.3.6)."""
    found: timedelta = _read(_from(vDuration), text)
    return found


def offset_of(text: str) -> timedelta:
    """Read an offset from UTC (section 3.3.14)."""
    found: timedelta = _read(_from(vUTCOffset), text)
    return found


def parts_of_line(line: str) -> tuple[Mapping[str, str], str]:
    """Split a content line into its parameters, by name in capitals, and its value as it is written."""

    def split(text: str) -> tuple[str, Mapping[str, Any], str]:
        make: Any = Contentline
        found: tuple[str, Mapping[str, Any], str] = make(text).raw_parts()
        return found

    _, params, value = _read(split, line.replace("\n", " "))
    return {str(name).upper(): _joined(held) for name, held in params.items()}, str(value)


def _joined(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
