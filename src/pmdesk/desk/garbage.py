"""Work over many rows, during which there is no garbage worth looking for."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collection() -> Iterator[None]:
    """Leave the garbage be meanwhile: there is none among the many rows, and looking for it costs up to a third.

    What is left of them afterwards counts as old, so it is looked at with all else in time, not at once; where somebody
    froze what was there before, that stays so, and what is left counts as young.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            if not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()
            gc.enable()
