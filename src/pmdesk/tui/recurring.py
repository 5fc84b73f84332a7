"""How a meeting repeats, in words: what a recurrence rule (RFC 5545, section 3.3.10) says, as people say it."""

from __future__ import annotations

from datetime import date

from pmdesk.tui.words import DAYS, MONTHS, short_day

_UNITS = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}
_WEEKDAYS = dict(zip(("MO", "TU", "WE", "TH", "FR", "SA", "SU"), DAYS, strict=True))
_SAID = frozenset({"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYMONTH", "COUNT", "UNTIL", "WKST"})
"""The parts that are said; of others it is said that there are some."""


def repeats(rule: str) -> str:
    """Give a checked rule in words: ``every 2 weeks on Mon and Wed until 30 Mar 2027``; an empty one has none."""
    from pmdesk.model.rule import parts_of

    if not rule:
        return ""
    parts = parts_of(rule)
    step = int(parts.get("INTERVAL", "1"))
    unit = _UNITS[parts["FREQ"]]
    said = [f"every {unit}" if step == 1 else f"every {step} {unit}s"]
    if days := [*map(_weekday, _split(parts, "BYDAY")), *map(_month_day, _split(parts, "BYMONTHDAY"))]:
        said.append(f"on {_listed(days)}")
    if months := _split(parts, "BYMONTH"):
        said.append(f"in {_listed([MONTHS[int(month) - 1] for month in months])}")
    if parts.keys() - _SAID:
        said.append("by a rule of its own")
    if "COUNT" in parts:
        said[-1] += ", once" if parts["COUNT"] == "1" else f", {parts['COUNT']} times"
    if until := parts.get("UNTIL", ""):
        last = date(int(until[:4]), int(until[4:6]), int(until[6:8]))
        said.append(f"until {short_day(last)} {last.year}")
    return " ".join(said)


def _split(parts: dict[str, str], name: str) -> list[str]:
    return parts[name].split(",") if name in parts else []


def _weekday(text: str) -> str:
    """Give ``Tue``, ``the 2nd Tue``, ``the last Fri``."""
    day, at = _WEEKDAYS[text[-2:]], int(text[:-2] or 0)
    return f"{_ordinal(at)} {day}" if at else day


def _month_day(text: str) -> str:
    at = int(text)
    return _ordinal(at) if at > 0 else f"{_ordinal(at)} day"


def _ordinal(at: int) -> str:
    if at < 0:
        return "the last" if at == -1 else f"{_ordinal(-at)} last"
    tail = "th" if at % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(at % 10, "th")
    return f"the {at}{tail}"


def _listed(names: list[str]) -> str:
    if names == list(DAYS[:5]):
        return "Mon to Fri"
    head, last = names[:-1], names[-1]
    return f"{', '.join(head)} and {last}" if head else last
