"""Whatever the text is, it comes through, and it is nothing but text."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from pmdesk.exchange.ics.seen import BLANK
from pmdesk.model.clean import clean
from tests.exchange.ics.desk import Desk, acme, milestone
from tests.exchange.ics.reading import by_icalendar, by_vobject
from tests.exchange.ics.test_readers import lint

TEXT = st.text(
    st.one_of(st.characters(), st.sampled_from("\\nN;,:\r\n\t\"'^ \x00\u2028\u202e🚧é")), min_size=1, max_size=120
)


@settings(max_examples=150, deadline=None)
@given(TEXT, TEXT)
@example("\\" * 80, "\\n" * 60)
@example("é" * 73 + "\\;", "🚧" * 40)
def test_any_text_is_read_as_it_is_but_for_blanks_at_its_ends(title: str, acceptance: str) -> None:
    desk = Desk(*acme(), milestone(title=title, acceptance=acceptance))
    data = desk.export(client="ACME")["acme.ics"]
    lint(data)
    (held,) = by_icalendar(data)
    assert held.summary == clean(title).strip(BLANK)
    assert held.description == clean(acceptance).strip(BLANK)
    assert [held] == by_vobject(data)
