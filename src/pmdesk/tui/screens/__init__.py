"""The screens, one a file: each composes widgets, and turns keys into changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.screen import Screen


def mode(name: str) -> Callable[[], Screen[Any]]:
    """Give what makes a screen when it is first shown."""

    def make() -> Screen[Any]:
        from pmdesk.tui.screens.catalog import make_screen

        return make_screen(name)

    return make
