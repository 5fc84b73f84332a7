"""One sync of one calendar: look, publish, send, keep what was answered. It may end anywhere, and be begun again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pmdesk.audience import MINE
from pmdesk.desk.calendars import exporter_over, hold_guard
from pmdesk.desk.syncing.told import Asked, Deed, Heard, Progress, Synced
from pmdesk.exchange.caldav import held
from pmdesk.exchange.caldav.pulling import Look, Pulled, pull, pull_some
from pmdesk.exchange.caldav.pushing import Act, Answers, Pusher, Sending, intents, named, sending
from pmdesk.exchange.caldav.wanted import Wanted, wanted_of
from pmdesk.exchange.ics.request import Request
from pmdesk.store import remotes

if TYPE_CHECKING:
    from pmdesk.desk.desk import Desk
    from pmdesk.exchange.caldav.collection import Collection
    from pmdesk.exchange.ics.export import Exported
    from pmdesk.portfolio import Portfolio
    from pmdesk.portfolio.remote import Binding, Known


CLIENTS = ("milestones", "events")
OWN = (*CLIENTS, "blackouts")
"""What clients' calendars hold, and my own."""


@dataclass(frozen=True, slots=True)
class Run:
    """A sync of one binding over an open collection."""

    desk: Desk
    binding: Binding
    collection: Collection
    portfolio: Portfolio
    asked: Asked
    heard: Heard
    is_stopped: Callable[[], bool]

    def go(self) -> Synced:
        """Sync; raises one of ``trouble``'s errors, MassDeletion, or Refused where it names another client."""
        self._say("looking at")
        exported = self._exported()
        wanted = wanted_of(exported)
        pulled = pull(self.collection, self._look(wanted))
        if not self.asked.dry_run:
            self._keep_pulled(pulled)
        plan = sending(self.audience, self.binding.url, pulled, wanted, allow_mass=self.asked.allow_mass)
        found = _news(pulled)
        if self.asked.dry_run:
            return self._synced(plan.acts, plan, pulled, found, Answers())
        hold_guard(
            self.desk.store, self.portfolio, exported, allowed=self.asked.allow_mention, by="sync", now=self.desk.now()
        )
        self._publish(exported, pulled)
        answers = self._push(plan.acts)
        acts = tuple(act for act in plan.acts if act not in answers.changed)
        if answers.changed:
            again, more = self._again(answers, wanted)
            again.others = pulled.others
            found, pulled, acts = (*found, *_news(again)), again, (*acts, *more)
        self.write(lambda to: to.forget(self.audience, plan.over))
        self._name(answers.unnamed)
        return self._synced(acts, plan, pulled, found, answers)

    @property
    def audience(self) -> str:
        """Whose calendar it is."""
        return self.binding.audience

    def _say(self, words: str, done: int = 0, total: int = 0) -> None:
        self.heard(Progress(self.audience, words, done, total))

    def _stamp(self) -> str:
        return self.desk.now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def write(self, job: Callable[[remotes.Writer], None]) -> None:
        """Write in one transaction."""
        self.desk.store.read(remotes.write(job))

    def _exported(self) -> Exported:
        from pmdesk.store.door import random_uid

        client = None if self.audience == MINE else self.audience.partition("/")[2]
        include = OWN if client is None else CLIENTS
        request = Request(client=client, mine=client is None, include=include, vdir=True)
        made = exporter_over(
            self.desk.store, self.portfolio, request, now=self.desk.now(), new_uid=random_uid
        )  # fmt: skip
        return next(made.run())

    def _look(self, wanted: Mapping[str, Wanted]) -> Look:
        store = self.desk.store
        return Look(
            self.audience,
            tuple(store.read(lambda held: remotes.read_known(held, self.audience))),
            tuple(store.read(lambda held: remotes.read_proposals(held, self.audience))),
            wanted,
            self._stamp(),
            self.asked.allow_mass,
        )

    def _keep_pulled(self, pulled: Pulled) -> None:
        def job(to: remotes.Writer) -> None:
            to.forget(self.audience, pulled.gone)
            to.known(pulled.rows)
            to.settle(self.audience, pulled.settled)
            for one in pulled.new:
                to.proposal(one)

        if pulled.gone or pulled.rows or pulled.settled or pulled.new:
            self.write(job)

    def _publish(self, exported: Exported, pulled: Pulled) -> None:
        """Keep what is told from now on, but of items that wait for a decision: those are not sent."""
        waiting = {uid for uid, one in pulled.proposals.items() if not one.rejected}
        told = [item for item in exported.publications if item.uid not in waiting]
        if told:
            self.desk.store.save_publications(told)

    def _push(self, acts: tuple[Act, ...]) -> Answers:
        if not acts:
            return Answers()
        today = self.desk.today().isoformat()
        self.write(lambda to: to.known(intents(acts, today)))
        total = len(acts)
        pusher = Pusher(
            self.collection, today, self._keep, lambda done: self._say("sending to", done, total), self.is_stopped
        )
        return pusher.run(acts)

    def _keep(self, kept: list[Known], away: list[Known]) -> None:
        def job(to: remotes.Writer) -> None:
            to.known(kept)
            to.forget(self.audience, [row.href for row in away])
            to.settle(self.audience, [row.uid for row in (*kept, *away) if not row.state or row in away])

        if kept or away:
            self.write(job)

    def _again(self, answers: Answers, wanted: Mapping[str, Wanted]) -> tuple[Pulled, tuple[Act, ...]]:
        """Look again at what somebody changed while it was sent; what was no change of theirs is sent once more."""
        uids = {act.item.uid for act in answers.changed}
        pulled = pull_some(
            self.collection, self._look(wanted), [act.known.href for act in answers.changed]
        )  # fmt: skip
        self._keep_pulled(pulled)
        few = {uid: item for uid, item in wanted.items() if uid in uids}
        plan = sending(self.audience, self.binding.url, pulled, few, allow_mass=True)
        more = self._push(plan.acts)
        answers.refused += more.refused
        answers.unnamed += more.unnamed
        return pulled, tuple(act for act in plan.acts if act not in more.changed)

    def _name(self, rows: list[Known]) -> None:
        if rows:
            found = list(named(self.collection, rows))
            self._keep(found, [])

    def _synced(
        self, acts: tuple[Act, ...], plan: Sending, pulled: Pulled, found: tuple[Deed, ...], answers: Answers
    ) -> Synced:  # fmt: skip
        not_taken = {row.uid: row.words for row in answers.refused}
        deeds = tuple(
            Deed(act.words, act.item.ref or act.known.ref, act.item.title)
            for act in acts
            if act.item.uid not in not_taken
        )
        waiting = sum(1 for one in pulled.proposals.values() if not one.rejected)
        refused = tuple((row.ref, row.words) for row in answers.refused)
        return Synced(self.audience, deeds, plan.same, found, waiting, pulled.others, refused)


def _news(pulled: Pulled) -> tuple[Deed, ...]:
    """Give what others changed since the last look."""
    return tuple(Deed(one.act, one.ref, held.from_text(one.base).first.title if one.base else "") for one in pulled.new)


def settled(binding: Binding, now: datetime) -> Binding:
    """Give a binding after a sync that came to its end."""
    return replace(binding, synced=now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), failed="", words="")


def failing(binding: Binding, today: str, words: str) -> Binding:
    """Give a binding after a sync that did not."""
    return replace(binding, failed=binding.failed or today, words=words)
