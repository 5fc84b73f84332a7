"""Files: atomic, for their owner alone, untouched where nothing differs, inside the chosen folder."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from pmdesk.errors import InputError
from pmdesk.exchange.ics.files import check, parse_mode, target, write
from pmdesk.exchange.ics.request import Request, parse_alarms, parse_include
from pmdesk.model import Engagement, Milestone
from tests.exchange.ics.desk import Desk, acme, borealis, event, milestone
from tests.exchange.ics.reading import by_icalendar


def bytes_of(*chunks: bytes) -> Iterator[bytes]:
    yield from chunks


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_a_file_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "cal" / "acme.ics"
    old = os.umask(0)
    try:
        assert write(path, lambda: bytes_of(b"one", b"two"))
    finally:
        os.umask(old)
    assert path.read_bytes() == b"onetwo"
    assert (mode(path), mode(path.parent)) == (0o600, 0o700)
    assert os.listdir(path.parent) == ["acme.ics"]


def test_an_existing_folder_keeps_its_mode(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    write(tmp_path / "a.ics", lambda: bytes_of(b"x"))
    assert mode(tmp_path) == 0o755


def test_the_same_bytes_leave_the_file_untouched(tmp_path: Path) -> None:
    path = tmp_path / "a.ics"
    write(path, lambda: bytes_of(b"one", b"two"))
    os.utime(path, (1, 1))
    before = path.stat()
    assert not write(path, lambda: bytes_of(b"onet", b"wo"))
    assert (path.stat().st_ino, path.stat().st_mtime) == (before.st_ino, 1)
    for data in (b"onetwothree", b"one", b"twoone", b""):
        assert write(path, lambda data=data: bytes_of(data))  # type: ignore[misc]  # bound at once
        assert path.read_bytes() == data


def test_a_mode_may_be_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "a.ics"
    write(path, lambda: bytes_of(b"x"), parse_mode("0644"))
    assert mode(path) == 0o644
    write(path, lambda: bytes_of(b"x"), 0o640)
    assert mode(path) == 0o640
    for wrong in ("", "rw", "0044", "99999", "-1"):
        with pytest.raises(InputError, match="--mode"):
            parse_mode(wrong)


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.ics"
    write(path, lambda: bytes_of(b"old"))

    def broken() -> Iterator[bytes]:
        yield b"new"
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        write(path, broken)
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.ics"]


def test_where_a_calendar_goes(tmp_path: Path) -> None:
    folder = str(tmp_path)
    assert target(folder, "acme.ics", single=False) == tmp_path / "acme.ics"
    assert target(f"{folder}/new", "acme.ics", single=True) == tmp_path / "new" / "acme.ics"
    assert target(f"{folder}/my.ics", "acme.ics", single=True) == tmp_path / "my.ics"
    with pytest.raises(InputError, match="is a file"):
        target(f"{folder}/my.ics", "acme.ics", single=False)


def test_places_that_can_not_take_it_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"mine")
    with pytest.raises(InputError, match="one calendar"):
        check("-", single=False, vdir=False)
    with pytest.raises(InputError, match="one calendar"):
        check("-", single=True, vdir=True)
    with pytest.raises(InputError, match="wants a folder"):
        check(str(file), single=True, vdir=True)
    with pytest.raises(InputError, match="is a file"):
        check(str(file), single=False, vdir=False)
    check("-", single=True, vdir=False)
    check(str(tmp_path), single=False, vdir=False)
    check(str(tmp_path / "new"), single=False, vdir=True)


def test_names_come_from_keys_alone() -> None:
    desk = Desk(*acme(), *borealis(), milestone())
    assert desk.export().keys() == {"acme.ics", "bor.ics"}
    assert desk.export(client="ACME").keys() == {"acme.ics"}
    assert desk.export(engagement="ACME-POS").keys() == {"acme-pos.ics"}
    assert desk.export(mine=True).keys() == {"_mine.ics"}


def test_an_engagement_named_like_a_client_does_not_take_its_file() -> None:
    rows = [row for row in borealis() if row.identity[0] == "BOR"]
    named = next(row for row in acme() if isinstance(row, Engagement))
    desk = Desk(*acme(), *rows, replace(named, key="BOR"))
    assert desk.export(engagement="BOR").keys() == {"_engagement-bor.ics"}


def test_a_vdir_has_one_file_an_item() -> None:
    gone = milestone("OLD", title="Old")
    desk = Desk(*acme(), *borealis(), milestone(), gone, event("2026-12-08T09:00", "2026-12-08T10:00"))
    files = desk.export(vdir=True, client="ACME")
    assert len(files) == 3
    for name, data in files.items():
        (item,) = by_icalendar(data)
        assert name == f"{item.uid}.ics"
        assert (b"BEGIN:VTIMEZONE" in data) == (item.summary == "Sync")
    assert {name.partition("/")[0] for name in desk.export(vdir=True)} == {"acme", "bor"}
    (old,) = [name for name, data in files.items() if b"SUMMARY:Old" in data]
    desk.remove(desk.portfolio.milestones["OLD"])
    assert b"STATUS:CANCELLED" in desk.export(vdir=True, client="ACME")[old]
    desk.now += timedelta(days=91)
    (made,) = desk.run(vdir=True, client="ACME")
    assert made.removed == (old,)
    assert old not in {file.name for file in made.files}


def test_no_canary_of_another_client_in_any_byte() -> None:
    rows = [*acme(), *borealis(), milestone(after=()), event("2026-12-08T09:00", "2026-12-08T10:00")]
    desk = Desk(*rows)
    desk.edit(Milestone, "UAT", notes="CANARY", owner="client/BOR")
    everything = ("milestones", "events", "blackouts", "terms")
    others = set()
    for name, data in {**desk.export(include=everything), **desk.export(mine=True, include=everything)}.items():
        if name != "acme.ics":
            others |= {item.uid for item in by_icalendar(data)}
    kinds: list[dict[str, Any]] = [{}, {"form": "todo"}, {"vdir": True}]
    for options in kinds:
        for name, data in desk.export(client="ACME", include=everything, **options).items():
            for word in (b"CANARY", b"BOR", b"Borealis", b"Helsinki"):
                assert word not in data
                assert word not in name.encode()
            assert not [uid for uid in others if uid.encode() in data]


@pytest.mark.parametrize(
    "options",
    [
        {"client": "ACME", "mine": True}, {"client": "ACME", "engagement": "ACME-POS"}, {"form": "journal"},
        {"include": ("meetings",)},
    ],
)  # fmt: skip
def test_options_that_make_no_sense_are_refused(options: dict[str, object]) -> None:
    with pytest.raises(InputError):
        Request(**options)  # type: ignore[arg-type]  # that is the point


def test_keys_that_are_not_there_are_refused() -> None:
    desk = Desk(*acme())
    with pytest.raises(InputError, match="there is no client"):
        desk.export(client="NOBODY")
    with pytest.raises(InputError, match="there is no engagement"):
        desk.export(engagement="NOTHING")


def test_alarms_and_kinds_are_read() -> None:
    assert [int(item.total_seconds()) for item in parse_alarms("1d, 1w,30m,2h")] == [86400, 604800, 1800, 7200]
    assert parse_include("terms, Events") == ("terms", "events")
    for wrong in ("", "0d", "1y", "-1d", "d", "1d,,2d"):
        with pytest.raises(InputError, match="--alarm"):
            parse_alarms(wrong)


def test_the_calendar_package_is_loaded_by_an_export_alone() -> None:
    names = ("request", "files", "diff", "seen", "publish", "selection", "items")
    code = "import sys\n" + "\n".join(f"import pmdesk.exchange.ics.{name}" for name in names)
    subprocess.run([sys.executable, "-c", f"{code}\nassert 'icalendar' not in sys.modules"], check=True)
