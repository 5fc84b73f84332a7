"""Templates as TOML."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmdesk.errors import InputError, Refused
from pmdesk.exchange import blueprint, sites
from pmdesk.schedule.making import Blueprint, Measure, Risk, Rollout, Step, Stop, Todo

BUILT_IN = sorted((Path(blueprint.__file__).parent / "blueprints").glob("*.toml"))
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1).filter(str.strip)


@pytest.mark.parametrize("path", BUILT_IN, ids=lambda path: path.stem)
def test_those_of_the_program_can_be_read_and_written(path: Path) -> None:
    found = blueprint.read(path.read_text(encoding="utf-8"), path.name)
    assert found.actions
    assert {"start", "closing"} == {tag for todo in found.actions for tag in todo.tags}
    assert blueprint.read(blueprint.write(found)) == found


@given(texts, texts, st.integers(-20_000, 20_000), st.decimals(0, 10**9, places=2))
def test_what_is_written_reads_as_the_same(name: str, title: str, at: int, number: Decimal) -> None:
    found = Blueprint(
        name,
        term=7,
        weekly_hours=number,
        milestones=(Step("A", title, at), Step("B", title, 3, "end", "go-live", "vendor", ("A", "A+2d"), title)),
        actions=(Todo(title), Todo(title, at, "end", "client", ("closing",), "A")),
        measures=(Measure(title, number, "%", "at-most", -number, "weekly", True),),
        risks=(Risk(title, "issue", 2, 5, "avoid", title),),
        rollout=Rollout(3, 2, 1, 4, title, title),
    )
    assert blueprint.read(blueprint.write(found)) == found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "name is missing"),
        ("name = ", "Invalid value"),
        ('name = ""', "name is empty"),
        ('name = "x"\ncolour = "red"', "there is no colour"),
        ('name = "x"\nterm = 0', "term: 0 is not a whole number from 1"),
        ('name = "x"\nterm = true', "term: True is not a whole number"),
        ('name = "x"\nweekly_hours = "8"', "weekly_hours: '8' is not a number"),
        ('name = "x"\nweekly_hours = inf', "out of range"),
        ('name = "x"\nreport_day = "Someday"', "not one of Mon"),
        ('name = "x"\nmilestone = 3', "milestone is no list of tables"),
        ('name = "x"\n[[milestone]]\nkey = "A"\ntitle = "t"', "milestone 1: at is missing"),
        ('name = "x"\n[[milestone]]\nkey = "a b"\ntitle = "t"\nat = 1', "is not a key"),
        ('name = "x"\n[[milestone]]\nkey = "A"\ntitle = "t"\nat = 1\nafter = ["Z"]', "there is no milestone Z"),
        ('name = "x"\n' + '[[milestone]]\nkey = "A"\ntitle = "t"\nat = 1\n' * 2, "there are two milestones A"),
        ('name = "x"\n[[action]]\ntitle = "t"\nmilestone = "Z"', "there is no milestone Z"),
        ('name = "x"\n[[kpi]]\nname = "k"\ntarget = 1\nsla = 1', "neither true nor false"),
        ('name = "x"\n[rollout]\ndays = 0', "days: 0 is not a whole number"),
        ('name = "x"\nrollout = 2', "rollout is no table"),
    ],
)
def test_what_is_wrong_is_named(text: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        blueprint.read(text)


def test_sites_are_read_with_either_separator() -> None:
    assert sites.parse("KEY;Name;wave;days\ns1;Shop 1;2;3\n\n") == (Stop("S1", "Shop 1", 2, 3),)
    (found,) = sites.parse('name,key,timezone\n"Shop, 2",S2,Europe/Madrid')
    assert found == Stop("S2", "Shop, 2", timezone="Europe/Madrid")


def test_every_bad_cell_of_the_sites_is_named() -> None:
    with pytest.raises(Refused) as caught:
        sites.parse("key,name,wave\nS 1,One,1\nS2,,0\nS3,Three,1\nS3,Three,x\n")
    assert [line.partition(": ")[0] for line in caught.value.lines] == ["sites.csv:2"] + ["sites.csv:3"] * 2 + [
        "sites.csv:5"
    ] * 2
    with pytest.raises(InputError, match="the column name is missing"):
        sites.parse("key\nA\n")
    with pytest.raises(InputError, match="lists no site"):
        sites.parse("key,name\n")
