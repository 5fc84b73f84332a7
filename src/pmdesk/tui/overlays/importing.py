"""The way through an import: which calendar, whose it is, what it would bring."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from pmdesk.tui.overlays.finder import Finder
from pmdesk.tui.overlays.intake import IntakeScreen
from pmdesk.tui.overlays.intake_choice import WhichCalendar, asked_for, whose

if TYPE_CHECKING:
    from pmdesk.tui.app import PmdeskApp
    from pmdesk.tui.view import View

_HINT = "what does it hold? meetings of …, my leave, the freeze of a client, the closure of a vendor"


def ask_for_calendar(app: PmdeskApp, view: View, say: Callable[[str], None]) -> None:
    """Ask which calendar is taken in and whose it is, then show what it would bring; ``say`` is told what was done."""

    def chosen(path: str | None) -> None:
        if path is None:
            return
        found = {one.act: one for one in whose(view)}

        def answered(act: str | None) -> None:
            if act is not None:
                app.push_screen(IntakeScreen(Path(path), asked_for(act), found[act].title, say))

        app.push_screen(Finder([one.item() for one in found.values()], hint=_HINT), answered)

    app.push_screen(WhichCalendar(app.calendar_folders), chosen)
