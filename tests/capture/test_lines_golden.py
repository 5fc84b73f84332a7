from datetime import date

import pytest

from pmdesk.capture.line import read_line
from pmdesk.capture.reading import Reading
from tests.capture.table import rows
from tests.capture.world import situation

TABLE = list(rows("lines.txt"))


def reading(when: str, line: str) -> Reading:
    today, focus, *order = when.split()
    of = {"dmy": "dmy", "mdy": "mdy"}.get(order[0] if order else "")
    return read_line(line, situation(date.fromisoformat(today), None if focus == "-" else focus, of))  # type: ignore[arg-type]  # words of the table


def told(when: str, line: str) -> str:
    """Write what a line is read as, as the table has it."""
    found = reading(when, line)
    if found.problems:
        return " ; ".join(f"{line[problem.start : problem.end] or '^'} → {problem.words}" for problem in found.problems)
    return f'"{found.title}" {found.says}' + (f" ? {found.confirm}" if found.confirm else "")


@pytest.mark.parametrize(("when", "line", "wanted"), TABLE, ids=lambda cell: cell)
def test_a_line_is_read_as_the_table_says(when: str, line: str, wanted: str) -> None:
    assert told(when, line) == wanted


@pytest.mark.parametrize(("when", "line", "wanted"), TABLE, ids=lambda cell: cell)
def test_only_what_is_read_would_change_anything(when: str, line: str, wanted: str) -> None:
    found = reading(when, line)
    makes = bool(found.changes) or found.slot is not None
    assert makes == (not found.problems)
    assert bool(found.problems) == ("→" in wanted)
