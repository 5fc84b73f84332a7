"""Calendars of real programs and bug reports, where a folder of them is present: ``PMDESK_FOREIGN_ICS`` names it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from pmdesk.desk.intake.asked import Intake
from pmdesk.errors import InputError
from pmdesk.model import Origin
from tests.exchange.ics_reading.build import Importer

FOLDER = os.environ.get("PMDESK_FOREIGN_ICS", "")
FILES = sorted(Path(FOLDER).glob("*.ics")) if FOLDER else []
ASKED: tuple[dict[str, Any], ...] = ({}, {"client": "ACME"}, {"blackout": "me"})


@pytest.mark.slow
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_foreign_calendar_is_taken_in_or_refused_in_one_line(path: Path, tmp_path: Path) -> None:
    into = Importer(tmp_path)
    for asked in ASKED:
        said = ""
        try:
            into.desk.import_ics(path, Intake(**asked))
        except InputError as error:
            said = str(error)
        else:
            before = (into.events(), into.overrides(), into.blackouts(), into.desk.rows(Origin))
            again = into.desk.import_ics(path, Intake(**asked))
            assert again.entry is None
            assert {outcome.act for outcome in again.outcomes} <= {"unchanged"}
            assert (into.events(), into.overrides(), into.blackouts(), into.desk.rows(Origin)) == before
        assert "\n" not in said
    into.desk.close()
