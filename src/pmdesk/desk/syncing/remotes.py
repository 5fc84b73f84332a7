"""The calendars on servers, as a desk has them, or one that is locked to a client."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from pmdesk.audience import MINE, of_client
from pmdesk.desk.syncing.told import Asked, Heard, PasswordOf, Progress, Synced, name_of
from pmdesk.errors import InputError, PmdeskError, Refused, StoreError
from pmdesk.model import Client
from pmdesk.portfolio.remote import Binding, Proposal
from pmdesk.store import remotes

if TYPE_CHECKING:
    from pmdesk.desk.desk import Desk
    from pmdesk.desk.sight import Sight
    from pmdesk.desk.syncing.offers import Effects, Offer
    from pmdesk.store import Entry

NOT_BOUND = "pmdesk sync bind KEY URL --user NAME binds one"


def kept_password(binding: Binding) -> str:
    """Give the password of a binding, from the environment or the system's keyring; InputError where there is none."""
    from pmdesk.exchange.caldav.password import password_of

    return password_of(binding.url, binding.user, os.environ)


def unheard(_progress: Progress) -> None:
    """Tell nobody."""


class Remotes:
    """Bindings, syncs and proposals; under a lock those of its client alone.

    ``sight`` is what the calendars' items are looked at and changed through: the desk, or the locked one over it.
    """

    def __init__(self, desk: Desk, sight: Sight, lock: str | None = None) -> None:
        self._desk, self._sight, self._lock = desk, sight, lock

    # -- bindings ------------------------------------------------------------------------------------------------

    def bindings(self) -> tuple[Binding, ...]:
        """Give the calendars that are bound to a collection."""
        found = self._desk.store.read(remotes.read_bindings)
        return tuple(row for row in found if self._lock is None or row.audience == of_client(self._lock))

    def binding(self, audience: str) -> Binding:
        """Give one; InputError where it is not bound."""
        found = next((row for row in self.bindings() if row.audience == audience), None)
        if found is None:
            raise InputError(f"the calendar of {name_of(audience)} is bound to no address", NOT_BOUND)
        return found

    def bind(self, audience: str, url: str, user: str) -> Binding:
        """Bind a calendar to a collection; InputError for a client that is not there, or no such address.

        What is known of each item stays where it was bound elsewhere before: it is looked for at the new address.
        """
        from pmdesk.exchange.caldav import address

        if audience != MINE and self._desk.get(Client, name_of(audience)) is None:
            raise InputError(f"there is no client {name_of(audience)}")
        if not user.strip():
            raise InputError("the calendar has no user", "--user NAME")
        row = Binding(audience, address.checked(url), user.strip())
        before = next((one for one in self.bindings() if one.audience == audience), None)
        if before is not None and before.url == row.url:
            self._write(lambda to: to.binding(replace(before, user=row.user, failed="", words="")))
            return row
        taken = [one for one in self._desk.store.read(remotes.read_bindings) if one.url == row.url]
        if any(one.audience != audience for one in taken):
            raise InputError("another calendar is bound to that address", "each needs one of its own")
        known = self._desk.store.read(lambda held: remotes.read_known(held, audience))
        ours = [
            replace(one, href=address.own_path(row.url, one.uid), etag="", sent="", state="", since="", words="")
            for one in known
            if one.uid
        ]

        def job(to: remotes.Writer) -> None:
            to.unbind(audience)
            to.binding(row)
            to.known(ours)

        self._write(job)
        return row

    def unbind(self, audience: str) -> None:
        """Forget a binding; what is in the collection stays there."""
        self.binding(audience)
        self._write(lambda to: to.unbind(audience))

    def _write(self, job: Callable[[remotes.Writer], None]) -> None:
        self._desk.store.read(remotes.write(job))

    # -- syncing -------------------------------------------------------------------------------------------------

    def sync(
        self, asked: Asked, password_of: PasswordOf, heard: Heard = unheard,
        is_stopped: Callable[[], bool] = lambda: False,
    ) -> Iterator[Synced]:  # fmt: skip
        """Sync the calendars asked for, one after the other; what ends one is told, and the next is begun.

        InputError where none is bound, or the package is missing; StoreError where the store can't be used.
        """
        from pmdesk.exchange.caldav.trouble import Stopped

        wanted = asked.audiences
        rows = self.bindings() if wanted is None else tuple(self.binding(one) for one in wanted)
        if not rows:
            raise InputError("no calendar is bound to an address", NOT_BOUND)
        for row in rows:
            done = self._one(row, asked, password_of, heard, is_stopped)
            yield done
            if isinstance(done.error, Stopped):
                return

    def _one(
        self, row: Binding, asked: Asked, password_of: PasswordOf, heard: Heard, is_stopped: Callable[[], bool]
    ) -> Synced:
        from pmdesk.desk.syncing.run import Run, failing, settled
        from pmdesk.exchange.caldav.client import open_client
        from pmdesk.exchange.caldav.collection import Collection
        from pmdesk.exchange.caldav.trouble import Stopped, SyncError

        try:
            with closing(Collection(open_client(row.url, row.user, password_of(row)), row.url)) as collection:
                portfolio = self._desk.portfolio(None)
                done = Run(self._desk, row, collection, portfolio, asked, heard, is_stopped).go()
        except StoreError:
            raise
        except PmdeskError as error:
            if isinstance(error, SyncError) and not isinstance(error, Stopped) and not asked.dry_run:
                failed = failing(row, self._desk.today().isoformat(), error.message)
                self._write(lambda to: to.binding(failed))
            return Synced(row.audience, error=self._told(error))
        if not asked.dry_run:
            self._write(lambda to: to.binding(settled(row, self._desk.now())))
        return done

    def _told(self, error: PmdeskError) -> PmdeskError:
        """Give an error in words that may be shown: of a calendar that names another client, under a lock, no line."""
        if self._lock is not None and isinstance(error, Refused):
            return Refused(["it names somebody else, and was not sent: unlock to see where"])
        return error

    # -- what others changed -------------------------------------------------------------------------------------

    def _proposals(self) -> list[Proposal]:
        audience = of_client(self._lock) if self._lock is not None else None
        found = self._desk.store.read(lambda held: remotes.read_proposals(held, audience))
        return [one for one in found if not one.rejected]

    def offers(self) -> tuple[Offer, ...]:
        """Give what others changed in the calendars and nobody has decided on, the oldest first."""
        from pmdesk.desk.syncing.offers import offer_of

        locked = self._lock is not None
        return tuple(offer_of(self._sight, one, locked=locked) for one in self._proposals())

    def offer(self, number: int) -> Offer:
        """Give one by its number; InputError where there is none such."""
        from pmdesk.desk.syncing.offers import offer_of

        found = next((one for one in self._proposals() if one.id == number), None)
        if found is None:
            raise InputError(f"there is no proposal {number}", "pmdesk sync proposals lists them")
        return offer_of(self._sight, found, locked=self._lock is not None)

    def effects(self, offer: Offer) -> Effects:
        """Give which conflicts accepting it would make and clear."""
        from pmdesk.desk.syncing.offers import effects_of

        return effects_of(self._sight, offer)

    def accept(self, number: int) -> Entry | None:
        """Take what they changed as one change that can be undone; None where the desk has it so already.

        InputError where it can't be taken, with the reason; Refused where the rules forbid it.
        """
        offer = self.offer(number)
        if offer.why_not:
            raise InputError(f"proposal {number} can't be taken: {offer.why_not}", "pmdesk sync reject puts ours back")
        entry = self._sight.apply(offer.changes, offer.words) if offer.changes else None
        self._agree(offer.proposal)
        return entry

    def _agree(self, one: Proposal) -> None:
        """Know what is there as what both sides agree on; what differs from it in the desk is sent next time."""
        known = self._desk.store.read(lambda held: remotes.read_known(held, one.audience))
        rows = [
            replace(row, etag=one.etag, base=one.theirs, tried=(), sent="", state="", since="", words="")
            for row in known
            if row.uid == one.uid
        ]

        def job(to: remotes.Writer) -> None:
            to.known(rows)
            to.settle(one.audience, [one.uid])

        self._write(job)

    def reject(self, numbers: Sequence[int]) -> None:
        """Have what is ours put back at the next sync, over what they changed."""
        rows = [replace(self.offer(number).proposal, rejected=True) for number in numbers]

        def job(to: remotes.Writer) -> None:
            for row in rows:
                to.proposal(row)

        self._write(job)
