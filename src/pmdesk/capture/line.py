"""The one-line quick capture: a line in, what it would create out; pure, and quick enough for every key pressed.

``UAT sign-off fri @ACME-POS after BUILD`` · ``sync tue 10-10:30 every week @ACME-POS with FIBRE`` ·
``find 45m next week @ACME with FIBRE`` · ``off 24 dec..2 jan`` · ``freeze 9 dec..3 jan @ACME`` ·
``risk Permit late p4 i5 @ACME-POS`` · ``log 1.5h @ACME-POS workshop`` · ``todo Send minutes tomorrow @ACME-POS``
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pmdesk.capture.dated import make_action, make_blackout, make_milestone, make_raid
from pmdesk.capture.draft import Draft
from pmdesk.capture.hours import make_log, make_note
from pmdesk.capture.meetings import make_find, make_meeting
from pmdesk.capture.place import Need
from pmdesk.capture.reading import Reading
from pmdesk.capture.scan import Scan
from pmdesk.capture.situation import Situation
from pmdesk.capture.times import Times, is_sure, read_times
from pmdesk.capture.words import Problem

Maker = Callable[[Draft], Reading]

LEADING: Mapping[str, tuple[Need, Maker]] = {
    "find": ("either", make_find),
    "off": ("none", make_blackout),
    "freeze": ("client", make_blackout),
    "risk": ("engagement", make_raid),
    "issue": ("engagement", make_raid),
    "decision": ("engagement", make_raid),
    "log": ("engagement", make_log),
    "todo": ("maybe", make_action),
    "note": ("either", make_note),
}
"""The words that say what a line is, as its first word, with where it belongs and who reads the rest."""
LONGEST = 2000
"""A line may have so many characters."""


def read_line(line: str, situation: Situation) -> Reading:
    """Read a line; whatever it holds, that gives a reading, and never an exception."""
    if len(line) > LONGEST:
        return Reading(line, "", problems=(Problem(LONGEST, len(line), f"is longer than {LONGEST:,} characters"),))
    scan = Scan(line)
    if not scan.words:
        return Reading(line, "", problems=(Problem(0, 0, "nothing yet"),))
    kind = _kind(scan)
    if kind in LEADING:
        need, make = LEADING[kind]
        scan.take(0)
    else:
        need, make = ("maybe", make_meeting) if kind == "meeting" else ("engagement", make_milestone)
    return make(Draft(scan, kind, need, situation))


def _kind(scan: Scan) -> str:
    """Tell what a line is; a leading word counts only where there is no time range, for then it is a meeting."""
    times = [read_times(word.plain) for word in scan.words]
    first = scan.words[0].low
    if any(isinstance(time, Times) and time.end is not None for time in times):
        return "meeting"
    if first in LEADING:
        return "meeting" if any(is_sure(word.plain) for word in scan.words) else first
    return "milestone" if all(time is None for time in times) else "meeting"
