"""Engagements to be made again."""

from __future__ import annotations

from pmdesk.frozen import frozen
from pmdesk.model import kinds
from pmdesk.model.column import column
from pmdesk.model.noun import Noun


@frozen
class Template(Noun, kind="template", file="templates"):
    """What an engagement is made from: milestones, checklists, measures by offsets from an anchor, as TOML text.

    It is in no workbook, and of no client: what names one is left out when a template is made from an engagement.
    """

    key: str = column(kinds.KEY, required=True)
    name: str = column(kinds.TEXT, required=True)
    text: str = column(kinds.TEXT, required=True)
