"""What is true at a moment: the immutable snapshot, its indexes, changes, what-if.

What reads needs no changes: they are imported when they are first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from pmdesk.model import Waiver
from pmdesk.portfolio.snapshot import Portfolio
from pmdesk.portfolio.window import Window

if TYPE_CHECKING:
    from pmdesk.portfolio.changes import Change, Changes, Put, Remove
    from pmdesk.portfolio.whatif import layered, row_of, what_if

__all__ = ["Change", "Changes", "Portfolio", "Put", "Remove", "Waiver", "Window", "layered", "row_of", "what_if"]
_CHANGES = frozenset({"Change", "Changes", "Put", "Remove"})


def _found(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = import_module(f"pmdesk.portfolio.{'changes' if name in _CHANGES else 'whatif'}")
    globals()[name] = value = getattr(module, name)
    return value


if not TYPE_CHECKING:
    __getattr__ = _found
