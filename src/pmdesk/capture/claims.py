"""Parts of a line with a word before them: ``with FIBRE``, ``after BUILD``, ``p4 i5``."""

from __future__ import annotations

import re

from pmdesk.capture.place import Place
from pmdesk.capture.scan import Scan
from pmdesk.capture.situation import Situation
from pmdesk.model import Predecessor

_LAG = re.compile(r"(?P<key>.+?)(?P<lag>[+-]\d{1,4})d\Z", re.ASCII | re.IGNORECASE)
_SCORE = re.compile(r"([pi])(\d)\Z", re.ASCII)
_AND = {"and", "&", "+"}


def take_vendors(scan: Scan, situation: Situation) -> tuple[str, ...]:
    """Take ``with X``, ``with X and Y``; it binds only where X is a vendor's key or name, else it is title."""
    found: list[str] = []
    for at, word in scan.typed():
        if word.low != "with":
            continue
        place, count = at + 1, _vendor(scan, at + 1, situation, found)
        if count:
            scan.take(at)
        while count:
            scan.take(place, count)
            ended = scan.words[place + count - 1].text.endswith(",")
            place += count
            joint = place < len(scan.words) and scan.words[place].low in _AND
            count = _vendor(scan, place + joint, situation, found) if joint or ended else 0
            if count and joint:
                scan.take(place)
                place += 1
    return tuple(dict.fromkeys(found))


def _vendor(scan: Scan, at: int, situation: Situation, found: list[str]) -> int:
    """Add the vendor whose key or name begins at a place; the longest name counts. Give the number of its words."""
    here = scan.run(at, situation.longest_vendor)
    for count in range(len(here), 0, -1):
        name = " ".join(word.text for word in here[:count]).casefold().rstrip(",;")
        key = situation.vendors.get(name)
        if key:
            found.append(key)
            return count
    return 0


def take_predecessors(scan: Scan, place: Place, situation: Situation) -> tuple[Predecessor, ...]:
    """Take ``after BUILD``, ``after BUILD+5d, TEST``: milestones of the engagement by key or its last part."""
    found: list[Predecessor] = []
    if place.key is None:
        return ()
    for at, word in scan.typed():
        if word.low != "after":
            continue
        nearest = at + 1
        while nearest in scan.left and _predecessor(scan, nearest, place.key, situation, found):
            scan.take(at)
            scan.take(nearest)
            if not scan.words[nearest].text.endswith(","):
                break
            nearest += 1
    return tuple(found)


def _predecessor(scan: Scan, at: int, engagement: str, situation: Situation, found: list[Predecessor]) -> bool:
    typed = scan.words[at].plain.rstrip(",")
    name, lag = typed.upper(), 0
    rows = situation.milestones(engagement, name)
    match = _LAG.match(typed)
    if not rows and match:
        name, lag = match["key"].upper(), int(match["lag"])
        rows = situation.milestones(engagement, name)
    if len(rows) == 1:
        if rows[0].key in {item.key for item in found}:
            scan.refuse(at, 1, "is named twice")
        else:
            found.append(Predecessor(rows[0].key, lag))
        return True
    if rows:
        scan.refuse(at, 1, f"may be {' or '.join(row.key for row in rows[:4])}: write which")
        return True
    if typed != typed.upper() or not any(character.isalpha() for character in typed):
        return False
    scan.refuse(at, 1, f"is no milestone of {engagement}")
    return True


def take_scores(scan: Scan) -> tuple[int | None, int | None]:
    """Take ``p4 i5``: probability and impact, 1 to 5."""
    found: dict[str, int] = {}
    for at, word in scan.typed():
        match = _SCORE.match(word.low)
        if not match:
            continue
        name, wanted = {"p": "probability", "i": "impact"}[match[1]], f"(want {match[1]}1 to {match[1]}5)"
        if not 1 <= int(match[2]) <= 5:
            scan.refuse(at, 1, f"is no {name} {wanted}")
        elif match[1] in found:
            scan.refuse(at, 1, f"is a second {name} {wanted}")
        else:
            found[match[1]] = int(match[2])
            scan.take(at)
    return found.get("p"), found.get("i")
