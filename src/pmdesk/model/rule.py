"""Recurrence rules: RFC 5545, section 3.3.10, within the bounds that a schedule needs.

A rule repeats wall time in its event's zone. FREQ runs from DAILY to YEARLY, INTERVAL from 1 to 999; a COUNT above
5,000 is refused, any other rule ends with its 5,000th occurrence.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from functools import lru_cache
from itertools import islice, takewhile
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pmdesk.patterns import pattern

if TYPE_CHECKING:
    from dateutil.rrule import rrule

LIMIT = 5000
"""The most occurrences that a rule may have."""

MIN_YEAR, MAX_YEAR = 2, 9998
"""The years that wall time may lie in: one within what a moment can be, whatever the zone."""

_LONGEST = 4096

_NUMBERS = {
    "BYSECOND": (0, 59, False), "BYMINUTE": (0, 59, False), "BYHOUR": (0, 23, False), "BYMONTHDAY": (1, 31, True),
    "BYYEARDAY": (1, 366, True), "BYWEEKNO": (1, 53, True), "BYMONTH": (1, 12, False), "BYSETPOS": (1, 366, True),
}  # fmt: skip
_DAY = pattern(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)\Z", ascii_=True)
_COUNT = pattern(r"\d{1,6}\Z", ascii_=True)
_UNTIL = pattern(r"\d{8}(T\d{6}Z?)?\Z", ascii_=True)
_FREQS = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")


def _check_number(name: str, value: str, low: int, high: int) -> None:
    if not _COUNT.match(value) or not low <= int(value) <= high:
        raise ValueError(f"has {name}={value} (want {low} to {high})")


def _check_list(name: str, value: str) -> None:
    low, high, signed = _NUMBERS[name]
    for part in value.split(","):
        number = part.lstrip("+-") if signed else part
        if len(part) - len(number) > 1:
            raise ValueError(f"has {name}={value[:60]}, which can't be read")
        _check_number(name, number[:60], low, high)


def _check_until(value: str) -> None:
    try:
        if not _UNTIL.match(value):
            raise ValueError
        datetime.strptime(value[:15], "%Y%m%dT%H%M%S" if "T" in value else "%Y%m%d")  # noqa: DTZ007 (wall time)
    except ValueError:
        raise ValueError(f"has UNTIL={value} (want YYYYMMDD or YYYYMMDDTHHMMSSZ)") from None


def _check_days(parts: dict[str, str]) -> None:
    for part in parts["BYDAY"].split(","):
        match = _DAY.match(part)
        if not match:
            raise ValueError(f"has BYDAY={parts['BYDAY']}, which can't be read")
        most = 5 if parts["FREQ"] == "MONTHLY" or "BYMONTH" in parts else 53
        if match[1] and (parts["FREQ"] not in {"MONTHLY", "YEARLY"} or not 1 <= abs(int(match[1])) <= most):
            raise ValueError(
                f"has {part} (only MONTHLY and YEARLY rules number a weekday, 1 to 5 in a month, else to 53)"
            )
        if match[1] and "BYWEEKNO" in parts:
            raise ValueError(f"numbers a weekday ({part}) beside BYWEEKNO")


def _split(text: str) -> dict[str, str]:
    parts: dict[str, str] = {}
    for part in text.split(";"):
        name, _, value = part.strip().partition("=")
        if not value or name in parts:
            raise ValueError(f"is no recurrence rule at {part[:60]!r}")
        parts[name] = value
    return parts


def _check(parts: dict[str, str]) -> None:
    if parts.get("FREQ") not in _FREQS:
        raise ValueError("is no recurrence rule of FREQ DAILY, WEEKLY, MONTHLY or YEARLY")
    if "COUNT" in parts and "UNTIL" in parts:
        raise ValueError("has both COUNT and UNTIL")
    for name, value in parts.items():
        if name == "INTERVAL":
            _check_number(name, value, 1, 999)
        elif name == "COUNT":
            _check_number(name, value, 1, LIMIT)
        elif name == "UNTIL":
            _check_until(value)
        elif name == "BYDAY":
            _check_days(parts)
        elif name in _NUMBERS:
            _check_list(name, value)
        elif name == "WKST":
            if value not in {"MO", "TU", "WE", "TH", "FR", "SA", "SU"}:
                raise ValueError(f"has WKST={value}, which is no weekday")
        elif name != "FREQ":
            raise ValueError(f"has {name}, which is not known")
    _check_together(parts)


def _check_together(parts: dict[str, str]) -> None:
    """Hold the table of RFC 5545, section 3.3.10: which BYxxx go with which FREQ."""
    freq = parts["FREQ"]
    barred = {
        "BYWEEKNO": {"DAILY", "WEEKLY", "MONTHLY"},
        "BYYEARDAY": {"DAILY", "WEEKLY", "MONTHLY"},
        "BYMONTHDAY": {"WEEKLY"},
    }
    for name, freqs in barred.items():
        if name in parts and freq in freqs:
            raise ValueError(f"has {name}, which a {freq} rule may not have")
    if "BYSETPOS" in parts and not any(name.startswith("BY") and name != "BYSETPOS" for name in parts):
        raise ValueError("has BYSETPOS without another BY part")
    if parts.get("BYSECOND", "0") != "0":
        raise ValueError("has BYSECOND (want whole minutes)")


def parse_rule(text: str) -> str:
    """Check an RRULE value (without the name) and give it in upper case; ValueError says what is wrong.

    Weekdays with and without a number are given in one way, all numbered: ``MO,2TU`` of a month is
    ``1MO,2MO,3MO,4MO,5MO,2TU``, since not every reader of rules takes them together.
    """
    value = text.upper().rstrip(";")
    if len(value) > _LONGEST or not value.isascii():
        raise ValueError("is no recurrence rule")
    parts = _split(value)
    _check(parts)
    if "BYDAY" in parts and len({part[0] in "+-0123456789" for part in parts["BYDAY"].split(",")}) == 2:
        parts["BYDAY"] = _numbered(parts)
        value = ";".join(f"{name}={part}" for name, part in parts.items())
    return value


def _numbered(parts: dict[str, str]) -> str:
    most = 5 if parts["FREQ"] == "MONTHLY" or "BYMONTH" in parts else 53
    days: list[str] = []
    for part in parts["BYDAY"].split(","):
        days += [f"{at}{part}" for at in range(1, most + 1)] if len(part) == 2 else [part]
    return ",".join(dict.fromkeys(days))


@lru_cache(maxsize=1024)
def parts_of(text: str) -> dict[str, str]:
    """Split a checked rule into its parts; the result is shared, so it may not be changed."""
    return _split(text)


def until_wall(value: str, zone: str) -> datetime:
    """Give the last moment of UNTIL as wall time in the event's zone: a date includes that day, ``Z`` is UTC."""
    if "T" not in value:
        return datetime.combine(date(int(value[:4]), int(value[4:6]), int(value[6:])), time.max)
    moment = datetime.strptime(value[:15], "%Y%m%dT%H%M%S")  # noqa: DTZ007 (wall time)
    if value.endswith("Z") and MIN_YEAR <= moment.year <= MAX_YEAR:
        return moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return moment


def expand(text: str, start: datetime, zone: str) -> rrule:
    """Give dateutil's rule for wall times from ``start`` on; UNTIL is taken in ``zone``, without the limit of 5,000.

    Where ``start`` is no occurrence of the rule the first one may be thousands of years away, and take seconds:
    ``pmdesk.model.recurs.begins`` tells that at once.
    """
    from dateutil.rrule import rrulestr

    parts = parts_of(text)
    until = parts.get("UNTIL")
    rest = ";".join(f"{name}={value}" for name, value in parts.items() if name != "UNTIL")
    rule: rrule = rrulestr(rest, dtstart=start)  # type: ignore[assignment]  # a set comes of several lines only
    return rule.replace(until=until_wall(until, zone)) if until else rule


def occurrences(text: str, start: datetime, zone: str) -> Iterator[datetime]:
    """Give the wall times of a rule in order, 5,000 at most, none after the year 9998."""
    return takewhile(lambda wall: wall.year <= MAX_YEAR, islice(iter(expand(text, start, zone)), LIMIT))
