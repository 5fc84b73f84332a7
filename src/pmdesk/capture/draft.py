"""What the makers of readings share: the scan, the place, what is said, dates, keys."""

from __future__ import annotations

from datetime import date

from pmdesk.capture.asking import Asking, Found, Refusal, Sense
from pmdesk.capture.keys import free_key
from pmdesk.capture.place import Need, Place, find_place
from pmdesk.capture.reading import Reading, SlotRequest
from pmdesk.capture.repeats import match_repeat
from pmdesk.capture.saying import full_day
from pmdesk.capture.scan import Scan
from pmdesk.capture.situation import Situation
from pmdesk.model import Noun
from pmdesk.portfolio import Put


class Draft:
    """A reading in the making."""

    def __init__(self, scan: Scan, kind: str, need: Need, situation: Situation) -> None:
        self.scan, self.kind, self.situation = scan, kind, situation
        self.place: Place = find_place(scan, need, situation)
        self.said: list[str] = []
        self.confirm: list[str] = []

    @property
    def today(self) -> date:
        """The present day."""
        return self.situation.today

    @property
    def client_name(self) -> str:
        """The short name of the client, or nothing."""
        return self.situation.short[self.place.client] if self.place.client else ""

    def asking(self, sense: Sense) -> Asking:
        """Give what dates are read against."""
        working = self.situation.working(self.place.client)
        return Asking(self.today, sense, working, self.situation.date_order, self._milestone)

    def _milestone(self, name: str) -> date | str | None:
        if self.place.key is None:
            return None
        rows = self.situation.milestones(self.place.key, name)
        if not rows:
            return None
        if len(rows) > 1:
            return f"may be counted from {' or '.join(row.key for row in rows[:4])}: write which"
        row = rows[0]
        if row.status == "cancelled":
            return f"can't be counted: {row.key} is cancelled"
        return (row.done_on or row.due) if row.status == "done" else row.due

    def take_days(self, sense: Sense) -> Found | None:
        """Take the one date, or range, of the line; a second one is refused, so is a range where one day is wanted."""
        asking = self.asking(sense)
        found: Found | None = None
        first = ""
        for at, _ in self.scan.typed():
            answer = self.scan.date_at(at, asking)
            if answer is None:
                continue
            typed = " ".join(word.text for word in self.scan.words[at : at + answer.taken])
            if isinstance(answer, Refusal):
                self.scan.refuse(at, answer.taken, answer.words)
            elif found is not None:
                self.scan.refuse(at, answer.taken, f"is a second date beside {first} (put quotes around what is title)")
            elif answer.is_span and sense != "span":
                self.scan.refuse(at, answer.taken, "is more than one day (want one)")
            else:
                found, first = answer, typed
                self.scan.take(at, answer.taken)
        if found:
            self.ask_if_far(*{found.first, found.last})
        return found

    def refuse_repeats(self) -> None:
        """Refuse ``every week`` where nothing repeats."""
        for at, word in self.scan.typed():
            answer = match_repeat(self.scan.run(at), 0) if word.low == "every" else None
            if isinstance(answer, tuple):
                self.scan.refuse(at, answer[1], "is for meetings, which have a time (put quotes around what is title)")

    def take_day(self, sense: Sense) -> date | None:
        """Take the one day of the line."""
        found = self.take_days(sense)
        return found.first if found else None

    def ask_if_far(self, *days: date) -> None:
        """Ask for a second Enter where a day is far off."""
        for day in sorted(days):
            if self.asking("day").is_far(day):
                self.confirm.append(f"{full_day(day)} is {abs((day - self.today).days)} days off")

    def closed_on(self, day: date) -> str:
        """Say that the client does not work on a day; empty where it does."""
        if not self.place.client or day in self.situation.working(self.place.client):
            return ""
        return f"{self.client_name} closed that day"

    def title(self, instead: str = "") -> str:
        """Give the title; where there is none and nothing to put ``instead``, that is a problem."""
        title = self.scan.title or instead
        if not title:
            self.scan.lack("what? (want a title)")
        return title

    def key(self, noun: type[Noun], title: str, instead: str, head: str = "") -> str:
        """Give a free key by habit; ``ME`` begins it where the line belongs nowhere."""
        stored = self.situation.stored
        return free_key(head or self.place.name or "ME", title, instead, lambda key: stored(noun, (key,)) is not None)

    def say(self, *parts: str) -> None:
        """Add to the echo what is not empty."""
        self.said += [part for part in parts if part]

    def done(
        self, title: str, row: Noun | None, journal: str, slot: SlotRequest | None = None, seen: Noun | None = None
    ) -> Reading:
        """Give the reading; of a line with problems nothing is made. ``seen`` is what is stored of the row."""
        focus = self.situation.focus
        if focus in self.situation.short and self.place.client not in {None, focus}:
            self.say(f"outside the focus on {self.situation.short[str(focus)]}")
        if self.place.engagement and self.place.engagement.status == "closed":
            self.say(f"{self.place.name} is closed")
        problems = tuple(sorted(self.scan.problems, key=lambda problem: (problem.start, problem.end)))
        made = not problems
        return Reading(
            self.scan.line, self.kind, title, " · ".join(self.said), problems, tuple(self.scan.choices),
            (Put(row, seen),) if made and row else (), "; ".join(dict.fromkeys(self.confirm)) if made else "",
            journal if made else "", slot if made else None,
        )  # fmt: skip
