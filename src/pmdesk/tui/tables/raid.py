"""The table of the RAID register, with what became of each item and before whom it was put."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pmdesk.model import Escalation, RaidItem, Turn
from pmdesk.model.kinds import form_number
from pmdesk.tui import refs, words
from pmdesk.tui.line import Line, Span, cell
from pmdesk.tui.tables.table import (
    Cell,
    Col,
    Seen,
    Table,
    broken,
    client_cell,
    cut,
    day_cell,
    engagement_cell,
    fact,
    facts_line,
    owner_cell,
    title_line,
)

if TYPE_CHECKING:
    from pmdesk.schedule.escalation import Waiting

_SHOWN = 4
"""So many escalations are shown."""
HIGH, MEDIUM = 15, 8
"""Exposures from which an item is high, or medium."""


def exposure_role(row: RaidItem) -> str:
    """Give the role in which an item's exposure is drawn."""
    if row.status != "open" or not row.exposure:
        return "faint"
    return "high" if row.exposure >= HIGH else "warn" if row.exposure >= MEDIUM else "dim"


def is_review_due(row: RaidItem, today: date) -> bool:
    """Tell whether an open item should have been looked at again."""
    return row.status == "open" and row.review is not None and row.review <= today


def _raid_cells(row: RaidItem, seen: Seen) -> Sequence[Cell]:
    over = "faint" if row.status != "open" else ""
    due = is_review_due(row, seen.view.today)
    scored = bool(row.exposure)
    score = f"{row.probability}{seen.glyphs.times}{row.impact}" if scored else ""
    return (
        Span(str(row.exposure) if scored else seen.glyphs.separator, f"{exposure_role(row)} bold".strip()),
        Span(score, "faint"), Span(row.type, over or "dim"), cut(row.title, over or "bold"), client_cell(row, seen),
        engagement_cell(row, seen), day_cell(row.review, seen, over or ("high" if due else "")),
        owner_cell(row.owner, seen), Span(row.response or "", "dim"),
        Span(_asked(row, seen), "high" if is_unanswered(row, seen) else "warn"),
        Span("client" if row.visibility == "client" else "mine", "faint"),
    )  # fmt: skip


def _asked(row: RaidItem, seen: Seen) -> str:
    return refs.who_of(seen.view.portfolio, f"contact/{row.escalated_to}") if row.escalated_to else ""


def _raid_detail(row: RaidItem, seen: Seen, width: int) -> list[Line]:
    portfolio, today = seen.view.portfolio, seen.view.today
    raised = f"{words.full_day(row.raised)}, {words.away(row.raised, today)}" if row.raised else ""
    scored = f"{row.exposure} = {row.probability} {seen.glyphs.times} {row.impact}" if row.exposure else ""
    review = f"{words.week_day(row.review, today)}, {words.away(row.review, today)}" if row.review else ""
    facts = facts_line(
        ("", row.type, "bold"),
        ("", row.status, "dim"),
        ("exposure", scored, f"{exposure_role(row)} bold"),
        ("review", review, "high" if is_review_due(row, today) else ""),
        ("owner", refs.who_of(portfolio, row.owner), ""),
        ("seen by", "the client too" if row.visibility == "client" else "", "dim"),
    )
    asked = _steps(row, seen)
    told = refs.who_of(portfolio, f"contact/{row.escalated_to}") if row.escalated_to and not asked else ""
    return [
        title_line(row, row.title, seen),
        *broken(facts, width),
        *fact("escalated to", told, width, "warn"),
        *asked,
        *_turns(row, seen),
        *fact("response", row.response or "", width),
        *fact("plan", row.plan, width),
        *fact("contingency", row.contingency, width),
        *fact("trigger", row.trigger, width),
        *fact("raised", raised, width, "dim"),
        *fact("notes", row.notes, width, most=6),
    ]


def waits_of(row: RaidItem, seen: Seen) -> tuple[Escalation, Waiting] | None:
    """Give the last escalation of an item with how it stands, where it was read."""
    known: Mapping[str, tuple[Escalation, Waiting]] = seen.beside.get("waits", {})
    return known.get(row.key)


def is_unanswered(row: RaidItem, seen: Seen) -> bool:
    """Tell whether the time to answer an item's last escalation is over without an answer."""
    pair = waits_of(row, seen)
    return row.status == "open" and pair is not None and pair[0].answered is None and pair[1].is_over


def _steps(row: RaidItem, seen: Seen) -> list[Line]:
    """Give before whom an item was put, the newest first, with what was answered or until when an answer is due."""
    every: Iterable[Escalation] = seen.beside.get("steps", ())
    own = sorted((one for one in every if one.raid == row.key), key=lambda one: -one.step)
    found: list[Line] = []
    for at, one in enumerate(own[:_SHOWN]):
        who = refs.who_of(seen.view.portfolio, f"contact/{one.contact}") if one.contact else "somebody"
        when = words.week_day(_local(one.at, seen).date(), seen.view.today)
        line: list[Span] = [cell("" if at else " asked", 15, "dim"), Span(who, "bold"), Span(f"  {when}   ", "dim")]
        if one.answered is not None:
            line += [Span(words.week_day(_local(one.answered, seen).date(), seen.view.today), "dim"), Span("  ")]
            line.append(Span(one.answer))
        elif at == 0:
            line += _until(row, one, seen)
        found.append(line)
    if len(own) > _SHOWN:
        found.append([cell("", 15), Span(f"and {len(own) - _SHOWN} more", "dim")])
    return found


def _until(row: RaidItem, one: Escalation, seen: Seen) -> list[Span]:
    pair = waits_of(row, seen)
    hours = f"{form_number(one.hours)} business hours"
    if pair is None or pair[1].over is None:
        return [Span(f"has {hours} to answer", "dim")]
    over = pair[1].over.astimezone(ZoneInfo(seen.view.zone))
    told = f"{words.week_day(over.date(), seen.view.today)} {over:%H:%M}"
    if pair[1].is_over:
        late = f"no answer within {hours}, over {told}"
        return [Span(late, "high"), Span("   U ", "bold"), Span("asks the next", "dim")]
    return [Span(f"to answer by {told}", "warn"), Span("   Y ", "bold"), Span("notes the answer", "dim")]


def _turns(row: RaidItem, seen: Seen) -> list[Line]:
    """Give what an item was before, with how it stood then."""
    every: Iterable[Turn] = seen.beside.get("turns", ())
    found: list[Line] = []
    for one in sorted((one for one in every if one.raid == row.key), key=lambda one: -one.step):
        when = words.full_day(_local(one.at, seen).date())
        scored = f"{one.probability} {seen.glyphs.times} {one.impact}" if one.probability and one.impact else ""
        trigger = f"trigger: {one.trigger}" if one.trigger else ""
        said = "; ".join(part for part in (scored, one.response, one.plan, trigger) if part)
        head = Span(f"{one.was} until {when}", "bold")
        named = f"   {one.title}" if one.title != row.title else ""
        found.append([cell(" was", 15, "dim"), head, Span(named), Span(f"   {said}" if said else "", "dim")])
    return found


def _local(moment: datetime, seen: Seen) -> datetime:
    """Give a moment (UTC, without a zone) as the wall clock of the profile shows it."""
    return moment.replace(tzinfo=UTC).astimezone(ZoneInfo(seen.view.zone))


RAID = Table(
    RaidItem,
    (
        Col("exp.", 5, right=True), Col("p×i", 5, since=90), Col("type", 11), Col("item", 20, 6), Col("client", 11),
        Col("engagement", 12, 3, since=110), Col("review", 11, since=70), Col("owner", 12, 2, since=96),
        Col("response", 9, since=120), Col("escalated to", 13, 1, since=130),
        Col("seen by", 8, since=150),
    ),
    _raid_cells,
    {
        "exp.": lambda row, seen: (-row.exposure, row.review or date.max),
        "review": lambda row, seen: row.review or date.max,
        "type": lambda row, seen: (row.type, -row.exposure),
        "client": lambda row, seen: (client_cell(row, seen).text.casefold(), -row.exposure),
        "item": lambda row, seen: row.title.casefold(),
    },
    _raid_detail,
)  # fmt: skip
