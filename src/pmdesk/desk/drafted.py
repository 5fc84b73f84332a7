"""The scenario of a desk: opened, found where one is open, let go."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from pmdesk.desk.desk import Desk
    from pmdesk.desk.scenario import Scenario
    from pmdesk.store import Store


class Drafted:
    """A desk as far as it may have a scenario."""

    store: Store
    _now: Callable[[], datetime]
    _scenario: tuple[object, Scenario | None] | None = None

    def begin_scenario(self) -> None:
        """Open a scenario: from now on edits of the desk ``as_drafted`` are drafts."""
        from pmdesk.store import scenarios

        scenarios.begin(self.store, self._now())
        self.leave_scenario()

    def scenario(self) -> Scenario | None:
        """Give the scenario that is open in the store, if one is; made anew where the store was changed since."""
        if self._scenario is None or self._scenario[0] != self.store.version():
            self.leave_scenario()
            self._scenario = (self.store.version(), self._made_scenario())
        return self._scenario[1]

    def _made_scenario(self) -> Scenario | None:
        from pmdesk.store import scenarios

        if scenarios.read(self.store) is None:
            return None
        from pmdesk.desk.scenario import scenario_of

        return scenario_of(cast("Desk", self))

    def as_drafted(self) -> Desk:
        """Give the desk as it would be after the drafts of the scenario that is open; itself where none is."""
        return self.scenario() or cast("Desk", self)

    def leave_scenario(self) -> None:
        """Have the scenario read again when it is next asked for."""
        known, self._scenario = self._scenario, None
        if known is not None and known[1] is not None:
            known[1].close()

    def draft_count(self) -> int | None:
        """Tell how many drafts are made here: None where this is no scenario."""
        return None
