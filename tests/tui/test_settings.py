"""Every setting is set from the terminal, from the shell, and the looks from the configuration file too."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from pmdesk.cli.main import run
from pmdesk.desk import settings
from pmdesk.model import Profile
from pmdesk.tui.glyphs import ASCII, NORMAL
from pmdesk.tui.keymap import read_keymap
from pmdesk.tui.overlays.form import Form
from pmdesk.tui.overlays.settings import SettingsScreen
from pmdesk.tui.widgets.choice import Choice

from .driving import Driver, driving
from .test_lists import command, fill
from .test_lock import stand

GIVEN = {
    "theme": "pmdesk-light", "glyphs": "ascii", "brief": "off", "date_order": "dmy", "calendar_folder": "~/cal",
    "cancelled_days": "30", "guard_exempt": "north; south", "report_templates": "~/own",
    "answer_hours": "4.5",
}  # fmt: skip


def kept(driver: Driver) -> dict[str, str]:
    return driver.stored(settings.values)


def pick(driver: Driver, name: str, option: str) -> None:
    driver.app.screen.query_one(f"#field-{name} Choice", Choice)._take(option)


async def test_all_settings_are_kept_and_looks_hold_at_once(store: Path) -> None:
    async with driving(store) as driver:
        await command(driver, "settings dates")
        assert isinstance(driver.app.screen, SettingsScreen)
        for name, value in GIVEN.items():
            if settings.BY_NAME[name].options:
                pick(driver, name, value)
            else:
                await fill(driver, **{name: value})
        await driver.press("ctrl+s")
        assert kept(driver) == GIVEN
        assert driver.app.theme == "pmdesk-light"
        assert driver.app.glyphs is ASCII
        assert "▌" not in driver.text()
        await driver.press("g", "t")
        assert not set(driver.text()) & set("━◆◇▬│")
    async with driving(store) as driver:
        assert driver.app.theme == "pmdesk-light"
        assert driver.app.glyphs is ASCII


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("cancelled_days", "0", "is not a number of days"), ("cancelled_days", "many", "is not a number of days"),
        ("theme", "no such theme", "is no theme"), ("theme", "pink", "is no theme here"),
    ],
)  # fmt: skip
async def test_what_can_not_be_is_said_and_nothing_is_kept(store: Path, name: str, text: str, said: str) -> None:
    async with driving(store) as driver:
        before = kept(driver)
        await command(driver, "settings dates")
        await fill(driver, **{name: text})
        assert said in driver.text()
        await driver.press("ctrl+s")
        assert isinstance(driver.app.screen, SettingsScreen)
        assert kept(driver) == before
        await driver.press("escape")
        await command(driver, "settings dates")
        assert driver.app.screen.query_one(f"#field-{name} Input", Input).value == text


async def test_settings_are_not_shown_under_a_lock(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("1", "ctrl+l")
        await stand(driver)
        for name in ("settings dates", "profile"):
            await command(driver, name)
            assert "not while locked" in driver.foot()


async def test_my_own_zone_is_edited_in_a_form(store: Path) -> None:
    async with driving(store) as driver:
        await command(driver, "profile")
        assert isinstance(driver.app.screen, Form)
        await fill(driver, timezone="Europe/Lisbon")
        await driver.press("ctrl+s")
        row = driver.row(Profile)
        assert isinstance(row, Profile)
        assert row.timezone == "Europe/Lisbon"
        assert "Lisbon" in driver.lines()[0]


async def test_looks_of_the_configuration_file_come_first(store: Path, tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('theme = "pmdesk-light"\nglyphs = "ascii"\n', encoding="utf-8")
    async with driving(store, config=file) as driver:
        assert driver.app.theme == "pmdesk-light"
        assert driver.app.glyphs is ASCII
        assert not driver.app._notifications
    file.write_text('glyphs = "unicode"\n', encoding="utf-8")
    async with driving(store, config=file) as driver:
        assert driver.app.glyphs is NORMAL


def test_what_is_wrong_in_the_configuration_file_is_said(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('glyphs = "runes"\ncolour = "red"\ndate_order = "dmy"\n[looks]\n', encoding="utf-8")
    assert read_keymap(file).problems == (
        "config.toml: glyphs: 'runes' is not one of auto, unicode, ascii",
        "config.toml: there is no setting colour (want theme, glyphs)",
        "config.toml: date_order is kept in the store: pmdesk config date_order VALUE",
        "config.toml: there is no section [looks] (want [keys])",
    )


@pytest.mark.parametrize("name", GIVEN)
def test_the_shell_sets_shows_and_unsets(store: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["--store", str(store), "config", name]
    assert run([*asked, GIVEN[name]]) == 0
    assert run(asked) == 0
    assert capsys.readouterr().out.splitlines() == [GIVEN[name]] * 2
    assert run(["--store", str(store), "config"]) == 0
    assert f"{name} = {GIVEN[name]}" in capsys.readouterr().out
    assert run([*asked, "--unset"]) == 0
    assert capsys.readouterr().out.strip() == settings.BY_NAME[name].usual


def test_the_shell_refuses_in_a_line(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--store", str(store), "config", "date_order", "ymd"]) == 2
    assert capsys.readouterr().err == "pmdesk: date_order: 'ymd' is not one of refused, dmy, mdy\n"
    assert run(["--store", str(store), "config", "date_ordr"]) == 2
    assert "do you mean date_order?" in capsys.readouterr().err
    assert run(["--store", str(store), "--lock", "ACME", "config"]) == 2
    assert "settings are of the whole desk" in capsys.readouterr().err
