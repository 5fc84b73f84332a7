"""How a noun's fields are told apart: each is a column of its workbook file, or hidden."""

from __future__ import annotations

from typing import Any

from pmdesk.frozen import field, frozen
from pmdesk.model.kinds import Kind


@frozen
class Column:
    """What is known of one field.

    ``ref`` names the noun whose key the value is (``client``); ``one_line`` marks text that is shown in a line.
    A ``hidden`` field is in no workbook: the store gives it when the thing is made.
    """

    kind: Kind
    required: bool = False
    ref: str = ""
    hidden: bool = False


def column(kind: Kind, default: Any = None, *, required: bool = False, ref: str = "", hidden: bool = False) -> Any:
    """Declare a field; ``default`` is the value that an empty cell stands for."""
    if required and default is None:
        default = ""
    return field(default=default, metadata={"column": Column(kind, required, ref, hidden)})
