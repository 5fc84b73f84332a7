"""Colours: a client's own, readable on any theme, and what else the drawn widgets need, as styles of a segment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from rich.color import Color as RichColor
from rich.style import Style
from textual.app import App
from textual.color import Color

if TYPE_CHECKING:
    from pmdesk.model import Client

PINS = ("#61afef", "#c678dd", "#56b6c2", "#d19a66", "#8fb573", "#e58fb4", "#9aa5ff", "#b8a965", "#7fc7a4")
"""Colours of clients that chose none, by pin; red, amber and green are left to what they mean."""
CONTRAST = 4.5
"""WCAG 2.2, 1.4.3: the least contrast of text with its background."""


def contrast(one: Color, other: Color) -> float:
    """Give the contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(color: Color) -> float:
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color.normalized]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@lru_cache(maxsize=1024)
def readable(color: Color, background: Color, least: float = CONTRAST) -> Color:
    """Give the nearest colour towards white or black that can be read on a background."""
    goal = Color(255, 255, 255) if _luminance(background) < 0.18 else Color(0, 0, 0)
    for step in range(21):
        candidate = color.blend(goal, step / 20, alpha=1.0)
        if contrast(candidate, background) >= least:
            return candidate
    return goal


def own_color(client: Client, place: int) -> Color:
    """Give the colour that a client chose, else the palette's by its pin, else by its place in the list."""
    if client.color:
        return Color.parse(client.color)
    return Color.parse(PINS[((client.pin or place + 1) - 1) % len(PINS)])


def client_color(client: Client, place: int, background: Color) -> Color:
    """Give a client's colour, made readable on a background."""
    return readable(own_color(client, place), background)


_ANSI_HUES = {
    "green": (13, 188, 121), "yellow": (200, 160, 60), "blue": (36, 114, 200), "magenta": (188, 63, 188),
    "cyan": (17, 168, 205), "bright_blue": (59, 142, 234), "bright_magenta": (214, 112, 214),
    "bright_cyan": (41, 184, 219), "bright_green": (35, 209, 139),
}  # fmt: skip
"""About what terminals make of their own colours; red is left to conflicts, black, white and greys to text."""


def ansi_colors(clients: list[Client]) -> dict[str, str]:
    """Give each client the terminal's own colour nearest to its own that is free; they repeat when all are taken."""
    found: dict[str, str] = {}
    free: list[str] = []
    for place, client in enumerate(clients):
        free = free or list(_ANSI_HUES)
        own = own_color(client, place)
        name = min(free, key=lambda hue: sum((a - b) ** 2 for a, b in zip(own.rgb, _ANSI_HUES[hue], strict=True)))
        free.remove(name)
        found[client.key] = name
    return found


@dataclass(slots=True)
class Palette:
    """Inks and grounds by name, and the styles made of them.

    Inks: ``text``, ``bright``, ``dim``, ``faint``, ``today``, ``bad``, ``warn``, ``good``, ``client:KEY``. Grounds:
    ``plain``, ``weekend``, ``lane`` (that of the cursor), ``bad``, ``warn``, ``cursor``.
    """

    inks: Mapping[str, RichColor | None]
    grounds: Mapping[str, RichColor | None]
    colored: bool = True
    dims: frozenset[str] = frozenset()
    _styles: dict[tuple[str, str, bool], Style] = field(default_factory=dict)

    def style(self, ink: str, ground: str = "plain", *, bold: bool = False) -> Style:
        """Give the style of an ink on a ground; an unknown client's is that of text."""
        key = (ink, ground, bold)
        style = self._styles.get(key)
        if style is None:
            style = self._styles[key] = self._made(ink, ground, bold)
        return style

    def _made(self, ink: str, ground: str, bold: bool) -> Style:
        color = self.inks.get(ink, self.inks["text"])
        if ground in {"bad", "warn", "cursor"}:
            bold = True
            if self.grounds[ground] is None:
                color = self.inks["text"] if ground == "cursor" else color
                return Style(color=color, reverse=True, bold=True, underline=ground == "bad" or None)
            color = self.inks["on-" + ground]
        return Style(color=color, bgcolor=self.grounds[ground], bold=bold or None, dim=(ink in self.dims) or None)


def _true_colors(app: App[Any], clients: list[Client]) -> Palette:
    """Make the palette of a theme with colours of its own."""
    names = app.theme_variables
    back, fore = Color.parse(names["background"]), Color.parse(names["foreground"])
    panel = back.blend(fore, 0.11, alpha=1.0)
    worst = panel
    bad, warn, good = (Color.parse(names[name]) for name in ("error", "warning", "success"))
    inks = {
        "text": readable(fore, worst, 7.0),
        "bright": readable(fore, worst, 10.0),
        "dim": readable(back.blend(fore, 0.5, alpha=1.0), worst, 4.5),
        "faint": back.blend(fore, 0.2, alpha=1.0),
        "today": readable(warn, worst),
        "bad": readable(bad, worst),
        "warn": readable(warn, worst),
        "good": readable(good, worst),
        "on-cursor": back,
        "on-bad": readable(back, bad),
        "on-warn": readable(back, warn),
    }
    for place, client in enumerate(clients):
        inks[f"client:{client.key}"] = client_color(client, place, worst)
    if app.no_color:
        inks = {name: ink if name.startswith("on-") or name in {"dim", "faint"} else fore for name, ink in inks.items()}
    grounds = {
        "plain": back, "weekend": back.blend(fore, 0.035, alpha=1.0), "lane": panel, "bad": bad, "warn": warn,
        "cursor": fore,
    }  # fmt: skip
    return Palette(
        {name: color.rich_color for name, color in inks.items()},
        {name: color.rich_color for name, color in grounds.items()},
        colored=not app.no_color,
    )


def _terminal_colors(app: App[Any], clients: list[Client]) -> Palette:
    """Make the palette of a theme that uses the terminal's own 16 colours."""
    dark = app.current_theme.dark
    names: dict[str, str | None] = {
        "text": None, "bright": None, "dim": None, "faint": "bright_black", "today": "yellow", "bad": "red",
        "warn": "yellow", "good": "green", "on-cursor": None, "on-bad": "white" if dark else "bright_white",
        "on-warn": "black",
    }  # fmt: skip
    names.update({f"client:{key}": name for key, name in ansi_colors(clients).items()})
    if app.no_color:
        names = dict.fromkeys(names)
    grounds: dict[str, RichColor | None] = dict.fromkeys(("plain", "weekend", "lane", "cursor", "bad", "warn"))
    if not app.no_color:
        grounds |= {"bad": RichColor.parse("red"), "warn": RichColor.parse("yellow")}
    inks = {name: None if color is None else RichColor.parse(color) for name, color in names.items()}
    dims = frozenset({"dim", "faint"} if app.no_color else {"dim"})
    return Palette(inks, grounds, colored=not app.no_color, dims=dims)


def palette_of(app: App[Any], clients: list[Client]) -> Palette:
    """Make the palette of an app's theme for clients, in the order in which they are listed."""
    make = _terminal_colors if app.native_ansi_color else _true_colors
    return make(app, clients)
