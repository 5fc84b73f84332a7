"""What a publication makes of the items and of what was told before: RFC 5545, sections 3.8.7.1 to 3.8.7.4.

SEQUENCE counts, for each audience, the publications in which what it sees differs from the last one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from pmdesk.exchange.ics.seen import CANCELLED, Item, Seen, digest_of, from_text
from pmdesk.exchange.ics.timed import last_day
from pmdesk.portfolio.publication import Publication

Edited = Callable[[str, Seen | None, Seen | None], tuple[str, str]]
"""(ref, seen before, seen now) → the moments at which the item was made and last edited; empty where not known."""


@dataclass(frozen=True, slots=True)
class Publisher:
    """Publishes to one audience at one moment (UTC, ISO 8601); ``keep`` is how long a cancelled item stays."""

    audience: str
    now: str
    keep: timedelta
    edited: Edited

    def publish(self, item: Item, before: Publication | None) -> Publication | None:
        """Give what is to be told of an item: ``before`` itself where nothing differs, None where nothing is written.

        What is cancelled is told for as long as ``keep``; to those who were not told of it before, from its last edit.
        """
        seen = item.seen
        if item.frozen:
            return before if before is not None and not self.is_over(before) else None
        text = seen.text()
        digest = digest_of(text)
        if before is not None and before.digest == digest:
            if self.is_over(before):
                return None
            kept = before.ref == item.ref and before.engagement == item.engagement
            return before if kept else replace(before, ref=item.ref, engagement=item.engagement)
        if before is not None and seen.status == CANCELLED and self.is_over(before):
            return None
        made = self._differing(item, seen, text, digest, before)
        return None if before is None and self.is_over(made) else made

    def gone(self, before: Publication, *, frozen: bool = False) -> Publication | None:
        """Give what is to be told of an item that is not there any more; a ``frozen`` one keeps what was published."""
        if before.cancelled is not None or frozen:
            return None if self.is_over(before) else before
        seen = from_text(before.seen)._replace(status=CANCELLED, done_on="")
        item = Item(before.uid, before.ref, before.form, before.engagement, seen)
        text = seen.text()
        return self._differing(item, seen, text, digest_of(text), before)

    def is_over(self, before: Publication) -> bool:
        """Tell whether a cancellation was told long enough."""
        if before.cancelled is None:
            return False
        return datetime.fromisoformat(self.now) >= datetime.fromisoformat(before.cancelled) + self.keep

    def _differing(self, item: Item, seen: Seen, text: str, digest: str, before: Publication | None) -> Publication:
        created, stamp = self.edited(item.ref, from_text(before.seen) if before else None, seen)
        if not stamp or (before is not None and stamp < before.stamp):
            stamp = self.now
        since = (before.cancelled or self.now) if before else stamp
        return Publication(
            uid=item.uid,
            audience=self.audience,
            form=item.form,
            ref=item.ref,
            engagement=item.engagement,
            sequence=before.sequence + 1 if before else 0,
            digest=digest,
            stamp=stamp,
            created=before.created if before else min(created or stamp, stamp),
            told=self.now,
            first=min([seen.start[:10], *(held[1][:10] for held in seen.overrides)]),
            last=_last(seen),
            cancelled=since if seen.status == CANCELLED else None,
            seen=text,
            text="",
            text_of="",
        )


def _last(seen: Seen) -> str | None:
    if seen.zone is None:
        return seen.end
    last = last_day(seen.start, seen.end, seen.rrule, seen.zone)
    return last and max([last, *(held[2][:10] for held in seen.overrides)])
