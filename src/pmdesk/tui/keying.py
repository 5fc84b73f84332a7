"""Keys one after the other: each is done with before the next is looked at, however fast they come.

Textual hands a key to whatever has the focus when it arrives, and does what it is bound to later, when it has bubbled
up to the app: of ``g d``, typed in a burst, the second would reach the screen instead of the menu that the first opens.

A key that has come up to the app, and has opened or closed nothing, is done with: that costs it nothing. Only where the
next one comes before that, or the key is one after which more is done, it is followed to its end.

Where no widget takes keys for itself, from the one in focus up to the screen, a key that comes alone need not go that
way: what it is bound to is done at once. One on the heels of another goes it, behind all that the other has set off.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from textual import events
from textual._time import get_time
from textual.dom import DOMNode
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget

from pmdesk.tui.appearance import Appearance

PATIENCE = 3.0
"""Seconds after which the next key is looked at in any case."""
LOOK = 0.03
"""Seconds between two looks at whether what has the key is still there."""
AGAIN = 0.02
"""Seconds between two looks at whether a screen that was asked for stands."""
ALONE = 0.01
"""Seconds after a key in which what it has set off is done: one that was pressed after them comes alone."""
TAKEN = 0.03
"""Seconds in which a widget has done what it does with a key that it takes for itself."""
NONE: frozenset[str] = frozenset()
ANSWERS = frozenset({"enter", "escape", "tab", "shift+tab", "ctrl+s"})
"""Keys after which more is done than the key itself: what they answer is passed on in messages."""


@dataclass(slots=True, eq=False)
class _Flight:
    """A key that is not done with: the screen before it, and where it is (None: wherever it was handed to).

    ``handed`` says when it was handed on, in seconds by Textual's clock. ``watch`` is there once it is followed, and
    ``looks`` counts how often was looked for it since.
    """

    event: events.Key
    stood: MessagePump
    at: MessagePump
    handed: float
    watch: Timer | None = None
    looks: int = 0

    @property
    def was(self) -> MessagePump | None:
        """The screen that the next key may be handed to at once if it is still there; None for no screen."""
        return None if self.event.key in ANSWERS else self.stood


class Keying(Appearance):
    """An app that holds keys back until the one before is done with, and what it opened is there."""

    _held: deque[events.Key] | None = None
    _flight: _Flight | None = None
    _done_at: float = 0.0

    async def on_event(self, event: events.Event) -> None:
        """Hold keys back; whatever else is as always."""
        if not isinstance(event, events.Key):
            await super().on_event(event)
        elif event.is_forwarded:
            await super().on_event(event)
            self._came_up(event)
        else:
            self._held = self._held if self._held is not None else deque()
            self._held.append(event)
            if self._flight is None or self._was_taken(self._flight, event):
                await self._take_key()
            else:
                self._chase(self._flight)

    async def _take_key(self) -> None:
        """Hand on the oldest key that is held, and follow it where that must be."""
        stood = self._top
        if not self._held or stood is None:
            self._flight = None
            return
        event = self._held.popleft()
        target = self.focused or stood
        flight = self._flight = _Flight(event, stood, target, get_time())
        if not self._held and event.time > self._done_at + ALONE and self._is_only_bound(event, target):
            await self._do(event)
            return
        await super().on_event(event)
        if not event.is_forwarded:
            self._came_up(event)
        elif self._held or event.key in ANSWERS:
            self._chase(flight)

    def _was_taken(self, flight: _Flight, event: events.Key) -> bool:
        """Tell whether a key was taken by a widget for itself, and what that has set off is done when the next comes.

        Such a key comes up no more.
        """
        return (
            flight.watch is None
            and flight.event._stop_propagation
            and flight.event.key not in ANSWERS
            and event.time > flight.handed + TAKEN
            and not self._is_going
            and self._top is not None
            and self._top.is_mounted
        )

    async def _do(self, event: events.Key) -> None:
        """Do what a key is bound to, as if it had come up."""
        event._set_forwarded()
        if await self._check_bindings(event.key, priority=True):
            self._came_up(event)
        else:
            await self.on_event(event)

    def _is_only_bound(self, event: events.Key, target: Widget) -> bool:
        """Tell whether a key means what it is bound to, and nothing else, to a widget and to all that it is in."""
        names = event.name_aliases
        for node in target.ancestors_with_self:
            own = _own_keys(type(node)) if node is not self else NONE
            if own is None and event.key not in ANSWERS and _tells_of_others_only(node, event.key):
                continue
            if own is None or not own.isdisjoint(names):
                return False
        return self.app_focus

    async def _check_bindings(self, key: str, priority: bool = False) -> bool:
        """Do what a key is bound to, where it is; tells whether there is such.

        Textual copies all the bindings of all nodes for that: a keymap, or a widget that is typed into, may change
        them.
        """
        target = self.focused or self.screen
        nodes: list[DOMNode] = target.ancestors_with_self
        if self._keymap or any(_is_typed_into(type(node)) for node in nodes):
            return await super()._check_bindings(key, priority)
        if priority:
            nodes.reverse()
        for node in nodes:
            for binding in node._bindings.key_to_bindings.get(key, ()):
                if binding.priority == priority and await self.run_action(binding.action, node):
                    return True
            if node.is_modal and not priority:
                break
        return False

    def _came_up(self, event: events.Key) -> None:
        """Be done with a key that has bubbled up to the app, if it has changed no screen and no other one waits."""
        flight = self._flight
        if flight is None or flight.event is not event or flight.watch is not None:
            return
        if self._top is flight.was and not self._is_going and not self._held:
            self._flight, self._done_at = None, get_time()
        else:
            flight.at = self
            self._chase(flight)

    def _chase(self, flight: _Flight) -> None:
        """Follow a key to its end: go where it bubbles to, behind it."""
        if flight.watch is None:
            flight.watch = self.set_interval(LOOK, partial(self._look, flight))
            self._follow(flight, flight.at)

    def _follow(self, flight: _Flight, node: MessagePump) -> None:
        flight.at = node
        if node is self:
            self.call_later(self._settled, flight, flight.was)
        elif not node.call_later(self._above, flight, node):
            self._settled(flight, flight.was)

    def _above(self, flight: _Flight, node: MessagePump) -> None:
        parent = getattr(node, "_parent", None)
        self._follow(flight, parent if isinstance(parent, MessagePump) else self)

    async def _look(self, flight: _Flight) -> None:
        """Go on where what had the key is gone, so that nothing follows the key any more, or after some time."""
        flight.looks += 1
        if self._flight is flight and flight.looks * LOOK > PATIENCE:
            await self._next(flight)
        elif self._flight is flight and flight.at is not self and _is_gone(flight.at):
            flight.at = self
            self._settled(flight, None)

    def _settled(self, flight: _Flight, stood: MessagePump | None) -> None:
        """Go on with the next key; where the last one opened or closed something, when that is done."""
        if self._flight is not flight:
            return
        top = self._top
        if top is not None and top is stood and not self._is_going:
            self.call_next(self._next, flight)
        elif top is not None:
            self.set_timer(AGAIN, partial(self._opened, flight, stood or top))

    def _opened(self, flight: _Flight, seen: MessagePump) -> None:
        if self._flight is not flight:
            return
        screen = self._top
        if screen is None:
            return
        if self._is_going or screen is not seen or not screen.is_mounted:
            self.set_timer(AGAIN, partial(self._opened, flight, screen if screen.is_mounted else seen))
        else:
            self.call_next(self._next, flight)

    @property
    def _top(self) -> Screen[Any] | None:
        """The screen that has the keys; none while the program ends."""
        return next(reversed(self.screen_stack), None)

    @property
    def _is_busy(self) -> bool:
        """Whether a key is on its way; one that a widget took for itself comes up no more."""
        flight = self._flight
        return flight is not None and (flight.watch is not None or not flight.event._stop_propagation)

    @property
    def _is_going(self) -> bool:
        """Whether a screen was asked for that does not stand yet."""
        return any(not worker.is_finished for worker in self.workers)

    async def _next(self, flight: _Flight) -> None:
        if self._flight is flight:
            if flight.watch is not None:
                flight.watch.stop()
            self._done_at = get_time()
            await self._take_key()


def _is_gone(node: MessagePump) -> bool:
    """Tell whether nothing that is asked of a widget is done any more."""
    return node._closing or node._closed


@cache
def _own_keys(kind: type[DOMNode]) -> frozenset[str] | None:
    """Give the keys that nodes of a kind have methods for; None where they look at every key."""
    if getattr(kind, "_on_key", None) is not Widget._on_key or hasattr(kind, "on_key"):
        return None
    if any(
        issubclass(events.Key, told) for one in kind.__mro__ for told in one.__dict__.get("_decorated_handlers", ())
    ):
        return None
    return frozenset(name.partition("key_")[2] for name in dir(kind) if name.startswith(("key_", "_key_")))


@cache
def _is_typed_into(kind: type[DOMNode]) -> bool:
    """Tell whether nodes of a kind take letters from those who have them bound."""
    return kind.check_consume_key is not DOMNode.check_consume_key


def _tells_of_others_only(node: DOMNode, key: str) -> bool:
    """Tell whether a node looks at every key, but does nothing about this one, which it has bound."""
    return getattr(node, "ONLY_BOUND", False) and key in node._bindings.key_to_bindings
