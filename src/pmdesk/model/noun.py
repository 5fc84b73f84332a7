"""What all nouns have in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any, ClassVar

from pmdesk.frozen import fields_of
from pmdesk.model.column import Column

_KEY = ("key",)


class Noun:
    """A thing that the store keeps: an immutable row with a kind, a workbook file and an identity.

    ``KIND`` is the head of its ref (``milestone/ACME-POS.UAT``), ``FILE`` the name of its workbook file and of its
    table, ``IDENTITY`` the fields by which a row is known.
    """

    __slots__ = ()
    KIND: ClassVar[str]
    FILE: ClassVar[str]
    IDENTITY: ClassVar[tuple[str, ...]]
    IDENTIFY: ClassVar[Callable[[Any], tuple[Any, ...]]]

    def __init_subclass__(cls, kind: str = "", file: str = "", identity: tuple[str, ...] = ("key",)) -> None:
        if kind:
            cls.KIND, cls.FILE, cls.IDENTITY = kind, file, identity
            cls.IDENTIFY = staticmethod(_identifier(identity))

    @property
    def identity(self) -> tuple[Any, ...]:
        """The values by which this row is known."""
        identify: Callable[[Any], tuple[Any, ...]] = type(self).IDENTIFY
        return identify(self)

    @property
    def ref(self) -> str:
        """How output names it: kind and key, or kind and the values by which it is known, joined by blanks."""
        noun = type(self)
        if noun.IDENTITY == _KEY:  # text, and what most rows are known by
            return f"{noun.KIND}/{noun.IDENTIFY(self)[0]}"
        return make_ref(noun, self.identity)


def _identifier(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    """Give a quick way to the values by which a row is known."""
    if len(names) > 1:
        return attrgetter(*names)
    if not names:
        return lambda _row: ()
    get = attrgetter(names[0])
    return lambda row: (get(row),)


def make_ref(noun: type[Noun], identity: tuple[Any, ...]) -> str:
    """Give the ref of a row of ``noun`` known by ``identity``."""
    if not identity:
        return noun.KIND
    columns = columns_of(noun)
    return f"{noun.KIND}/" + " ".join(
        columns[name].kind.form(value) for name, value in zip(noun.IDENTITY, identity, strict=True)
    )


_COLUMNS: dict[type[Noun], Mapping[str, Column]] = {}


def columns_of(noun: type[Noun]) -> Mapping[str, Column]:
    """Give the fields of a noun in order, hidden ones included."""
    found = _COLUMNS.get(noun)
    if found is None:
        fields = fields_of(noun).items()
        found = _COLUMNS[noun] = {name: item.metadata["column"] for name, item in fields if item.metadata}
    return found


def defaults_of(noun: type[Noun]) -> Mapping[str, Any]:
    """Give what an empty cell stands for, by field."""
    return {name: item.default for name, item in fields_of(noun).items()}
