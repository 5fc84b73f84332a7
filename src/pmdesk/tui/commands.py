"""Every command once: its name, its words and its keys make the bindings, the footer, the help and the palette.

The names are those of the palette and of the keymap in the configuration; a name never changes once it is out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from textual.binding import Binding, BindingType

_SHOWN = {
    "plus": "+", "minus": "-", "exclamation_mark": "!", "colon": ":", "question_mark": "?", "slash": "/",
    "equals_sign": "=", "escape": "Esc", "enter": "Enter", "ctrl+p": "ctrl+p", "ctrl+r": "ctrl+r", "tab": "Tab",
    "up": "Up", "down": "Down", "left": "Left", "right": "Right", "pageup": "PgUp", "pagedown": "PgDn",
    "home": "Home", "end": "End", "shift+tab": "shift+Tab", "ctrl+s": "ctrl+s", "space": "Space",
    "ctrl+l": "ctrl+l", "full_stop": ".",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Command:
    """Something that a key does.

    ``scope`` says where: ``desk`` on any screen, ``timeline``, ``list``, or inside the overlay of that name. ``action``
    is the method that does it (that of the name, unless given). ``foot`` is its place in the footer, 0 for none, and
    ``label`` the keys as shown there where that is not the first one. ``palette`` tells whether it is offered there.
    """

    name: str
    words: str
    keys: tuple[str, ...]
    scope: str = "desk"
    action: str = ""
    foot: int = 0
    label: str = ""
    brief: str = ""
    palette: bool = True

    @property
    def does(self) -> str:
        """The action, as Textual calls it."""
        return self.action or self.name.replace("-", "_")

    @property
    def bound(self) -> tuple[str, ...]:
        """The keys that it has: those of the keymap, else its own."""
        return _CHOSEN.get(self.name, self.keys)

    @property
    def shown_keys(self) -> str:
        """The keys as a person would write them."""
        return "  ".join(shown_key(key) for key in self.bound)


_CHOSEN: dict[str, tuple[str, ...]] = {}
"""The keymap of the configuration, by the commands' names."""


def use_keymap(keys: Mapping[str, tuple[str, ...]]) -> None:
    """Have footer, help and palette tell the keys of a keymap."""
    _CHOSEN.clear()
    _CHOSEN.update(keys)


def shown_key(key: str) -> str:
    """Give a key as a person would write it."""
    return _SHOWN.get(key, key)


def _digits() -> list[Command]:
    return [
        Command(f"client-{digit}", f"switch to client {digit}", (str(digit),), action=f"pin({digit})", palette=False)
        for digit in range(1, 10)
    ]


LISTS = {
    "clients": "Clients", "contacts": "Contacts", "sites": "Sites", "dates": "Milestones", "meetings": "Meetings",
    "changed": "Changed occurrences", "assignments": "Assignments", "allocations": "Hours by period",
    "blackouts": "Blackouts", "notes": "Notes", "time": "Time",
}  # fmt: skip
"""The lists of what has no screen of its own, with what they are called; ``g o`` and the palette lead there."""

NEW = {
    "client": "a client", "engagement": "an engagement", "vendor": "a vendor", "contact": "a contact", "site": "a site",
    "milestone": "a milestone", "event": "a meeting", "assignment": "an assignment of a vendor",
    "allocation": "the hours of a period", "blackout": "leave, a freeze or a shutdown", "action": "an action",
    "raid": "a risk, issue or decision", "kpi": "a KPI or SLA", "measurement": "what was measured", "time": "hours",
    "note": "a note", "lesson": "a lesson",
}  # fmt: skip
"""What the palette adds in a form, by kind."""


def _lists() -> list[Command]:
    return [
        Command(f"list-{name}", f"{title}: the whole list", (), action=f"go_screen('{name}')")
        for name, title in LISTS.items()
    ]


def _new() -> list[Command]:
    return [Command(f"new-{kind}", f"add {what} in a form", (), action=f"new('{kind}')") for kind, what in NEW.items()]


COMMANDS: tuple[Command, ...] = (
    Command("go", "go to a screen", ("g",), foot=90, brief="go to"),
    Command("help", "the keys that work here", ("question_mark",), foot=99, brief="keys"),
    Command("palette", "find anything by name", ("colon", "ctrl+p"), foot=95, label=":", brief="find"),
    Command("all-clients", "all clients", ("0",), action="everyone"),
    *_digits(),
    Command("last-client", "back to the last context", ("b",), action="last_context"),
    Command("switch", "switch to a client, engagement or vendor", ("c",), foot=60, brief="client"),
    Command("add", "add: one line, read as it is typed", ("a",), action="capture", foot=30, brief="add"),
    Command("add-form", "add in a form", ("A",)),
    Command("edit", "edit in a form", ("e",), foot=35, brief="edit"),
    Command("fix", "fix: ways out of the conflict here, with their effect", ("f",), foot=27, brief="fix"),
    Command("waive", "waive the conflict here, with a reason; take that back", ("w",), foot=62, brief="waive"),
    Command("move", "move: shift the date and see what breaks", ("m",), foot=25, brief="move"),
    Command("done", "mark done, or open again", ("d",), foot=40, brief="done"),
    Command("at-risk", "at risk, on and off", ("exclamation_mark",)),
    Command("delete", "delete, after showing what hangs on it", ("x",)),
    Command("copy", "copy what is under the cursor, or selected, as text", ("y",), foot=63, brief="copy"),
    Command("filter", "filter: words, @KEY, owner:, status:, due<DATE", ("slash",), foot=55, brief="filter"),
    Command("repeat", "repeat the last change here", ("full_stop",)),
    Command("import", "import a calendar (.ics), after showing what it brings", ("I",), action="import_calendar"),
    Command("export", "export calendars, after showing what they tell anew", ("i",)),
    Command("remember", "lessons like what was made last, or like what is here", ("M",)),
    Command("sync", "sync calendars with their servers, after showing what would be sent", ("s",)),
    Command("undo", "undo the last change", ("u",), foot=50, brief="undo"),
    Command("redo", "redo what was undone", ("ctrl+r",)),
    Command("bid", "bid: can I take so many hours a week, and from when", ("B",)),
    Command("scenario", "scenario: edits are drafts, shown, applied or dropped together", ("S",)),
    Command("start", "start an engagement from a template, after showing what it makes", ("E",)),
    Command("keep-template", "make a template of the engagement here", ()),
    Command("life", "status of an engagement, with what it asks for", ("P",)),
    Command("hours", "the week's hours as a grid", ("W",)),
    Command("write-report", "report of the client here: shown first, Enter writes it", ("r",), action="report"),
    Command("measure", "record the measures that are computed", ()),
    Command("sample", "load the sample into an empty desk", ("o",)),
    Command("lock", "lock the screen to one client; unlock", ("ctrl+l",), action="app.lock"),
    Command("theme", "next theme", (), action="next_theme"),
    Command("config", "settings: dates, calendars, leak guard, theme, signs, brief", (), action="settings"),
    Command("profile", "my own name, zone, working hours and holidays", ()),
    Command("quit", "quit", ("q",), action="back_or_quit"),
    Command("go-today", "Today: agenda, due, load", (), action="go_screen('today')"),
    Command("go-timeline", "Timeline: every engagement on one axis", (), action="go_screen('timeline')"),
    Command("go-conflicts", "Conflicts: worst first, explained", (), action="go_screen('conflicts')"),
    Command("go-engagements", "Engagements: terms, hours, next dates", (), action="go_screen('engagements')"),
    Command("go-week", "Week: my meetings on a grid", (), action="go_screen('week')"),
    Command("go-actions", "Actions: mine, and what waits on others", (), action="go_screen('actions')"),
    Command("go-vendors", "Vendors: capacity, load, who is hit", (), action="go_screen('vendors')"),
    Command("go-raid", "RAID: the register by exposure", (), action="go_screen('raid')"),
    Command("go-scorecards", "Scorecards: KPIs and SLAs against target", (), action="go_screen('scorecards')"),
    Command("go-reports", "Reports: what each client will read", (), action="go_screen('reports')"),
    Command("go-lessons", "Lessons: search what was learnt", (), action="go_screen('lessons')"),
    *_lists(),
    *_new(),
    Command("lane-up", "up a lane", ("k", "up"), "timeline", "lane(-1)", palette=False),
    Command("lane-down", "down a lane", ("j", "down"), "timeline", "lane(1)", palette=False),
    Command("day-back", "cursor back", ("h", "left"), "timeline", "column(-1)", 5, "h l", "cursor", palette=False),
    Command("day-on", "cursor on", ("l", "right"), "timeline", "column(1)", palette=False),
    Command("page-back", "a page back", ("H", "pageup"), "timeline", "page(-1)", palette=False),
    Command("page-on", "a page on", ("L", "pagedown"), "timeline", "page(1)", palette=False),
    Command("zoom-in", "zoom in", ("plus", "z"), "timeline", "zoom(1)", 10, "+ -", "zoom"),
    Command("zoom-out", "zoom out", ("minus", "Z"), "timeline", "zoom(-1)"),
    Command("today", "back to today", ("t",), "timeline", "to_today"),
    Command("next-milestone", "next milestone", ("J",), "timeline", "milestone(1)", 15, "J K", "milestone"),
    Command("previous-milestone", "previous milestone", ("K",), "timeline", "milestone(-1)"),
    Command("next-conflict", "next conflict", ("n",), "timeline", "conflict(1)", 20, "n N", "conflict"),
    Command("previous-conflict", "previous conflict", ("N",), "timeline", "conflict(-1)"),
    Command("first-lane", "first lane", ("home",), "timeline", "first"),
    Command("last-lane", "last lane", ("G", "end"), "timeline", "last"),
    Command("select-lane", "select, for the next verb", ("v",), "timeline", "select", 57, "v", "select", palette=False),
    Command("unselect-lane", "select nothing", ("escape",), "timeline", "back", palette=False),
    Command("open-lane", "open", ("enter",), "timeline", "open", palette=False),
    Command("row-up", "up a row", ("k", "up"), "list", "row(-1)", palette=False),
    Command("row-down", "down a row", ("j", "down"), "list", "row(1)", 5, "j k", "row", palette=False),
    Command("rows-up", "a page up", ("H", "pageup"), "list", "rows(-1)", palette=False),
    Command("rows-down", "a page down", ("L", "pagedown"), "list", "rows(1)", palette=False),
    Command("first-row", "first row", ("home",), "list", "first"),
    Command("last-row", "last row", ("G", "end"), "list", "last"),
    Command("next-row-milestone", "next milestone", ("J",), "list", "hop('milestone', 1)", 15, "J K", "milestone"),
    Command("previous-row-milestone", "previous milestone", ("K",), "list", "hop('milestone', -1)"),
    Command("next-row-conflict", "next conflict", ("n",), "list", "hop('conflict', 1)", 20, "n N", "conflict"),
    Command("previous-row-conflict", "previous conflict", ("N",), "list", "hop('conflict', -1)"),
    Command("today-row", "back to today", ("t",), "list", "to_today"),
    Command("open-row", "open", ("enter",), "list", "open", 8, "Enter", "open", palette=False),
    Command("hours-up", "row above", ("k", "up"), "hours", "step(-1, 0)"),
    Command("hours-down", "row below", ("j", "down"), "hours", "step(1, 0)", 2, "j k", "row"),
    Command("hours-back", "day before", ("h", "left"), "hours", "step(0, -1)"),
    Command("hours-on", "day after", ("l", "right", "tab"), "hours", "step(0, 1)", 3, "h l", "day"),
    Command("hours-week-back", "week before", ("H", "pageup"), "hours", "week(-1)"),
    Command("hours-week-on", "week after", ("L", "pagedown"), "hours", "week(1)", 4, "H L", "week"),
    Command("hours-clear", "take the hours away", ("x", "delete"), "hours", "clear", 6, "x", "clear"),
    Command("hours-note", "a row of its own for what was done", ("n",), "hours", "note", 5, "n", "new row"),
    Command("hours-save", "save what is typed", ("enter", "ctrl+s"), "hours", "save", 1, "Enter", "save"),
    Command("hours-leave", "leave; what was typed is kept", ("escape",), "hours", "leave", 7, "Esc", "leave"),
    Command("select", "select, for the next verb", ("v",), "sieve", foot=57, brief="select"),
    Command("order", "sort by the next column", ("O",), "register", foot=58, brief="sort"),
    Command("back", "back out: selection, filter", ("escape",), "sieve", palette=False),
    Command("next-pane", "next pane", ("tab",), "opened", "pane(1)", 9, "Tab", "pane", palette=False),
    Command("previous-pane", "previous pane", ("shift+tab",), "opened", "pane(-1)", palette=False),
    Command("level-in", "open: a level in", ("l", "right"), "opened", "level_in", palette=False),
    Command("level-out", "back: a level out", ("h", "left"), "opened", "back", palette=False),
    Command("turn-lesson", "use the lesson: a risk, a checklist item", ("T",), "lessons", "turn_into", 52, brief="use"),
    Command("turn-into", "the risk here has become an issue", ("T",), "raid", foot=52, brief="became an issue"),
    Command("escalate", "escalate: ask the next contact up", ("U",), "raid", foot=53, brief="escalate"),
    Command("answer", "note what was answered to the escalation", ("Y",), "raid"),
    Command("rate", "rate the vendor here by a criterion", ("R",), "vendors", foot=52, brief="rate"),
    Command("new-choice", "a new choice between candidates", ("C",), "vendors"),
    Command("decide", "decide for this candidate, with a reason", ("D",), "vendors"),
    Command("move-day-back", "a day earlier", ("h", "left"), "move", "shift(-1)", 1, "h l", "day"),
    Command("move-day-on", "a day later", ("l", "right"), "move", "shift(1)"),
    Command("move-week-back", "a week earlier", ("H", "pageup"), "move", "shift(-7)", 2, "H L", "week"),
    Command("move-week-on", "a week later", ("L", "pagedown"), "move", "shift(7)"),
    Command("move-to", "type a date", ("equals_sign",), "move", "type_date", 3, "=", "date"),
    Command("move-carry", "carry successors along, or not", ("r",), "move", "carry", 3, "r", "carry"),
    Command("move-commit", "commit the move", ("enter",), "move", "commit", 4, "Enter", "commit"),
    Command("move-drop", "drop the move", ("escape",), "move", "drop", 5, "Esc", "drop"),
    Command("meeting-up", "previous meeting", ("k", "up"), "week", "meeting(-1)", palette=False),
    Command("meeting-down", "next meeting", ("j", "down"), "week", "meeting(1)", 5, "j k", "meeting", palette=False),
    Command("week-day-back", "the day before", ("h", "left"), "week", "day(-1)", palette=False),
    Command("week-day-on", "the day after", ("l", "right"), "week", "day(1)", 6, "h l", "day", palette=False),
    Command("week-back", "the week before", ("H", "pageup"), "week", "week(-1)", palette=False),
    Command("week-on", "the week after", ("L", "pagedown"), "week", "week(1)", 7, "H L", "week", palette=False),
    Command("first-meeting", "first of the week", ("home",), "week", "first", palette=False),
    Command("last-meeting", "last of the week", ("G", "end"), "week", "last", palette=False),
    Command("week-today", "back to today", ("t",), "week", "to_today", palette=False),
    Command(
        "next-week-conflict",
        "next conflict",
        ("n",),
        "week",
        "hop('conflict', 1)",
        20,
        "n N",
        "conflict",
        palette=False,
    ),
    Command("previous-week-conflict", "previous conflict", ("N",), "week", "hop('conflict', -1)", palette=False),
    Command("next-week-date", "next milestone", ("J",), "week", "hop('milestone', 1)", palette=False),
    Command("previous-week-date", "previous milestone", ("K",), "week", "hop('milestone', -1)", palette=False),
    Command("select-meeting", "select, for the next verb", ("v",), "week", "select", 57, "v", "select", palette=False),
    Command("unselect-meeting", "select nothing", ("escape",), "week", "unselect", palette=False),
    Command("open-meeting", "open", ("enter",), "week", "open", 8, "Enter", "open", palette=False),
    Command("slip-day-less", "a day less", ("h", "left"), "slip", "shift(-1)", 1, "h l", "day"),
    Command("slip-day-more", "a day more", ("l", "right"), "slip", "shift(1)"),
    Command("slip-week-less", "a week less", ("H", "pageup"), "slip", "shift(-7)", 2, "H L", "week"),
    Command("slip-week-more", "a week more", ("L", "pagedown"), "slip", "shift(7)"),
    Command(
        "slip-commit", "commit the vendor's own dates", ("enter",), "slip", "commit", 4, "Enter", "commit its own dates"
    ),
    Command("slip-drop", "leave everything as it is", ("escape",), "slip", "drop", 5, "Esc", "drop"),
    Command("fix-up", "the way out before", ("k", "up"), "fix", "choose(-1)"),
    Command("fix-down", "the next way out", ("j", "down"), "fix", "choose(1)", 1, "j k", "choose"),
    Command("fix-apply", "apply it as one change", ("enter",), "fix", "commit", 2, "Enter", "apply"),
    Command("fix-drop", "leave everything as it is", ("escape", "q"), "fix", "drop", 3, "Esc", "leave"),
    Command("fix-waive", "waive the conflict instead", ("w",), "fix", "waive_instead", 4, "w", "waive instead"),
    Command("fix-next-conflict", "the next conflict here", ("n",), "fix", "conflict(1)", 5, "n N", "conflict"),
    Command("fix-previous-conflict", "the conflict before", ("N",), "fix", "conflict(-1)"),
    Command("scenario-up", "the draft before", ("k", "up"), "scenario", "choose(-1)"),
    Command("scenario-down", "the next draft", ("j", "down"), "scenario", "choose(1)", 1, "j k", "choose"),
    Command("scenario-apply", "apply all drafts as one change", ("enter",), "scenario", "commit", 2, "Enter", "apply"),
    Command("scenario-drop-one", "drop this draft", ("x",), "scenario", "drop_one", 3, "x", "drop this one"),
    Command("scenario-drop", "drop all drafts", ("X",), "scenario", "drop_all", 4, "X", "drop all"),
    Command("scenario-leave", "go on in the scenario", ("escape", "q", "S"), "scenario", "leave", 5, "Esc", "go on"),
    Command("bid-keep", "keep it as proposed, or as the hours", ("ctrl+s",), "bid", "commit", 2, "ctrl+s", "keep it"),
    Command("bid-down", "the next field", ("down",), "bid", "field(1)", 1, "Tab", "next field"),
    Command("bid-up", "the field before", ("up",), "bid", "field(-1)"),
    Command("bid-leave", "leave; what was typed is kept", ("escape",), "bid", "leave", 3, "Esc", "leave"),
    Command("waive-save", "waive it", ("ctrl+s",), "waive", "commit", 1, "Enter", "waive"),
    Command("waive-down", "the other field", ("down",), "waive", "field(1)", 2, "Tab", "other field"),
    Command("waive-up", "the other field", ("up",), "waive", "field(-1)"),
    Command("waive-leave", "leave; what was typed is kept", ("escape",), "waive", "leave", 3, "Esc", "leave"),
    Command("capture-leave", "leave; what was typed is kept", ("escape",), "capture", "leave"),
    Command("capture-form", "the form instead", ("ctrl+f",), "capture", "form"),
    Command("capture-up", "up in the pick list", ("up",), "capture", "pick(-1)"),
    Command("capture-down", "down in the pick list", ("down",), "capture", "pick(1)"),
    Command("calendar-write", "write the calendars", ("enter",), "calendar", "write"),
    Command("calendar-let-pass", "let pass what names another client", ("p",), "calendar", "let_pass"),
    Command("calendar-leave", "leave without writing", ("escape", "q"), "calendar", "leave"),
    Command("intake-take", "take in what is shown, as one change", ("enter",), "intake", "take"),
    Command("intake-leave", "leave everything as it is", ("escape", "q"), "intake", "leave"),
    Command("sync-send", "send what is new", ("enter",), "sync", "send", 1, "Enter", "send"),
    Command("sync-up", "the proposal before", ("k", "up"), "sync", "choose(-1)"),
    Command("sync-down", "the next proposal", ("j", "down"), "sync", "choose(1)", 2, "j k", "choose"),
    Command("sync-accept", "take what they changed, as one change", ("a",), "sync", "accept", 3, "a", "take it"),
    Command("sync-reject", "have ours put back", ("x",), "sync", "reject", 4, "x", "put ours back"),
    Command("sync-leave", "leave; a sync that runs goes on", ("escape", "q"), "sync", "leave", 5, "Esc", "leave"),
    Command("form-save", "save", ("ctrl+s",), "form", "save", 1, "Enter", "save"),
    Command("form-drop", "leave; what was typed is kept", ("escape",), "form", "leave", 3, "Esc", "leave"),
    Command("form-next", "next field", ("down",), "form", "next_field", 2, "Tab", "next field"),
    Command("form-previous", "previous field", ("up",), "form", "previous_field"),
)
"""All of them, in the order of the help."""

SCOPES = {
    "desk": "everywhere",
    "timeline": "on the timeline",
    "list": "in lists",
    "sieve": "in lists",
    "register": "in registers",
    "vendors": "among vendors",
    "lessons": "among lessons",
    "raid": "in the RAID register",
    "opened": "in what can be opened",
    "move": "while moving",
    "week": "in the week",
    "slip": "while asking who is hit",
    "fix": "among ways out",
    "scenario": "over a scenario",
    "bid": "over a bid",
    "waive": "while waiving",
    "form": "in a form",
    "hours": "in the week's hours",
    "capture": "in quick capture",
    "calendar": "while exporting",
    "sync": "while syncing",
    "intake": "while importing a calendar",
}
"""What the help calls each scope."""

GO = {
    "d": "today", "t": "timeline", "w": "week", "c": "conflicts", "a": "actions", "e": "engagements", "v": "vendors",
    "r": "raid", "k": "scorecards", "p": "reports", "l": "lessons",
}  # fmt: skip
"""The letters of the go-to menu, with the screens that they open; the tab row has the same order."""

TITLES = {
    "today": "Today", "timeline": "Timeline", "week": "Week", "conflicts": "Conflicts", "actions": "Actions",
    "engagements": "Engagements", "vendors": "Vendors", "raid": "RAID", "scorecards": "Scorecards",
    "reports": "Reports", "lessons": "Lessons",
}  # fmt: skip


def of_scopes(scopes: Iterable[str]) -> list[Command]:
    """Give the commands of some scopes, in order."""
    wanted = set(scopes)
    return [command for command in COMMANDS if command.scope in wanted]


def bindings(*scopes: str) -> list[BindingType]:
    """Give the bindings of some scopes; each has its command's name as id, which a keymap refers to."""
    return [
        Binding(",".join(command.keys), command.does, command.words, show=False, id=command.name)
        for command in of_scopes(scopes)
        if command.keys
    ]


def footer(*scopes: str) -> list[tuple[str, str]]:
    """Give keys and words of the commands that stand in the footer, in its order."""
    chosen = sorted((command for command in of_scopes(scopes) if command.foot), key=lambda command: command.foot)
    return [(shown_in_footer(command), command.brief) for command in chosen]


def shown_in_footer(command: Command) -> str:
    """Give the keys of a command as the footer has them: both of a pair, if they are its own."""
    own = command.name not in _CHOSEN and command.label
    return own or shown_key(command.bound[0])


__all__ = [
    "COMMANDS", "GO", "LISTS", "NEW", "SCOPES", "TITLES", "Command", "bindings", "footer", "of_scopes",
    "shown_in_footer",
]  # fmt: skip
