"""Where J, K, n and N go."""

from __future__ import annotations

from datetime import date

from pmdesk.tui.widgets.timeline.lanes import Lanes
from pmdesk.tui.widgets.timeline.stops import beyond, conflict_stops, milestone_beyond
from tests.tui.widgets.timeline.small import conflicts, portfolio

LANES = Lanes(portfolio(), conflicts())
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


def test_milestones_along_the_lane_then_on_the_next() -> None:
    pos, erp = WHERE["engagement/POS"], WHERE["engagement/ERP"]
    assert milestone_beyond(LANES, pos, date(2026, 11, 23), 1) == (pos, date(2026, 11, 27))
    assert milestone_beyond(LANES, pos, date(2026, 11, 27), -1) == (pos, date(2026, 11, 20))
    assert milestone_beyond(LANES, pos, date(2027, 1, 18), 1) == (erp, date(2026, 12, 4))
    assert milestone_beyond(LANES, erp, date(2026, 12, 4), -1) == (pos, date(2027, 1, 18))
    assert milestone_beyond(LANES, pos, date(2026, 11, 17), -1) is None
    assert milestone_beyond(LANES, WHERE["engagement/SOC"], date(2027, 1, 14), 1) is None
