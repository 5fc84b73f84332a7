"""Where J, K, n and N go."""

from __future__ import annotations

from datetime import date

from pmdesk.tui.widgets.timeline.caught import Caught
from pmdesk.tui.widgets.timeline.lanes import Lanes
from pmdesk.tui.widgets.timeline.stops import beyond, conflict_stops, milestone_beyond
from tests.tui.widgets.timeline.small import TODAY, conflicts, portfolio

LANES = Lanes(portfolio(), Caught(portfolio(), conflicts()))
WHERE = LANES.places


def test_conflicts_in_the_order_of_time_without_the_waived() -> None:
    stops = conflict_stops(conflicts(), LANES.place, portfolio())
    assert [(day, LANES[lane].key) for day, lane in stops] == [
        (date(2026, 12, 1), "engagement/ERP"),
        (date(2026, 12, 7), "engagement/ERP/vendor/FIBRE"),
        (date(2026, 12, 11), "engagement/POS"),
    ]


def test_conflicts_go_round() -> None:
    stops = conflict_stops(conflicts(), LANES.place, portfolio())
    assert beyond(stops, stops[2], 1) == stops[0]
    assert beyond(stops, stops[0], -1) == stops[2]
    assert beyond(stops, (date(2026, 12, 8), 0), 1) == stops[2]
    assert beyond(stops, (date(2026, 12, 8), 0), -1) == stops[1]
    assert beyond((), (date(2026, 12, 8), 0), 1) is None


def jump(lane: str, day: date, step: int, today: date = TODAY) -> tuple[str, date] | None:
    found = milestone_beyond(LANES, WHERE[lane], day, step, today)
    return (LANES[found[0]].key, found[1]) if found else None


def test_milestones_along_the_lane_then_on_the_next() -> None:
    pos, erp = "engagement/POS", "engagement/ERP"
    assert jump(pos, date(2026, 11, 23), 1) == (pos, date(2026, 11, 27))
    assert jump(pos, date(2026, 11, 27), -1) == (pos, date(2026, 11, 20))
    assert jump(pos, date(2027, 1, 18), 1) == (erp, date(2026, 12, 4))
    assert jump(erp, date(2026, 12, 4), -1) == (pos, date(2027, 1, 18))
    assert jump(pos, date(2026, 11, 17), -1) is None
    assert jump("engagement/SOC", date(2027, 1, 14), 1) is None


def test_another_lane_is_entered_from_today_on() -> None:
    assert jump("client/ACME", date(2026, 11, 1), 1) == ("engagement/POS", date(2026, 11, 27))
    assert jump("client/ACME", date(2026, 11, 1), 1, date(2027, 6, 1)) == ("engagement/POS", date(2027, 1, 18))
