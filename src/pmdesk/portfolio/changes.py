"""What an edit is made of: a list of changes, which can be looked at before the store takes them."""

from __future__ import annotations

from types import EllipsisType
from typing import Any

from pmdesk.frozen import field, frozen
from pmdesk.model import Noun, make_ref


@frozen
class Put:
    """Add a row, or replace the one with its identity.

    ``seen`` is the row as it was when the edit was begun, None where there was none: what another program changed since
    then is kept, and where both changed one thing, the store refuses. Left out, the row replaces whatever is there.
    """

    row: Noun
    seen: Noun | EllipsisType | None = field(default=..., compare=False, shown=False)

    @property
    def noun(self) -> type[Noun]:
        """The noun of the row."""
        return type(self.row)

    @property
    def identity(self) -> tuple[Any, ...]:
        """The values by which the row is known."""
        return self.row.identity

    @property
    def ref(self) -> str:
        """How output names the row."""
        return self.row.ref


@frozen
class Remove:
    """Take a row away."""

    noun: type[Noun]
    identity: tuple[Any, ...]

    @property
    def ref(self) -> str:
        """How output names the row."""
        return make_ref(self.noun, self.identity)


Change = Put | Remove
Changes = tuple[Change, ...]
