"""What is under the cursor, in words: the thing, its conflicts with their explanation, and a way out."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from pmdesk.model import Blackout, Engagement, Milestone
from pmdesk.portfolio import Portfolio
from pmdesk.schedule.conflicts.conflict import SEVERITIES, Conflict
from pmdesk.tui.context import short_names
from pmdesk.tui.glyphs import Glyphs
from pmdesk.tui.text import cells, fit, shown
from pmdesk.tui.widgets.timeline.caught import Caught
from pmdesk.tui.widgets.timeline.clear import clear_day, free_day
from pmdesk.tui.widgets.timeline.frame import Part
from pmdesk.tui.widgets.timeline.lane import Lane
from pmdesk.tui.widgets.timeline.lanes import number
from pmdesk.tui.widgets.timeline.troubles import days_of
from pmdesk.tui.words import LONG, away, count, day_range, full_day, week_day

_INKS = {"high": "bad", "medium": "warn", "low": "dim"}
_STATUS_INKS = {"at-risk": "warn", "done": "good", "cancelled": "dim"}
_BLOCKS = {"milestones": "blocks milestones", "events": "blocks meetings and work", "all": "blocks everything"}
_KIND_WIDTH = max(len(words) for words in LONG.values())


@dataclass(frozen=True, slots=True)
class Line:
    """A line of detail: its pieces, and what stands at its right end where there is room."""

    parts: tuple[Part, ...]
    right: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the cursor is: lane, day, and the first and last day of its column."""

    lane: Lane
    day: date
    first: date
    last: date

    @property
    def ref(self) -> str:
        """What lies there."""
        return self.lane.at(self.day, self.first, self.last)


class Details:
    """Says what lies at a spot of one portfolio with its conflicts."""

    def __init__(self, portfolio: Portfolio, caught: Caught, glyphs: Glyphs, keys: tuple[Part, ...] = ()) -> None:
        self.portfolio, self.caught = portfolio, caught
        self.keys = keys
        self.glyphs = glyphs
        self.names = short_names(portfolio.clients)
        self.zone = ZoneInfo(portfolio.profile.timezone)
        self._spans: dict[str, tuple[tuple[date, date], ...]] = {}

    def after(self, portfolio: Portfolio, caught: Caught) -> Details:
        """Give what would be said after an edit."""
        made = copy(self)
        made.portfolio, made.caught, made._spans = portfolio, caught, {}
        return made

    def lines(self, spot: Spot) -> list[Line]:
        """Give the lines: first the thing itself, then its conflicts, worst first."""
        ref = spot.ref
        kind, _, key = ref.partition("/")
        conflicts = self.conflicts_at(spot)
        if kind == "milestone" and (row := self.portfolio.milestones.get(key)):
            head = self._milestone(row, spot, conflicts)
        elif kind == "assignment" and key in self.portfolio.assignments:
            head = self._assignment(key)
        elif kind == "blackout" and (off := self.portfolio.blackouts.get(key)):
            head = self._blackout(off)
        elif kind == "engagement" and (term := self.portfolio.engagements.get(key)):
            head = self._engagement(term)
        else:
            head = self._plain(spot)
        keyed = next((one.id for one in conflicts if not one.waived), "")
        return [head, *(self._conflict(one, ref, self.keys if one.id == keyed else ()) for one in conflicts)]

    def coming(self, spot: Spot, room: int) -> list[Line]:
        """Give the next open dates of the lane's engagement, of a client's lane of all of its, in so many lines."""
        held, lane = self.portfolio, spot.lane
        if lane.kind == "client":
            works = [row.key for row in held.engagements_by_client.get(lane.client, ())]
        else:
            works = [lane.key.split("/")[1]] if lane.key.startswith("engagement/") else []
        kind, _, here = spot.ref.partition("/")
        here = here if kind == "milestone" else ""
        rows = [row for key in works for row in held.milestones_by_engagement.get(key, ())
                if row.due >= held.today and row.is_open and row.key != here]  # fmt: skip
        if not rows or room < 3:
            return []
        rows.sort(key=lambda row: (row.due, row.key))
        told = rows[: room - 2] if len(rows) <= room - 2 else rows[: room - 3]
        found = [Line(()), Line((("   coming", "dim"),))]
        room = min(40, max(cells(shown(row.title)) for row in told))
        found += [self._next(row, lane, room, wide=len(works) > 1) for row in told]
        if len(told) < len(rows):
            found.append(Line(((f"   and {len(rows) - len(told)} more", "dim"),)))
        return found

    def _next(self, row: Milestone, lane: Lane, room: int, *, wide: bool) -> Line:
        """Tell of a date in a line, the title in so many cells; ``wide`` names its engagement too."""
        glyphs, today = self.glyphs, self.portfolio.today
        conflicts = [one for one in self.caught.of(row.ref) if not one.waived]
        sign = glyphs.trouble if conflicts else " "
        ink = _INKS.get(min((one.severity for one in conflicts), key=SEVERITIES.index, default="low"), "dim")
        mark = {"at-risk": glyphs.at_risk}.get(row.status, glyphs.planned)
        owner = self._owner(row.owner) if row.owner != "me" else ""
        place = self.portfolio.engagements[row.engagement].name if wide else ""
        return Line((
            (f"   {sign} ", ink), (f"{mark} ", _STATUS_INKS.get(row.status, f"client:{lane.client}")),
            (fit(week_day(row.due, today), 12), "text"), (fit(away(row.due, today), 14), "dim"),
            (fit(shown(row.title), room, ellipsis=glyphs.ellipsis) + "   ", "text"),
            (shown(f"{place}   {owner}" if place and owner else place or owner), "dim"),
        ))  # fmt: skip

    def conflicts_at(self, spot: Spot) -> list[Conflict]:
        """Give the conflicts of what lies at a spot and of its lane on these days, worst first, waived ones last."""
        refs = [spot.ref, spot.lane.ref] if spot.lane.kind in {"engagement", "me"} else [spot.ref]
        refs += [mark.ref for mark in spot.lane.marks if spot.first <= mark.day <= spot.last]
        found: dict[str, Conflict] = {}
        for ref in refs:
            for conflict in self.caught.of(ref):
                if ref.startswith("milestone/") or self._touches(conflict, spot):
                    found[conflict.id] = conflict
        order = {severity: place for place, severity in enumerate(SEVERITIES)}
        return sorted(found.values(), key=lambda row: (row.waived is not None, order[row.severity], row.kind, row.id))

    def _touches(self, conflict: Conflict, spot: Spot) -> bool:
        spans = self._spans.get(conflict.id)
        if spans is None:
            spans = self._spans[conflict.id] = tuple(days_of(item, self.zone) for item in conflict.occurrences)
        return any(start <= spot.last and end >= spot.first for start, end in spans)

    def _facts(self, title: str, ink: str, sign: str, facts: Iterable[str]) -> Line:
        """Join a title and facts with dots between them."""
        dot = f" {self.glyphs.separator} "
        rest = dot.join(shown(fact) for fact in facts if fact)
        return Line(((f" {sign} ", ink), (shown(title), "*text"), ("  " + self._plain_dash(rest), "text")))

    def _plain_dash(self, text: str) -> str:
        """Take this program's own signs in a text from the set that is drawn with."""
        return text.replace("–", self.glyphs.dash).replace("×", self.glyphs.times)

    def _milestone(self, row: Milestone, spot: Spot, conflicts: list[Conflict]) -> Line:
        term = self.portfolio.engagements[row.engagement]
        today, glyphs = self.portfolio.today, self.glyphs
        late = row.is_open and row.due < today
        owner = self._owner(row.owner)
        signs = {"at-risk": glyphs.at_risk, "done": glyphs.done, "cancelled": glyphs.cancelled}
        bad = late or any(conflict.severity == "high" and not conflict.waived for conflict in conflicts)
        sign = glyphs.warn if bad and row.is_open else signs.get(row.status, glyphs.soon)
        ink = "bad" if bad and row.is_open else _STATUS_INKS.get(row.status, f"client:{term.client}")
        others = sum(spot.first <= mark.day <= spot.last for mark in spot.lane.marks) - 1
        slip = (row.due - row.baseline).days if row.baseline and row.is_open else 0
        facts = (
            self.names[term.client],
            term.name,
            full_day(row.due),
            away(row.due, today) if row.is_open else f"done {week_day(row.done_on)}" if row.done_on else row.status,
            "at risk" if row.status == "at-risk" else "",
            f"{count(abs(slip), 'day')} {'after' if slip > 0 else 'before'} baseline" if slip else "",
            f"owner {owner}" if owner and row.owner != "me" else "",
            f"and {others} more here" if others > 0 else "",
        )
        return self._facts(row.title, ink, sign, facts)

    def _owner(self, owner: str) -> str:
        """Give an owner's name, a contact's with whom it stands for; empty for one that is not in this portfolio."""
        if not self._is_known(owner):
            return ""
        name, who = self.portfolio.name_of(owner), self.portfolio.stands_for(owner)
        head, _, key = who.partition("/")
        if who == owner or not self._is_known(who):
            return name
        return f"{name} ({self.names[key] if head == 'client' else self.portfolio.name_of(who)})"

    def _is_known(self, who: str) -> bool:
        head, _, key = who.partition("/")
        held = self.portfolio
        rows = {"client": held.clients, "vendor": held.vendors, "contact": held.contacts}.get(head)
        return head == "me" or (rows is not None and key in rows)

    def _engagement(self, row: Engagement) -> Line:
        term = f"from {full_day(row.start)}"
        if row.end:
            term = f"{full_day(row.start)} – {full_day(row.end)}"
        hours = f"{number(row.weekly_hours)} h a week" if row.weekly_hours else ""
        status = "" if row.status == "active" else row.status
        facts = (self.names[row.client], status, term, hours, row.objective)
        return self._facts(row.name, f"client:{row.client}", self.glyphs.dot, facts)

    def _assignment(self, key: str) -> Line:
        row = self.portfolio.assignments[key]
        vendor, term = self.portfolio.vendors[row.vendor], self.portfolio.engagements[row.engagement]
        end = self.portfolio.assignment_end(row)
        days = day_range(row.start, end, self.portfolio.today) if end else f"from {full_day(row.start)}"
        units = f"{number(row.units)} of {number(vendor.capacity)}"
        facts = (
            self.names[term.client], term.name, row.role, days, units, "exclusive" if row.exclusive else "",
            "" if row.status == "confirmed" else row.status,
        )  # fmt: skip
        return self._facts(vendor.name, f"client:{term.client}", self.glyphs.assignment, facts)

    def _blackout(self, row: Blackout) -> Line:
        who = "me" if row.who == "me" else self.portfolio.name_of(row.who)
        facts = (who, day_range(row.start, row.end, self.portfolio.today), _BLOCKS[row.concerns])
        return self._facts(row.title, "dim", self.glyphs.blackout, facts)

    def _plain(self, spot: Spot) -> Line:
        facts = (full_day(spot.day), away(spot.day, self.portfolio.today))
        return self._facts(spot.lane.label, f"client:{spot.lane.client}", self.glyphs.dot, facts)

    def _conflict(self, row: Conflict, ref: str, keys: tuple[Part, ...]) -> Line:
        """Say one conflict: what kind, how it came about, the way out or the waiver; ``keys`` are those that help."""
        ink = _INKS.get(row.severity, "dim")
        kind = LONG.get(row.kind, row.kind)
        times = f"{len(row.occurrences)} times: " if len(row.occurrences) > 1 else ""
        parts = (
            (f"   {self.glyphs.trouble} ", ink),
            (fit(kind, _KIND_WIDTH) + "  ", ink),
            (times + shown(self._plain_dash(row.message)), "text"),
        )
        if row.waived:
            right: tuple[Part, ...] = ((f"waived until {week_day(row.waived.until)} ", "dim"),)
        else:
            right = (*self._way_out(row, ref), *keys)
        return Line(parts, right)

    def _way_out(self, row: Conflict, ref: str) -> tuple[Part, ...]:
        """Give the nearest day that would do: for a milestone, and for a vendor promised too often."""
        kind, _, key = ref.partition("/")
        day, words = None, ""
        if row.kind in {"blackout", "non-working-day"} and kind == "milestone":
            day, words = clear_day(self.portfolio, self.portfolio.milestones[key]), "next clear day "
        elif row.kind == "overbooked" and kind == "assignment":
            after = max(days_of(item, self.zone)[1] for item in row.occurrences)
            day, words = free_day(self.portfolio, self.portfolio.assignments[key], after), "earliest free "
        return ((words, "dim"), (week_day(day) + " ", "good")) if day else ()
