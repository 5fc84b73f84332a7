"""Under a lock nothing of any other client is shown, held or said: every screen, overlay, title and notification."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from textual.widgets import Input

from pmdesk.errors import InputError
from pmdesk.model import Action, Milestone
from pmdesk.tui.app import PmdeskApp
from pmdesk.tui.commands import of_scopes
from pmdesk.tui.context import Context
from pmdesk.tui.overlays.lock import LockQuestion, UnlockQuestion, meant
from pmdesk.tui.screens.catalog import _CLASSES

from .canaries import MARK, OWN, make_canaries, marks_in
from .driving import NARROW, NORMAL, WIDE, Driver, driving

BEHIND = frozenset({"Desk", "LockedDesk", "Keeper", "Worker"})
"""What may know more: it reads, and hands out what passed the gate."""
SCREENS = tuple(name for name in _CLASSES if name in PmdeskApp.MODES)


@pytest.fixture(scope="session")
def canary_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_canaries(tmp_path_factory.mktemp("canaries") / "c.db")


@pytest.fixture
def canaries(canary_store: Path, tmp_path: Path) -> Path:
    path = tmp_path / "s.db"
    shutil.copy(canary_store, path)
    return path


def require_none(driver: Driver, where: str) -> None:
    """Fail where a mark is on the terminal, or held by anything that draws."""
    app = driver.app
    shown = [line for line in driver.lines() if MARK.casefold() in line.casefold()]
    assert not shown, (where, shown)
    assert MARK not in f"{app.title} {app.sub_title} {[str(one.message) for one in app._notifications]}", where


def require_nothing_held(driver: Driver, where: str) -> None:
    """Fail where any widget, screen, view or draft holds a mark."""
    assert not (held := marks_in(driver.app, BEHIND)), (where, held[:5])


async def lock(driver: Driver) -> None:
    """Lock to the client in focus, and wait until the screens stand again."""
    await driver.press("1", "ctrl+l")
    await stand(driver)


async def stand(driver: Driver) -> None:
    for _ in range(300):
        await driver.pilot.pause(0.02)
        if driver.app.view is not None and driver.app.current_mode != "curtain" and not driver.app.workers._workers:
            break
    await driver.settle()


async def test_the_unlocked_screen_does_show_canaries(canaries: Path) -> None:
    async with driving(canaries) as driver:
        assert MARK in driver.text()
        assert marks_in(driver.app, BEHIND)


@pytest.mark.parametrize("size", [NARROW, NORMAL, WIDE])
async def test_after_the_lock_nothing_is_shown_or_held(canaries: Path, size: tuple[int, int]) -> None:
    async with driving(canaries, size) as driver:
        for name in SCREENS:
            await driver.app.switch_mode(name)
            await driver.settle()
        await lock(driver)
        assert driver.app.context == Context(focus=OWN, locked=True)
        require_none(driver, "locked")
        require_nothing_held(driver, "locked")


@pytest.mark.parametrize("share", [8, pytest.param(1, marks=pytest.mark.slow)], ids=["a-share", "all"])
@pytest.mark.parametrize("name", SCREENS)
async def test_no_screen_and_no_key_shows_a_canary(canaries: Path, name: str, share: int) -> None:
    """Every command of every screen is pressed; new screens and commands are covered by being registered.

    The quick share presses each command on some of the screens, so that together they press them all.
    """
    async with driving(canaries, WIDE) as driver:
        await lock(driver)
        await driver.app.switch_mode(name)
        await driver.settle()
        require_none(driver, name)
        leave_out = {"quit", "lock", "theme"}
        for number, command in enumerate(of_scopes(driver.screen.SCOPES), SCREENS.index(name)):
            if number % share:
                continue
            for key in command.keys[:1] if command.name not in leave_out else ():
                if driver.app.current_mode != name:
                    await driver.app.switch_mode(name)
                    await driver.settle()
                await driver.pilot.press(key)
                await driver.settle()
                require_none(driver, f"{name} {command.name}")
                for _ in range(4):
                    if driver.app.screen is driver.screen:
                        break
                    await driver.press("escape")
                require_none(driver, f"{name} {command.name} left")
        require_nothing_held(driver, name)


@pytest.mark.parametrize("typed", ["can", "cana", "priv", "a", "v", "1", "milestone"])
async def test_the_palette_finds_nothing_of_others(canaries: Path, typed: str) -> None:
    async with driving(canaries) as driver:
        await lock(driver)
        await driver.press("colon")
        await driver.write(typed)
        require_none(driver, typed)
        require_nothing_held(driver, typed)


async def test_undo_of_what_is_not_shown_is_refused_in_words_that_tell_nothing(canaries: Path) -> None:
    async with driving(canaries) as driver:
        await lock(driver)
        before = driver.stored(lambda desk: desk.next_undo())
        await driver.press("u", "ctrl+r")
        require_none(driver, "undo")
        assert "nothing to" in driver.foot()
        assert driver.stored(lambda desk: desk.next_undo()) == before


async def test_what_is_changed_under_the_lock_keeps_what_was_not_shown(canaries: Path) -> None:
    key = f"{OWN}-W.UAT"
    async with driving(canaries) as driver:
        await lock(driver)
        await driver.app.switch_mode("timeline")
        await driver.settle()
        driver.screen.point_at(f"milestone/{key}", None)
        await driver.press("d")
        row = driver.row(Milestone, key)
        assert isinstance(row, Milestone)
        assert row.status == "done"
        assert row.notes == f"{MARK} private milestone notes"
        assert "marked Own thing done" in driver.foot()
        await driver.press("u")
        assert "undone: marked Own thing done" in driver.foot()
        require_none(driver, "undone")


async def test_what_hangs_on_a_row_goes_along_unseen(canaries: Path) -> None:
    async with driving(canaries) as driver:
        await lock(driver)
        await driver.app.switch_mode("timeline")
        await driver.settle()
        driver.screen.point_at(f"milestone/{OWN}-W.BUILD", None)
        await driver.press("x")
        require_none(driver, "delete")
        await driver.press("enter")
        assert driver.row(Milestone, f"{OWN}-W.BUILD") is None
        uat = driver.row(Milestone, f"{OWN}-W.UAT")
        assert isinstance(uat, Milestone)
        assert uat.after == ()
        assert uat.notes


async def test_digits_b_and_c_do_nothing(canaries: Path) -> None:
    async with driving(canaries) as driver:
        await driver.press("2", "1")
        await lock(driver)
        for key in ("0", "2", "3", "9", "b", "c"):
            await driver.press(key)
            assert driver.app.context == Context(focus=OWN, locked=True), key
            assert driver.app.screen is driver.screen, key
            require_none(driver, key)


@pytest.mark.parametrize("keys", [("ctrl+l",), ("g", "x")])
async def test_only_the_word_unlocks(canaries: Path, keys: tuple[str, ...]) -> None:
    async with driving(canaries) as driver:
        await lock(driver)
        await driver.press(*keys)
        assert isinstance(driver.app.screen, UnlockQuestion)
        await driver.write("open")
        await driver.press("enter")
        assert driver.app.context.locked
        await driver.press("escape")
        assert driver.app.context.locked
        await driver.press(*keys)
        await driver.write("unlock")
        await driver.press("enter")
        await stand(driver)
        assert driver.app.context == Context(focus=OWN)
        await driver.press("0")
        assert MARK in driver.text()


async def test_from_all_it_asks_over_a_blank_screen(canaries: Path) -> None:
    async with driving(canaries) as driver:
        await driver.press("ctrl+l")
        assert isinstance(driver.app.screen, LockQuestion)
        require_none(driver, "asked")
        await driver.write("nobody")
        await driver.press("enter")
        assert isinstance(driver.app.screen, LockQuestion)
        driver.app.screen.query_one(Input).value = ""
        await driver.write("acm")
        await driver.press("enter")
        await stand(driver)
        assert driver.app.context == Context(focus=OWN, locked=True)
        require_nothing_held(driver, "locked from all")


async def test_what_was_open_is_gone_after_the_lock(canaries: Path) -> None:
    async with driving(canaries) as driver:
        await driver.press("1", "0", "colon")
        await driver.write("canary")
        assert MARK in driver.text()
        await driver.press("escape", "1", "colon", "ctrl+l")
        await stand(driver)
        assert driver.app.screen is driver.screen
        require_none(driver, "palette")
        require_nothing_held(driver, "palette")


async def test_a_program_that_ended_locked_starts_locked(canaries: Path) -> None:
    async with driving(canaries) as driver:
        await lock(driver)
    async with driving(canaries) as driver:
        assert driver.app.context == Context(focus=OWN, locked=True)
        require_none(driver, "restarted")
        require_nothing_held(driver, "restarted")


async def test_it_starts_locked_to_whom_it_is_told(canaries: Path) -> None:
    async with driving(canaries, lock=OWN) as driver:
        assert driver.app.context == Context(focus=OWN, locked=True)
        require_none(driver, "--lock")
        require_nothing_held(driver, "--lock")


async def test_a_lock_to_nobody_is_an_error(canaries: Path) -> None:
    async with driving(canaries, lock="NOBODY") as driver:
        assert isinstance(driver.app.trouble, InputError)
        require_none(driver, "nobody")


async def test_other_commitments_read_busy_elsewhere(canaries: Path) -> None:
    async with driving(canaries) as driver:
        await lock(driver)
        assert driver.app.view is not None
        meetings = driver.app.view.meetings(driver.app.view.today, driver.app.view.today)
        assert sorted(meeting.event.title for meeting in meetings) == ["Own thing", "busy elsewhere"]
        assert "busy elsewhere" in driver.text()


async def test_a_draft_typed_unlocked_is_not_offered_under_the_lock(canaries: Path) -> None:
    async with driving(canaries) as driver:
        driver.app.drafts["milestone/+"] = {"title": f"{MARK} half typed"}
        await driver.settle()
        await lock(driver)
        assert not driver.app.drafts
        require_nothing_held(driver, "drafts")


async def test_private_rows_are_not_even_read(canaries: Path) -> None:
    async with driving(canaries) as driver:
        await lock(driver)
        assert driver.app.view is not None
        assert {row.visibility for row in driver.app.view.actions} == {"client"}
        assert len(driver.stored(lambda desk: desk.rows(Action, engagement=f"{OWN}-W"))) == 2


def test_a_client_is_meant_by_key_digit_and_beginning() -> None:
    from pmdesk.model import Client

    clients = {
        "A": Client(key="A", name="Acme Retail", pin=1), "B": Client(key="B", name="Acme Energy", pin=2),
        "C": Client(key="C", name="Cedar", status="archived"),
    }  # fmt: skip
    assert meant("a", clients) == ["A"]
    assert meant("2", clients) == ["B"]
    assert meant("acme", clients) == ["A", "B"]
    assert meant("acme e", clients) == ["B"]
    assert meant("cedar", clients) == meant("", clients) == []
