"""Briefs that were read already."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pmdesk.desk.brief import Brief
    from pmdesk.tui.view import View


class Briefs:
    """Briefs at hand, so that a switch shows one at once; None stands for a client of which none is to be shown.

    They hold as long as the store is not changed, and as no meeting that they announce has begun.
    """

    def __init__(self) -> None:
        self._kept: dict[str, Brief | None] = {}
        self._of: object = None

    def clear(self) -> None:
        """Forget them."""
        self._kept, self._of = {}, None

    def hold_to(self, view: View) -> None:
        """Forget those of another state of the store."""
        state = (view.book.version, view.today, view.book.lock)
        if state != self._of:
            self._kept, self._of = {}, state

    def keep(self, client: str, brief: Brief | None) -> None:
        """Keep what was read of a client."""
        self._kept[client] = brief

    def left(self, client: str, now: datetime) -> None:
        """Take note that a client was seen until now, and that nothing has changed since."""
        brief = self._kept.get(client)
        if brief is not None:
            self._kept[client] = replace(brief, since=now, changes=())

    def has(self, client: str, now: datetime) -> bool:
        """Tell whether the brief of a client is at hand."""
        brief = self._kept.get(client)
        return client in self._kept and not (brief and any(one.at and one.at < now for one in brief.dates))

    def of(self, client: str) -> Brief | None:
        """Give the brief of a client, if there is one to be shown."""
        return self._kept.get(client)
