"""Lines made of spans: the way in which everything that is not a form is drawn.

A span is text with a role; what a role looks like is told by the theme. Text of any origin may go in: it passes
``text.shown`` on its way to the screen, and is never read as markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.color import Color
from textual.strip import Strip

from pmdesk.tui.palette import palette_of, readable
from pmdesk.tui.text import cells, fit, shown

if TYPE_CHECKING:
    from pmdesk.model import Client

_INKS = {
    "dim": "dim", "faint": "dim", "high": "bad", "medium": "warn", "low": "dim", "good": "good", "warn": "warn",
    "accent": "today", "bold": "bright", "primary": "bright",
}  # fmt: skip
"""What the palette calls the roles."""


_WAYS = frozenset({"bold", "under", "label", "bar"})
"""How a role is drawn, not in which colour."""


class Span(NamedTuple):
    """Text in a role (``dim``, ``high``, ``@ACME`` for a client's colour; with ``bold`` or ``under`` added).

    ``bar`` is added to what is a drawing, which keeps its colour where the cursor's row is drawn in reverse.

    ``act`` names what a click on it does.
    """

    text: str
    role: str = ""
    act: str = ""


Line = Sequence[Span]


@lru_cache(maxsize=4096)
def width_of(text: str) -> int:
    """Give the cells that a text takes when it is shown."""
    return cells(shown(text))


def cell(text: str, width: int, role: str = "", *, right: bool = False) -> Span:
    """Give a span of exactly ``width`` cells; what has no room shows as an ellipsis."""
    return Span(fit(text, max(0, width), "right" if right else "left"), role)


def length(line: Line) -> int:
    """Give the cells that a line takes."""
    return sum(width_of(span.text) for span in line)


def ends(left: Line, right: Line, width: int) -> list[Span]:
    """Put one line at the left and one at the right; the left one gives way."""
    room = width - length(right)
    kept: list[Span] = []
    for span in left:
        if room <= 0:
            break
        whole, text = shown(span.text), shown(span.text, room)
        kept.append(span._replace(text=text))
        room -= cells(text)
        if text != whole:  # what comes after a cut would say a second time that there is more
            break
    return [*kept, Span(" " * max(0, room)), *right]


class Looks:
    """What each role looks like, in the app's theme and with the clients' colours.

    ``is_plain`` asks for the ASCII set.
    """

    def __init__(self, app: App[Any], clients: list[Client], *, is_plain: bool = False) -> None:
        self.is_plain = is_plain
        self._palette = palette_of(app, clients)
        self._ansi = app.native_ansi_color
        names = app.theme_variables
        self._own: dict[str, RichColor | None] = {}
        if not self._ansi:
            back, fore = Color.parse(names["background"]), Color.parse(names["foreground"])
            self._own = {
                "surface": Color.parse(names["surface"]).rich_color,
                "fill": back.blend(fore, 0.78, alpha=1.0).rich_color,
                "faint": readable(back.blend(fore, 0.36, alpha=1.0), back).rich_color,
            }
        self._styles: dict[tuple[str, str], Style] = {}

    @property
    def shades(self) -> bool:
        """Whether grounds differ: the terminal's own colours have no shades."""
        return not self._ansi

    def ink(self, role: str) -> RichColor | None:
        """Give the colour of a role, or of a client after ``@``; None is the terminal's own."""
        if role in self._own:
            return self._own[role]
        name = f"client:{role[1:]}" if role.startswith("@") else _INKS.get(role, "text")
        return self._palette.inks.get(name, self._palette.inks["dim"])

    def ground(self, name: str) -> RichColor | None:
        """Give a ground: ``""``, ``panel`` (the cursor's), ``surface`` (an overlay's), ``tint@KEY`` (a bar's).

        ``mine`` is that of what is nobody's but mine, on the week.
        """
        kind, at, key = name.partition("@")
        if at and not self._ansi and self._palette.colored:
            own, back = self.ink(f"@{key}"), self._own["surface"]
            if own and back:
                return Color.from_rich_color(back).blend(Color.from_rich_color(own), 0.24, alpha=1.0).rich_color
        if kind in {"surface", "tint"}:
            return self._own.get("surface")
        return self._palette.grounds["lane" if kind in {"panel", "mine"} else "plain"]

    def style(self, role: str, ground: str = "") -> Style:
        """Give the style of a role on a ground."""
        known = self._styles.get((role, ground))
        if known is None:
            known = self._styles[role, ground] = self._make(role, ground)
        return known

    def _make(self, role: str, ground: str) -> Style:
        words = role.split()
        named = next((word for word in words if word not in _WAYS), "")
        fore, back = self.ink(named), self.ground(ground)
        if "label" in words:
            if self._ansi:
                return Style(color=fore, reverse=True, bold=True)
            fore, back = self._palette.grounds["plain"], fore if named else self._own["fill"]
        if self._ansi and ground == "panel":  # in reverse every colour would be a patch of its own
            if "bar" in words:
                return Style(color=fore)
            return Style(reverse=True, bold="bold" in words or None, underline="under" in words or None)
        return Style(
            color=fore,
            bgcolor=back,
            bold="bold" in words or None,
            underline="under" in words or None,
            dim=(self._ansi and named in {"dim", "faint"}) or None,
        )


_PLAIN = str.maketrans({"…": "~", "–": "-", "·": "-", "×": "x"})
"""What stands for this program's own signs in the ASCII set, cell for cell."""


def strip_of(line: Iterable[Span], width: int, looks: Looks, ground: str = "") -> Strip:
    """Draw a line in exactly ``width`` cells; what has no room shows as an ellipsis."""
    texts = [(shown(span.text), span.role) for span in line if span.text]
    if looks.is_plain:
        texts = [(text.translate(_PLAIN), role) for text, role in texts]
    segments = [Segment(text, looks.style(role, ground)) for text, role in texts]
    drawn = Strip(segments)
    if drawn.cell_length > width > 0 and drawn.crop(width).text.strip():
        kept = drawn.crop(0, width - 1)
        style = next((segment.style for segment in reversed(list(kept)) if segment.text), looks.style("", ground))
        drawn = Strip([*kept, Segment("~" if looks.is_plain else "…", style)])
    return drawn.adjust_cell_length(width, looks.style("", ground)).simplify()
