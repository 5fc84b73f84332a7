"""Keys one after the other: each is done with before the next is looked at, however fast they come.

Textual hands a key to whatever has the focus when it arrives, and does what it is bound to later, when it has bubbled
up to the app: of ``g d``, typed in a burst, the second would reach the screen instead of the menu that the first opens.
"""

from __future__ import annotations

from collections import deque
from functools import partial

from textual import events
from textual.message_pump import MessagePump
from textual.timer import Timer

from pmdesk.tui.appearance import Appearance

PATIENCE = 3.0
"""Seconds after which the next key is looked at in any case."""
AGAIN = 0.01
"""Seconds between two looks at whether a screen that was asked for stands."""
ANSWERS = frozenset({"enter", "escape", "tab", "shift+tab", "ctrl+s"})
"""Keys after which more is done than the key itself: what they answer is passed on in messages."""


class Keying(Appearance):
    """An app that holds keys back until the one before is done with, and what it opened is there."""

    _held: deque[events.Key] | None = None
    _ticket = 0
    _is_busy = False
    _limit: Timer | None = None

    async def on_event(self, event: events.Event) -> None:
        """Hold keys back; whatever else is as always."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            self._held = self._held if self._held is not None else deque()
            self._held.append(event)
            if not self._is_busy:
                await self._take_key()
        else:
            await super().on_event(event)

    async def _take_key(self) -> None:
        """Hand on the oldest key that is held, and follow it."""
        if not self._held:
            self._is_busy = False
            return
        self._is_busy = True
        self._ticket += 1
        event, stood = self._held.popleft(), self.screen
        target: MessagePump = self.focused or stood
        self._limit = self.set_timer(PATIENCE, partial(self._next, self._ticket))
        await super().on_event(event)
        self._follow(target, None if event.key in ANSWERS else stood, self._ticket)

    def _follow(self, node: MessagePump, stood: MessagePump | None, ticket: int) -> None:
        """Go where the key bubbles to, behind it, up to the app; ``stood`` is the screen before, None for any."""
        if node is self:
            self.call_later(self._settled, stood, ticket)
        elif not node.call_later(self._above, node, stood, ticket):
            self._settled(stood, ticket)

    def _above(self, node: MessagePump, stood: MessagePump | None, ticket: int) -> None:
        parent = getattr(node, "_parent", None)
        self._follow(parent if isinstance(parent, MessagePump) else self, stood, ticket)

    def _settled(self, stood: MessagePump | None, ticket: int) -> None:
        """Go on with the next key; where the last one opened or closed something, when that is done."""
        if ticket != self._ticket:
            return
        if self.screen is stood and not self._is_going:
            self.call_next(self._next, ticket)
        else:
            self.screen.call_after_refresh(self._opened, ticket, self.screen)

    def _opened(self, ticket: int, seen: MessagePump) -> None:
        if ticket != self._ticket:
            return
        if self._is_going:
            self.set_timer(AGAIN, partial(self._opened, ticket, seen))
        elif self.screen is not seen:
            self.screen.call_after_refresh(self._opened, ticket, self.screen)
        else:
            self.call_next(self._next, ticket)

    @property
    def _is_going(self) -> bool:
        """Whether a screen was asked for that does not stand yet."""
        return any(not worker.is_finished for worker in self.workers)

    async def _next(self, ticket: int) -> None:
        if ticket == self._ticket:
            if self._limit is not None:
                self._limit.stop()
            await self._take_key()
