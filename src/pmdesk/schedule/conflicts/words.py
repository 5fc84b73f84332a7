"""Conflicts in plain words: names, counts, day ranges."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction

from pmdesk.model.kinds import form_number
from pmdesk.portfolio import Portfolio
from pmdesk.schedule.conflicts.groups import Group
from pmdesk.schedule.conflicts.hit import MEDIUM
from pmdesk.schedule.instants import Zone
from pmdesk.schedule.load import rounded

_MONTHS = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MOST = 4
"""Names that are listed before the rest is counted."""

ELSEWHERE = "elsewhere"


class Namer:
    """What things are called: titles and names, of which an audience knows only its own.

    ``knows`` tells whether the name of a ref may be said. Years are left out where they are ``today``'s.
    """

    def __init__(
        self, portfolio: Portfolio, place: Zone, *, me: str, knows: Callable[[str], bool] | None = None
    ) -> None:
        self.portfolio, self.place, self.me, self.knows = portfolio, place, me, knows
        self.year = portfolio.today.year

    @property
    def for_audience(self) -> bool:
        """Whether a client reads it: nothing is said of hours and capacity then."""
        return self.knows is not None

    def name(self, ref: str) -> str:
        """Give the name of an item or a who."""
        head, _, key = ref.partition("/")
        if ref == ELSEWHERE:
            return "another commitment"
        if self.knows and not self.knows(ref):
            return f"{head} {key}"
        portfolio = self.portfolio
        if head == "milestone":
            return portfolio.milestones[key].title
        if head == "event":
            return portfolio.events[key].title
        if head == "assignment":
            return portfolio.engagements[portfolio.assignments[key].engagement].name
        if head == "engagement":
            return portfolio.engagements[key].name
        if head == "blackout":
            return portfolio.blackouts[key].title
        return self.me if head == "me" else portfolio.party(ref).name

    def whose(self, what: str, who: str) -> str:
        """Give something with whose it is: ``your Annual leave``, ``Change freeze of Acme``."""
        return f"your {what}" if who == "me" and self.me == "you" else f"{what} of {self.name(who)}"

    def work(self, ref: str) -> str:
        """Give the name of an item where it stands alone: of an assignment, whose work it is on what."""
        head, _, key = ref.partition("/")
        if head != "assignment" or (self.knows and not self.knows(ref)):
            return self.name(ref)
        vendor = f"vendor/{self.portfolio.assignments[key].vendor}"
        whose = f" of {self.name(vendor)}" if self.knows is None or self.knows(vendor) else ""
        return f"work{whose} on {self.name(ref)}"

    def names(self, refs: Sequence[str]) -> str:
        """List names, each once."""
        return listed(map(self.name, refs))

    def when(self, group: Group) -> str:
        """Say when a conflict first happens; how often stands beside it wherever it is listed."""
        first = group.hits[0]
        if isinstance(first.start, int) and isinstance(first.end, int):
            return self._hours(self.place.wall_of(first.start), self.place.wall_of(first.end))
        if isinstance(first.start, date) and isinstance(first.end, date):
            return self.days(first.start, first.end)
        return ""

    def _day(self, day: date) -> str:
        return f"{day.day} {_MONTHS[day.month]}" + (f" {day.year}" if day.year != self.year else "")

    def days(self, first: date, last: date) -> str:
        """Give a range of days: ``7 – 18 Dec``, ``30 Nov – 4 Dec``, with the year where it is not this one."""
        if first == last:
            return self._day(first)
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day} – {self._day(last)}"
        return f"{self._day(first)} – {self._day(last)}"

    def _hours(self, start: datetime, end: datetime) -> str:
        first, last = _clock(start), _clock(end)
        if start == end:
            return f"{self._day(start)} {first}"
        if start.date() == end.date():
            return f"{self._day(start)} {first} – {last}"
        return f"{self._day(start)} {first} – {self._day(end)} {last}"


def listed(names: Iterable[str]) -> str:
    """List names, each once, the first few of them."""
    found = list(dict.fromkeys(names))
    more = len(found) - _MOST
    return ", ".join(found[:_MOST]) + (f" and {more} more" if more > 0 else "")


def _clock(wall: datetime) -> str:
    return f"{wall.hour:02}:{wall.minute:02}"


def _number(value: Fraction | int | None) -> str:
    return form_number(rounded(value or 0))


def _double_booking(group: Group, say: Namer) -> str:
    first = group.hits[0]
    room = "" if first.limit == 1 else f" with room for {_number(first.limit)}"
    who = _upper(say.name(group.who))
    return f"{who}: {_number(first.peak)} at once{room}, {say.when(group)}: {say.names(group.items)}"


def _overbooked(group: Group, say: Namer) -> str:
    if say.for_audience:  # data.md: no capacity
        who = say.name(group.who)
        return f"{who} is promised more often than it has crews, {say.when(group)}: {say.names(group.items)}"
    first = group.hits[0]
    crews = "crew" if first.peak == 1 else "crews"
    return (
        f"{say.name(group.who)} has {_number(first.peak)} {crews} promised and {_number(first.limit)} to give, "
        f"{say.when(group)}: {say.names(group.items)}"
    )


def _exclusivity(group: Group, say: Namer) -> str:
    who = say.name(group.who)
    return f"{who} is promised to one alone and works for another, {say.when(group)}: {say.names(group.items)}"


def _overload(group: Group, say: Namer) -> str:
    if say.for_audience:  # data.md: no hours
        return f"more is planned than there are hours for, {say.when(group)}: {say.names(group.items)}"
    planned, available = _number(group.hits[0].peak), _number(group.hits[0].limit)
    return f"{planned} h planned and {available} h available, {say.when(group)}: {say.names(group.items)}"


def _blackout(group: Group, say: Namer) -> str:
    other = [ref for ref in group.items if not ref.startswith("blackout/")]
    blackout = [ref for ref in group.items if ref.startswith("blackout/")]
    who = say.name(group.who)
    if len(blackout) != 1 or len(other) != 1:  # for an audience, what stands elsewhere
        return f"{_upper(say.names(group.items))}: {who} is not to be had, {say.when(group)}"
    days_off = say.whose(say.name(blackout[0]), group.who)
    return f"{_upper(say.work(other[0]))} falls on {days_off}, {say.when(group)}"


def _non_working_day(group: Group, say: Namer) -> str:
    return f"{_upper(say.names(group.items))} is due on a day off of {say.name(group.who)}, {say.when(group)}"


def _outside_term(group: Group, say: Namer) -> str:
    what = say.work(group.items[0]) if len(group.items) == 1 else say.names(group.items)
    return f"{_upper(what)} is outside the term of {say.name(group.who)}, {say.when(group)}"


def _dependency(group: Group, say: Namer) -> str:
    later, earlier = _ordered(group, say.portfolio)
    words = "rests on" if group.hits[0].severity == MEDIUM else "is due too early after"
    ending = ", which is cancelled" if group.hits[0].severity == MEDIUM else ""
    return f"{_upper(say.name(later))} {words} {say.name(earlier)}{ending}, {say.when(group)}"


def _ordered(group: Group, portfolio: Portfolio) -> tuple[str, str]:
    """Give the milestone, then its predecessor."""
    one, other = group.items[0], group.items[-1]
    for first, second in ((one, other), (other, one)):
        row = portfolio.milestones.get(first.removeprefix("milestone/"))
        if row and group.who == f"engagement/{row.engagement}":
            key = second.removeprefix("milestone/")
            if second == ELSEWHERE or any(item.key == key for item in row.after):
                return first, second
    return (other, one) if one != ELSEWHERE else (one, other)


def _pile_up(group: Group, say: Namer) -> str:
    return f"{_number(group.hits[0].peak)} milestones due on one day, {say.when(group)}: {say.names(group.items)}"


def _outside_hours(group: Group, say: Namer) -> str:
    hours = say.whose("working hours", group.who)
    told = hours if hours.startswith("your ") else f"the {hours}"
    return f"{_upper(say.names(group.items))} is outside {told}, {say.when(group)}"


def _travel(group: Group, say: Namer) -> str:
    first = group.hits[0]
    minutes = (first.end - first.start) // 60 if isinstance(first.start, int) and isinstance(first.end, int) else 0
    return f"{minutes} min from one site to another, {say.when(group)}: {say.names(group.items)}"


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


_WORDS: Mapping[str, Callable[[Group, Namer], str]] = {
    "double-booking": _double_booking,
    "overbooked": _overbooked,
    "exclusivity": _exclusivity,
    "overload": _overload,
    "blackout": _blackout,
    "non-working-day": _non_working_day,
    "outside-term": _outside_term,
    "dependency": _dependency,
    "pile-up": _pile_up,
    "outside-hours": _outside_hours,
    "travel": _travel,
}


def message(group: Group, say: Namer) -> str:
    """Give a conflict in one line of plain words."""
    return _WORDS[group.kind](group, say)
