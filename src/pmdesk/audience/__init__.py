"""The gate: what one client may see."""

from __future__ import annotations

from pmdesk.audience.gate import for_client
from pmdesk.audience.uids import MINE, audience_uid, of_client

__all__ = ["MINE", "audience_uid", "for_client", "of_client"]
