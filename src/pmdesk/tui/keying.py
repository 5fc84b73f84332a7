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
LOOK = 0.03
"""Seconds between two looks at whether what has the key is still there."""
AGAIN = 0.02
"""Seconds between two looks at whether a screen that was asked for stands."""
ANSWERS = frozenset({"enter", "escape", "tab", "shift+tab", "ctrl+s"})
"""Keys after which more is done than the key itself: what they answer is passed on in messages."""


class Keying(Appearance):
    """An app that holds keys back until the one before is done with, and what it opened is there."""

    _held: deque[events.Key] | None = None
    _ticket = 0
    _is_busy = False
    _watch: Timer | None = None
    _at: MessagePump | None = None
    _looks = 0

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
        self._looks = 0
        self._watch = self.set_interval(LOOK, partial(self._look, stood, self._ticket))
        await super().on_event(event)
        self._follow(target, None if event.key in ANSWERS else stood, self._ticket)

    def _follow(self, node: MessagePump, stood: MessagePump | None, ticket: int) -> None:
        """Go where the key bubbles to, behind it, up to the app; ``stood`` is the screen before, None for any."""
        self._at = node
        if node is self:
            self.call_later(self._settled, stood, ticket)
        elif not node.call_later(self._above, node, stood, ticket):
            self._settled(stood, ticket)

    async def _look(self, stood: MessagePump, ticket: int) -> None:
        """Go on where what had the key is gone, so that nothing follows the key any more, or after some time."""
        self._looks += 1
        if ticket == self._ticket and self._looks * LOOK > PATIENCE:
            await self._next(ticket)
        elif ticket == self._ticket and self._at not in {None, self} and _is_gone(self._at):
            self._at = self
            self._settled(None, ticket)

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
            self.set_timer(AGAIN, partial(self._opened, ticket, stood or self.screen))

    def _opened(self, ticket: int, seen: MessagePump) -> None:
        if ticket != self._ticket:
            return
        screen = self.screen
        if self._is_going or screen is not seen or not screen.is_mounted:
            self.set_timer(AGAIN, partial(self._opened, ticket, screen if screen.is_mounted else seen))
        else:
            self.call_next(self._next, ticket)

    @property
    def _is_going(self) -> bool:
        """Whether a screen was asked for that does not stand yet."""
        return any(not worker.is_finished for worker in self.workers)

    async def _next(self, ticket: int) -> None:
        if ticket == self._ticket:
            if self._watch is not None:
                self._watch.stop()
            await self._take_key()


def _is_gone(node: MessagePump | None) -> bool:
    """Tell whether nothing that is asked of a widget is done any more."""
    return node is None or node._closing or node._closed
