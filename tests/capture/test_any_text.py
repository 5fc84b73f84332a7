"""Whatever is typed gives a reading or a refusal, and what a reading would change is valid."""

from datetime import date, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from pmdesk.capture.asking import Asking, Found
from pmdesk.capture.dates import NotADate, read_date, read_span
from pmdesk.capture.line import read_line
from pmdesk.model.valid import faults
from pmdesk.portfolio import Put, what_if
from pmdesk.portfolio.lookup import MemoryLookup
from pmdesk.portfolio.validity import check
from tests.capture.naive import SHORT, naive
from tests.capture.world import rows, situation

TYPED = """
    find off freeze risk issue decision log todo note sync UAT sign-off today tomorrow yesterday fri mon sun SUN next
    this week month every 2 other until with FIBRE FibreCo Tillpoint Systems and , after BUILD SITE UAT+5d GOLIVE-2w
    CUT+1m @ACME @ACME-POS @BOR @DUNES @KIWI @NOPE @OLD-MILL @ACME-PAST @ p4 i5 p9 1.5h 45m 1h30 900h 10-10:30
    02:30-03:30 02:30 22:00-02:00 9am-11 3-4 10:00 9am their 12 31 29 dec feb nov mar 2027 2027, 2100 .. w48 w53 w54
    eow eom eoq +3d +5wd +1m -2w +9999w +9999m -9999m 3/4 24/7 2026-12-12 9999-12-31 0001-01-01 2026-02-30 24.12.2026
    ... … "Fri " “ ” é 日本 \u202e \x00 x fri, « »
"""
WORDS = st.sampled_from(TYPED.split())
LINES = st.lists(WORDS, max_size=12).map(" ".join) | st.text(max_size=60)
DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31)) | st.sampled_from([date.min, date.max, date(2028, 2, 29)])
FOCUS = st.sampled_from([None, "ACME", "BOR", "EMPTY", "DUNES", "NOPE"])


@given(LINES, DAYS, FOCUS, st.sampled_from([None, "dmy", "mdy"]))
@example("sync 9999-12-31 23:00-24:00 every week @BOR", date(2026, 11, 23), None, None)
@example("sync 0001-01-01 00:00-01:00 @KIWI", date(2026, 11, 23), None, None)
@example('"\x00" fri @BOR', date(2026, 11, 23), None, None)
@settings(max_examples=600, deadline=None)
def test_any_line_gives_a_reading_and_valid_changes_or_problems(
    line: str, today: date, focus: str | None, order: str | None
) -> None:
    found = read_line(line, situation(today, focus, order))  # type: ignore[arg-type]  # one of the two
    for problem in found.problems:
        assert 0 <= problem.start <= problem.end <= len(line)
        assert problem.words
    for choice in found.choices:
        assert f"@{choice.key}" in choice.line
    if found.problems:
        assert not found.changes
        return
    assert found.says
    put = [change.row for change in found.changes if isinstance(change, Put)]
    assert put or found.slot
    assert all(faults(row) == [] for row in put)
    assert check(found.changes, MemoryLookup([*rows(), *put])) == []
    what_if(situation(today).portfolio, found.changes)


@given(
    st.lists(WORDS, max_size=6).map(" ".join) | st.text(max_size=30),
    DAYS,
    st.sampled_from(["day", "due", "past", "span"]),
)
@settings(max_examples=400, deadline=None)
def test_any_text_is_days_or_refused_in_words(text: str, today: date, sense: str) -> None:
    answer = spanned(text, Asking(today, sense))  # type: ignore[arg-type]  # one of the four
    if isinstance(answer, Found):
        assert answer.first <= answer.last
    else:
        assert str(answer)
        assert 0 <= answer.start <= answer.end <= len(text)


def spanned(text: str, asking: Asking) -> Found | NotADate:
    try:
        return read_span(text, asking)
    except NotADate as error:
        return error


PHRASES = (
    st.sampled_from(["today", "tomorrow", "yesterday", "eow", "eom", "eoq", *SHORT, *(f"next {day}" for day in SHORT)])
    | st.integers(1, 53).map("w{}".format)
    | st.tuples(st.sampled_from("+-"), st.integers(1, 60), st.sampled_from(["d", "w", "m", "wd"])).map(
        lambda parts: "{}{}{}".format(*parts)
    )
    | st.dates(date(2024, 1, 1), date(2024, 12, 31)).map(lambda day: day.strftime("%d %b").lower())
    | st.dates(date(2020, 1, 1), date(2030, 12, 31)).map(lambda day: day.strftime("%d %b %Y").lower())
)


@given(PHRASES, st.dates(date(2020, 1, 1), date(2040, 12, 31)), st.sampled_from(["day", "due", "past"]))
@settings(max_examples=500, deadline=None)
def test_every_phrase_means_what_walking_the_calendar_gives(phrase: str, today: date, sense: str) -> None:
    assert read_date(phrase, Asking(today, sense)) == naive(today, phrase, sense)  # type: ignore[arg-type]  # one of the three


@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)), st.integers(-400, 400))
@settings(max_examples=100, deadline=None)
def test_more_than_300_days_off_is_asked_about_once_more(today: date, days: int) -> None:
    day = today + timedelta(days=days)
    found = read_line(f"UAT {day.isoformat()} @BOR", situation(today))
    assert found.needs_confirm == (abs(days) > 300)
