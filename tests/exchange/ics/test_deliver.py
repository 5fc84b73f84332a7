"""Where exported calendars go."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import pytest

from pmdesk.errors import InputError
from pmdesk.exchange.ics.deliver import check, deliver, stream, total
from tests.exchange.ics.desk import Desk, acme, borealis, milestone


def test_one_file_a_client(tmp_path: Path) -> None:
    desk = Desk(*acme(), *borealis(), milestone())
    done = total(deliver(made, str(tmp_path), single=False, vdir=False) for made in desk.run())
    assert [path.name for path in done.written] == ["acme.ics", "bor.ics"]
    again = total(deliver(made, str(tmp_path), single=False, vdir=False) for made in desk.run())
    assert [path.name for path in again.untouched] == ["acme.ics", "bor.ics"] or not again.written


def test_a_vdir_loses_what_is_over(tmp_path: Path) -> None:
    gone = milestone("OLD", title="Old")
    desk = Desk(*acme(), milestone(), gone)
    desk.export()
    desk.remove(gone)
    desk.export()
    (made,) = desk.run(vdir=True)
    done = deliver(made, str(tmp_path), single=False, vdir=True)
    assert {path.parent.name for path in done.written} == {"acme"}
    assert len(done.written) == 2
    desk.now += timedelta(days=91)
    (made,) = desk.run(vdir=True)
    done = deliver(made, str(tmp_path), single=False, vdir=True)
    assert (len(done.written), len(done.untouched), len(done.removed)) == (0, 1, 1)
    assert len(list(tmp_path.glob("acme/*.ics"))) == 1


def test_a_stream_has_the_same_bytes() -> None:
    desk = Desk(*acme(), milestone())
    (made,) = desk.run(client="ACME")
    to = io.BytesIO()
    stream(made, to)
    assert to.getvalue() == b"".join(made.files[0].chunks())


def test_places_that_can_not_take_it_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"mine")
    with pytest.raises(InputError, match="one calendar"):
        check("-", single=False, vdir=False)
    with pytest.raises(InputError, match="wants a folder"):
        check(str(file), single=True, vdir=True)
    with pytest.raises(InputError, match="is a file"):
        check(str(file), single=False, vdir=False)
    check("-", single=True, vdir=False)
    check(str(tmp_path), single=False, vdir=False)
