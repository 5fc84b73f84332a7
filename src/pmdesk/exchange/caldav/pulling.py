"""What others did in a collection since it was last seen there; nothing is decided, and nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from pmdesk.exchange.caldav import held
from pmdesk.exchange.caldav.collection import Collection, Resource
from pmdesk.exchange.caldav.held import Held
from pmdesk.exchange.caldav.trouble import SyncError
from pmdesk.exchange.caldav.wanted import Wanted
from pmdesk.portfolio.remote import Known, Proposal

FEW = 5
"""So few items may go at once whatever share of a calendar they are."""
GOING = "going"
"""Stands among what was tried where an item was asked to be deleted."""


class MassDeletion(SyncError):
    """More than half of a calendar would go; nothing was done."""


def hold_mass(going: int, there: int, words: str, *, allowed: bool) -> None:
    """Stop where more than half of the items there, and more than 5, would go."""
    if going > FEW and going * 2 > there and not allowed:
        raise MassDeletion(
            f"{going} of {there} items {words}: nothing was done", "--allow-mass-delete goes on, if that is right"
        )


@dataclass(slots=True)
class Pulled:
    """What is to be kept of a look at a collection: ``known`` by UID is all of ours that is known, kept or not.

    ``rows`` are those that differ from what was kept, ``gone`` hrefs to forget, ``settled`` the UIDs whose proposals
    have gone, ``proposals`` all open ones by UID, those that are ``new`` among them.
    """

    known: dict[str, Known] = field(default_factory=dict)
    rows: list[Known] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    settled: list[str] = field(default_factory=list)
    proposals: dict[str, Proposal] = field(default_factory=dict)
    new: list[Proposal] = field(default_factory=list)
    others: int = 0


@dataclass(frozen=True, slots=True)
class Look:
    """What is known before a look: of one audience, at a moment (UTC, ISO 8601)."""

    audience: str
    known: tuple[Known, ...]
    proposals: tuple[Proposal, ...]
    wanted: Mapping[str, Wanted]
    now: str
    allow_mass: bool = False


def pull(collection: Collection, look: Look) -> Pulled:
    """Look at a collection; raises one of ``trouble``'s errors, or MassDeletion, and then nothing is known anew."""
    listing = collection.listing()
    return _Puller(look).run(listing, collection.fetch(_asked(look, listing)))


def pull_some(collection: Collection, look: Look, paths: Iterable[str]) -> Pulled:
    """Look at some items again; the others are as they were known."""
    found = collection.fetch(sorted(set(paths)))
    listing = {row.href: row.etag for row in look.known if row.etag and row.href not in found}
    listing |= {path: one.etag for path, one in found.items() if one is not None}
    return _Puller(look).run(listing, found)


def _asked(look: Look, listing: Mapping[str, str]) -> list[str]:
    """Give what has to be read: what is new there, or not as it was last seen; and what is not listed any more."""
    known = {row.href: row for row in look.known}
    seen = {one.href: one.etag for one in look.proposals if one.act != "deleted"}
    changed = [
        path for path, etag in listing.items()
        if (path not in known or known[path].etag != etag) and seen.get(path) != etag
    ]  # fmt: skip
    return sorted(changed) + sorted(row.href for row in look.known if row.uid and row.etag and row.href not in listing)


class _Puller:
    def __init__(self, look: Look) -> None:
        self.look = look
        self.at = {row.href: row for row in look.known}
        self.made = Pulled(
            {row.uid: row for row in look.known if row.uid}, proposals={one.uid: one for one in look.proposals}
        )

    def run(self, listing: Mapping[str, str], found: Mapping[str, Resource | None]) -> Pulled:
        """Say what becomes of each item that was read, and of those that are not there."""
        ours = self._ours(listing, found)
        read = held.of_theirs({uid: found[path].data for uid, path in ours.items()})  # type: ignore[union-attr]  # is there
        for uid, path in ours.items():
            resource = found[path]
            assert resource is not None, "what is ours was read"
            self._read(uid, path, resource.etag, read[uid])
        present = set(listing) | {path for path, resource in found.items() if resource is not None}
        known = [row for row in self.made.known.values() if row.etag and row.href not in present]
        missing = [row for row in known if not self._is_expected(row)]
        there = sum(1 for row in self.look.known if row.uid and row.etag)
        hold_mass(len(missing), there, "are not in the calendar any more", allowed=self.look.allow_mass)
        for row in known:
            self._missing(row)
        self.made.gone += [row.href for row in self.look.known if not row.uid and row.href not in present]
        self.made.others = len(present - {row.href for row in self.made.known.values()})
        return self.made

    def _ours(self, listing: Mapping[str, str], found: Mapping[str, Resource | None]) -> dict[str, str]:
        """Tell which items are ours, by UID; of the others the ETag alone is kept."""
        ours: dict[str, str] = {}
        for path, resource in found.items():
            if resource is None:
                continue
            row = self.at.get(path)
            uid = row.uid if row is not None and row.uid else self._uid(resource.data, path, listing)
            if uid and uid not in ours:
                ours[uid] = path
            elif row is None or row.etag != resource.etag:
                self.made.rows.append(Known(self.look.audience, path, etag=resource.etag))
        return ours

    def _uid(self, data: bytes, path: str, listing: Mapping[str, str]) -> str:
        """Give the UID of an item of ours that lies where none was; empty where it is none, or one too many."""
        for uid in sorted(held.uids_in(data)):
            row = self.made.known.get(uid)
            if row is None and uid in self.look.wanted:
                return uid
            if row is not None and (row.href == path or row.href not in listing):
                return uid
        return ""

    def _read(self, uid: str, path: str, etag: str, theirs: Held | None) -> None:
        row = self.made.known.get(uid) or Known(self.look.audience, path, uid, self._ref(uid))
        if row.href != path:
            self.made.gone.append(row.href)
            row = replace(row, href=path)
        known = self._agreed(row, theirs)
        if known is not None:
            self._keep(replace(known, etag=etag))
            self._settle(uid)
            return
        if row.href not in self.at:
            self._keep(row)
        base = row.base or self._wanted_text(uid)
        text = held.to_text(theirs) if theirs is not None else ""
        act = "changed" if theirs is not None else "unreadable"
        self._propose(Proposal(self.look.audience, uid, row.ref, act, path, etag, text, base, self.look.now))

    def _agreed(self, row: Known, theirs: Held | None) -> Known | None:
        """Give what is known where an item there is one that we sent, or know; None where somebody changed it."""
        if theirs is None:
            return None
        for one in row.tried:
            sent, _, text = one.partition(" ")
            if text and not held.differing(held.from_text(text), theirs):
                return replace(row, base=text, tried=(), sent=sent, state="", since="", words="")
        if row.base and not held.differing(held.from_text(row.base), theirs):
            return row
        wanted = self.look.wanted.get(row.uid)
        if not row.base and wanted is not None and wanted.data and not held.differing(wanted.held, theirs):
            return replace(row, base=wanted.text, tried=(), state="", since="", words="")
        return None

    def _ref(self, uid: str) -> str:
        wanted = self.look.wanted.get(uid)
        return wanted.ref if wanted is not None else ""

    def _wanted_text(self, uid: str) -> str:
        wanted = self.look.wanted.get(uid)
        return wanted.text if wanted is not None and wanted.data else ""

    def _keep(self, row: Known) -> None:
        self.made.known[row.uid] = row
        if self.at.get(row.href) != row:
            self.made.rows.append(row)

    def _settle(self, uid: str) -> None:
        if self.made.proposals.pop(uid, None) is not None:
            self.made.settled.append(uid)

    def _propose(self, proposal: Proposal) -> None:
        before = self.made.proposals.get(proposal.uid)
        if before is not None and (before.act, before.etag, before.href) == (
            proposal.act, proposal.etag, proposal.href,
        ):  # fmt: skip
            return
        self.made.proposals[proposal.uid] = proposal
        self.made.new.append(proposal)

    def _is_expected(self, row: Known) -> bool:
        """Tell whether that an item is not there is what we wanted."""
        wanted = self.look.wanted.get(row.uid)
        decided = self.made.proposals.get(row.uid)
        is_known = decided is not None and decided.act == "deleted"
        return GOING in row.tried or is_known or (wanted is not None and not wanted.data)

    def _missing(self, row: Known) -> None:
        """Note that an item of ours is not there."""
        wanted = self.look.wanted.get(row.uid)
        if wanted is not None and not wanted.data:
            self.made.known.pop(row.uid)
            self.made.gone.append(row.href)
            self._settle(row.uid)
        elif GOING in row.tried:
            self._keep(replace(row, etag="", sent="", tried=tuple(one for one in row.tried if one != GOING)))
            self._settle(row.uid)
        else:
            self._propose(
                Proposal(self.look.audience, row.uid, row.ref, "deleted", row.href, "", "", row.base, self.look.now)
            )
