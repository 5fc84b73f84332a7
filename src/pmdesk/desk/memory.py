"""What the desk remembers of earlier work: texts found, lessons that belong to something, told to another client."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pmdesk.audience.masking import Mask
from pmdesk.desk.guarding import guard_for
from pmdesk.errors import InputError
from pmdesk.model import Action, Assignment, Engagement, Lesson, Milestone, Note, Noun, RaidItem, Turn, Vendor
from pmdesk.portfolio import Window
from pmdesk.portfolio.likeness import Like, Likeness, likeness_of
from pmdesk.schedule.escalation import HOURS
from pmdesk.store import journal
from pmdesk.store.rows import read_in
from pmdesk.store.search import Hit, Sought

if TYPE_CHECKING:
    from datetime import date

    from pmdesk.audience.guard import Mention
    from pmdesk.store import Store

LIKE = 60
"""So many lessons are looked at whether they are like something."""


@dataclass(frozen=True, slots=True)
class Found:
    """The rows that were found, in order; ``has_index`` is False where they had to be gone through one by one."""

    rows: tuple[Note | Lesson, ...] = ()
    has_index: bool = True


@dataclass(frozen=True, slots=True)
class Retold:
    """A lesson for an engagement to use: what to do and why, and, for another client, what was replaced.

    ``mentions`` are words that still name a client who is not that engagement's.
    """

    title: str
    plan: str
    why: str
    replaced: tuple[tuple[str, str], ...] = ()
    mentions: tuple[Mention, ...] = ()


RISK, START, CLOSING = "risk", "start", "closing"
"""What a lesson can become: a risk, or an item of one of the two checklists."""


def made_of(told: Retold, engagement: str, use: str, today: date) -> RaidItem | Action:
    """Give the risk, or the item of a checklist, that a lesson becomes; its key is still empty."""
    if use == RISK:
        return RaidItem(
            engagement=engagement, type="risk", title=told.title, response="mitigate", plan=told.plan, raised=today,
            notes=told.why,
        )  # fmt: skip
    notes = "\n".join(part for part in (told.plan if told.plan != told.title else "", told.why) if part)
    return Action(engagement=engagement, title=told.title, tags=(use,), notes=notes)


class Memory:
    """Questions about all that was ever written; for the project manager alone."""

    def __init__(self, store: Store, today: date) -> None:
        self.store, self.today = store, today

    def find(self, sought: Sought) -> Found:
        """Find notes and lessons; nothing typed finds nothing."""
        rows = self._rows(self.store.search(sought))
        if sought.client is not None:
            own = {row.key for row in self.store.rows(Engagement, client=sought.client)}
            rows = [row for row in rows if _is_of(row, sought.client, own)]
        return Found(tuple(rows), bool(rows) or self.store.has_index())

    def _rows(self, hits: Sequence[Hit]) -> list[Note | Lesson]:
        found: dict[Hit, Note | Lesson] = {}
        nouns: tuple[type[Note] | type[Lesson], ...] = (Note, Lesson)
        for noun in nouns:
            keys = [hit.key for hit in hits if hit.kind == noun.KIND]
            for row in self._read_in(noun, keys):
                found[Hit(noun.KIND, row.key)] = row
        return [found[hit] for hit in hits if hit in found]

    def _read_in(self, noun: type[Any], keys: Sequence[str]) -> list[Any]:
        return self.store.read(lambda open_one: read_in(open_one, noun, "key", keys)) if keys else []

    def like(self, about: Noun) -> tuple[Like, ...]:
        """Give the lessons of other work like a row that is being made, the most telling first."""
        vendors = self._vendors(about)
        named = [row.name for row in (self.store.get(Vendor, key) for key in sorted(vendors)) if row is not None]
        wanted = likeness_of(about, vendors, named)
        if wanted.is_empty:
            return ()
        hits = self.store.like(wanted.words, Sought("", (Lesson.KIND,), limit=LIKE))
        rows = {row.key: row for row in self._rows(hits) if isinstance(row, Lesson)}
        work = {row.engagement for key in vendors for row in self.store.rows(Assignment, vendor=key)}
        rows |= {row.key: row for key in work for row in self.store.rows(Lesson, engagement=key)}
        if not self.store.has_index():
            rows |= {row.key: row for row in self.store.rows(Lesson)}
        return self._ranked(wanted, rows.values())

    def _ranked(self, wanted: Likeness, rows: Iterable[Lesson]) -> tuple[Like, ...]:
        crews: dict[str, set[str]] = {}
        found = []
        for row in rows:
            if row.engagement not in crews:
                crews[row.engagement] = {one.vendor for one in self.store.rows(Assignment, engagement=row.engagement)}
            if (like := wanted.of(row, crews[row.engagement])) is not None:
                found.append(like)
        return tuple(sorted(found, key=lambda like: (-like.score, like.lesson.key)))

    def _vendors(self, about: Noun) -> frozenset[str]:
        """Give the vendors that a row has to do with: itself, its owner, those that work on an engagement."""
        if isinstance(about, Vendor):
            return frozenset({about.key})
        head, _, key = str(getattr(about, "owner", "")).partition("/")
        found = {key} if head == "vendor" else set()
        if isinstance(about, Engagement):
            work = self.store.rows(Assignment, engagement=about.key)
            found |= {row.vendor for row in work if row.status != "cancelled"}
        return frozenset(found)

    def retold(self, lesson: Lesson, engagement: str) -> Retold:
        """Tell a lesson for an engagement to use: as it is for its own client, naming nobody for another one.

        InputError for an engagement that is not known.
        """
        target, source = self.store.get(Engagement, engagement), self.store.get(Engagement, lesson.engagement)
        if target is None or source is None:
            raise InputError(f"there is no engagement {engagement if target is None else lesson.engagement}")
        plan = lesson.recommendation or lesson.title
        texts = (lesson.title, plan, "\n".join(part for part in (lesson.what_happened, lesson.root_cause) if part))
        if target.client == source.client:
            return Retold(*texts)
        portfolio = self.store.portfolio(Window(self.today, self.today), self.today)
        own = [row.key for row in self.store.rows(Engagement, client=source.client)]
        keys = [row.key for key in own for row in self.store.rows(Milestone, engagement=key)]
        mask = Mask(portfolio, source.client, (*keys, *own, lesson.key))
        masked = [mask.masked(text) for text in texts]
        replaced = dict(pair for one in masked for pair in one.replaced)
        told = [one.text for one in masked]
        return Retold(told[0], told[1], told[2], tuple(replaced.items()), self.mentions(told, target.client))

    def mentions(self, texts: Iterable[str], client: str) -> tuple[Mention, ...]:
        """Give the words by which texts that are for a client name another one."""
        portfolio = self.store.portfolio(Window(self.today, self.today), self.today)
        guard = guard_for(self.store, portfolio, client)
        return tuple(guard.mentions(("the text", text) for text in texts))

    def turns(self, raid: str) -> tuple[Turn, ...]:
        """Give what a RAID item was before, the oldest first."""
        return tuple(self.store.rows(Turn, raid=raid))

    def answer_hours(self) -> Decimal:
        """Give the business hours in which an escalation wants an answer, by the settings."""
        return Decimal(self.store.setting("answer_hours") or HOURS)

    def reopened(self) -> dict[str, int]:
        """Give how often milestones were done and opened again on a later day: work that had to be done anew."""
        return self.store.read(journal.reopened)


class NoMemory(Memory):
    """What is remembered under a lock: nothing."""

    def __init__(self) -> None:
        pass

    def find(self, sought: Sought) -> Found:
        """Find nothing."""
        return Found()

    def like(self, about: Noun) -> tuple[Like, ...]:
        """Give nothing."""
        return ()

    def retold(self, lesson: Lesson, engagement: str) -> Retold:
        """Refuse."""
        raise InputError("that can't be used while locked")

    def mentions(self, texts: Iterable[str], client: str) -> tuple[Mention, ...]:
        """Give nothing."""
        return ()

    def turns(self, raid: str) -> tuple[Turn, ...]:
        """Give nothing."""
        return ()

    def answer_hours(self) -> Decimal:
        """Give the usual hours."""
        return HOURS

    def reopened(self) -> dict[str, int]:
        """Give nothing."""
        return {}


def _is_of(row: Note | Lesson, client: str, engagements: set[str]) -> bool:
    return getattr(row, "client", None) == client or row.engagement in engagements
