"""`y` gives plain text to the clipboard; what names another client is stopped, shown, and let pass only on purpose."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from pmdesk.model import Client, Engagement, Milestone, Note
from pmdesk.portfolio import Put
from pmdesk.tui.overlays.stopped import StoppedScreen

from .driving import driving
from .test_lock import stand
from .test_move import at_uat

START = date(2026, 1, 1)


@pytest.fixture
def leaky(make_store: Callable[[list[Put]], Path]) -> Path:
    return make_store([
        Put(row) for row in (
            Client(key="ACME", name="Acme", pin=1), Client(key="BOR", name="Borealis", pin=2),
            Engagement(key="A", client="ACME", name="POS", start=START),
            Engagement(key="B", client="BOR", name="Grid", start=START),
            Milestone(key="A.M", engagement="A", title="Go-live as at Borealis", due=date(2026, 11, 24)),
            Milestone(key="A.N", engagement="A", title="Training", due=date(2026, 11, 25)),
        )
    ])  # fmt: skip


async def test_a_milestone_is_copied_in_a_line(store: Path) -> None:
    async with driving(store) as driver:
        await at_uat(driver)
        await driver.press("y")
        assert driver.app.clipboard.startswith("UAT sign-off · Acme Retail · POS rollout · Fri 11 Dec 2026")
        assert "\n" not in driver.app.clipboard
        assert "copied: UAT sign-off" in driver.foot()


async def test_a_conflict_is_copied_with_its_explanation(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("g", "c", "y")
        assert driver.app.view is not None
        assert driver.app.view.conflicts[0].message in " ".join(driver.app.clipboard.split("\n"))


async def test_what_is_selected_is_copied_line_by_line(leaky: Path) -> None:
    async with driving(leaky) as driver:
        await driver.press("g", "e", "enter", "tab", "v", "v", "y", "p")
        lines = driver.app.clipboard.splitlines()
        assert [line.partition(" · ")[0] for line in lines] == ["Go-live as at Borealis", "Training"]
        assert "2 lines" in driver.foot()


@pytest.mark.parametrize("focus", ["0", "1"])
async def test_a_mention_is_shown_and_not_copied(leaky: Path, focus: str) -> None:
    async with driving(leaky) as driver:
        await driver.press(focus, "g", "d")
        driver.screen.point_at("milestone/A.M", None)
        await driver.press("y")
        assert isinstance(driver.app.screen, StoppedScreen)
        assert "mentions Borealis (BOR)" in driver.text()
        await driver.press("escape")
        assert driver.app.clipboard == ""
        await driver.press("y", "p")
        assert driver.app.clipboard.startswith("Go-live as at Borealis")
        words = [entry.words for entry in driver.stored(lambda desk: desk.entries())]
        assert words[0] == "let Borealis pass in the clipboard"


async def test_under_a_lock_a_mention_is_stopped_without_its_words(leaky: Path) -> None:
    async with driving(leaky) as driver:
        await driver.press("1", "ctrl+l")
        await stand(driver)
        driver.screen.point_at("milestone/A.M", None)
        await driver.press("y")
        assert isinstance(driver.app.screen, StoppedScreen)
        assert "Borealis" not in "\n".join(driver.lines()[-8:])
        await driver.press("p")
        assert isinstance(driver.app.screen, StoppedScreen)
        await driver.press("escape")
        assert driver.app.clipboard == ""


async def test_no_escape_reaches_the_clipboard(make_store: Callable[[list[Put]], Path]) -> None:
    path = make_store([
        Put(Client(key="ACME", name="Acme")), Put(Engagement(key="A", client="ACME", name="POS", start=START)),
        Put(Note(key="N", engagement="A", date=START, text="one\x1b]52;c;aGk=\x07\ntwo")),
    ])  # fmt: skip
    async with driving(path) as driver:
        await driver.press("g", "e", "enter")
        driver.screen.action_show_pane("notes")  # type: ignore[attr-defined]  # the engagement was opened
        await driver.settle()
        await driver.press("y")
        assert driver.app.clipboard.endswith("two")
        assert not set(driver.app.clipboard) & {"\x1b", "\x07"}


async def test_a_report_that_names_another_client_is_written_on_purpose_only(
    leaky: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with driving(leaky) as driver:
        await driver.press("g", "p", "r")
        assert isinstance(driver.app.screen, StoppedScreen)
        await driver.press("escape")
        assert not list(tmp_path.glob("A-*"))
        await driver.press("r", "p")
        assert {path.suffix for path in tmp_path.glob("A-*")} == {".md", ".html"}
