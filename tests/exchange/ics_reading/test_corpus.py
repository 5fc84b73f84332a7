"""What is understood of each hand-made calendar, and what is left out, by line."""

from __future__ import annotations

import pytest

from pmdesk.exchange.ics.reading.meeting import from_json, to_json
from pmdesk.exchange.ics.reading.read import read
from pmdesk.exchange.ics.reading.trouble import Unreadable
from tests.exchange.ics_reading import corpus_files, corpus_rules, corpus_times
from tests.exchange.ics_reading.case import Case, outcome

CASES = corpus_times.CASES + corpus_rules.CASES + corpus_files.CASES


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_calendar_is_understood(case: Case) -> None:
    assert outcome(read(case.data)) == (case.meetings, case.troubles)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_was_understood_goes_from_one_process_to_the_other(case: Case) -> None:
    found = read(case.data)
    assert from_json(to_json(found)) == found


@pytest.mark.parametrize(
    ("data", "words"), [held[1:] for held in corpus_files.UNREADABLE], ids=[held[0] for held in corpus_files.UNREADABLE]
)
def test_what_is_no_calendar_is_refused_in_one_line(data: bytes, words: str) -> None:
    with pytest.raises(Unreadable, match=words) as error:
        read(data)
    assert "\n" not in str(error.value)


def test_there_are_enough() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 60
