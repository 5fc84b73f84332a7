"""How measures that are computed come about: by which rule, and from which requests."""

from __future__ import annotations

from datetime import datetime

from pmdesk.frozen import frozen
from pmdesk.model import kinds
from pmdesk.model.column import column
from pmdesk.model.noun import Noun


@frozen
class Source(Noun, kind="source", file="sources", identity=("kpi",)):
    """By which rule a measure is computed from what the store holds, instead of being typed.

    ``on-time`` is the share of milestones kept, in per cent; ``median-slip`` is in days; the two of responses are in
    business hours, from a request to its answer. It is in no workbook.
    """

    kpi: str = column(kinds.KEY, required=True, ref="kpi")
    rule: str = column(kinds.choice("on-time", "median-slip", "response-median", "response-worst"), required=True)


@frozen
class Request(Noun, kind="request", file="requests"):
    """A request under a service level: when it was opened and answered (None: not yet), and its pauses.

    All are wall time in the zone of the calendar that the measure is counted by. ``pauses`` holds the begin and the end
    of each in turn; a last one without an end goes on. It is in no workbook.
    """

    key: str = column(kinds.KEY, required=True)
    kpi: str = column(kinds.KEY, required=True, ref="kpi")
    title: str = column(kinds.TEXT, required=True)
    opened: datetime = column(kinds.STAMP, required=True)
    answered: datetime | None = column(kinds.STAMP)
    pauses: tuple[datetime, ...] = column(kinds.STAMPS, ())
