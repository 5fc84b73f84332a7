"""The blank screen that stands while the others are made anew."""

from __future__ import annotations

from textual.screen import Screen


class Curtain(Screen[None]):
    """Nothing."""
