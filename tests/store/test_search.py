"""Notes and lessons are found by what they say, whatever is typed, and the index follows every change."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.store.conftest import NOW
from tests.store.test_journal import BASE, put

from pmdesk.model import Client, Engagement, Lesson, Note
from pmdesk.portfolio import Remove
from pmdesk.portfolio.folding import asked, tokens
from pmdesk.store import Store, search
from pmdesk.store.doctor import beside
from pmdesk.store.driver import in_memory
from pmdesk.store.search import Sought

DAY = date(2026, 11, 2)
BOREALIS = Client(key="BOREALIS", name="Borealis Foods")
BOR = Engagement(key="BOR-PMO", client="BOREALIS", name="PMO", start=date(2026, 1, 1))
TEXTS = {
    "N1": "The permit of the façade is late; Señor Núñez wants it by Friday",
    "N2": "東京支店の契約は来月までに更新する",
    "N3": "تأخر التَّصريح أسبوعين، والمورّد لا يجيب",
    "N4": 'CFO says: "no NEAR misses" * 100% of C++_tests :-) 🚀 launch',
    "N5": "परियोजना में देरी हुई",
    "N6": "ประชุมผู้ขายเลื่อนไปวันศุกร์",
    "N7": "Straße gesperrt, Zufahrt über Łódź und Ørsted",
}
LESSON = Lesson(
    "ACME-POS.L1", "ACME-POS", "Ask for permits early", date(2026, 3, 1), "The council was closed", "nobody asked",
    "Ask six weeks before", ("permit", "council"),
)  # fmt: skip


@pytest.fixture
def filled(store: Store) -> Store:
    put(store, *BASE, BOREALIS, BOR)
    put(store, *(Note(key, None, None, DAY, text) for key, text in TEXTS.items()), LESSON)
    return store


def found(store: Store, typed: str, **more: object) -> list[str]:
    return [hit.key for hit in store.search(Sought(typed, **more))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("permit", ["ACME-POS.L1", "N1"]), ("PERM", ["ACME-POS.L1", "N1"]), ("p", ["ACME-POS.L1", "N1"]),
        ("facade", ["N1"]), ("façade nunez", ["N1"]), ("nunez permit late", ["N1"]), ("nunez council", []),
        ("council early", ["ACME-POS.L1"]), ("契約", ["N2"]), ("京", ["N2"]), ("東京 更新", ["N2"]), ("京東", []),
        ("التصريح", ["N3"]), ("تاخر", ["N3"]), ("🚀", ["N4"]), ("launch 🚀", ["N4"]), ("near", ["N4"]),
        ('"no near misses"', ["N4"]), ('"near no"', []), ("c++_tests", ["N4"]), ("100%", ["N4"]),
        ("देरी", ["N5"]), ("ผู้ขาย", ["N6"]), ("strasse", ["N7"]), ("STRASSE", ["N7"]), ("lodz", ["N7"]),
        ("orsted", ["N7"]), ("gesp", ["N7"]), ("esperrt", []), ("acme-pos.l1", ["ACME-POS.L1"]),
        ("", []), ('"', []), ("***", []), ("xyzzy", []),
    ],
)  # fmt: skip
def test_what_is_typed_finds_what_is_meant(filled: Store, typed: str, keys: list[str]) -> None:
    assert found(filled, typed) == keys


HOSTILE = [
    '"', '""', '"a', "'", "*", "a*", "*a", "^a", "a NEAR b", "NEAR(a b, 5)", "a AND", "OR", "NOT a", "a NOT", "-a",
    "+a", "words:a", "{words}: a", "a:b", "(a", "a)", "()", "a OR OR b", "\\", "%", "_", "[/", "; DROP TABLE notes --",
    "\0", "\ud800", "\u202e", "🧑‍🚀", "👩🏽‍💻", "é" * 5000, "a " * 5000, '" " "', "¶acme", "\n\t", "𠀀", "ﷺ", "ﬁ",
    "İ", "ـ", "``",
]  # fmt: skip


@pytest.mark.parametrize("typed", HOSTILE)
@pytest.mark.parametrize("client", [None, "ACME"])
def test_no_text_is_a_command(filled: Store, typed: str, client: str | None) -> None:
    assert all(key in {*TEXTS, "ACME-POS.L1"} for key in found(filled, typed, client=client))
    filled.like([typed], Sought("", client=client))


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(typed=st.text(max_size=40))
def test_no_text_at_all_is_a_command(filled: Store, typed: str) -> None:
    assert found(filled, typed) == sorted(
        (key for key, text in {**TEXTS, "ACME-POS.L1": search.text_of(LESSON)}.items() if _naive(typed, key, text)),
        key=lambda key: (key != "ACME-POS.L1", [*TEXTS, "ACME-POS.L1"].index(key) * -1),
    )


def _naive(typed: str, key: str, text: str) -> bool:
    """Hold each word that is asked for against a text, one after the other."""
    said, wanted = tokens(text if key == "ACME-POS.L1" else f"{key} {text}"), asked(typed)
    return bool(wanted) and all(_holds(said, words) for words in wanted)


def _holds(said: list[str], words: list[str]) -> bool:
    *before, last = words
    return any(
        said[at : at + len(before)] == before and said[at + len(before)].startswith(last)
        for at in range(len(said) - len(before))
    )


def test_the_index_follows_every_change(filled: Store, tmp_path: Path) -> None:
    note = Note("N1", None, None, DAY, TEXTS["N1"])
    assert found(filled, "facade") == ["N1"]
    put(filled, replace(note, text="The roof leaks"))
    assert (found(filled, "facade"), found(filled, "roof")) == ([], ["N1"])
    filled.undo(NOW)
    assert (found(filled, "facade"), found(filled, "roof")) == (["N1"], [])
    filled.redo(NOW)
    assert (found(filled, "facade"), found(filled, "roof")) == ([], ["N1"])
    filled.apply([Remove(Note, ("N1",))], words="deleted", by="test", now=NOW)
    assert found(filled, "roof") == []
    filled.undo(NOW)
    assert found(filled, "roof") == ["N1"]
    other = Store.open(tmp_path / "other.db", now=NOW, zone="UTC")
    other.load_dump(list(filled.dump_tables()))
    assert found(other, "roof") == ["N1"]
    other.close()


@pytest.mark.parametrize("number", [1, search.AT_ONCE + 1])
def test_many_texts_at_once_are_found_too(store: Store, number: int) -> None:
    put(store, *(Note(f"N{at}", None, None, DAY, f"crane number {at}") for at in range(number)))
    waiting = store.read(lambda connection: connection.execute("SELECT count(*) FROM search_stale").fetchone()[0])
    assert waiting == (0 if number == 1 else number)
    assert len(found(store, "crane", limit=500)) == number
    assert found(store, f"crane {number - 1}")[:1] == [f"N{number - 1}"]
    store.undo(NOW)
    assert found(store, "crane") == []


def test_the_newest_is_found_first_and_of_a_client_only_its_own(filled: Store) -> None:
    rows = [
        Note(f"M{at}", "BOREALIS" if at % 2 else "ACME", None, date(2026, 1, 1 + at % 28), f"weekly scaffolding {at}")
        for at in range(200)
    ]
    random.Random(3).shuffle(rows)
    put(filled, *rows, Note("B", None, "BOR-PMO", date(2026, 5, 1), "scaffolding of the engagement"))
    days = {row.key: row.date for row in rows} | {"B": date(2026, 5, 1)}
    everything = found(filled, "scaff", limit=500)
    assert len(everything) == 201
    assert [days[key] for key in everything] == sorted((days[key] for key in everything), reverse=True)
    own = found(filled, "scaff", client="BOREALIS", limit=500)
    assert sorted(own) == sorted(["B", *(row.key for row in rows if row.client == "BOREALIS")])
    assert found(filled, "scaff", kinds=("lesson",)) == []
    assert found(filled, "permit", kinds=("lesson",)) == ["ACME-POS.L1"]
    assert found(filled, "permit", kinds=("note",)) == ["N1"]


def test_a_text_goes_with_its_engagement_to_another_client(filled: Store) -> None:
    put(filled, Note("M", None, "BOR-PMO", DAY, "scaffolding of the engagement"))
    assert (found(filled, "scaff", client="BOREALIS"), found(filled, "scaff", client="ACME")) == (["M"], [])
    put(filled, replace(BOR, client="ACME"))
    assert (found(filled, "scaff", client="BOREALIS"), found(filled, "scaff", client="ACME")) == ([], ["M"])
    filled.undo(NOW)
    assert (found(filled, "scaff", client="BOREALIS"), found(filled, "scaff", client="ACME")) == (["M"], [])


def test_lessons_like_some_words_come_the_most_telling_first(filled: Store) -> None:
    put(filled, Lesson("L2", "BOR-PMO", "Count the lorries", DAY, "too few lorries", "", "count"))
    hits = filled.like(["permit council of the city", "lorries"], Sought("", ("lesson",)))
    assert [hit.key for hit in hits] == ["ACME-POS.L1", "L2"]


@pytest.mark.parametrize("typed", ["permit", "PERMIT late", '"permit"', "100%", "_tests", "%", "council early", "zz"])
@pytest.mark.parametrize("client", [None, "ACME"])
def test_without_an_index_texts_are_gone_through(
    filled: Store, monkeypatch: pytest.MonkeyPatch, typed: str, client: str | None
) -> None:
    monkeypatch.setattr(search, "is_available", lambda _connection: False)
    wanted = {"permit": ["ACME-POS.L1", "N1"], "PERMIT late": ["N1"], '"permit"': ["ACME-POS.L1", "N1"],
              "100%": ["N4"], "_tests": ["N4"], "%": [], "council early": ["ACME-POS.L1"], "zz": []}  # fmt: skip
    keys = [key for key in wanted[typed] if client is None or key == "ACME-POS.L1"]
    assert found(filled, typed, client=client) == keys
    assert not filled.has_index()


def _break_places(store: Store) -> None:
    store.read(lambda connection: connection.execute("DELETE FROM search_places WHERE key = 'N2'"))


def _break_rows(store: Store) -> None:
    store.read(lambda connection: connection.execute("INSERT INTO search_places (noun, key) VALUES ('note', 'NONE')"))


def _break_words(store: Store) -> None:
    store.read(lambda connection: connection.execute("DELETE FROM search_words_data WHERE id > 10"))


@pytest.mark.parametrize("damage", [_break_places, _break_rows, _break_words])
def test_the_doctor_has_a_damaged_index_made_anew(filled: Store, damage: Callable[[Store], None]) -> None:
    assert found(filled, "契約") == ["N2"]
    assert filled.read(search.fault) is None
    damage(filled)
    assert filled.read(search.fault) is not None
    filled.read(search.forget_all)
    assert filled.read(search.fault) is None
    assert found(filled, "契約") == ["N2"]
    assert filled.read(search.fault) is None


def test_a_fault_of_the_index_is_told(filled: Store) -> None:
    assert found(filled, "契約") == ["N2"]
    _break_places(filled)

    class Patient:
        connection = None

    with filled.read(in_memory) as copy:
        Patient.connection = copy  # type: ignore[assignment]
        (fault,) = beside.words(Patient())  # type: ignore[arg-type]
    assert (fault.kind, fault.words) == ("words", "lacks note/N2")
