"""Values as the ``icalendar`` package writes them, without its faults."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from urllib.parse import quote

from icalendar import vCategory, vDDDLists, vDDDTypes, vDuration, vRecur, vText, vUri

from pmdesk.exchange.ics.seen import BLANK
from pmdesk.model.clean import clean
from pmdesk.model.rule import LIMIT, expand, parts_of, until_wall
from pmdesk.schedule.instants import moment, zone


class Text(vText):
    r"""Text, cleaned, escaped by RFC 5545, section 3.3.11: the package takes ``\N`` in a path for a line break."""

    __slots__ = ()

    def __new__(cls, value: str) -> Text:
        """Take a text that may hold anything; blanks at its ends are left out, since some readers drop them."""
        made: Text = super().__new__(cls, clean(value).strip(BLANK))
        return made

    def to_ical(self) -> bytes:
        """Escape backslash, semicolon, comma and line feed, each once."""
        text = self.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
        return text.encode()


def categories(names: list[str]) -> vCategory:
    """Give CATEGORIES, each name escaped."""
    value = vCategory([])
    value.cats = [Text(name) for name in names]
    return value


def day(value: str) -> date:
    """Read ``YYYY-MM-DD``."""
    return date.fromisoformat(value)


def utc(value: str) -> datetime:
    """Read an ISO 8601 moment as aware UTC, in whole seconds."""
    return datetime.fromisoformat(value).astimezone(UTC).replace(microsecond=0)


def when(value: str, zone_name: str | None) -> vDDDTypes:
    """Give a date (no zone), wall time in a zone, or UTC (``Z``) for a property; nothing floats."""
    if zone_name is None:
        return vDDDTypes(day(value))
    if value.endswith("Z"):
        return vDDDTypes(utc(value))
    made = vDDDTypes(datetime.fromisoformat(value))
    made.params["TZID"] = zone_name
    return made


def walls(values: list[str], zone_name: str) -> vDDDLists:
    """Give a list of wall times of one zone (EXDATE)."""
    if values[0].endswith("Z"):
        return vDDDLists([utc(value) for value in values])
    made = vDDDLists([datetime.fromisoformat(value) for value in values])
    made.params["TZID"] = zone_name
    return made


def duration(length: timedelta) -> vDuration:
    """Give a duration with its VALUE, which the package leaves out where it is not the property's default."""
    made = vDuration(length)
    made.params["VALUE"] = "DURATION"
    return made


_SCHEMES = ("http://", "https://", "mailto:", "tel:", "sip:", "sips:", "xmpp:", "msteams:", "zoommtg:", "webcal:")


def uri(text: str) -> vUri | None:
    """Give a URI (RFC 3986) that a reader may follow; None for what is none."""
    held = clean(text).strip()
    if not held.lower().startswith(_SCHEMES) or any(part.isspace() for part in held):
        return None
    return vUri(quote(held, safe="%:/?#[]@!$&'()*+,;=~-._"))


_MOST_A_YEAR = {"DAILY": 366, "WEEKLY": 53, "MONTHLY": 12, "YEARLY": 1}
_YEARS = 60


def recurrence(rule: str, start: datetime, zone_name: str) -> vRecur:
    """Give a rule with UNTIL in UTC (RFC 5545, section 3.3.10), and its end at the 5,000th occurrence where it counts.

    A rule that would reach its 5,000th occurrence only after 60 years stays without an end.
    """
    parts = dict(parts_of(rule))
    until = parts.pop("UNTIL", None)
    if "COUNT" not in parts and _is_long(parts, start, zone_name, rule):
        parts["COUNT"], until = str(LIMIT), None
    made: vRecur = vRecur.from_ical(";".join(f"{name}={value}" for name, value in parts.items()))
    if until:
        made["UNTIL"] = [_last_moment(until, zone_name)]
    return made


def _last_moment(until: str, zone_name: str) -> datetime:
    if until.endswith("Z"):
        return utc(f"{until[:4]}-{until[4:6]}-{until[6:]}")
    return moment(zone(zone_name).instant(until_wall(until, zone_name)))


def _is_long(parts: dict[str, str], start: datetime, zone_name: str, rule: str) -> bool:
    """Tell whether a rule without COUNT has more than 5,000 occurrences within 60 years."""
    most = _MOST_A_YEAR[parts["FREQ"]] * _YEARS // int(parts.get("INTERVAL", "1"))
    for name, value in parts.items():
        if name.startswith("BY") and name != "BYSETPOS":
            most *= (value.count(",") + 1) * (53 if name == "BYDAY" and parts["FREQ"] in {"MONTHLY", "YEARLY"} else 1)
        if name in {"BYMONTH", "BYWEEKNO"} and parts["FREQ"] == "YEARLY":
            most *= 31
    if most <= LIMIT:
        return False
    latest = start.replace(year=min(start.year + _YEARS, 9999), day=min(start.day, 28))
    for number, wall in enumerate(expand(rule, start, zone_name), 1):
        if wall > latest:
            return False
        if number > LIMIT:
            return True
    return False
