"""The table of hand-worked cases: `CASES`, for the oracle's tests and for the program's own."""

from __future__ import annotations

from .case import Case
from .cases_booking import DOUBLE_BOOKING
from .cases_days import DATED
from .cases_due import BLACKOUT_DAYS, DUE
from .cases_time import TIMED
from .cases_views import VIEWS

CASES: list[Case] = [*DOUBLE_BOOKING, *TIMED, *DATED, *BLACKOUT_DAYS, *DUE, *VIEWS]
EXAMPLE_ID = "double-booking:5601ee0f3e87"
"""The id of `double-booking|me|event/E1|event/E2`, as conflicts.md gives it."""
