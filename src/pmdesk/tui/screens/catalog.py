"""Which screen a name stands for; each is imported when it is first shown."""

from __future__ import annotations

from importlib import import_module

from pmdesk.tui.screens.base import DeskScreen

_CLASSES = {
    "today": ("today", "TodayScreen"),
    "timeline": ("timeline", "TimelineScreen"),
    "conflicts": ("conflicts", "ConflictsScreen"),
    "engagements": ("engagements", "EngagementsScreen"),
    "week": ("week", "WeekScreen"),
    "actions": ("actions", "ActionsScreen"),
    "vendors": ("vendors", "VendorsScreen"),
    "raid": ("raid", "RaidScreen"),
    "scorecards": ("scorecards", "ScorecardsScreen"),
    "reports": ("reports", "ReportsScreen"),
    "lessons": ("lessons", "LessonsScreen"),
    "clients": ("lists", "ClientsScreen"),
    "contacts": ("lists", "ContactsScreen"),
    "sites": ("lists", "SitesScreen"),
    "dates": ("lists", "DatesScreen"),
    "meetings": ("lists", "MeetingsScreen"),
    "changed": ("lists", "ChangedScreen"),
    "assignments": ("lists", "AssignmentsScreen"),
    "allocations": ("lists", "AllocationsScreen"),
    "blackouts": ("lists", "BlackoutsScreen"),
    "notes": ("lists", "NotesScreen"),
    "time": ("lists", "TimeScreen"),
}


def make_screen(name: str) -> DeskScreen:
    """Make a screen by its name."""
    module, cls = _CLASSES[name]
    screen: DeskScreen = getattr(import_module(f"pmdesk.tui.screens.{module}"), cls)()
    return screen
