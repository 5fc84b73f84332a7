"""Random edits on both sides and random faults: nothing lost, nothing doubled, nothing of theirs overwritten unseen."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

import pytest

from pmdesk.desk.syncing import Asked
from pmdesk.model import Milestone
from pmdesk.portfolio import Put, Remove
from pmdesk.store import remotes
from tests.exchange.ics.desk import milestone
from tests.sync.conftest import Synching
from tests.sync.proxy import Request, Sometimes, is_method

FOREIGN = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//x//EN\nBEGIN:VEVENT\nUID:theirs-1\nDTSTAMP:20261101T080000Z\n"
FOREIGN += "DTSTART;VALUE=DATE:20261224\nSUMMARY:Their own\nEND:VEVENT\nEND:VCALENDAR\n"
FAULTS = (
    "401", "404", "412", "500", "503", "elsewhere", "silent", "lost", "late", "cut", "cut-xml", "fewer", "emptied",
    "no-etag", "403", "507",
)  # fmt: skip
DAY = date(2026, 12, 1)


@dataclass
class World:
    """Both sides, what each row should be, and what they changed that nobody has decided on."""

    bound: Synching
    random: Random
    rows: dict[str, tuple[str, date]] = field(default_factory=dict)
    unseen: dict[str, str] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    count: int = 0

    def begin(self, number: int) -> None:
        """Make the items, sync them, and begin to watch what is written over."""
        rows = [milestone(f"M{at}", title=f"Step {at}") for at in range(number)]
        self.bound.put(*rows)
        self.bound.shelf.put(f"{self.bound.shelf.path}theirs.ics", FOREIGN)
        self.rows = {row.key: (row.title, row.due) for row in self.bound.desk.rows(Milestone, engagement="ACME-POS")}
        self.bound.well()
        self.bound.proxy.taken = self._taken

    def _taken(self, request: Request) -> None:
        if request.path in self.unseen:
            self.broken.append(f"{request.method} over {self.unseen[request.path]}")
        if request.path.endswith("theirs.ics"):
            self.broken.append("what is none of ours")

    def _next(self) -> str:
        self.count += 1
        return f"edit {self.count}"

    # -- ours

    def ours(self) -> None:
        """Edit, delete, add or undo something here."""
        act = self.random.choice((self._edit, self._edit, self._edit, self._delete, self._add))
        act()

    def _edit(self) -> None:
        key = self.random.choice(sorted(self.rows))
        row = self.bound.desk.get(Milestone, key)
        assert row is not None
        title, due = f"{row.title.split(' | ')[0]} | {self._next()}", DAY + timedelta(self.random.randrange(60))
        self.bound.desk.apply([Put(replace(row, title=title, due=due))], "ours")
        self.rows[key] = (title, due)

    def _delete(self) -> None:
        key = self.random.choice(sorted(self.rows))
        self.bound.desk.apply([Remove(Milestone, (key,))], "ours")
        held = self.rows.pop(key)
        if self.random.random() < 0.4:
            self.bound.desk.undo()
            self.rows[key] = held

    def _add(self) -> None:
        name = self._next()
        key = f"N{self.count}"
        row = milestone(key, title=name)
        self.bound.put(row)
        self.rows[key] = (row.title, row.due)

    # -- theirs

    def theirs(self) -> None:
        """Move, rename or delete something there."""
        known = self.bound.desk.store.read(lambda held: remotes.read_known(held, "client/ACME"))
        path = self.random.choice([row.href for row in known if row.uid])
        status, _, data = self.bound.shelf.server.ask("GET", path)
        if status != 200:
            return
        name = self._next()
        if self.random.random() < 0.2:
            self.bound.shelf.server.ask("DELETE", path)
        else:
            text = re.sub("SUMMARY:.*", f"SUMMARY:theirs | {name}", data.decode().replace("\r\n", "\n"))
            day = DAY + timedelta(self.random.randrange(60))
            text = re.sub("DTSTART;VALUE=DATE:.*", f"DTSTART;VALUE=DATE:{day:%Y%m%d}", text)
            text = re.sub("DTEND;VALUE=DATE:.*", f"DTEND;VALUE=DATE:{day + timedelta(1):%Y%m%d}", text)
            self.bound.shelf.put(path, text)
        self.unseen[path] = name

    # -- both

    def spoil(self) -> None:
        """Have something go wrong with the next sync."""
        fault = self.random.choice(FAULTS)
        methods = self.random.choice((("PROPFIND",), ("REPORT",), ("PUT",), ("PUT", "DELETE"), ("DELETE",)))
        self.bound.proxy.fault = Sometimes(fault, is_method(*methods), after=self.random.randrange(3))

    def sync(self) -> None:
        """Sync, whatever comes of it; then hold both sides to what they should be."""
        self.bound.sync()
        self.bound.proxy.clear()
        self.require()

    def decide(self, share: float = 0.5) -> None:
        """Take or put back a share of what they changed and was shown."""
        there = self.bound.desk.remotes()
        for offer in there.offers():
            if self.random.random() >= share:
                continue
            if offer.why_not or self.random.random() < 0.5:
                there.reject([offer.number])
            else:
                there.accept(offer.number)
                self._accepted(offer.proposal.ref, offer.proposal.act)
            self.unseen.pop(offer.proposal.href, None)

    def _accepted(self, ref: str, act: str) -> None:
        kind, _, key = ref.partition("/")
        if kind != "milestone":
            return
        if act == "deleted":
            self.rows.pop(key, None)
            return
        row = self.bound.desk.get(Milestone, key)
        assert row is not None
        self.rows[key] = (row.title, row.due)

    def require(self) -> None:
        """Hold that no row was changed but by us, and that nothing of theirs was written over unseen."""
        assert self.broken == []
        found = {row.key: (row.title, row.due) for row in self.bound.desk.rows(Milestone, engagement="ACME-POS")}
        assert found == self.rows

    def end(self) -> None:
        """Decide on all, sync, and hold that both sides have the same, once."""
        for _ in range(4):
            self.decide(1.0)
            self.bound.proxy.clear()
            done = self.bound.sync(Asked(allow_mass=True))
            assert done.error is None, done.error
            self.require()
            if not self.bound.desk.remotes().offers() and not done.deeds:
                break
        texts = {path: text for path, text in self.bound.shelf.items().items() if "UID:theirs-1" not in text}
        there = [
            (_one("SUMMARY:(.*)", text), _one("DTSTART;VALUE=DATE:(.*)", text))
            for text in texts.values()
            if "RRULE" not in text.split("END:VTIMEZONE")[-1]
        ]
        assert sorted(there) == sorted((title, f"{due:%Y%m%d}") for title, due in self.rows.values())
        uids = [_one("UID:(.*)", text) for text in texts.values()]
        assert len(uids) == len(set(uids))
        assert "Their own" in self.bound.shelf.titles()
        self.bound.proxy.clear()
        assert self.bound.well().deeds == ()
        assert self.bound.proxy.writes == []


def _one(pattern: str, text: str) -> str:
    found = re.search(pattern, text.split("BEGIN:VEVENT")[1])
    return found[1] if found else ""


def go(bound: Synching, seed: int, items: int, acts: int, a_round: int) -> None:
    """Run so many random edits and faults, some in each round."""
    world = World(bound, Random(seed))
    world.begin(items)
    choices: tuple[Callable[[], None], ...] = (world.ours, world.theirs, world.spoil)
    done = 0
    while done < acts:
        for _ in range(a_round):
            world.random.choice(choices)()
            done += 1
        world.sync()
        world.decide()
    world.end()


@pytest.mark.parametrize("seed", [1, 2])
def test_a_few_random_edits_and_faults(bound: Synching, seed: int) -> None:
    go(bound, seed, items=12, acts=24, a_round=3)


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("seed", range(12))
def test_random_edits_and_faults(bound: Synching, seed: int) -> None:
    go(bound, seed + 100, items=15, acts=90, a_round=3)


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_five_hundred_edits_and_faults_over_a_thousand_items(bound: Synching) -> None:
    go(bound, 7, items=1000, acts=500, a_round=5)
