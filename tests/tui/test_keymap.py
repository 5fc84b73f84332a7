"""The keys of one's own choice: taken where they fit, said where they don't."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pmdesk.paths import config_file
from pmdesk.tui.commands import COMMANDS, footer, use_keymap
from pmdesk.tui.keymap import keymap_of, normal_key, read_keymap

from .driving import driving
from .test_move import at_uat
from .test_verbs import uat


@pytest.fixture(autouse=True)
def own_keys() -> Iterator[None]:
    yield
    use_keymap({})


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("D", "D"), ("?", "question_mark"), ("ctrl+l", "ctrl+l"), ("+", "plus"), ("space", "space"), ("Enter", "enter"),
        ("f5", "f5"), ("hyper+x", None), ("nokey", None), ("", None), ("ctrl+", None),
    ],
)  # fmt: skip
def test_keys_are_named_as_people_write_them(text: str, key: str | None) -> None:
    assert normal_key(text) == key


def test_what_fits_is_taken() -> None:
    read = keymap_of({"done": "D", "help": ["?", "ctrl+g"]})
    assert read.keys == {"done": ("D",), "help": ("question_mark", "ctrl+g")}
    assert read.problems == ()


def test_an_unknown_name_is_said_with_the_nearest() -> None:
    (problem,) = keymap_of({"dnoe": "D"}).problems
    assert problem == "there is no command dnoe (do you mean done?)"


@pytest.mark.parametrize("value", [3, [], [1], {"a": "b"}])
def test_what_is_no_key_is_said(value: object) -> None:
    read = keymap_of({"done": value})
    assert read.keys == {}
    assert "is no key" in read.problems[0]


def test_a_clash_is_said_and_both_keep_a_key() -> None:
    read = keymap_of({"done": "m"})
    assert read.keys == {}
    assert read.problems == ("done: m is the key of move: done keeps its own",)


def test_a_clash_over_scopes_that_are_listened_to_together_is_said() -> None:
    assert keymap_of({"done": "j"}).problems
    assert keymap_of({"move-to": "d"}).problems == ()


def test_two_may_change_places() -> None:
    assert keymap_of({"done": "m", "move": "d"}) == keymap_of({"move": "d", "done": "m"})
    assert keymap_of({"done": "m", "move": "d"}).problems == ()


def test_the_keys_that_there_are_do_not_clash() -> None:
    for command in COMMANDS:
        if command.keys:
            assert keymap_of({command.name: list(command.keys)}).problems == (), command.name


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[keys", "keys.toml"), ("[colours]\n", "there is no section [colours]"), ("keys = 3", "keys is no section"),
        ('[keys]\nnone = "x"', "keys.toml: there is no command none"),
    ],
)  # fmt: skip
def test_a_bad_file_is_said(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "keys.toml"
    path.write_text(text, encoding="utf-8")
    read = read_keymap(path)
    assert read.keys == {}
    assert said in read.problems[0]


def test_no_file_asks_for_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PMDESK_CONFIG", str(tmp_path / "x.toml"))
    assert config_file() == tmp_path / "x.toml"
    assert read_keymap(config_file()).problems == ()


async def test_the_program_listens_to_them_and_says_them(store: Path, tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text('[keys]\ndone = "D"\nlast-client = "m"\nnope = "x"\n', encoding="utf-8")
    async with driving(store, config=config) as driver:
        told = " ".join(str(one.message) for one in driver.app._notifications)
        assert "there is no command nope" in told
        assert "m is the key of move" in told
        await at_uat(driver)
        await driver.press("d")
        assert uat(driver).status != "done"
        await driver.press("D")
        assert uat(driver).status == "done"
        assert ("D", "done") in footer("desk")
        await driver.press("question_mark")
        await driver.write("mark done")
        assert re.search(r"\bD +mark done", driver.text())
