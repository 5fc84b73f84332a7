from datetime import date

import pytest

from pmdesk.capture.asking import PLAIN_WEEK, Asking
from pmdesk.capture.dates import NotADate, read_date, read_span
from pmdesk.capture.working import WorkingDays
from tests.capture.table import rows

CLOSED = [date(2026, 11, 26), date(2027, 1, 18), *(date(year, 12, 25) for year in range(2020, 2030))]
CLOSED += [date(year, 1, 1) for year in range(2020, 2030)]
CALENDARS = {
    "plain": PLAIN_WEEK,
    "acme": WorkingDays(frozenset(range(5)), dict.fromkeys(CLOSED, "closed")),
    "dunes": WorkingDays(frozenset({6, 0, 1, 2, 3}), {}),
}
MILESTONES: dict[str, date | str] = {
    "GOLIVE": date(2027, 1, 29),
    "CUT": date(2026, 12, 31),
    "LEAP": date(2028, 2, 29),
    "ACME-POS.LEAP": date(2028, 2, 29),
    "OLD": "can't be counted: OLD is cancelled",
    "SITE": "may be counted from ACME-POS.N.SITE or ACME-POS.S.SITE: write which",
}
TABLE = list(rows("dates.txt"))


def asking(today: str, asked: str) -> Asking:
    sense, *rest = asked.split()
    working = next((CALENDARS[word] for word in rest if word in CALENDARS), PLAIN_WEEK)
    order = next((word for word in rest if word in {"dmy", "mdy"}), None)
    return Asking(date.fromisoformat(today), sense, working, order, MILESTONES.get)  # type: ignore[arg-type]  # words of the table


def answer(asked: Asking, phrase: str) -> str:
    try:
        if asked.sense != "span":
            return written(read_date(phrase, asked))
        found = read_span(phrase, asked)
        return f"{written(found.first)} .. {written(found.last)}"
    except NotADate as error:
        return f"refused at '{phrase[error.start : error.end]}': {error}"


def written(day: date) -> str:
    return f"{('Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun')[day.weekday()]} {day.isoformat()}"


@pytest.mark.parametrize(("today", "asked", "phrase", "wanted"), TABLE, ids=lambda cell: cell)
def test_a_phrase_means_what_the_table_says(today: str, asked: str, phrase: str, wanted: str) -> None:
    assert answer(asking(today, asked), phrase) == wanted


def test_the_table_is_as_large_as_it_should_be() -> None:
    assert len({row[:3] for row in TABLE}) == len(TABLE)
    assert len(TABLE) >= 500
    assert sum(row[3].startswith("refused") for row in TABLE) >= 80
