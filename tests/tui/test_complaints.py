"""What went wrong is told once while it can be read, however often it goes wrong."""

from __future__ import annotations

from pathlib import Path

from pmdesk.desk.sight import Sight
from pmdesk.errors import InputError, Refused, StoreError
from pmdesk.tui.overlays.form import Form

from .driving import driving


async def test_a_fault_that_goes_on_is_told_once(store: Path) -> None:
    async with driving(store) as driver:
        for words in ("no room", "no room", "in use", "no room"):
            driver.app.complain(StoreError(words, "do something"))
            await driver.settle()
        told = [one.message for one in driver.app._notifications]
        assert told == ["no room (do something)", "in use (do something)"]


async def test_what_cant_be_done_here_is_said_in_the_footer(store: Path) -> None:
    async with driving(store) as driver:
        driver.app.complain(InputError("not in a scenario"))
        await driver.settle()
        assert ("not in a scenario" in driver.foot(), list(driver.app._notifications)) == (True, [])
        assert driver.app.state == "saved"


async def test_what_is_refused_after_its_panel_was_left_is_said_on_the_screen(store: Path) -> None:
    """Enter and Esc at once: the answer finds no panel to stand in."""
    async with driving(store) as driver:
        await driver.press("1", "A")
        form = driver.app.screen
        assert isinstance(form, Form)
        keeper = driver.app.keeper
        assert keeper is not None

        def refuse() -> None:
            raise Refused(["name: is taken"])

        keeper.worker.ask(refuse, lambda _: None, otherwise=form._refused)
        form.dismiss(None)
        await driver.settle()
        assert driver.app.screen is driver.screen
        assert "name: is taken" in driver.foot()


async def test_under_a_lock_no_words_come_from_what_is_not_shown(store: Path) -> None:
    """Not of what can't be done, which the footer says, nor of what fails."""
    async with driving(store, lock="ACME") as driver:
        keeper = driver.app.keeper
        assert keeper is not None

        def refuse(_: Sight) -> None:
            raise InputError("there is no client CEDAR")

        def fail(_: Sight) -> None:
            raise RuntimeError("CEDAR")

        keeper.read(refuse, lambda _: None)
        await driver.settle()
        assert ("can't be done while locked" in driver.foot(), list(driver.app._notifications)) == (True, [])
        keeper.read(fail, lambda _: None)
        await driver.settle()
        assert [one.severity for one in driver.app._notifications] == ["error"]
        assert "CEDAR" not in driver.text()
