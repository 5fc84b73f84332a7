from __future__ import annotations

import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pmdesk.errors import StoreError
from pmdesk.model import Client
from pmdesk.portfolio import Put
from pmdesk.tui.app import PmdeskApp, run
from pmdesk.tui.overlays.trouble import TroubleScreen
from pmdesk.tui.screens.base import DeskScreen

from .driving import NARROW, NORMAL, Driver, clock, driving, open_desk


@pytest.mark.parametrize("size", [NARROW, NORMAL])
async def test_an_empty_desk_teaches_and_one_key_loads_the_sample(empty_store: Path, size: tuple[int, int]) -> None:
    async with driving(empty_store, size) as driver:
        for letter in "dtwcaevrkpl":
            await driver.press("g", letter)
            assert "An empty desk" in driver.text()
            assert "pmdesk import" in driver.text()
            assert all(not line or line[-1] == " " for line in driver.lines()[2:20]), "a line is cut off"
        await driver.press("g", "d", "A")
        assert "there is none here yet" in driver.text()
        assert "Enter save" in driver.foot()
        await driver.press("escape", "o")
        assert "Acme" in driver.text() or "ACM" in driver.text()
        assert len(driver.stored(lambda desk: desk.rows(Client))) == 6
        await driver.press("o")
        assert "empty desk only" in driver.foot()
        await driver.press("u")
        assert "An empty desk" in driver.text()


@pytest.mark.parametrize("key", ["B", "E", "S", "W", "r"])
async def test_in_an_empty_desk_a_client_comes_first(empty_store: Path, key: str) -> None:
    async with driving(empty_store, NARROW) as driver:
        await driver.press(key)
        assert "a client comes first, A adds one" in driver.foot()
        assert isinstance(driver.app.screen, DeskScreen)


@pytest.mark.parametrize("letter", [*"dtwcaevrkpl"])
async def test_no_key_reaches_rows_that_were_undone(empty_store: Path, letter: str) -> None:
    async with driving(empty_store, NARROW) as driver:
        await driver.press("o", "g", letter, "G", "u")
        assert "An empty desk" in driver.text()
        for key in ("d", "v", "exclamation_mark", "slash"):
            await driver.press(key)
        assert driver.stored(lambda desk: desk.is_empty())
        assert driver.screen.picked() == []


async def test_a_store_that_cant_be_used_is_said_with_what_to_do(tmp_path: Path) -> None:
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"this is no database, but it is long enough to be looked at" * 40)
    app = PmdeskApp(lambda: open_desk(broken), now=clock, live=False)
    async with app.run_test(size=NARROW) as pilot:
        driver = Driver(app, pilot, broken)
        await driver.settle()
        assert isinstance(app.screen, TroubleScreen)
        assert "the store can't be used" in driver.text()
        assert isinstance(app.trouble, StoreError)
        assert app.trouble.exit_status == 3
        await pilot.press("q")
    assert app.return_code == 3


async def test_what_fails_later_is_said_and_the_screen_stays(store: Path) -> None:
    async with driving(store) as driver:
        keeper = driver.app.keeper
        assert keeper is not None

        def fail() -> None:
            raise OSError("the disk is [/] full")

        keeper.worker.ask(fail, lambda _: None)
        await driver.settle()
        await driver.pilot.pause(0.3)
        said = [str(toast.render()) for toast in driver.app.screen.query("Toast")]
        assert any("the disk is [/] full" in words for words in said)
        assert "Plan the week" in driver.text()


async def test_another_programs_change_is_seen(store: Path) -> None:
    async with driving(store, live=True) as driver:
        driver.stored(lambda desk: desk.undo())
        for _ in range(40):
            await driver.pilot.pause(0.1)
            if "An empty desk" in driver.text():
                break
        assert "An empty desk" in driver.text()


async def test_an_incomplete_field_does_not_make_the_desk_say_that_it_is_not_saved(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("E")
        assert "is asked for" in driver.text()
        await driver.press("escape")
        assert driver.foot().rstrip().endswith(" saved")
        assert "not saved" not in driver.foot()


async def test_an_empty_list_under_a_lock_offers_no_way_to_all_clients(make_store: Callable[[list[Put]], Path]) -> None:
    path = make_store([Put(Client(key="C1", name="[/]"))])
    async with driving(path, NARROW, lock="C1") as driver:
        await driver.press("g", "l")
        assert "nothing in" in driver.text()
        assert "all clients" not in driver.text()


def test_the_store_stays_private(empty_store: Path) -> None:
    open_desk(empty_store).close()
    assert stat.S_IMODE(empty_store.stat().st_mode) == 0o600


def test_nothing_heavy_is_imported_for_the_first_frame() -> None:
    code = (
        "import sys; from pmdesk.tui.app import PmdeskApp; import pmdesk.tui.screens.today; "
        "heavy = {'sqlalchemy', 'sqlmodel', 'pydantic', 'alembic', 'icalendar', 'holidays', 'sqlite3', 'dateutil', "
        "'jinja2', 'pmdesk.model', 'pmdesk.store'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_bug_that_ends_the_program_is_seen_in_its_status(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PmdeskApp, "run", lambda app: setattr(app, "_return_code", 1))
    with pytest.raises(SystemExit) as ended:
        run(tmp_path / "s.db", now=clock)
    assert ended.value.code == 1


@pytest.mark.parametrize("line", ["todo call the bank fri", "off 24 dec..2 jan", "Dentist tue 10-10:30"])
async def test_what_is_mine_alone_makes_a_desk_that_is_not_empty(empty_store: Path, line: str) -> None:
    async with driving(empty_store, NARROW) as driver:
        await driver.press("a")
        await driver.write(line)
        await driver.press("enter")
        assert "An empty desk" not in driver.text()
        await driver.press("u")
        assert "An empty desk" in driver.text()
        assert "ctrl+r   brings back what was undone: added " in driver.text()
        await driver.press("ctrl+r")
        assert "An empty desk" not in driver.text()
        await driver.press("o")
        assert "goes into an empty desk only" in driver.foot()
