"""Colours that can be read."""

from __future__ import annotations

import pytest
from textual.app import App
from textual.color import Color

from pmdesk.model import Client
from pmdesk.model.codes import COLORS
from pmdesk.tui.palette import PINS, ansi_colors, client_color, contrast, palette_of, readable
from pmdesk.tui.themes import THEMES

BACKGROUNDS = (Color.parse("#16181f"), Color.parse("#262b3a"), Color.parse("#fafaf7"), Color.parse("#e2e5ec"))


def test_contrast_is_that_of_wcag() -> None:
    assert contrast(Color(0, 0, 0), Color(255, 255, 255)) == pytest.approx(21)
    assert contrast(Color(119, 119, 119), Color(255, 255, 255)) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("background", BACKGROUNDS)
def test_any_css_colour_becomes_readable(background: Color) -> None:
    for name in sorted(COLORS):
        client = Client(key="A", name="A", color=name)
        assert contrast(client_color(client, 0, background), background) >= 4.5, name


def test_what_is_readable_stays() -> None:
    blue = Color.parse("dodgerblue")
    assert readable(blue, Color.parse("#16181f")) == blue


def test_a_client_without_a_colour_has_that_of_its_pin() -> None:
    dark = Color.parse("#16181f")
    by_pin = [client_color(Client(key=f"C{n}", name="x", pin=n), 0, dark) for n in range(1, 10)]
    assert len({color.hex for color in by_pin}) == 9
    assert by_pin[2] == readable(Color.parse(PINS[2]), dark)


def test_clients_have_colours_of_their_own_among_sixteen() -> None:
    names = ("gold", "khaki", "orange", "sandybrown")
    named = [Client(key=f"C{number}", name="x", color=name) for number, name in enumerate(names)]
    assert len(set(ansi_colors(named).values())) == 4
    assert "red" not in ansi_colors([Client(key="R", name="x", color="red")]).values()


@pytest.mark.parametrize("theme", ["pmdesk-dark", "pmdesk-light", "textual-dark", "textual-light", "ansi-dark"])
async def test_every_theme_has_a_palette(theme: str) -> None:
    app: App[None] = App()
    clients = [Client(key="A", name="A", color="navy"), Client(key="B", name="B", pin=2)]
    async with app.run_test():
        for own in THEMES:
            app.register_theme(own)
        app.theme = theme
        palette = palette_of(app, clients)
        assert palette.style("client:A") != palette.style("client:B")
        assert palette.style("text", "bad") != palette.style("text", "cursor") != palette.style("text")
        if theme != "ansi-dark":
            for ink in ("text", "dim", "bad", "warn", "good", "today", "client:A"):
                for ground in ("plain", "lane"):
                    style = palette.style(ink, ground)
                    assert style.color
                    assert style.bgcolor
                    ink_color = Color.from_rich_color(style.color)
                    assert contrast(ink_color, Color.from_rich_color(style.bgcolor)) >= 4.4, (ink, ground)
