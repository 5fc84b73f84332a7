"""The last change again, elsewhere; and nothing out of focus changed without a question."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pmdesk.desk.repeating import Repeat, again, repeat_of
from pmdesk.model import Action, Milestone
from pmdesk.portfolio import Put
from pmdesk.tui.overlays.ask import Ask

from .driving import TODAY, driving
from .test_move import at_uat
from .test_verbs import uat

ONE = Milestone(key="A", engagement="W", title="One", due=date(2026, 12, 1))
TWO = Milestone(key="B", engagement="W", title="Two", due=date(2026, 12, 30))


def test_dates_shift_by_as_much_and_the_rest_is_set() -> None:
    after = Milestone(key="A", engagement="W", title="One!", due=date(2026, 12, 8), status="at-risk")
    repeat = repeat_of([(Put(after), ONE)])
    assert repeat is not None
    made = repeat.on(TWO)
    assert isinstance(made, Milestone)
    assert (made.title, made.due, made.status) == ("Two", date(2027, 1, 6), "at-risk")


def test_another_noun_or_nothing_to_change_is_none() -> None:
    repeat = Repeat(Milestone, {"status": ("planned", "done")})
    assert repeat.on(Action(key="A")) is None
    assert again(repeat, [Milestone(key="C", status="done")]) is None
    assert repeat_of([(Put(ONE), None)]) is None
    assert repeat_of([(Put(ONE), ONE)]) is None


def test_several_rows_are_one_change_in_words() -> None:
    edit = again(Repeat(Milestone, {"status": ("planned", "done")}), [ONE, TWO])
    assert edit is not None
    assert len(edit.changes) == 2
    assert edit.words == "marked 2 milestones done"
    other = again(Repeat(Action, {"status": ("open", "cancelled")}), [Action(key="C", title="{0} {x}")])
    assert other is not None
    assert other.words == "changed status of {0} {x} to cancelled"


async def test_a_move_is_repeated_on_another_milestone(store: Path) -> None:
    async with driving(store) as driver:
        await driver.press("full_stop")
        assert "nothing was changed here yet" in driver.foot()
        await at_uat(driver)
        due = uat(driver).due
        await driver.press("m", "L", "enter")
        build = uat(driver, "ACME-POS.BUILD").due
        driver.screen.point_at("milestone/ACME-POS.BUILD", build)
        await driver.press("full_stop")
        assert (uat(driver).due - due).days == 7
        assert (uat(driver, "ACME-POS.BUILD").due - build).days == 7
        assert "moved" in driver.foot()
        await driver.press("u")
        assert uat(driver, "ACME-POS.BUILD").due == build


async def test_done_is_repeated(store: Path) -> None:
    async with driving(store) as driver:
        await at_uat(driver)
        await driver.press("d")
        build = uat(driver, "ACME-POS.BUILD")
        driver.screen.point_at(build.ref, build.due)
        await driver.press("full_stop")
        assert (uat(driver, build.key).status, uat(driver, build.key).done_on) == ("done", TODAY)
        await driver.press("full_stop")
        assert "does nothing here" in driver.foot()


async def test_what_is_out_of_focus_is_asked_about(store: Path) -> None:
    async with driving(store) as driver:
        await at_uat(driver)
        screen = driver.screen
        await driver.press("2")
        screen.target = lambda: "milestone/ACME-POS.UAT"  # type: ignore[method-assign]  # whatever screen shows it
        begun = uat(driver)
        await driver.press("d")
        assert isinstance(driver.app.screen, Ask)
        assert "another client's data" in driver.text()
        await driver.press("escape")
        assert uat(driver) == begun
        await driver.press("d", "enter")
        assert uat(driver).status == "done"
        await driver.press("d")
        assert isinstance(driver.app.screen, Ask)
