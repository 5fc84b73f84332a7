"""Lessons belong to what has a tag, a vendor, or enough words in common; everyday words do not count."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pmdesk.model import Engagement, Lesson, Milestone, Noun, RaidItem, Vendor
from pmdesk.portfolio.likeness import likeness_of

LESSON = Lesson("L", "OLD", "Ask for permits early", None, "The council kept us waiting", "", "Six weeks", ("permit",))
RISK = RaidItem("R", "NEW", "risk", "Scaffold")


def score(about: Noun, lesson: Lesson = LESSON, vendors: tuple[str, ...] = (), names: tuple[str, ...] = ()) -> int:
    found = likeness_of(about, vendors, names).of(lesson, {"FIBRE"})
    return found.score if found else 0


@pytest.mark.parametrize(
    ("about", "is_like"),
    [
        (RISK, False), (replace(RISK, title="The permit"), True), (replace(RISK, plan="permits of the city"), True),
        (replace(RISK, title="Late project work"), False), (replace(RISK, title="Council waiting"), False),
        (replace(RISK, title="Council waiting, kept weeks"), True),
        (Engagement("NEW", "ACME", "Permit office", start=date(2026, 1, 1)), True),
        (Engagement("OLD", "ACME", "Permit office", start=date(2026, 1, 1)), False),
        (Vendor("V", "Permit Partners"), True), (Vendor("V", "Cables"), False),
        (Milestone("NEW.M", "NEW", "Permit granted", date(2026, 12, 1)), True),
        (replace(RISK, title="permitting permitted"), True), (replace(RISK, title="per mit"), False),
    ],
)  # fmt: skip
def test_words_and_tags(about: Noun, is_like: bool) -> None:
    assert bool(score(about)) == is_like


def test_the_same_vendor_is_enough() -> None:
    assert score(Vendor("FIBRE", "FibreCo"), vendors=("FIBRE",), names=("FibreCo",)) == 3
    assert score(Vendor("OTHER", "Other"), vendors=("OTHER",), names=("Other",)) == 0
    told = replace(LESSON, what_happened="FibreCo came late")
    assert likeness_of(Vendor("X", "FibreCo"), (), ("FibreCo",)).of(told, set()) is not None


def test_a_tag_of_the_kind_raises_what_is_alike_and_nothing_else() -> None:
    tagged = replace(LESSON, tags=("permit", "risk"))
    permit = replace(RISK, title="The permit")
    assert score(permit, tagged) == score(permit) + 1
    assert score(RISK, tagged) == 0


def test_why_is_said_in_words() -> None:
    found = likeness_of(replace(RISK, title="Council permit"), ("FIBRE",), ("FibreCo",)).of(LESSON, {"FIBRE"})
    assert found is not None
    assert found.why == ("tag permit", "FibreCo", "permits council")


def test_what_says_nothing_is_like_nothing() -> None:
    assert likeness_of(replace(RISK, title="!!")).is_empty
    assert likeness_of(replace(RISK, title="the and 123")).is_empty
    assert not likeness_of(RISK).is_empty
