from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from textual.widgets import Input

from pmdesk.model import Action, Client, Contact, Engagement, Kpi, Lesson, Measurement, Note, RaidItem, Vendor
from pmdesk.portfolio import Put
from pmdesk.tui.overlays.form import Form
from pmdesk.tui.widgets.drawn import Pane
from pmdesk.tui.widgets.register_list import RegisterList

from .conftest import HOSTILE
from .driving import NARROW, NORMAL, Driver, driving

SIZES = pytest.mark.parametrize("size", [NARROW, pytest.param(NORMAL, marks=pytest.mark.slow)], ids=["80x24", "140x40"])
REGISTERS = {"a": "Collect project sheets", "r": "Pilot crew short-handed", "l": "Start the data protection",
             "v": "FibreCo", "k": "Pick accuracy", "e": "POS rollout"}  # fmt: skip


def rows(driver: Driver) -> list[str]:
    """Give the refs of the rows in view."""
    return [row.ref for row in driver.screen.query_one("#rows", RegisterList).rows if row.ref]


async def into(driver: Driver, field: str, text: str) -> None:
    """Write text into a field of the form."""
    entry = driver.app.screen.query_one(f"#field-{field} Input", Input)
    entry.focus()
    entry.value = ""
    await driver.pilot.pause()
    await driver.write(text)


@SIZES
@pytest.mark.parametrize("letter", REGISTERS)
async def test_a_register_lists_filters_and_shows_all_again(store: Path, letter: str, size: tuple[int, int]) -> None:
    async with driving(store, size) as driver:
        await driver.press("g", letter)
        every = rows(driver)
        assert REGISTERS[letter][:14] in driver.text()
        await driver.press("slash")
        await driver.write(REGISTERS[letter].split()[0].lower())
        assert 0 < len(rows(driver)) < len(every)
        left = len(rows(driver))
        assert (f"{left} found" if letter == "l" else f"{left} of {len(every)}") in driver.text()
        await driver.press("enter", "j")
        assert len(rows(driver)) < len(every)
        await driver.press("escape")
        assert rows(driver) == every


async def test_the_list_stands_still_while_its_rows_are_told_of(store: Path) -> None:
    async with driving(store, NORMAL) as driver:
        await driver.press("g", "e")
        listed, detail = driver.screen.query_one("#rows"), driver.screen.query_one("#detail", Pane)
        told, heights = [], [detail.size.height]
        for key in "jjjjkkkk":
            await driver.press(key)
            told.append(len([line for line in detail.lines(60) if line]))
            heights.append(detail.size.height)
        assert len(set(told)) > 1, "all rows are told of in as many lines"
        assert heights == sorted(heights), "it gave room back"
        assert listed.size.height + detail.outer_size.height + 1 == driver.screen.query_one("#register").size.height


async def test_the_filter_takes_the_one_grammar(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("g", "a", "slash")
        await driver.write("@ACME status:open owner:me due<w50")
        every = {row.key: row for row in driver.stored(lambda desk: desk.rows(Action))}
        works = {row.key for row in driver.stored(lambda desk: desk.rows(Engagement)) if row.client == "ACME"}
        wanted = {
            key for key, row in every.items()
            if row.engagement in works and row.status == "open" and row.owner == "me" and row.due
            and row.due < date(2026, 12, 7)
        }  # fmt: skip
        assert {ref.partition("/")[2] for ref in rows(driver)} == wanted
        await driver.press("escape", "slash")
        await driver.write("due<31 feb")
        assert "is no day" in driver.lines()[-2]


async def test_escape_from_the_filter_keeps_what_was_typed(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("g", "r", "slash")
        await driver.write("crew")
        left = rows(driver)
        await driver.press("escape", "slash")
        assert driver.screen.query_one("#filter-text", Input).value == "crew"
        assert rows(driver) == left


async def test_sorting_goes_through_the_orders(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("g", "r")
        exposed = rows(driver)
        scores = {row.ref: row.exposure for row in driver.stored(lambda desk: desk.rows(RaidItem))}
        held = [scores[ref] for ref in exposed]
        assert held == sorted(held, reverse=True)
        await driver.press("O")
        assert "sorted by review" in driver.foot()
        assert rows(driver) != exposed
        assert sorted(rows(driver)) == sorted(exposed)


@SIZES
async def test_add_edit_delete_and_undo_an_action(store: Path, size: tuple[int, int]) -> None:
    async with driving(store, size) as driver:
        await driver.press("1", "g", "a", "A")
        assert "add an action" in driver.text()
        await driver.write("Send the store list")
        await into(driver, "due", "12 dec")
        assert "Sat 12 Dec 2026, in 19 days" in driver.text()
        await into(driver, "engagement", "pos rollout")
        await into(driver, "owner", "priya")
        await driver.press("enter")
        made = driver.row(Action, "ACME-POS.SEND")
        assert isinstance(made, Action)
        assert (made.title, made.due, made.owner) == ("Send the store list", date(2026, 12, 12), "contact/PRIYA")
        assert "added action Send the store list" in driver.foot()
        driver.screen.point_at(made.ref, None)
        await driver.press("e")
        await into(driver, "title", "Send the list of stores")
        await driver.press("enter")
        assert getattr(driver.row(Action, made.key), "title", "") == "Send the list of stores"
        await driver.press("x")
        assert "delete" in driver.text()
        await driver.press("enter")
        assert driver.row(Action, made.key) is None
        await driver.press("u", "u", "u")
        assert driver.row(Action, made.key) is None
        assert "undone: added action" in driver.foot()


async def test_done_closes_and_opens_again(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("g", "r")
        ref = rows(driver)[0]
        await driver.press("d")
        assert getattr(driver.row(RaidItem, ref.partition("/")[2]), "status", "") == "closed"
        assert "closed " in driver.foot()
        await driver.press("g", "l", "d")
        assert "not on a lesson" in driver.foot()


async def test_select_several_then_any_verb_is_one_undo_step(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("g", "a")
        first = rows(driver)[:3]
        before = driver.stored(lambda desk: desk.rows(Action))
        await driver.press("v", "v", "v")
        assert "3 selected" in driver.foot()
        await driver.press("d")
        assert "marked 3 actions done" in driver.foot()
        done = {row.ref for row in driver.stored(lambda desk: desk.rows(Action, status="done"))}
        assert set(first) <= done
        await driver.press("u")
        assert driver.stored(lambda desk: desk.rows(Action)) == before
        await driver.press("v", "v", "x")
        assert "delete 2 actions" in driver.text()
        await driver.press("enter")
        assert len(driver.stored(lambda desk: desk.rows(Action))) == len(before) - 2
        await driver.press("u")
        assert driver.stored(lambda desk: desk.rows(Action)) == before


async def test_edit_wants_one_row_and_escape_selects_none(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("g", "a", "v", "v", "e")
        assert "2 are selected" in driver.foot()
        await driver.press("escape", "e")
        assert isinstance(driver.app.screen, Form)


async def test_delete_shows_what_hangs_on_it(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("g", "v")
        before = driver.stored(lambda desk: desk.rows(Vendor))
        await driver.press("x")
        assert "hang" in driver.text()
        await driver.press("escape")
        assert driver.stored(lambda desk: desk.rows(Vendor)) == before
        await driver.press("x", "enter")
        assert len(driver.stored(lambda desk: desk.rows(Vendor))) == len(before) - 1
        await driver.press("u")
        assert driver.stored(lambda desk: desk.rows(Vendor)) == before


async def test_errors_stand_at_their_fields_and_escape_keeps_what_was_typed(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("g", "r", "A", "enter")
        assert "is needed" in driver.text()
        await driver.write("Half a risk")
        await into(driver, "probability", "9")
        await into(driver, "review", "31/02")
        await into(driver, "engagement", "nowhere")
        await driver.press("enter")
        text = driver.text()
        assert "is not between 1 and 5" in text
        assert "is no engagement here" in text
        await driver.press("escape", "A")
        assert "Half a risk" in driver.text()
        assert "what you typed last time is back" in driver.text()


async def test_what_the_store_refuses_is_said_at_the_field(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("1", "g", "e", "e")
        await into(driver, "end", "2020-01-01")
        await driver.press("enter")
        assert isinstance(driver.app.screen, Form)
        assert "is before the start, 2026-01-05" in driver.text()


@pytest.mark.parametrize("letter", "arlvke")
async def test_an_empty_register_teaches(make_store: Callable[[list[Put]], Path], letter: str) -> None:
    path = make_store([Put(Client(key="ONE", name="One", pin=1))])
    async with driving(path, NARROW) as driver:
        await driver.press("g", letter)
        text = driver.text()
        assert " yet: " in text
        assert " adds one" in text or " records one" in text
        await driver.press("1")
        assert "nothing in One" in driver.text()
        await driver.press("d", "x", "e", "v", "O", "slash", "escape", "escape")
        assert "nothing in One" in driver.text()


@SIZES
@pytest.mark.parametrize("letter", "arlvkew")
async def test_in_focus_nothing_of_others_is_named(store: Path, letter: str, size: tuple[int, int]) -> None:
    async with driving(store, size) as driver:
        await driver.press("g", letter, "1", "enter")
        body = "\n".join(driver.lines()[2 if size == NORMAL else 1 :])
        for other in ("Borealis", "Cedar", "Dunes", "Elmwood", "Fundación", "ERP cutover", "signage"):
            assert other not in body, other


async def test_vendors_in_focus_are_busy_elsewhere(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("1", "g", "v")
        assert rows(driver) == ["vendor/FIBRE", "vendor/TILL"]
        assert "busy elsewhere" in driver.text()
        await driver.press("enter")
        assert "busy elsewhere" in driver.text()
        assert len(rows(driver)) == 1


async def test_a_vendor_that_slips_shows_who_is_hit(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("g", "v")
        driver.screen.point_at("vendor/FIBRE", None)
        await driver.press("m")
        text = driver.text()
        assert "by 7 days" in text
        assert "Acme" in text
        assert "Plant links commissioned" in text
        before = driver.stored(lambda desk: desk.version())
        await driver.press("L", "h", "escape")
        assert driver.stored(lambda desk: desk.version())[1] == before[1]
        await driver.press("m", "enter")
        assert "slipped FibreCo by 7 days" in driver.foot()
        await driver.press("u")
        assert "undone: slipped FibreCo" in driver.foot()


@SIZES
async def test_an_engagement_opens_to_its_panes(store: Path, size: tuple[int, int]) -> None:
    async with driving(store, size) as driver:
        await driver.press("g", "e")
        driver.screen.point_at("engagement/ACME-POS", None)
        await driver.press("enter")
        assert "next dates" in driver.text()
        kinds = []
        for _ in range(9):
            await driver.press("tab")
            found = rows(driver)
            kinds.append(found[0].partition("/")[0] if found else "")
        assert kinds[:-1] == ["milestone", "assignment", "raid", "kpi", "action", "time", "contact", "note"]
        await driver.press("h")
        assert "engagement/ACME-POS" in rows(driver)
        assert driver.screen.target() == "engagement/ACME-POS"


async def test_a_pane_adds_to_what_was_opened(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("g", "e")
        driver.screen.point_at("engagement/ACME-POS", None)
        await driver.press("l", "tab", "tab", "tab", "A")
        assert "add a RAID item" in driver.text()
        await driver.write("Cables late")
        await driver.press("ctrl+s")
        made = driver.row(RaidItem, "ACME-POS.CABLES")
        assert isinstance(made, RaidItem)
        assert (made.engagement, made.type, made.raised) == ("ACME-POS", "risk", date(2026, 11, 23))


async def test_a_measure_opens_to_what_was_measured(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("g", "k")
        driver.screen.point_at("kpi/DUNES-WMS.K1", None)
        await driver.press("enter", "A")
        await into(driver, "value", "99.9")
        await driver.press("enter")
        assert driver.row(Measurement, "DUNES-WMS.K1", date(2026, 11, 23)) == Measurement(
            "DUNES-WMS.K1", date(2026, 11, 23), Decimal("99.9")
        )
        await driver.press("escape")
        assert "99.9 %" in driver.text()


async def test_lessons_are_found_by_any_word_as_it_is_typed(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("g", "l", "slash")
        await driver.write("officer")
        assert rows(driver) == ["lesson/L-001"]


async def test_a_list_keeps_its_cursor_when_rows_change(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("g", "a", "j", "j", "j", "j")
        held = driver.screen.target()
        await driver.press("k", "d")
        driver.screen.point_at(held, None)
        await driver.press("u")
        assert driver.screen.target() == held


@pytest.fixture
def hostile_registers(make_store: Callable[[list[Put]], Path]) -> Path:
    changes: list[Put] = []
    for at, name in enumerate(HOSTILE, 1):
        found = [
            Client(key=f"C{at}", name=name, pin=at),
            Vendor(key=f"V{at}", name=name, services=name, notes=name),
            Contact(key=f"P{at}", of=f"client/C{at}", name=name, role=name, email=name, phone=name),
            Engagement(key=f"E{at}", client=f"C{at}", name=name, start=date(2026, 1, 1), objective=name, notes=name),
            Action(key=f"T{at}", engagement=f"E{at}", title=name, due=date(2026, 11, 24), tags=(name,), notes=name),
            RaidItem(
                key=f"R{at}", engagement=f"E{at}", type="risk", title=name, probability=3, impact=3, plan=name,
                contingency=name, trigger=name, escalated_to=f"P{at}",
            ),
            Kpi(key=f"K{at}", engagement=f"E{at}", vendor=f"V{at}", name=name, unit=name, target=Decimal(3)),
            Measurement(kpi=f"K{at}", date=date(2026, 11, 20), value=Decimal(at), note=name),
            Lesson(key=f"L{at}", engagement=f"E{at}", title=name, what_happened=name, recommendation=name),
            Note(key=f"N{at}", client=f"C{at}", engagement=f"E{at}", date=date(2026, 11, 20), text=name),
        ]  # fmt: skip
        changes += [Put(row) for row in found]
    return make_store(changes)


@SIZES
async def test_hostile_names_are_shown_as_they_are(hostile_registers: Path, size: tuple[int, int]) -> None:
    async with driving(hostile_registers, size) as driver:
        for letter in "arlvke":
            await driver.press("g", letter)
            assert all(name[:6] in driver.text() for name in HOSTILE), letter
            await driver.press("slash")
            await driver.write("[/]")
            assert len(rows(driver)) == 1, letter
            await driver.press("escape", "e")
            assert isinstance(driver.app.screen, Form)
            await driver.press("escape", "x", "escape")
        await driver.press("g", "e", "enter", *["tab"] * 9, "escape")
        assert len(rows(driver)) == 3


async def test_letters_right_after_the_filter_key_are_text(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("g", "r")
        before = driver.stored(lambda desk: desk.rows(RaidItem))
        await driver.pilot.press("slash", "d", "x", "v")
        await driver.settle()
        assert driver.screen.query_one("#filter-text", Input).value == "dxv"
        assert driver.stored(lambda desk: desk.rows(RaidItem)) == before
