"""When a program is at rest, told by its loop rather than by the clock; and style sheets that are parsed once.

Textual's pilot waits after each key until the process has used next to no time for a fiftieth of a second, twice: most
of what a test of the terminal took was that. Its loop knows better: where no task can go on before a key, a timer or a
thread comes, everything that was asked for is done.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from time import monotonic
from typing import Any

import pytest
from textual._context import active_app
from textual._styles_cache import StylesCache
from textual.app import App, ScreenStackError
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

QUIET = 2
"""How many looks in a row must find that nothing can go on."""
LOOK = 0.001
"""Seconds between two looks where something has to come by itself."""


def has_nothing_to_do() -> bool:
    """Tell whether all tasks of the running loop but this one wait for something."""
    loop: Any = asyncio.get_running_loop()
    return not loop._ready


async def rest(app: App[Any], patience: float = 1.0) -> bool:
    """Wait until no task can go on and all is painted, or so many seconds are over; tells whether it is so."""
    quiet, until = 0, monotonic() + patience
    while quiet < QUIET and monotonic() < until:
        is_held = app._batch_count > 0 and not app._exit  # for a moment after a switch of screens nothing is painted
        await asyncio.sleep(LOOK if is_held else 0)
        quiet = 0 if is_held or not has_nothing_to_do() else quiet + 1
        if quiet:
            _do_now(app)
    return quiet == QUIET


def _do_now(app: App[Any]) -> None:
    """Do what the timers of layout and paint would do next, as a pilot's pause does."""
    if app._resize_timer is not None:
        app._check_resize()
    with suppress(ScreenStackError):  # the program has ended
        for screen in app.screen_stack:  # from the back to the front
            screen._on_timer_update()


async def _rest_instead(_min_sleep: float = 0, max_sleep: float = 1) -> None:
    """Stand in for what Textual waits by; it is given the same times."""
    await rest(active_app.get(), max_sleep)


def forget_lines() -> None:
    """Let go of the drawn lines of programs that have ended, which Textual remembers for as long as Python runs."""
    StylesCache.get_inner_outer.cache_clear()


@contextmanager
def parsed_once() -> Iterator[None]:
    """Have each style sheet parsed once for all programs that have the same variables: rules are never changed."""
    real, kept = Stylesheet._parse_rules, dict[tuple[Any, ...], list[RuleSet]]()

    def parse(sheet: Stylesheet, *args: Any, **named: Any) -> list[RuleSet]:
        key = (*args, *named.items(), frozenset(sheet._variables.items()))
        if key not in kept:
            kept[key] = real(sheet, *args, **named)
        return kept[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", parse)
        yield


@pytest.fixture(scope="session", autouse=True)
def resting() -> Iterator[None]:
    """Have Textual's own helpers for tests wait so, too."""
    with pytest.MonkeyPatch.context() as patch, parsed_once():
        for module in ("app", "pilot"):
            patch.setattr(f"textual.{module}.wait_for_idle", _rest_instead)
        yield
