"""Nothing with visibility mine, and nothing of another client, is in any report or timeline."""

from __future__ import annotations

import pytest

from pmdesk.desk.reporting import Asked, compose
from pmdesk.desk.timelines import compose_timeline
from tests.reports.worlds import World, world

MARK, OTHER = "QXJ7", "ZKW9"
"""Two canaries that no text of a template holds."""


def pages(made: World) -> list[str]:
    """Write everything that a world's client may get."""
    found = []
    for form in ("md", "html"):
        for engagement in (None, *made.engagements):
            asked = Asked(engagement or made.client, form)
            report = compose(made.portfolio, made.register, asked, made.client, engagement, [])
            found.append(report.text)
        picture = "svg" if form == "md" else "html"
        found.append(compose_timeline(made.portfolio, made.register, made.client, picture)[1])
    return found


def hold(seed: int) -> int:
    """Hold one world; gives how many pages were written."""
    written = pages(world(seed, MARK))
    assert not [page for page in written if MARK.casefold() in page.casefold()]
    assert written == pages(world(seed, OTHER))
    return len(written)


def test_no_canary_is_in_a_report_and_no_hidden_thing_makes_a_difference() -> None:
    assert sum(hold(seed) for seed in range(30)) > 100


@pytest.mark.slow
@pytest.mark.parametrize("share", range(10))
def test_no_canary_is_in_the_reports_of_a_thousand_portfolios(share: int) -> None:
    assert sum(hold(seed) for seed in range(1000 + share * 100, 1100 + share * 100)) > 400


def test_the_canaries_would_be_seen() -> None:
    """The worlds are full of them, and of own rows that are to be seen."""
    made = [world(seed, MARK) for seed in range(30)]
    assert all(repr(one.portfolio).count(MARK) > 20 for one in made)
    shown = [item for one in made for item in one.register.raid if item.engagement in one.engagements]
    assert {item.visibility for item in shown} == {"mine", "client"}
    assert any(item.title in page for one in made for page in pages(one)[:1] for item in one.register.raid)
