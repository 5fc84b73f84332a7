"""Today as text: one line a thing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from zoneinfo import ZoneInfo

from pmdesk.desk.agenda import Day, Meeting
from pmdesk.schedule.alerts import Alert
from pmdesk.schedule.load import Week

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_TITLES = {
    "missed": "measures missed", "warning": "measures past their warning", "unmeasured": "not measured",
    "at-risk": "at risk", "slipped": "slipped", "untold": "changed since the client was told",
    "unaccepted": "done, not accepted", "review-due": "reviews due",
    "unanswered": "not answered", "action-overdue": "actions overdue",
    "burn": "budget burnt faster than time", "ending": "ending in 30 days", "notice": "notice dates",
    "decision-late": "decisions late", "report-due": "reports not sent", "sync-refused": "refused by a calendar",
    "sync-pending": "not yet synced", "sla-gap": "SLAs with a gap",
}  # fmt: skip
_SIGNS = {"high": "!", "medium": "*", "low": "-"}


def lines(day: Day, most: int) -> Iterator[str]:
    """Give the lines, headings and blank lines between the parts included; of one part the first ``most``."""
    context = f"   {day.portfolio.clients[day.client].name}" if day.client else ""
    yield f"{_full(day.today)}{context}"
    yield from _part(most, "agenda", [_meeting(day, one) for one in day.meetings], "no meetings today")
    kinds = _by_kind(day.alerts)
    late, soon = kinds.pop("overdue", []), kinds.pop("due-soon", [])
    totals = {**{kind: len(found) for kind, found in kinds.items()}, **day.totals}
    yield from _part(most, "late", _alerts(late), "", day.totals.get("overdue"))
    yield from _part(most, "due in 7 days", _alerts(soon), "nothing is due", day.totals.get("due-soon"))
    for kind, found in kinds.items():
        yield from _part(most, _TITLES[kind], _alerts(found[:most]), "", totals[kind])
    yield from _part(
        most, "conflicts this week", [f"{_SIGNS[one.severity]} {one.message}" for one in day.conflicts], "none",
        day.totals.get("conflicts"),
    )  # fmt: skip
    if day.week is not None:
        yield from _part(most, "my load this week", [_load(day, day.week)])


def _part(most: int, title: str, found: list[str], otherwise: str = "", total: int | None = None) -> Iterator[str]:
    """Give a part with its heading; ``total`` is how many lines it would have where not all are at hand."""
    if not found and not otherwise:
        return
    number = len(found) if total is None else total
    yield ""
    yield f"{title} ({number:,})" if number > 1 else title
    yield from (f"  {line}" for line in found[:most])
    if number > most:
        yield f"  and {number - most:,} more: --json has them all"
    if not found:
        yield f"  {otherwise}"


def _by_kind(alerts: tuple[Alert, ...]) -> dict[str, list[Alert]]:
    """Give the alerts by kind, the kind with the worst first."""
    found: dict[str, list[Alert]] = {}
    for one in alerts:
        found.setdefault(one.kind, []).append(one)
    return found


def _alerts(found: list[Alert]) -> list[str]:
    return [f"{_SIGNS[one.severity]} {one.client or 'mine':8} {one.message}" for one in found]


def _meeting(day: Day, one: Meeting) -> str:
    mine = ZoneInfo(day.portfolio.profile.timezone)
    start, end = one.start.astimezone(mine), one.end.astimezone(mine)
    times = f"{start:%H:%M}–{end:%H:%M}"
    if start.date() < day.today:
        times = f"…–{end:%H:%M}"
    elif end.date() > day.today:
        times = f"{start:%H:%M}–…"
    their = one.start.astimezone(ZoneInfo(one.zone))
    local = f"   = {their:%H:%M} {one.zone.rpartition('/')[2].replace('_', ' ')}"
    same = one.zone == day.portfolio.profile.timezone
    unsure = " (tentative)" if one.is_tentative else ""
    return f"{times:12} {one.client or 'mine':8} {one.title}{unsure}{'' if same else local}"


def _load(day: Day, week: Week) -> str:
    from pmdesk.schedule.capacity import by_client

    told = f"{_hours(week.planned)} h planned of {_hours(week.available)} h available"
    if day.client:
        return f"{told}; {_hours(by_client(day.portfolio, week).get(day.client, 0))} h of them here"
    return told


def _hours(value: object) -> str:
    text = f"{value:.2f}"
    return text.rstrip("0").rstrip(".")


def _full(day: date) -> str:
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month]} {day.year}"
