"""The use cases between the faces and the rest: open a portfolio, apply changes, undo, import, export.

``Desk`` is imported when it is first asked for: what only looks at a store does without it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pmdesk.desk.desk import Desk

__all__ = ["Desk"]


def __getattr__(name: str) -> Any:
    if name == "Desk":
        from pmdesk.desk.desk import Desk

        return Desk
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
