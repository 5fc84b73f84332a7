"""What people do by mistake, and what their machines do to them: the exit status, one helpful line, no traceback."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.safety.nursery import Nursery
from tests.safety.stores import content, sample
from tests.safety.terminals import is_repainted, read
from tests.safety.unusable import NOBODY
from tests.safety.walking import opened as opened_in_terminal

DAY = ("--as-of", "2026-11-23")
BARE = {"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1"}


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    with Nursery() as made:
        yield made


@pytest.fixture(scope="module")
def kept(nursery: Nursery, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample(nursery, tmp_path_factory.mktemp("inputs") / "kept.db")


@pytest.fixture
def store(kept: Path, tmp_path: Path) -> Path:
    path = tmp_path / "s.db"
    shutil.copy(kept, path)
    return path


def shell(line: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run a line of the shell in which ``pmdesk`` is the program, in an environment that has next to nothing."""
    command = f'pmdesk() {{ "{sys.executable}" -m pmdesk "$@"; }}; {line}'
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], env={**BARE, **env}, capture_output=True, text=True, check=False,
        errors="replace", timeout=60,
    )  # fmt: skip


def is_said(done: subprocess.CompletedProcess[str], status: int, words: str) -> None:
    """Hold that a command ended so, with one line that holds some words."""
    assert (done.returncode, len(done.stderr.splitlines())) == (status, 1), done.stderr
    assert words in done.stderr


# -- where it is written to --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["log", "today", "conflicts", "export json --out -"])
def test_a_reader_that_stops_early_is_no_error(store: Path, command: str) -> None:
    done = shell(f"pmdesk --store {store} {command} | head -c 5")
    assert (done.stderr, len(done.stdout)) == ("", 5)


@pytest.mark.parametrize("command", ["log", "today", "conflicts", "export json --out -", "--version", "--help"])
def test_a_full_output_is_said(store: Path, command: str) -> None:
    if not Path("/dev/full").exists():
        pytest.fail("this system has no /dev/full")
    line = command if command.startswith("--") else f"--store {store} {command}"
    is_said(shell(f"pmdesk {line} > /dev/full"), 2, "what is printed can't be written: No space left")


@pytest.mark.parametrize("command", ["log", "today", "--version", "add 'note closed @ACME-POS'"])
@pytest.mark.parametrize("closed", [">&-", "<&- >&- 2>&-"])
def test_a_closed_output_is_no_error(store: Path, command: str, closed: str) -> None:
    line = command if command.startswith("--") else f"--store {store} {command}"
    done = shell(f"pmdesk {line} {closed}")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("lost", ["2>&-", "2>/dev/full"])
def test_an_error_that_nobody_can_read_keeps_its_status(tmp_path: Path, lost: str) -> None:
    assert shell(f"pmdesk --store {tmp_path}/none.db log {lost}").returncode == 3
    assert shell(f"pmdesk sing {lost}").returncode == 2


@pytest.mark.parametrize("command", ["log", "today", "conflicts", "report ACME --draft", "export json --out -"])
def test_an_output_that_lacks_signs_gets_others(store: Path, command: str) -> None:
    done = shell(f"pmdesk --store {store} --as-of 2026-11-23 {command}", LC_ALL="C", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    plain = shell(f"pmdesk --store {store} --as-of 2026-11-23 {command}", LC_ALL="C", PYTHONCOERCECLOCALE="0")
    assert plain.returncode == 0


def test_without_a_terminal_the_desk_says_so(store: Path) -> None:
    is_said(shell(f"pmdesk --store {store} < /dev/null"), 2, "the desk needs a terminal (pmdesk --help")
    is_said(shell("pmdesk demo < /dev/null"), 2, "the desk needs a terminal")


def test_a_terminal_that_can_not_be_drawn_on_is_said(store: Path) -> None:
    from tests.bench.terminal import Terminal, python

    terminal = Terminal(python("-m", "pmdesk", "--store", str(store)), env={"TERM": "dumb"})
    assert read(terminal, 20, lambda: b"TERM=dumb" in terminal.written)
    assert os.waitstatus_to_exitcode(os.waitpid(terminal.pid, 0)[1]) == 2
    os.close(terminal.fd)
    assert b"\x1b" not in terminal.written


# -- where the store is ------------------------------------------------------------------------------------------------


def test_a_store_may_lie_under_any_name(store: Path, tmp_path: Path) -> None:
    place = tmp_path / "sp äce 日" / "st öre's.db"
    place.parent.mkdir()
    shutil.copy(store, place)
    done = shell("pmdesk log", PMDESK_STORE=str(place))
    assert (done.returncode, done.stderr) == (0, "")
    assert shell("pmdesk backup", PMDESK_STORE=str(place)).returncode == 0
    assert len(list((place.parent / "backups").iterdir())) == 1


def test_no_home_no_variable_and_an_empty_one(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    for env in ({"HOME": str(tmp_path / "home")}, {"HOME": str(tmp_path / "home"), "PMDESK_STORE": ""}):
        is_said(shell("pmdesk log", **env), 3, f"there is no store at {tmp_path}/home")
    done = shell("pmdesk log", XDG_DATA_HOME=str(tmp_path / "data"))
    is_said(done, 3, f"there is no store at {tmp_path}/data/pmdesk")


@pytest.mark.parametrize("folder", ["Dropbox", "OneDrive - Acme", "Google Drive", "Nextcloud"])
def test_a_synced_folder_is_warned_of_and_used(nursery: Nursery, store: Path, tmp_path: Path, folder: str) -> None:
    place = tmp_path / folder / "desk" / "s.db"
    place.parent.mkdir(parents=True)
    shutil.copy(store, place)
    for command in ("log", "today"):
        answer = nursery.run(place, command)
        assert answer.status == 0
        assert answer.err.startswith("warning: the store ")
        assert "pmdesk backup" in answer.err


def test_a_link_is_the_store_that_it_points_to(nursery: Nursery, store: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(store.name)
    assert nursery.run(link, "add", "note through the link @ACME-POS").status == 0
    assert nursery.run(tmp_path / "copy.db", "demo", "--keep", tmp_path / "copy.db").status == 0
    assert nursery.run(link, "restore", tmp_path / "copy.db").status == 0
    assert link.is_symlink()
    assert content(store)["notes"] == content(tmp_path / "copy.db")["notes"]


@pytest.mark.parametrize("target", ["nothing.db", "link.db"])
def test_a_link_to_nothing_is_no_store(nursery: Nursery, tmp_path: Path, target: str) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(target)
    for command in (("log",), ("today",), ("add", "note x"), ("doctor",)):
        answer = nursery.run(link, *command)
        assert (answer.status, len(answer.err.splitlines())) == (3, 1), answer.err


@pytest.mark.parametrize("name", ["", ".", "/dev/null", "x" * 300, "a/" * 3000 + "s", "no/such/folder/s.db"])
def test_a_name_that_is_no_file_is_said(nursery: Nursery, name: str) -> None:
    for command in (("log",), ("today",), ("add", "note x"), ("conflicts",), ("backup",)):
        answer = nursery.run(Path(name), *command)
        assert (answer.status, len(answer.err.splitlines())) == (3, 1), answer.err


def test_a_store_of_another_user_is_said(nursery: Nursery, store: Path) -> None:
    uid = {"uid": NOBODY} if os.geteuid() == 0 else {}
    with tempfile.TemporaryDirectory(prefix="pmdesk-closed-") as name:
        place = Path(name) / "s.db"
        shutil.copy(store, place)
        for closed in (place, place.parent):
            place.parent.chmod(0o755)
            place.chmod(0o600)
            closed.chmod(0)
            for command in (("log",), ("today",), ("add", "note x @ACME-POS"), ("doctor",), ("backup",)):
                answer = nursery.run(place, *command, **uid)
                assert (answer.status, len(answer.err.splitlines())) == (3, 1), (closed, command, answer.err)
            place.parent.chmod(0o755)


def test_an_empty_file_is_filled_by_an_import_and_is_no_store_before(nursery: Nursery, tmp_path: Path) -> None:
    store = tmp_path / "empty.db"
    store.write_bytes(b"")
    for command in ("log", "today", "doctor", "undo"):
        assert nursery.run(store, command).status == 3
    assert store.stat().st_size == 0
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "clients.csv").write_text("key,name\nA,Alpha\n", encoding="utf-8")
    assert nursery.run(store, "import", tmp_path / "book").status == 0
    assert nursery.run(store, "log").status == 0


@pytest.mark.parametrize("made", [b"SQLite format 3\x00", b"SQLite format 3\x00" + b"\0" * 4080, b"a letter\n" * 900])
def test_a_file_that_is_no_store_is_never_written_to(nursery: Nursery, tmp_path: Path, made: bytes) -> None:
    path = tmp_path / "odd.db"
    path.write_bytes(made)
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "clients.csv").write_text("key,name\nA,Alpha\n", encoding="utf-8")
    for command in (("log",), ("today",), ("add", "note x"), ("import", str(tmp_path / "book")), ("doctor", "--fix")):
        answer = nursery.run(path, *command)
        assert (answer.status, len(answer.err.splitlines())) == (3, 1), (command, answer.err, answer.out)
    assert path.read_bytes() == made


# -- what comes in -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"\r\n", b"\n", b"\r"])
def test_what_a_spreadsheet_saves_is_read(nursery: Nursery, tmp_path: Path, mark: bytes, end: bytes) -> None:
    (tmp_path / "book").mkdir()
    lines = [b"sep=;", b"Name;KEY;capacity;extra", "Fibre «Süd»;fibre;1,5;x".encode(), b";;;", b""]
    (tmp_path / "book" / "vendors.csv").write_bytes(mark + end.join(lines))
    answer = nursery.run(tmp_path / "s.db", "import", tmp_path / "book")
    assert answer.status == 0
    assert "'extra'" in answer.err
    nursery.run(tmp_path / "s.db", "export", "csv", "--out", tmp_path / "out")
    assert "FIBRE,Fibre «Süd»,,,,1.5," in (tmp_path / "out" / "vendors.csv").read_text(encoding="utf-8")


def test_half_a_calendar_gives_what_is_whole_of_it(nursery: Nursery, store: Path, tmp_path: Path) -> None:
    whole = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTAMP:20261101T000000Z\r\n"
        "DTSTART:20261201T100000Z\r\nDTEND:20261201T110000Z\r\nSUMMARY:whole\r\nEND:VEVENT\r\n"
        "BEGIN:VEVENT\r\nUID:b\r\nDTSTART:2026"
    )
    (tmp_path / "half.ics").write_bytes(whole.encode())
    answer = nursery.run(store, "import", tmp_path / "half.ics")
    assert (answer.status, answer.err) == (0, "half.ics:11: the VEVENT that begins here does not end\n")
    assert "1 new" in answer.out
    strict = nursery.run(store, "import", "--strict", tmp_path / "half.ics")
    assert (strict.status, len(strict.err.splitlines())) == (2, 1)


@pytest.mark.parametrize(
    "name", ["[/]", "../x", "../../etc/passwd", "/etc/passwd", "a\\..\\b", ".", "..", "CON", "-rf"]
)
def test_whatever_a_client_is_called_files_stay_in_their_folder(nursery: Nursery, tmp_path: Path, name: str) -> None:
    book, out = tmp_path / "book", tmp_path / "deep" / "out"
    book.mkdir()
    (book / "clients.csv").write_text(f"key,name\nA,{name}\n", encoding="utf-8")
    (book / "engagements.csv").write_text(f"key,client,name,start\nA-E,A,{name},2026-11-01\n", encoding="utf-8")
    out.mkdir(parents=True)
    assert nursery.run(tmp_path / "s.db", "import", book).status == 0
    before = {path for path in tmp_path.rglob("*") if out not in path.parents}
    for args in (("export", "ics"), ("report", "A"), ("report", "A-E"), ("export", "timeline", "--client", "A")):
        answer = nursery.run(tmp_path / "s.db", *DAY, *args, "--out", f"{out}/")
        assert answer.status == 0, answer.err
    assert {path for path in tmp_path.rglob("*") if out not in path.parents} - before <= {tmp_path / "backups"} | set(
        (tmp_path / "backups").glob("*")
    )
    assert len(list(out.iterdir())) >= 3


@pytest.mark.parametrize("key", ["../x", "[/]", "a b", "", "x" * 33, "é"])
def test_a_key_that_is_none_is_named(nursery: Nursery, tmp_path: Path, key: str) -> None:
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "clients.csv").write_text(f"key,name\n{key},x\n", encoding="utf-8")
    answer = nursery.run(tmp_path / "s.db", "import", tmp_path / "book")
    assert answer.status == 2
    assert answer.err.startswith("clients.csv:2: key: ")


# -- two at once -------------------------------------------------------------------------------------------------------


def test_a_store_may_be_open_twice(store: Path) -> None:
    first, second = (opened_in_terminal(store, *DAY) for _ in range(2))
    try:
        first.press(b"a")
        first.press(b"Zebra 2026-11-23 @ACME-POS")
        second.written = b""
        os.write(first.fd, b"\r")
        assert any(read(first, 0.1) or read(second, 0.1, lambda: b"Zebra" in second.written) for _ in range(40))
    finally:
        for terminal in (first, second):
            os.kill(terminal.pid, signal.SIGKILL)
            terminal.close()


@pytest.mark.parametrize("keys", [b"", b"a", b"gt", b"e", b":"])
def test_a_terminal_may_change_its_size_at_any_moment(store: Path, keys: bytes) -> None:
    terminal = opened_in_terminal(store, *DAY)
    try:
        for at in range(len(keys)):
            terminal.press(keys[at : at + 1])
        for wide in (101, 140, 80, 99, 60, 141):
            assert is_repainted(terminal, wide, b"\x1b[")
        read(terminal, 0.5)
        assert os.waitpid(terminal.pid, os.WNOHANG) == (0, 0)
    finally:
        terminal.close()
