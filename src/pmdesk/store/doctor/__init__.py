"""The doctor: names what is wrong with a store, with the mend for each, and mends what is safe after a backup."""

from __future__ import annotations

from pmdesk.store.doctor.examine import examine, mend
from pmdesk.store.doctor.fault import KINDS, Fault

__all__ = ["KINDS", "Fault", "examine", "mend"]
