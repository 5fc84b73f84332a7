"""The widget: keys, what is drawn again, what it says."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from pmdesk.portfolio import Portfolio, Put, Window, what_if
from pmdesk.tui.glyphs import ASCII, NORMAL
from pmdesk.tui.text import shown
from pmdesk.tui.widgets.timeline import Timeline
from tests.tui.hostile import PAYLOADS
from tests.tui.widgets.timeline.harness import Harness
from tests.tui.widgets.timeline.small import TODAY, conflicts, portfolio, weeks

GOLDEN = Path(__file__).parent / "golden"
SIZES = {"80": (80, 22), "140": (140, 36)}


@pytest.mark.parametrize("glyphs", [NORMAL, ASCII], ids=["normal", "ascii"])
@pytest.mark.parametrize("name", SIZES)
async def test_the_picture(name: str, glyphs: object) -> None:
    """What is drawn equals the golden file, which a person has looked at."""
    app = Harness(glyphs=ASCII if glyphs is ASCII else NORMAL)
    async with app.run_test(size=SIZES[name]) as pilot:
        await pilot.press("n", "n", "n")
        await pilot.pause()
        kind = "ascii" if glyphs is ASCII else "normal"
        picture = app.picture()
    assert picture == (GOLDEN / f"{kind}-{name}.txt").read_text(encoding="utf-8")
    assert kind == "normal" or picture.isascii()


@pytest.mark.parametrize("zoom", [-3, -2, -1, 0, 1])
@pytest.mark.parametrize("size", [(20, 6), (48, 9), (80, 24), (140, 40), (200, 60)])
async def test_every_line_has_the_width_at_any_size(size: tuple[int, int], zoom: int) -> None:
    app = Harness()
    async with app.run_test(size=size) as pilot:
        for _ in range(abs(zoom)):
            await pilot.press("minus" if zoom < 0 else "plus")
        strips = [app.line.render_line(y) for y in range(size[1])]
    assert {strip.cell_length for strip in strips} == {size[0]}
    assert all(sum(segment.cell_length for segment in strip) == size[0] for strip in strips)


async def test_keys_move_the_cursor() -> None:
    app = Harness()
    async with app.run_test(size=(140, 40)) as pilot:
        line = app.line
        assert (line.cursor_date, line.cursor_ref) == (TODAY, "engagement/POS")
        await pilot.press("l", "l", "l", "l")
        assert (line.cursor_date, line.cursor_ref) == (date(2026, 11, 27), "milestone/POS.BUILD")
        await pilot.press("j")
        assert line.cursor_ref == "assignment/POS.F"
        await pilot.press("k", "h")
        assert line.cursor_date == date(2026, 11, 26)
        await pilot.press("J", "J")
        assert line.cursor_ref == "milestone/POS.UAT"
        await pilot.press("G")
        assert line.lane is not None
        assert line.lane.key == "me"
        await pilot.press("home", "t")
        assert (line.cursor_ref, line.cursor_date) == ("client/ACME", TODAY)
        await pilot.press("n", "n", "n", "enter")
        await pilot.pause()
    opened = [message.ref for message in app.told if isinstance(message, Timeline.Opened)]
    assert opened == ["milestone/POS.UAT"]


async def _lines_drawn(app: Harness, pilot: Pilot[None], key: str) -> set[int]:
    await pilot.pause()
    app.line.drawn.clear()
    await pilot.press(key)
    await pilot.pause()
    return set(app.line.drawn)


async def test_a_step_draws_only_the_lines_that_it_changes() -> None:
    app = Harness()
    async with app.run_test(size=(140, 40)) as pilot:
        detail = 2 + 10 + 1 + 2 + 1
        below = set(range(detail, 40))
        assert await _lines_drawn(app, pilot, "l") == {0, 3}
        assert await _lines_drawn(app, pilot, "j") - below == {3, 4}
        assert await _lines_drawn(app, pilot, "j") - below == {4, 5}
        assert await _lines_drawn(app, pilot, "home") - below <= {2, 5}
        assert await _lines_drawn(app, pilot, "k") == set()


async def test_the_view_follows_the_cursor() -> None:
    app = Harness()
    async with app.run_test(size=(80, 22)) as pilot:
        for _ in range(45):
            await pilot.press("l")
        assert app.line.cursor_date == date(2027, 1, 7)
        assert "Jan 2027" in app.picture().splitlines()[0]
        await pilot.press("L")
        assert app.line.cursor_date == date(2027, 1, 7) + timedelta(days=46)
        await pilot.press("t")
        assert app.line.cursor_date == TODAY


async def test_zoom_keeps_the_cursor() -> None:
    app = Harness()
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.press("n", "n", "n")
        for key in ("minus", "minus", "minus", "minus", "plus", "plus", "plus", "plus", "plus"):
            await pilot.press(key)
            assert app.line.cursor_date == date(2026, 12, 11)
        assert app.line.cursor_ref == "milestone/POS.UAT"


async def test_another_context_keeps_the_date_and_shows_nothing_of_the_last() -> None:
    app = Harness()
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.press("J", "J")
        day = app.line.cursor_date
        app.line.show(app.held, conflicts(), weeks(), TODAY, "BOR")
        await pilot.pause()
        assert app.line.cursor_date == day
        assert "Acme" not in app.picture()
        app.line.show(app.held, [], weeks(), TODAY, "GONE")
        await pilot.pause()
        assert "nothing in Gone" in app.picture()
        assert "Borealis" not in app.picture()
        await pilot.press("j", "l", "n", "J", "enter", "G", "minus")
        assert app.line.cursor_ref == ""


async def test_the_cursor_follows_what_is_moved_and_comes_back() -> None:
    app = Harness()
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.press("n", "n", "n")
        row = replace(app.held.milestones["POS.UAT"], due=date(2026, 12, 16))
        app.line.preview(what_if(app.held, [Put(row)]), [])
        await pilot.pause()
        assert app.line.cursor_date == date(2026, 12, 16)
        assert NORMAL.moved in app.picture().splitlines()[3]
        assert "in blackout" not in app.picture()
        app.line.end_preview()
        await pilot.pause()
        assert (app.line.cursor_date, app.line.cursor_ref) == (date(2026, 12, 11), "milestone/POS.UAT")
        assert "in blackout" in app.picture()


async def test_it_asks_for_days_that_the_portfolio_lacks_once() -> None:
    narrow = replace(portfolio(), window=Window(date(2026, 11, 1), date(2027, 3, 1)))
    app = Harness(narrow)
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.pause()
        assert not [message for message in app.told if isinstance(message, Timeline.WindowWanted)]
        await pilot.press("L", "j", "j", "l")
        await pilot.pause()
        wanted = [message for message in app.told if isinstance(message, Timeline.WindowWanted)]
    assert len(wanted) == 1
    assert wanted[0].first < date(2027, 2, 1)
    assert wanted[0].last > date(2027, 6, 1)


async def test_go_finds_a_thing_by_its_ref() -> None:
    app = Harness()
    async with app.run_test(size=(140, 40)):
        assert app.line.go("milestone/POS.LIVE")
        assert app.line.cursor_date == date(2027, 1, 18)
        assert not app.line.go("milestone/NOBODY")
        assert app.line.cursor_ref == "milestone/POS.LIVE"


async def test_clicks_put_the_cursor() -> None:
    app = Harness()
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.click(Timeline, offset=(60, 8))
        assert app.line.lane is not None
        assert app.line.lane.key == "engagement/ERP"
        await pilot.click(Timeline, offset=(5, 3))
        assert app.line.lane.key == "engagement/POS"


def _hostile(payload: str) -> Portfolio:
    held = portfolio()
    text = payload[:300]
    return replace(
        held,
        clients={key: replace(row, name=text) for key, row in held.clients.items()},
        vendors={key: replace(row, name=text) for key, row in held.vendors.items()},
        engagements={key: replace(row, name=text, objective=text) for key, row in held.engagements.items()},
        milestones={key: replace(row, title=text) for key, row in held.milestones.items()},
        blackouts={key: replace(row, title=text) for key, row in held.blackouts.items()},
        contacts={key: replace(row, name=text) for key, row in held.contacts.items()},
    )


async def test_hostile_names_are_drawn_as_they_are() -> None:
    app = Harness()
    async with app.run_test(size=(140, 40)) as pilot:
        for payload in PAYLOADS:
            app.line.show(_hostile(payload), conflicts(), weeks(), TODAY)
            for key in "njkJ":
                await pilot.press(key)
            strips = [app.line.render_line(y) for y in range(40)]
            text = "".join(strip.text for strip in strips)
            assert {sum(segment.cell_length for segment in strip) for strip in strips} == {140}, payload
            assert not [sign for sign in text if unicodedata.category(sign) in {"Cc", "Cs"}], payload
            assert shown(payload)[:5] in text, payload


@pytest.mark.parametrize("theme", ["pmdesk-light", "ansi-dark", "textual-light"])
async def test_another_theme_paints_again(theme: str) -> None:
    app = Harness()
    async with app.run_test(size=(140, 40)) as pilot:
        before, picture = list(app.line.render_line(3)), app.picture()
        app.theme = theme
        await pilot.pause()
        assert list(app.line.render_line(3)) != before
        assert app.picture() == picture


async def test_without_colour_everything_is_still_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = Harness()
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.press("n")
        colors = {segment.style.color for y in range(40) for segment in app.line.render_line(y) if segment.style}
        assert "52!" in app.picture()
        assert NORMAL.trouble in app.picture().splitlines()[8]
    assert {color.triplet for color in colors if color and color.triplet}
    assert all(max(c.triplet) - min(c.triplet) < 24 for c in colors if c and c.triplet)


async def test_free_lines_tell_what_comes_next() -> None:
    app = Harness()
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.press("j")
        told = app.picture().splitlines()[16:]
        dates = [line for line in told if " in " in line]
        assert any("coming" in line for line in told)
        assert dates == sorted(dates, key=lambda line: int(line.split(" in ")[1].split()[0]))
    app = Harness()
    async with app.run_test(size=(140, 20)) as pilot:
        await pilot.press("j")
        assert "coming" not in app.picture()
