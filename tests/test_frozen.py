"""Frozen records behave as the frozen, slotted dataclasses that they stand for."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Mapping
from functools import cached_property
from typing import Any, ClassVar

import pytest

from pmdesk.frozen import field, fields_of, frozen, frozen_open, many, replace


@frozen
class Point:
    """A record with what fields can be."""

    NAME: ClassVar[str] = "point"
    x: int
    y: int = 2
    tags: Mapping[str, int] = field(default_factory=dict)
    seen: object = field(default=None, compare=False, shown=False)

    @property
    def sum(self) -> int:
        """What methods see."""
        return self.x + self.y


@frozen
class Pair:
    """A record that can be hashed."""

    one: str
    other: str = ""


@frozen_open
class Open:
    """A record that keeps what it works out."""

    x: int

    @cached_property
    def double(self) -> int:
        """Worked out once."""
        return self.x * 2


def test_is_filled_by_place_by_name_and_by_default() -> None:
    """As any dataclass; what is made by a factory is made for each."""
    assert (Point(1).y, Point(1, 5).y, Point(y=3, x=1).sum) == (2, 5, 4)
    assert Point(1).tags == {}
    assert Point(1).tags is not Point(1).tags
    with pytest.raises(TypeError):
        Point()  # type: ignore[call-arg]  # that is what is tested
    with pytest.raises(TypeError):
        Point(1, z=2)  # type: ignore[call-arg]  # that is what is tested


def test_equals_one_of_the_same_kind_and_fields() -> None:
    """What is left out of comparisons does not count."""
    assert Point(1, seen="a") == Point(1, seen="b")
    assert Point(1) != Point(2)
    assert Pair("a").__eq__(("a", "")) is NotImplemented
    assert hash(Pair("a", "b")) == hash(Pair("a", "b"))
    assert len({Pair("a"), Pair("a"), Pair("b")}) == 2
    with pytest.raises(TypeError):
        hash(Point(1))  # it holds a dict


def test_shows_its_fields() -> None:
    """As a dataclass does."""
    assert repr(Point(1, tags={"a": 1})) == "Point(x=1, y=2, tags={'a': 1})"


def test_can_not_be_changed() -> None:
    """Neither a field nor anything beside; the error is that of dataclasses."""
    row: Any = Point(1)
    for name in ("x", "z"):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(row, name, 2)
    with pytest.raises(dataclasses.FrozenInstanceError):
        del row.x
    assert row.x == 1
    assert not hasattr(row, "__dict__")


def test_an_open_one_keeps_what_it_works_out() -> None:
    """It is as frozen."""
    row: Any = Open(4)
    assert (row.double, row.double, vars(row)) == (8, 8, {"x": 4, "double": 8})
    with pytest.raises(dataclasses.FrozenInstanceError):
        row.x = 3


def test_dataclasses_take_it_as_their_own() -> None:
    """Its functions work on records: fields with their types and defaults, replace, asdict."""
    row: Any = Point(1)
    assert dataclasses.is_dataclass(type(row))
    assert [(item.name, item.type) for item in dataclasses.fields(row)][:2] == [("x", "int"), ("y", "int")]
    assert dataclasses.fields(row)[1].default == 2
    assert dataclasses.replace(row, y=9) == replace(Point(1), y=9) == Point(1, 9)
    assert dataclasses.asdict(row) == {"x": 1, "y": 2, "tags": {}, "seen": None}
    with pytest.raises(TypeError):
        replace(Point(1), z=3)


def test_is_copied_and_pickled() -> None:
    """It comes back equal."""
    row: Any = Pair("a", "b")
    assert copy.copy(row) == copy.deepcopy(row) == pickle.loads(pickle.dumps(row)) == row


def test_can_be_matched_by_place() -> None:
    """Its fields in order."""
    kind: Any = Pair
    assert kind.__match_args__ == ("one", "other")


def test_many_are_made_by_column() -> None:
    """Equal to those made one by one; too few columns are an error."""
    assert many(Pair, [["a", "b"], ["c", "d"]], 2) == [Pair("a", "c"), Pair("b", "d")]
    assert many(Pair, [[], []], 0) == []
    with pytest.raises(ValueError, match="shorter"):
        many(Pair, [["a"]], 1)


def test_names_its_fields() -> None:
    """In order, class variables left out."""
    assert list(fields_of(Point)) == ["x", "y", "tags", "seen"]
