"""The leak guard finds what names other clients, in any spelling, and nothing that the client has itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from pmdesk.audience.guard import Guard, folded
from pmdesk.model import Assignment, Client, Contact, Engagement, Noun, Vendor
from pmdesk.portfolio import Portfolio
from tests.build import portfolio_of

START = date(2026, 1, 1)
ROWS: tuple[Noun, ...] = (
    Client(key="ACME", name="Acme Retail", aliases=("Project-Sun",)),
    Client(key="BOR", name="Boreális Energy", aliases=("northstar", "borealis.example", "sun")),
    Client(key="CE", name="Cedar"),
    Client(key="RET", name="Retail", status="archived"),
    Vendor(key="FIBRE", name="FibreCo"),
    Vendor(key="OTHER", name="Cedar"),
    Contact(key="P1", of="client/ACME", name="Priya Nair", email="priya@acme.example"),
    Contact(key="P2", of="client/BOR", name="Jan de Wit", email="jan@bormail.example"),
    Contact(key="P3", of="client/BOR", name="Priya Nair", email="someone@gmail.com"),
    Contact(key="P4", of="client/CE", name="Vera Lind", email="vera@fibre.example"),
    Contact(key="P5", of="vendor/FIBRE", name="Otto", email="otto@fibre.example"),
    Engagement(key="W", client="ACME", name="POS", start=START),
    Engagement(key="X", client="BOR", name="Grid", start=START),
    Assignment(key="A", vendor="FIBRE", engagement="W", start=START),
    Assignment(key="B", vendor="OTHER", engagement="X", start=START),
)


@pytest.fixture
def portfolio() -> Portfolio:
    return portfolio_of(ROWS, START)


@pytest.fixture
def words(portfolio: Portfolio) -> Callable[[str], list[str]]:
    guard = Guard(portfolio, "ACME")
    return lambda text: [mention.word for mention in guard.mentions([("here", text)])]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("as for Boreális Energy", ["Boreális Energy"]),
        ("AS FOR BOREÁLIS   ENERGY!", ["Boreális Energy"]),
        ("as for Borea\u0301lis\tEnergy", ["Boreális Energy"]),
        ("as for Ｂoreális\u00a0Energy", ["Boreális Energy"]),
        ("Bo\u00adreális En\u200bergy", ["Boreális Energy"]),
        ("Boreális Energyx", []),
        ("xBoreális Energy", []),
        ("Boreális_Energy", []),
        ("like Northstar did", ["northstar"]),
        ("northstars", []),
        ("(BOR)", ["BOR"]),
        ("BOR-X.UAT", ["BOR"]),
        ("https://x.example/Northstar/plan", ["northstar"]),
        ("https://x.example/Bore%C3%A1lis%20Energy", ["Boreális Energy"]),
        ("boring", []),
        ("CE mark", []),
        ("ask Jan de Wit", ["Jan de Wit"]),
        ("ask Jan", []),
        ("jan@bormail.example", ["bormail.example"]),
        ("x@gmail.com", []),
        ("borealis.example", ["borealis.example"]),
        ("cedar wood", ["Cedar"]),
    ],
)
def test_what_names_others_is_found(words: Callable[[str], list[str]], text: str, found: list[str]) -> None:
    assert words(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Acme Retail: UAT", "Project-Sun", "Priya Nair", "otto@fibre.example", "FibreCo", "priya@acme.example",
        "ACME-POS", "FIBRE",
    ],
)  # fmt: skip
def test_what_the_client_or_its_vendor_also_has_is_no_hit(words: Callable[[str], list[str]], text: str) -> None:
    assert words(text) == []


def test_a_word_inside_of_an_own_name_is_no_hit_but_alone_it_is(words: Callable[[str], list[str]]) -> None:
    assert words("Acme Retail and Retail") == ["Retail"]
    assert words("the sun rises") == ["sun"]


def test_another_clients_vendor_is_its_word_where_a_client_is_called_so(portfolio: Portfolio) -> None:
    assert [one.word for one in Guard(portfolio, "BOR").mentions([("x", "Cedar, Priya")])] == []
    assert [one.client for one in Guard(portfolio, "CE").mentions([("x", "Acme Retail")])] == ["ACME"]


def test_exempt_words_pass(portfolio: Portfolio) -> None:
    guard = Guard(portfolio, "ACME", ["NorthStar", "sun"])
    assert [one.word for one in guard.mentions([("x", "northstar and sun and BOR")])] == ["BOR"]


def test_a_mention_tells_where_it_stands_and_the_line(portfolio: Portfolio) -> None:
    (found,) = Guard(portfolio, "ACME").mentions([("milestone/W.M", "fine\n  as northstar, as NORTHSTAR\nfine")])
    assert (found.where, found.line, found.client) == ("milestone/W.M", "as northstar, as NORTHSTAR", "BOR")
    assert str(found) == "milestone/W.M: mentions northstar (BOR): as northstar, as NORTHSTAR"


def test_names_without_a_letter_do_no_harm() -> None:
    portfolio = portfolio_of([Client(key="A1", name="A"), Client(key="B1", name="[/]", aliases=("...",))], START)
    assert Guard(portfolio, "A1").mentions([("x", "[/] ... text")]) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("see ../../x today", 1), ("../../x", 1), ("../../xy", 0), ("https://a.example/x?y", 0), ("x", 0), ("x/..", 0),
        ("Yahoo is late", 1), ("=1+1 is late", 1),
    ],
)  # fmt: skip
def test_a_name_of_one_letter_and_signs_is_no_single_letter(text: str, found: int) -> None:
    others = [Client(key=f"B{at}", name=name) for at, name in enumerate(("../../x", "Yahoo!", "=1+1"))]
    portfolio = portfolio_of([Client(key="A1", name="A"), *others], START)
    assert len(Guard(portfolio, "A1").mentions([("x", text)])) == found


def test_what_is_not_seen_does_not_part_a_word() -> None:
    assert folded("A\u200dc\u00adme\u2060 \t RETAIL") == "acme retail"
