"""Ways out of a conflict: nearest moves that clear or ease it and make nothing new as bad (conflicts.md, "Fixes")."""

from __future__ import annotations

from pmdesk.schedule.fixes.bench import Bench
from pmdesk.schedule.fixes.find import fixes
from pmdesk.schedule.fixes.fix import Fix, fix_json, told

__all__ = ["Bench", "Fix", "fix_json", "fixes", "told"]
