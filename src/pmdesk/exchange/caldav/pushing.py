"""What is to be sent to a collection, and sending it: an item is only written over where it is as it was last seen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from pmdesk.exchange.caldav import address, held
from pmdesk.exchange.caldav.collection import Collection
from pmdesk.exchange.caldav.pulling import GOING, Pulled, hold_mass
from pmdesk.exchange.caldav.trouble import ChangedThere, Failing, NotTaken, Stopped
from pmdesk.exchange.caldav.wanted import Wanted
from pmdesk.portfolio.remote import Known

MOST_FAILURES = 3
"""So many items in a row that the server fails at end a sync."""
AT_ONCE = 25
"""So many answers are kept in one go; one that was not kept is recognised by what was tried."""


@dataclass(frozen=True, slots=True)
class Act:
    """One request: to write an item (over what has the ETag; empty: where there is none), or to delete it."""

    item: Wanted
    known: Known
    etag: str

    @property
    def deletes(self) -> bool:
        """Whether it takes the item away."""
        return not self.item.data

    @property
    def words(self) -> str:
        """What it does, in a word."""
        return "delete" if self.deletes else "change" if self.etag else "add"


@dataclass(frozen=True, slots=True)
class Sending:
    """All that is to be sent; how many items stay as they are, and wait for a decision; rows to forget."""

    acts: tuple[Act, ...]
    same: int
    waiting: int
    over: tuple[str, ...]


def sending(
    audience: str, url: str, pulled: Pulled, wanted: Mapping[str, Wanted], *, allow_mass: bool = False
) -> Sending:
    """Say what is to be sent after a look; MassDeletion where more than half of what is there would be deleted."""
    acts: list[Act] = []
    over: list[str] = []
    same = 0
    open_ones = {uid for uid, one in pulled.proposals.items() if not one.rejected}
    for uid, item in wanted.items():
        row = pulled.known.get(uid) or Known(audience, address.own_path(url, uid), uid, item.ref)
        if uid in open_ones:
            continue
        decided = pulled.proposals.get(uid)
        etag = decided.etag if decided is not None else row.etag
        if not item.data:
            if etag:
                acts.append(Act(item, row, etag))
            elif uid in pulled.known:
                over.append(row.href)
        elif decided is None and row.etag and row.sent == item.sent:
            same += 1
        else:
            acts.append(Act(item, row, etag))
    there = sum(1 for row in pulled.known.values() if row.etag)
    hold_mass(sum(1 for act in acts if act.deletes), there, "would be deleted there", allowed=allow_mass)
    return Sending(tuple(acts), same, len(open_ones & set(wanted)), tuple(over))


def intents(acts: Iterable[Act], today: str) -> list[Known]:
    """Give what is to be kept before anything is sent, so that what arrives is known again whatever happens."""
    return [_intent(act, today) for act in acts]


def _intent(act: Act, today: str) -> Known:
    mark = GOING if act.deletes else f"{act.item.sent} {act.item.text}"
    tried = (*(one for one in act.known.tried if one != mark), mark)
    since = act.known.since if act.known.state == "pending" else ""
    return replace(
        act.known, ref=act.item.ref or act.known.ref, tried=tried, state="pending", since=since or today, words="",
    )  # fmt: skip


@dataclass(slots=True)
class Answers:
    """What came of it: rows to keep, those that were taken away, those that somebody changed meanwhile."""

    kept: list[Known] = field(default_factory=list)
    away: list[Known] = field(default_factory=list)
    changed: list[Act] = field(default_factory=list)
    refused: list[Known] = field(default_factory=list)
    unnamed: list[Known] = field(default_factory=list)
    written: int = 0


@dataclass(frozen=True, slots=True)
class Pusher:
    """Sends; ``keep`` is told of answers now and then, ``heard`` of how many are done, ``is_stopped`` is asked."""

    collection: Collection
    today: str
    keep: Callable[[list[Known], list[Known]], None]
    heard: Callable[[int], None]
    is_stopped: Callable[[], bool]

    def run(self, acts: Iterable[Act]) -> Answers:
        """Send; what was answered is kept whatever ends it."""
        answers = Answers()
        kept = away = failures = 0
        try:
            for number, act in enumerate(acts):
                if self.is_stopped():
                    raise Stopped("it was stopped; the rest is sent next time")
                failures = self._one(act, answers, failures)
                if failures >= MOST_FAILURES:
                    raise Failing("the server fails again and again", "try again later")
                if number % AT_ONCE == AT_ONCE - 1:
                    self.keep(answers.kept[kept:], answers.away[away:])
                    kept, away = len(answers.kept), len(answers.away)
                self.heard(number + 1)
        finally:
            self.keep(answers.kept[kept:], answers.away[away:])
        return answers

    def _one(self, act: Act, answers: Answers, failures: int) -> int:
        row = _intent(act, self.today)
        try:
            if act.deletes:
                if self.collection.delete(row.href, act.etag):
                    answers.away.append(row)
                else:  # if it is there all the same, the next look knows it by what is kept
                    answers.kept.append(replace(row, etag="", sent="", tried=act.known.tried, state="", since=""))
            else:
                answers.kept.append(self._put(act, row, answers))
                answers.written += 1
        except ChangedThere:
            answers.changed.append(act)
        except NotTaken as error:
            tried = tuple(one for one in row.tried if one in act.known.tried)
            since = act.known.since if act.known.state == "refused" else ""
            refused = replace(row, tried=tried, state="refused", since=since or self.today, words=error.message)
            answers.refused.append(refused)
            answers.kept.append(refused)
        except Failing as error:
            answers.kept.append(replace(row, words=error.message))
            return failures + 1
        return 0

    def _put(self, act: Act, row: Known, answers: Answers) -> Known:
        etag = self.collection.put(row.href, act.item.data, act.etag)
        if not etag:
            answers.unnamed.append(row)
            return row
        return replace(row, etag=etag, base=act.item.text, tried=(), sent=act.item.sent, state="", since="", words="")


def named(collection: Collection, rows: Iterable[Known]) -> Iterator[Known]:
    """Ask for the ETags of what was written without being told one: what is there is what both sides agree on.

    Where its moments or its title are not what was sent, it stays to be looked at next time.
    """
    waiting = {row.href: row for row in rows}
    found = collection.fetch(sorted(waiting))
    read = held.of_theirs({row.uid: one.data for path, row in waiting.items() if (one := found[path]) is not None})
    for path, row in waiting.items():
        resource, there = found[path], read.get(row.uid)
        if resource is None or there is None:
            continue
        sent, _, text = row.tried[-1].partition(" ")
        if {"start", "title", "status", "parts"}.isdisjoint(held.differing(held.from_text(text), there)):
            yield replace(
                row, etag=resource.etag, base=held.to_text(there), tried=(), sent=sent, state="", since="", words=""
            )
