"""Where a row came from that a foreign calendar sent."""

from __future__ import annotations

from pmdesk.frozen import frozen
from pmdesk.model import kinds
from pmdesk.model.column import column
from pmdesk.model.noun import Noun


@frozen
class Origin(Noun, kind="origin", file="origins", identity=("scope", "uid", "part")):
    """What was made of an item of a foreign calendar, so that the same item again updates it. It is in no workbook.

    ``scope`` is for whom it was taken in: ``client/ACME``, ``mine`` (meetings of no client) or ``blackout/`` and who;
    one UID may be taken in for several. ``part`` tells the rows of one item apart: empty for the item itself, else the
    occurrence (a time stamp). ``ref`` names the row, empty where it was cancelled away. ``digest`` is of what was
    understood of it, ``sequence`` the revision (RFC 5545, section 3.8.7.4).
    """

    scope: str = column(kinds.TEXT, required=True)
    uid: str = column(kinds.TEXT, required=True)
    part: str = column(kinds.TEXT, "")
    ref: str = column(kinds.TEXT, "")
    digest: str = column(kinds.TEXT, "")
    sequence: int = column(kinds.whole(0), 0)
