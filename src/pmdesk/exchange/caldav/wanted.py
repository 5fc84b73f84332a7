"""What a calendar is to hold: what an export tells, an item a resource."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from pmdesk.exchange.caldav import held
from pmdesk.exchange.caldav.held import Held
from pmdesk.exchange.ics.export import Exported
from pmdesk.exchange.ics.seen import from_text


@dataclass(frozen=True)
class Wanted:
    """One item as it is to be there; without ``data`` it is to be away."""

    uid: str
    ref: str
    title: str
    data: bytes

    @cached_property
    def sent(self) -> str:
        """The SHA-256 of its octets."""
        return sha256(self.data).hexdigest()

    @cached_property
    def held(self) -> Held:
        """What a reader understands of it."""
        return held.of_ours(self.data)

    @cached_property
    def text(self) -> str:
        """That as text, to be kept."""
        return held.to_text(self.held)


def wanted_of(exported: Exported) -> Mapping[str, Wanted]:
    """Give what a calendar is to hold, by UID, from an export of one file an item.

    What is not there any more, or was told to be cancelled for long enough, is to be away.
    """
    data = {file.name.rpartition("/")[2].removesuffix(".ics"): file for file in exported.files}
    found: dict[str, Wanted] = {}
    for _, told in exported.pairs:
        octets = b"" if told.uid in exported.gone else b"".join(data[told.uid].chunks())
        found[told.uid] = Wanted(told.uid, told.ref, from_text(told.seen).title, octets)
    for name in exported.removed:
        uid = name.rpartition("/")[2].removesuffix(".ics")
        found.setdefault(uid, Wanted(uid, "", "", b""))
    return found
