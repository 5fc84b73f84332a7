"""What is painted is asked for, and nothing else; what comes out is what Textual's own compositor gives."""

from __future__ import annotations

from rich.segment import Segment
from textual._compositor import Compositor
from textual.app import App, ComposeResult
from textual.containers import Container
from textual.geometry import Region
from textual.screen import ModalScreen, Screen
from textual.strip import Strip
from textual.widget import Widget

from pmdesk.tui.frugal import Layered, Plain, paint_frugally


class Lined(Widget):
    """Numbered lines, which notes those that it is asked for."""

    DEFAULT_CSS = "Lined { height: 1fr; }"

    def __init__(self, name: str) -> None:
        super().__init__(id=name)
        self.asked: list[int] = []

    def render_line(self, y: int) -> Strip:
        """Draw a line."""
        self.asked.append(y)
        return Strip([Segment(f"{self.id} {y}".ljust(self.size.width))], self.size.width)


class PlainLined(Plain, Lined):
    """The same, painted as it is."""


class Two(App[None]):
    """One list above another, and a band over the foot."""

    CSS = (
        "Screen { layers: default over; } #high, #low { height: 1fr; } #over { layer: over; dock: bottom; height: 2; }"
    )

    def get_default_screen(self) -> Screen[None]:
        """Give a screen that is painted frugally."""
        screen: Screen[None] = Screen(id="_default")
        paint_frugally(screen)
        return screen

    def compose(self) -> ComposeResult:
        """Hold them."""
        with Container():
            yield PlainLined("high")
            yield PlainLined("low")
        yield Lined("over")


class Above(Layered[None], ModalScreen[None]):
    """A band over the foot of the screen beneath."""

    CSS = "Above { background: transparent; } #band { dock: bottom; height: 2; }"

    def render_lines(self, crop: Region) -> list[Strip]:
        """Show what stands beneath."""
        return [strip.crop(crop.x, crop.right) for strip in self.lines_beneath(crop.y, crop.bottom)]

    def compose(self) -> ComposeResult:
        """Hold it."""
        yield PlainLined("band")


class Stacked(Two):
    """The two lists on a screen that may stand beneath another one."""

    def get_default_screen(self) -> Screen[None]:
        """Give that screen."""
        return Layered()


def told(app: App[None]) -> list[str]:
    """Give what is on the screen."""
    return [strip.text for strip in app.screen._compositor.render_strips(app.size)]


async def test_only_the_lines_that_changed_are_asked_for() -> None:
    app = Two()
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.pause()
        high, low = app.query_one("#high", Lined), app.query_one("#low", Lined)
        high.asked, low.asked = [], []
        high.refresh(Region(0, 2, 40, 1), Region(0, 5, 40, 1))
        await pilot.pause()
        assert sorted(set(high.asked)) == [2, 5]
        assert low.asked == []


async def test_it_paints_what_textual_paints() -> None:
    app = Two()
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.pause()
        ours = told(app)
        half = app.query_one("#high", Lined).size.height
        assert [line.strip() for line in ours[half - 1 : half + 1]] == [f"high {half - 1}", "low 0"]
        assert [line.strip() for line in ours[-2:]] == ["over 0", "over 1"]
        theirs = Compositor()
        theirs.reflow(app.screen, app.size)
        assert [strip.text for strip in theirs.render_strips(app.size)] == ours


async def test_a_plain_widget_with_a_border_keeps_it() -> None:
    app = Two()
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.pause()
        app.query_one("#high", Lined).styles.border = ("ascii", "red")
        await pilot.pause()
        assert told(app)[0].startswith("+---")


async def test_beneath_another_screen_only_what_changed_is_asked_for_each_time() -> None:
    app = Stacked()
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.pause()
        high, low = app.query_one("#high", Lined), app.query_one("#low", Lined)
        await app.push_screen(Above())
        await pilot.pause()
        band = app.screen.query_one("#band", Lined)
        for line in (2, 5, 3):
            high.asked, low.asked, band.asked = [], [], []
            high.refresh(Region(0, line, 40, 1))
            await pilot.pause()
            assert set(high.asked) == {line}
            assert low.asked == []
            assert band.asked == []
        shown = [line.strip() for line in told(app)]
        assert shown[:2] == ["high 0", "high 1"]
        assert shown[-2:] == ["band 0", "band 1"]


async def test_a_screen_that_is_not_laid_out_yet_takes_no_lines_of_what_is_beneath() -> None:
    app = Two()
    async with app.run_test(size=(60, 20)) as pilot:
        above = Above()
        above.paint([Region(0, 0, 60, 20)])
        assert above._compositor.render_partial_update() is None
        app.push_screen(above)
        await pilot.pause()
        await pilot.resize_terminal(40, 10)
        above.paint([Region(0, 0, 60, 20), Region(0, 15, 60, 1)])
        assert above._compositor._dirty_regions == {Region(0, 0, 40, 10)}
