"""Several things selected, then one verb: one change, one undo step."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from pmdesk.model import Action, Event, Milestone, Override
from pmdesk.tui.screens.week import WeekScreen
from pmdesk.tui.widgets.register_list import RegisterList

from .driving import Driver, driving
from .test_move import UAT, at_uat, due

GOLIVE = "milestone/ACME-POS.GOLIVE"


def words(driver: Driver) -> str:
    """Give the words of the last change."""
    return driver.stored(lambda desk: desk.entries(1))[0].words


async def test_on_the_timeline_several_move_by_a_week_as_one_change(store: Path) -> None:
    async with driving(store) as driver:
        screen = await at_uat(driver)
        before = driver.stored(lambda desk: desk.rows(Milestone, engagement="ACME-POS"))
        await driver.press("v", "J", "v")
        assert "2 selected" in driver.foot()
        chosen = {row.ref: row.due for row in before if row.ref in screen.timeline.selected}
        assert len(chosen) == 2
        await driver.press("m", "L", "enter")
        after = {row.ref: row.due for row in driver.stored(lambda desk: desk.rows(Milestone, engagement="ACME-POS"))}
        assert all((after[ref] - day).days == 7 for ref, day in chosen.items())
        assert words(driver) == "moved 2 milestones by 1 week"
        assert not screen.timeline.selected
        await driver.press("u")
        assert driver.stored(lambda desk: desk.rows(Milestone, engagement="ACME-POS")) == before


async def test_on_the_timeline_esc_selects_nothing_and_marks_are_seen(store: Path) -> None:
    async with driving(store) as driver:
        screen = await at_uat(driver)
        lane = next(line for line in driver.lines() if "POS rollout" in line)
        await driver.press("v", "K")
        marked = next(line for line in driver.lines() if "POS rollout" in line)
        assert marked.count("●") == lane.count("●") + 1
        await driver.press("escape")
        assert screen.timeline.selected == frozenset()


async def test_on_the_timeline_several_are_deleted_after_a_question(store: Path) -> None:
    async with driving(store) as driver:
        await at_uat(driver)
        await driver.press("v", "J", "v", "x")
        assert "2 milestones" in driver.text()
        await driver.press("enter")
        assert driver.row(Milestone, "ACME-POS.UAT") is None
        await driver.press("u")
        assert due(driver) == date(2026, 12, 11)


async def test_on_today_several_are_done_at_once(store: Path) -> None:
    async with driving(store) as driver:
        agenda = driver.screen.query_one("#agenda", RegisterList)
        refs = [row.ref for row in agenda.rows if row.kind == "milestone"][:2]
        for ref in refs:
            agenda.put_cursor_on(ref)
            await driver.press("v")
        await driver.press("d")
        rows = [driver.row(Milestone, ref.partition("/")[2]) for ref in refs]
        assert [getattr(row, "status", "") for row in rows] == ["done", "done"]
        assert words(driver) == "marked 2 milestones done"


async def test_actions_move_too(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("g", "a")
        listed = driver.screen.query_one("#rows", RegisterList)
        dated = [row.ref for row in listed.rows if isinstance(row.about, Action) and row.about.due][:2]
        before = [driver.row(Action, ref.partition("/")[2]) for ref in dated]
        for ref in dated:
            listed.put_cursor_on(ref)
            await driver.press("v")
        await driver.press("m", "l", "l", "enter")
        after = [driver.row(Action, ref.partition("/")[2]) for ref in dated]
        moved = [(now.due - was.due).days for was, now in zip(before, after, strict=True)]  # type: ignore[union-attr]  # rows that are there
        assert moved == [2, 2]
        assert words(driver) == "moved 2 actions by 2 days"


async def test_several_conflicts_give_their_milestones_to_a_verb(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("g", "c")
        listed = driver.screen.query_one("#conflicts", RegisterList)
        found: list[str] = []
        for row in list(listed.rows):
            listed.put_cursor_on(row.ref)
            ref = driver.screen.target()
            if ref.startswith("milestone/") and ref not in found:
                found.append(ref)
                await driver.press("v")
            if len(found) == 2:
                break
        assert UAT in found
        await driver.press("exclamation_mark")
        statuses = [getattr(driver.row(Milestone, ref.partition("/")[2]), "status", "") for ref in found]
        assert statuses == ["at-risk", "at-risk"]


async def test_in_the_week_one_occurrence_of_a_meeting_moves_alone(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("g", "w")
        screen = driver.screen
        assert isinstance(screen, WeekScreen)
        await driver.press("home")
        while not (screen.picked() and getattr(screen.picked()[0], "rrule", None)):
            await driver.press("j")
        event = screen.picked()[0]
        assert isinstance(event, Event)
        sheet, item = screen.grid.sheet, screen.grid.item
        assert sheet is not None
        assert item is not None
        occurrence = sheet.occurrence_of(item.about)  # type: ignore[arg-type]  # a meeting is under the cursor
        await driver.press("m", "l", "enter")
        changed = driver.stored(lambda desk: desk.rows(Override, event=event.key))
        moved = next(row for row in changed if row.occurrence == occurrence)
        assert isinstance(moved.start, datetime)
        assert (moved.start.date() - occurrence.date()).days == 1  # type: ignore[union-attr]  # the meeting repeats
        assert driver.row(Event, event.key) == event
        assert event.title in words(driver)


async def test_in_the_week_several_are_selected(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("g", "w", "home", "v", "j", "v")
        screen = driver.screen
        assert isinstance(screen, WeekScreen)
        assert len(screen.grid.items()) == 2
        assert "2 selected" in driver.foot()
        await driver.press("escape")
        assert not screen.grid.selected
