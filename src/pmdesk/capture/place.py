"""``@X``: where a line belongs; an engagement before a client, the client in focus where nothing is said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pmdesk.capture.reading import Choice
from pmdesk.capture.scan import Scan
from pmdesk.capture.situation import Situation
from pmdesk.model import Engagement

Need = Literal["engagement", "maybe", "client", "either", "none"]
"""``engagement`` must be known; with ``maybe`` it may be left out in All; ``client`` must be known, be it by an
engagement; ``either`` takes what is said; ``none`` takes nothing."""
MOST_CHOICES = 60


@dataclass(frozen=True, slots=True)
class Place:
    """An engagement and its client, a client, or neither."""

    engagement: Engagement | None = None
    client: str | None = None

    @property
    def key(self) -> str | None:
        """The key of the engagement."""
        return self.engagement.key if self.engagement else None

    @property
    def name(self) -> str:
        """The engagement's key, else the client's; empty for neither."""
        return self.key or self.client or ""


NOWHERE = Place()


def find_place(scan: Scan, need: Need, situation: Situation) -> Place:
    """Take the ``@X`` of a line and tell where it belongs; what is wrong or missing is noted in the scan."""
    marks = [at for at, word in scan.typed() if word.text.startswith("@")]
    for at in marks[1:]:
        scan.refuse(at, 1, "is a second place (want one @KEY)")
    if need == "none":
        if marks[:1]:
            scan.refuse(marks[0], 1, "has no place here: leave is mine (freeze is a client's)")
        return NOWHERE
    if marks:
        return _named(scan, marks[0], need, situation)
    if situation.focus in situation.portfolio.clients:
        return _of_client(scan, None, str(situation.focus), need, situation)
    if need in {"engagement", "client"}:
        scan.lack(f"where? (want @KEY of {'a client' if need == 'client' else 'an engagement or a client'})")
        _offer(scan, None, situation.open_engagements, situation)
    return NOWHERE


def _named(scan: Scan, at: int, need: Need, situation: Situation) -> Place:
    key = scan.words[at].text[1:].rstrip(",;:").upper()
    engagement = situation.portfolio.engagements.get(key)
    if engagement:
        scan.take(at)
        return Place(engagement, engagement.client)
    if key in situation.portfolio.clients:
        return _of_client(scan, at, key, need, situation)
    near = [row for row in situation.open_engagements if row.key.startswith(key) or row.client.startswith(key)]
    _offer(scan, at, near, situation)
    scan.refuse(at, 1, "is no engagement and no client")
    return NOWHERE


def _of_client(scan: Scan, at: int | None, client: str, need: Need, situation: Situation) -> Place:
    found = situation.open_of(client)
    if need in {"client", "either"} or len(found) == 1:
        if at is not None:
            scan.take(at)
        return Place(found[0] if len(found) == 1 and need != "client" else None, client)
    said = f"{situation.short[client]} has {len(found) or 'no'} open engagements"
    _offer(scan, at, found, situation)
    if at is None:
        scan.lack(f"where? {said}" + (" (want @KEY of one)" if found else ""))
    else:
        scan.refuse(at, 1, f"can't be settled: {said}" + (" (want one's key)" if found else ""))
    return Place(None, client)


def _offer(scan: Scan, at: int | None, rows: tuple[Engagement, ...] | list[Engagement], situation: Situation) -> None:
    """Offer engagements to pick from."""
    for row in rows[:MOST_CHOICES]:
        label = f"{row.key} · {situation.short[row.client]} · {row.name}"
        scan.choices.append(Choice(row.key, label, scan.replaced(at, f"@{row.key}")))
