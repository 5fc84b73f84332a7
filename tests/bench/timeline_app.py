"""The timeline alone in an app, with as many lanes as asked for: what ``bench_timeline`` drives."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.screen import Screen

from pmdesk.model import Assignment, Blackout, Client, Engagement, Milestone, Profile, Vendor
from pmdesk.portfolio import Portfolio
from pmdesk.schedule.conflicts.conflict import Conflict, Occurrence
from pmdesk.tui.frugal import paint_frugally
from pmdesk.tui.widgets.timeline import Timeline

TODAY = date(2026, 11, 23)


@dataclass(frozen=True)
class Load:
    """A week's load."""

    monday: date
    planned: Decimal
    available: Decimal


def portfolio(lanes: int) -> Portfolio:
    """Make a portfolio of about so many lanes: of five, one client, two engagements, one vendor, one blackout."""
    rows = range(max(1, lanes // 5))
    clients = {f"C{n}": Client(key=f"C{n}", name=f"Client {n}", pin=n + 1 if n < 9 else None) for n in rows}
    engagements, milestones, assignments, blackouts = {}, {}, {}, {}
    for n in rows:
        for part in "AB":
            key = f"C{n}-{part}"
            start = TODAY - timedelta(days=60 + n % 17)
            engagements[key] = Engagement(
                key=key,
                client=f"C{n}",
                name=f"Work {part}",
                start=start,
                end=start + timedelta(days=200),
                weekly_hours=Decimal(4),
            )
            for step in range(5):
                due = TODAY + timedelta(days=(n * 7 + step * 23) % 160)
                row = Milestone(key=f"{key}.{step}", engagement=key, title=f"Step {step}", due=due)
                milestones[row.key] = row
        assignments[f"A{n}"] = Assignment(key=f"A{n}", vendor="V", engagement=f"C{n}-A", start=TODAY)
        first, last = TODAY + timedelta(days=20), TODAY + timedelta(days=30)
        blackouts[f"B{n}"] = Blackout(key=f"B{n}", who=f"client/C{n}", start=first, end=last, title="freeze")
    return Portfolio(
        today=TODAY, profile=Profile(), clients=clients, vendors={"V": Vendor(key="V", name="Vendor")},
        engagements=engagements, milestones=milestones, assignments=assignments, blackouts=blackouts,
    )  # fmt: skip


def conflicts(held: Portfolio) -> list[Conflict]:
    """Make a conflict for every tenth milestone."""
    found = []
    for row in list(held.milestones.values())[::10]:
        day = Occurrence(row.due, row.due, severity="high")
        client, key = held.client_of(row.engagement), f"blackout:{row.key}"
        found.append(Conflict(key, "blackout", "high", f"client/{client}", (row.ref,), (client,), (day,)))
    return found


class TimelineApp(App[None]):
    """The app."""

    BINDINGS = [
        Binding(key, f"step('{name}', {by})")
        for key, name, by in (("j", "lane", 1), ("k", "lane", -1), ("l", "column", 1), ("h", "column", -1))
    ]

    def __init__(self, lanes: int) -> None:
        super().__init__()
        self.lanes = lanes

    def get_default_screen(self) -> Screen[None]:
        """Give a screen that is painted as those of the program."""
        screen: Screen[None] = Screen(id="_default")
        paint_frugally(screen)
        return screen

    def compose(self) -> ComposeResult:
        """Hold the timeline."""
        yield Timeline()

    def on_mount(self) -> None:
        """Show the portfolio."""
        held = portfolio(self.lanes)
        weeks = [Load(TODAY + timedelta(days=7 * n), Decimal(30 + n % 20), Decimal(40)) for n in range(-10, 40)]
        self.query_one(Timeline).show(held, conflicts(held), weeks, TODAY)

    def action_step(self, name: str, by: int) -> None:
        """Do one of the timeline's actions."""
        getattr(self.query_one(Timeline), f"action_{name}")(by)


if __name__ == "__main__":
    TimelineApp(int(sys.argv[1]) if len(sys.argv) > 1 else 30).run()
