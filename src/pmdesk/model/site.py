"""Where work and meetings take place."""

from __future__ import annotations

from pmdesk.frozen import frozen
from pmdesk.model import kinds
from pmdesk.model.column import column
from pmdesk.model.noun import Noun


@frozen
class Site(Noun, kind="site", file="sites"):
    """A place of one client."""

    key: str = column(kinds.KEY, required=True)
    client: str = column(kinds.KEY, required=True, ref="client")
    name: str = column(kinds.TEXT, required=True)
    address: str = column(kinds.TEXT, "")
    timezone: str | None = column(kinds.ZONE)
    notes: str = column(kinds.TEXT, "")
