"""What only a real terminal shows: signals, kill -9, and another program changing the store."""

from __future__ import annotations

import contextlib
import os
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pmdesk.model import Note
from tests.bench.terminal import Terminal, python

from .driving import open_desk

TYPED = "note the fibre is laaate"
WAITED = 1.2
"""Seconds after which what was typed must be safe."""


def opened(store: Path) -> Terminal:
    env = {"TZ": "Europe/Madrid", "PMDESK_CONFIG": str(store.parent / "none.toml")}
    terminal = Terminal(python("-m", "pmdesk", "--store", str(store), "--as-of", "2026-11-23"), env=env)
    terminal.first_paint(b"saved")
    terminal.settle(quiet=0.5)
    return terminal


def read_for(terminal: Terminal, seconds: float, until: Callable[[], bool] = lambda: False) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        ready, _, _ = select.select([terminal.fd], [], [], 0.05)
        if ready:
            with contextlib.suppress(OSError):
                terminal.written += os.read(terminal.fd, 65536)
        if until():
            return True
    return False


def ended(terminal: Terminal) -> bool:
    return os.waitpid(terminal.pid, os.WNOHANG)[0] != 0


def drafts(store: Path) -> list[dict[str, str]]:
    desk = open_desk(store)
    try:
        return [one.typed for one in desk.drafts()]
    finally:
        desk.close()


@pytest.fixture
def place(sample_store: Path, tmp_path: Path) -> Path:
    path = tmp_path / "s.db"
    shutil.copy(sample_store, path)
    return path


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM, signal.SIGKILL])
def test_what_is_half_typed_survives(place: Path, number: signal.Signals) -> None:
    terminal = opened(place)
    terminal.press(b"a")
    terminal.press(TYPED.encode())
    read_for(terminal, WAITED)
    os.kill(terminal.pid, number)
    assert read_for(terminal, 10, lambda: ended(terminal))
    os.close(terminal.fd)
    assert drafts(place) == [{"line": TYPED}]
    again = opened(place)
    assert b"kept from last time" in again.written
    os.write(again.fd, b"a")
    assert read_for(again, 5, lambda: b"laaate" in again.written)
    os.kill(again.pid, signal.SIGKILL)
    os.close(again.fd)
    os.waitpid(again.pid, 0)


def test_a_scenario_survives_kill_9_with_each_draft_that_was_told(place: Path) -> None:
    terminal = opened(place)
    terminal.press(b"S")
    assert read_for(terminal, 5, lambda: b"scenario 0" in terminal.written)
    terminal.press(b"a")
    terminal.press(b"note they want dates weekly @ACME")
    read_for(terminal, WAITED)
    os.write(terminal.fd, b"\r")
    assert read_for(terminal, 10, lambda: b"scenario 1" in terminal.written)
    os.kill(terminal.pid, signal.SIGKILL)
    os.close(terminal.fd)
    os.waitpid(terminal.pid, 0)
    desk = open_desk(place)
    scenario = desk.scenario()
    assert scenario is not None
    assert scenario.draft_count() == 1
    assert len(scenario.rows(Note)) == len(desk.rows(Note)) + 1
    desk.close()


def test_a_terminal_that_goes_away_ends_the_program_and_keeps_what_is_typed(place: Path) -> None:
    terminal = opened(place)
    terminal.press(b"a")
    terminal.press(TYPED.encode())
    read_for(terminal, 0.7)  # on a busy machine keys are taken with pauses between them
    os.close(terminal.fd)
    end = time.monotonic() + 10
    gone = False
    while time.monotonic() < end and not gone:
        time.sleep(0.05)
        gone = ended(terminal)
    assert gone
    assert drafts(place) == [{"line": TYPED}]


def test_a_change_by_the_command_line_shows_within_two_seconds(place: Path) -> None:
    with opened(place) as terminal:
        line = "Zebra crossing 2026-11-24 @ACME-POS"
        command = [sys.executable, "-m", "pmdesk", "--store", str(place), "--as-of", "2026-11-23", "add", line]
        subprocess.run(command, check=True, capture_output=True)
        terminal.written = b""
        assert read_for(terminal, 2.0, lambda: b"Zebra" in terminal.written)
