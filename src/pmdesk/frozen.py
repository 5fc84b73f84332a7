"""Frozen records: what a frozen, slotted dataclass is, made without compiling a line until one is needed.

The standard decorator writes and compiles six functions for every class, and loads a fifth of what a short command may
load at all. Here ``__init__`` alone is written, for a class of which many objects are made by it; the rest is shared.
The functions of ``dataclasses`` (``replace``, ``fields``, ``asdict``) take these records as their own.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import repeat
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")
_MISSING: Any = object()
_FEW = 8
"""So many records of a class are filled field by field before an ``__init__`` is written for it."""


class Field:
    """What is known of a field: how it is filled where it is not given, and what it takes part in."""

    __slots__ = ("compare", "default", "default_factory", "metadata", "shown")

    def __init__(
        self, default: Any = _MISSING, default_factory: Callable[[], Any] | None = None, compare: bool = True,
        shown: bool = True, metadata: Mapping[str, Any] | None = None,
    ) -> None:  # fmt: skip
        self.default, self.default_factory = default, default_factory
        self.compare, self.shown, self.metadata = compare, shown, metadata


def field(
    *, default: Any = _MISSING, default_factory: Callable[[], Any] | None = None, compare: bool = True,
    shown: bool = True, metadata: Mapping[str, Any] | None = None,
) -> Any:  # fmt: skip
    """Declare a field, as ``dataclasses.field`` does; ``shown`` says whether its ``repr`` tells of it."""
    return Field(default, default_factory, compare, shown, metadata)


def fields_of(record: type[Any]) -> Mapping[str, Field]:
    """Give the fields of a record by name, in order."""
    found: Mapping[str, Field] = record.__record__
    return found


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[T], /) -> type[T]:
    """Make a class a frozen record with slots."""
    return _record(cls, slots=True)


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen_open(cls: type[T], /) -> type[T]:
    """Make a class a frozen record without slots: what it works out once can be kept in it."""
    return _record(cls, slots=False)


def replace(row: T, /, **changes: Any) -> T:
    """Give a record with some of its fields changed; TypeError for one that it has not."""
    return type(row)(**{name: getattr(row, name) for name in fields_of(type(row))} | changes)


def many(record: type[T], columns: Sequence[Iterable[Any]], count: int) -> list[T]:
    """Make so many records from the values of each field, in order: several times as fast as one by one."""
    made = list(map(object.__new__, repeat(record, count)))
    for name, values in zip(fields_of(record), columns, strict=True):
        deque(map(getattr(record, name).__set__, made, values), maxlen=0)
    return made


def _record(cls: type[T], *, slots: bool) -> type[T]:
    own = cls.__dict__
    names = [name for name, told in own.get("__annotations__", {}).items() if not str(told).startswith("ClassVar")]
    known = {name: part for base in reversed(cls.__mro__[1:]) for name, part in getattr(base, "__record__", {}).items()}
    given = {name: own.get(name, _MISSING) for name in names}
    parts = {**known, **{name: one if isinstance(one, Field) else Field(one) for name, one in given.items()}}
    body = {name: value for name, value in own.items() if name not in given and name not in {"__dict__", "__weakref__"}}
    compared = [name for name, part in parts.items() if part.compare]
    body |= {
        "__record__": parts, "__match_args__": tuple(parts), "__dataclass_fields__": _AsDataclass(),
        "_compared": staticmethod(attrgetter(*compared)) if compared else staticmethod(lambda _row: ()),
        "__eq__": _eq, "__hash__": _hash, "__setattr__": _refuse, "__delattr__": _refuse, "__reduce__": _reduce,
    }  # fmt: skip
    body.setdefault("__repr__", _repr)
    if slots:
        body["__slots__"] = tuple(names)
    kind: Any = type(cls)
    made = kind(cls.__name__, cls.__bases__, body)
    made.__qualname__ = cls.__qualname__
    made.__init__ = _first_init(made)
    return made  # type: ignore[no-any-return]  # the class once more


def _first_init(record: Any) -> Callable[..., None]:
    """Give the ``__init__`` of a record until so many are made that writing one is worth its while."""
    left = _FEW

    def first(self: Any, *values: Any, **named: Any) -> None:
        nonlocal left
        left -= 1
        if left < 0 or not _filled(self, fields_of(record), values, named):
            record.__init__ = _written_init(record)
            record.__init__(self, *values, **named)

    return first


def _filled(row: Any, parts: Mapping[str, Field], values: Sequence[Any], named: dict[str, Any]) -> bool:
    """Fill a record field by field; give up where what is given does not fit, for the written one says how."""
    given = dict(zip(parts, values, strict=False)) | named
    if len(given) != len(values) + len(named) or not given.keys() <= parts.keys():
        return False
    for name, part in parts.items():
        if name in given:
            value = given[name]
        elif part.default_factory is not None:
            value = part.default_factory()
        elif part.default is not _MISSING:
            value = part.default
        else:
            return False
        object.__setattr__(row, name, value)
    return True


def _written_init(record: Any) -> Callable[..., None]:
    """Write the ``__init__`` of a record: each value is put where it stands, past what refuses changes."""
    known: dict[str, Any] = {"_FRESH": _MISSING, "_put": object.__setattr__}
    heads, lines = [], []
    for name, part in fields_of(record).items():
        value = name
        if part.default_factory is not None:
            known[f"_make_{name}"] = part.default_factory
            heads.append(f"{name}=_FRESH")
            value = f"_make_{name}() if {name} is _FRESH else {name}"
        elif part.default is not _MISSING:
            known[f"_default_{name}"] = part.default
            heads.append(f"{name}=_default_{name}")
        else:
            heads.append(name)
        place: Any = getattr(record, name, None)
        if hasattr(place, "__set__"):
            known[f"_put_{name}"] = place.__set__
            lines.append(f" _put_{name}(self, {value})")
        else:
            lines.append(f' _put(self, "{name}", {value})')
    exec("\n".join([f"def __init__(self, {', '.join(heads)}):", *lines, " return None"]), known)  # noqa: S102  # names of fields alone
    made: Callable[..., None] = known["__init__"]
    made.__qualname__ = f"{record.__qualname__}.__init__"
    return made


def _eq(self: Any, other: Any) -> Any:
    if other.__class__ is not self.__class__:
        return NotImplemented
    return self._compared(self) == self._compared(other)


def _hash(self: Any) -> int:
    return hash(self._compared(self))


def _repr(self: Any) -> str:
    shown = (f"{name}={getattr(self, name)!r}" for name, part in self.__record__.items() if part.shown)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _refuse(self: Any, name: str, *_value: Any) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot change field {name!r}")


def _reduce(self: Any) -> tuple[Any, ...]:
    return type(self), tuple(getattr(self, name) for name in self.__record__)


class _AsDataclass:
    """The fields as ``dataclasses`` knows them, worked out when somebody asks."""

    def __get__(self, _row: object, record: Any) -> Mapping[str, Any]:
        import dataclasses

        body: dict[str, Any] = {"__annotations__": _annotations(record)}
        for name, part in fields_of(record).items():
            given: dict[str, Any] = {"compare": part.compare, "repr": part.shown, "metadata": part.metadata}
            if part.default_factory is not None:
                given["default_factory"] = part.default_factory
            elif part.default is not _MISSING:
                given["default"] = part.default
            body[name] = dataclasses.field(**given)
        twin: Any = dataclasses.dataclass(init=False, repr=False, eq=False)(type(record.__name__, (), body))
        found: Mapping[str, Any] = twin.__dataclass_fields__
        record.__dataclass_fields__ = found
        return found


def _annotations(record: Any) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for base in reversed(record.__mro__):
        told |= vars(base).get("__annotations__", {})
    return {name: told[name] for name in fields_of(record)}
