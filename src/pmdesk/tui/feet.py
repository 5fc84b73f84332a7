"""Which keys stand in the footer of a screen: what matters there comes first, what does nothing there stays out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pmdesk.tui.commands import COMMANDS, Command, of_scopes, shown_in_footer, shown_key

Entry = tuple[str, str]
"""Keys, and what they do in a word or two."""


@dataclass(frozen=True, slots=True)
class Foot:
    """What a screen's footer has otherwise than others, by the commands' names.

    ``first`` are kept where there is no room for all; ``without`` are left out; ``briefs`` are said in other words.
    """

    first: tuple[str, ...] = ()
    without: frozenset[str] = frozenset()
    briefs: Mapping[str, str] = field(default_factory=dict)


_KEPT = (
    "help", "go", "day-back", "row-down", "meeting-down", "add", "move", "filter", "undo", "fix", "switch", "select",
    "next-pane", "next-conflict", "palette", "done", "edit", "zoom-in",
)  # fmt: skip
"""What is kept where there is no room for all: the keys that lead to the others come before the rest."""
_NO_DATES = frozenset({"move", "fix", "waive", "done", "next-row-conflict", "next-row-milestone", "next-pane"})
_NO_CONFLICTS = frozenset({"fix", "waive", "next-row-conflict", "next-row-milestone"})
FEET: Mapping[str, Foot] = {
    "timeline": Foot(("next-milestone",)),
    "conflicts": Foot(
        ("fix", "waive", "open-row"), frozenset({"next-row-conflict", "next-row-milestone", "done"}),
        {"open-row": "show"},
    ),
    "actions": Foot(("done",), _NO_CONFLICTS),
    "engagements": Foot(
        ("open-row", "start", "life"), frozenset({"move", "done", "next-row-milestone", "next-pane"}),
        {"start": "start", "life": "status"},
    ),
    "vendors": Foot(
        ("open-row", "move", "rate"), frozenset({"done", "next-row-milestone", "next-pane"}),
        {"move": "who is hit", "new-choice": "choice"},
    ),
    "vendors inside": Foot(("move", "next-pane"), frozenset({"done"}), {"move": "who is hit"}),
    "raid": Foot(("done", "escalate"), _NO_CONFLICTS, {"done": "close"}),
    "scorecards": Foot(("open-row",), _NO_DATES),
    "scorecards inside": Foot(("next-pane",), _NO_DATES - {"next-pane"}),
    "engagements inside": Foot(("next-pane", "done")),
    "reports": Foot(("write-report",), _NO_DATES | {"add", "open-row"}, {"write-report": "write it"}),
    "lessons": Foot(("filter", "turn-lesson"), _NO_DATES, {"filter": "search"}),
    **{name: Foot(("open-row",), _NO_DATES) for name in ("clients", "contacts", "sites", "notes")},
    **{name: Foot(("edit",), _NO_DATES) for name in ("time", "allocations")},
    **{name: Foot(("edit",), frozenset({"done"})) for name in ("meetings", "assignments", "blackouts", "changed")},
}  # fmt: skip
"""By screen, and by what was opened on it; any other has what stands in the footer by itself."""
EMPTY: Sequence[Entry] = (("o", "the sample"), ("A", "first client"), (":", "find"), ("?", "keys"), ("q", "quit"))
"""The footer of a desk without a row."""
UNLOCKED = frozenset({
    "all-clients", *(f"client-{digit}" for digit in range(1, 10)), "last-client", "switch", "import", "remember", "bid",
    "scenario", "start", "keep-template", "life", "hours", "write-report", "measure", "sample", "config", "profile",
    "rate", "new-choice", "decide", "turn-lesson", "turn-into", "escalate", "answer",
})  # fmt: skip
"""The commands that do nothing while the screen is locked: neither footer nor help tells their keys then."""
_BY_NAME = {command.name: command for command in COMMANDS}


def entries_of(scopes: Sequence[str], screen: str, *, is_locked: bool = False) -> list[tuple[Entry, int]]:
    """Give the entries of a screen's footer in the order in which they stand, each with what goes before it."""
    barred = UNLOCKED if is_locked else frozenset()
    foot = FEET.get(screen, Foot())
    here = [_BY_NAME[name] for name in foot.first] + [command for command in of_scopes(scopes) if command.foot]
    kept = {command.name: command for command in here if command.name not in foot.without | barred}
    order = dict.fromkeys((*_KEPT[:5], *foot.first, *_KEPT[5:]))
    ranks = {name: at for at, name in enumerate(order)}
    standing = sorted(kept.values(), key=lambda command: command.foot or 26)
    return [(_entry(command, foot), ranks.get(command.name, len(ranks))) for command in standing]


def _entry(command: Command, foot: Foot) -> Entry:
    keys = shown_in_footer(command) if command.foot else shown_key(command.bound[0])
    return keys, foot.briefs.get(command.name, command.brief)


__all__ = ["EMPTY", "FEET", "UNLOCKED", "Entry", "Foot", "entries_of"]
