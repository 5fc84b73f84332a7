from __future__ import annotations

import stat
from pathlib import Path

import pytest

from .driving import driving
from .test_registers import SIZES, rows


@SIZES
async def test_the_report_of_the_engagement_under_the_cursor_is_shown(store: Path, size: tuple[int, int]) -> None:
    async with driving(store, size) as driver:
        await driver.press("g", "p")
        assert "# PMO retainer: status report" in driver.text()
        await driver.press("j")
        assert "# POS rollout: status report" in driver.text()
        await driver.press("2")
        text = "\n".join(driver.lines()[2:])
        assert rows(driver) == ["engagement/BOR-ERP"]
        assert "# ERP cutover: status report" in text
        assert "Acme" not in text


async def test_the_report_is_written_in_both_forms(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    monkeypatch.chdir(folder)
    async with driving(store) as driver:
        await driver.press("1", "g", "p", "r")
        assert "written: ACME-PMO-2026-11-23.md, ACME-PMO-2026-11-23.html" in driver.foot()
    written = sorted(folder.iterdir())
    assert [path.name for path in written] == ["ACME-PMO-2026-11-23.html", "ACME-PMO-2026-11-23.md"]
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in written)
    assert "# PMO retainer: status report" in written[1].read_text()


async def test_a_report_is_made_of_what_is_kept(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("g", "p", "A")
        assert "made of what is kept" in driver.foot()


async def test_under_a_lock_no_report_is_written(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("1", "g", "p", "ctrl+l")
        await driver.settle()
        await driver.press("r")
        text = driver.text()
        assert "not locked" in text
        assert "Borealis" not in text
