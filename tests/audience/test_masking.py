"""A lesson of one client names nobody when it is told to another one."""

from __future__ import annotations

from datetime import date

import pytest

from pmdesk.audience.guard import Guard
from pmdesk.audience.masking import Mask
from pmdesk.model import Client, Contact, Engagement, Profile, Site
from pmdesk.portfolio import Portfolio

WORLD = Portfolio(
    today=date(2026, 11, 23),
    profile=Profile(timezone="Europe/Madrid"),
    window=None,
    clients={
        "ACME": Client(key="ACME", name="Acme Retail", aliases=("Roadrunner", "acme.example")),
        "BOREALIS": Client(key="BOREALIS", name="Borealis Foods"),
    },
    contacts={
        "PRIYA": Contact(key="PRIYA", of="client/ACME", name="Priya Nair", email="priya@acme.example"),
        "OTTO": Contact(key="OTTO", of="client/BOREALIS", name="Otto Kühn"),
    },
    sites={"ACME-14": Site(key="ACME-14", client="ACME", name="Getafe Norte", address="Calle Mayor 14\n28901 Getafe")},
    engagements={
        "ACME-POS": Engagement(key="ACME-POS", client="ACME", name="POS rollout", start=date(2026, 1, 5)),
        "BOR-PMO": Engagement(key="BOR-PMO", client="BOREALIS", name="PMO", start=date(2026, 1, 5)),
    },
)
MASK = Mask(WORLD, "ACME", ("ACME-POS.UAT", "KX-17"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Acme Retail closed the council", "the client closed the council"),
        ("ACME  RETAIL and Acme said no", "the client and the client said no"),
        ("the Acme rollout; POS Rollout slipped", "the client rollout; the engagement slipped"),
        ("Project Roadrunner was late", "Project the client was late"),
        ("Priya Nair, then Priya, then Nair's mail", "a contact, then a contact, then a contact's mail"),
        ("ask nair about it", "ask nair about it"),
        ("Getafe Norte had no power: Calle Mayor 14", "a site had no power: a site"),
        ("see ACME-POS.UAT and acme-pos.it.2, KX-17", "see [code] and [code], [code]"),
        ("write to priya@acme.example or +34 600 11 22 33", "write to [mail address] or [phone number]"),
        ("on 2026-12-11 and 11.12.2026 at 10:00", "on 2026-12-11 and 11.12.2026 at 10:00"),
        ("http://acme.example/plan was gone", "[link] was gone"),
        ("Ａｃｍｅ Ｒｅｔａｉｌ, Ac\u200bme Retail", "the client"),
        ("macmes and Acmeist stay", "macmes and Acmeist stay"),
        ("nothing to hide here", "nothing to hide here"),
    ],
)
def test_what_names_the_client_is_replaced(text: str, told: str) -> None:
    assert MASK.masked(text).text == told


def test_what_was_replaced_is_told() -> None:
    assert MASK.masked("Priya of Acme at Acme").replaced == (("Priya", "a contact"), ("Acme", "the client"))


def test_what_is_masked_passes_the_guard_of_another_client() -> None:
    text = "Acme Retail (Roadrunner, ACME, acme.example): Priya Nair wrote priya@acme.example; ACME-POS in Getafe Norte"
    guard = Guard(WORLD, "BOREALIS")
    assert guard.mentions([("t", text)])
    assert not guard.mentions([("t", MASK.masked(text).text)])


def test_a_client_with_nothing_to_replace_leaves_text_as_it_is() -> None:
    assert Mask(WORLD, "NOBODY").masked("Acme Retail").text == "Acme Retail"
