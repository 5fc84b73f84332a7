"""Engagements made from templates, and templates made from engagements: what there is, and the edit that makes it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pmdesk.capture.keys import free_key
from pmdesk.desk.edits import Edit
from pmdesk.errors import InputError
from pmdesk.exchange import blueprint as toml
from pmdesk.model import (
    Action,
    Assignment,
    Client,
    Contact,
    Engagement,
    Kpi,
    Milestone,
    Noun,
    RaidItem,
    Template,
    Vendor,
)
from pmdesk.portfolio import Put, Window
from pmdesk.schedule.making import Blueprint, Held, Stop, Wish, lay, record

if TYPE_CHECKING:
    from pmdesk.desk.sight import Sight

AROUND = 3 * 366
"""So many days around an engagement are read: a rollout may reach beyond its end."""
BUILT_IN = Path(toml.__file__).parent / "blueprints"


@dataclass(frozen=True, slots=True)
class Known:
    """A template that there is: its key, its text, whether the store holds it (else it comes with the program)."""

    key: str
    name: str
    text: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class Start:
    """What is asked for: which template, for which engagement (one that exists, or a new one of a client).

    ``anchor`` is the day that offsets count from, ``end`` sets the last day. ``status`` is what the engagement becomes
    (None: a new one is proposed, another stays as it is).
    """

    template: str
    engagement: str
    anchor: date
    client: str | None = None
    name: str = ""
    end: date | None = None
    status: str | None = None
    vendor: str | None = None
    stops: tuple[Stop, ...] = ()
    crews: int | None = None


def templates(desk: Sight) -> Mapping[str, Known]:
    """Give the templates by key, sorted: those of the program, and the store's own, which come before them."""
    found: dict[str, Known] = {}
    for path in sorted(BUILT_IN.glob("*.toml")):
        text = path.read_text(encoding="utf-8")
        key = path.stem.upper()
        found[key] = Known(key, toml.read(text, path.name).name, text, is_own=False)
    for row in desk.rows(Template):
        found[row.key] = Known(row.key, row.name, row.text, is_own=True)
    return dict(sorted(found.items()))


def blueprint_of(desk: Sight, key: str) -> Blueprint:
    """Give a template; InputError where there is none of that key."""
    known = templates(desk)
    if key not in known:
        raise InputError(f"there is no template {key}", f"one of {', '.join(known)}")
    return toml.read(known[key].text, f"template {key}")


def starting(desk: Sight, asked: Start) -> Edit:
    """Give the edit that makes what a template holds, as one change; InputError where it can't be."""
    plan = blueprint_of(desk, asked.template)
    engagement, is_new = _engagement(desk, asked, plan)
    if asked.vendor is not None and desk.get(Vendor, asked.vendor) is None:
        raise InputError(f"there is no vendor {asked.vendor}")
    portfolio = desk.portfolio(_days(engagement, asked.anchor))
    used: set[tuple[type[Noun], str]] = set()

    def is_taken(noun: type[Noun], key: str) -> bool:
        return (noun, key) in used or desk.get(noun, key) is not None

    def free(noun: type[Noun], title: str, letter: str) -> str:
        key = free_key(engagement.key, title, letter, lambda one: is_taken(noun, one))
        used.add((noun, key))
        return key

    wish = Wish(engagement, asked.anchor, is_new, asked.vendor, asked.stops, asked.crews)
    rows = lay(plan, wish, portfolio, is_taken, free)
    before = None if is_new else desk.get(Engagement, engagement.key)
    puts = tuple(Put(row, before if isinstance(row, Engagement) else None) for row in rows)
    kept = puts if rows[0] != before else puts[1:]
    made = "made" if is_new else "filled"
    return Edit(kept, f"{made} {engagement.name} from the template {plan.name}")


def _engagement(desk: Sight, asked: Start, plan: Blueprint) -> tuple[Engagement, bool]:
    row = desk.get(Engagement, asked.engagement)
    if row is not None:
        if asked.client is not None and asked.client != row.client:
            raise InputError(f"{row.key} is an engagement of {row.client}, not of {asked.client}")
        changed: dict[str, Any] = {"end": asked.end} if asked.end is not None else {}
        if asked.status is not None:
            changed["status"] = asked.status
        if asked.anchor < row.start:
            raise InputError(f"{asked.anchor} is before {row.key} starts, {row.start}")
        return replace(row, **changed), False
    if asked.client is None:
        raise InputError(f"there is no engagement {asked.engagement}", "--client KEY makes a new one")
    if desk.get(Client, asked.client) is None:
        raise InputError(f"there is no client {asked.client}")
    return (
        Engagement(
            asked.engagement, asked.client, asked.name.strip() or plan.name, status=asked.status or "proposed",
            start=asked.anchor, end=asked.end,
        ),
        True,
    )  # fmt: skip


def _days(row: Engagement, anchor: date) -> Window:
    """Give the days on which something may be laid: public holidays and blackouts are read for them."""
    first, last = min(row.start, anchor), max(anchor, row.end or anchor)
    return Window(first, last).wider(AROUND)


def counted(rows: Sequence[Noun]) -> list[str]:
    """Say how many rows of each kind are made: ``1 engagement``, ``16 milestones``."""
    from pmdesk.desk.deeds import plural

    kinds = list(dict.fromkeys(row.KIND for row in rows))
    return [plural(kind, sum(kind == row.KIND for row in rows)) for kind in kinds]


# -- templates of one's own -------------------------------------------------------------------------------------------


def recording(desk: Sight, engagement: str, key: str, name: str = "") -> Edit:
    """Give the edit that keeps a template made from an engagement; what names its client is taken out."""
    row = desk.get(Engagement, engagement)
    if row is None:
        raise InputError(f"there is no engagement {engagement}")
    held = Held(
        row,
        desk.rows(Milestone, engagement=engagement),
        desk.rows(Action, engagement=engagement),
        desk.rows(Kpi, engagement=engagement),
        desk.rows(RaidItem, engagement=engagement),
        desk.rows(Assignment, engagement=engagement),
    )
    client = desk.get(Client, row.client)
    words = dict.fromkeys((client.name, *client.aliases, client.key), "the client") if client is not None else {}
    for contact in desk.rows(Contact, of=f"client/{row.client}"):
        words |= {contact.name: "their contact", contact.email.rpartition("@")[2]: "their domain"}
    portfolio = desk.portfolio(_days(row, row.start))
    plan = record(held, portfolio, name.strip() or row.name, lambda text: _without(text, words))
    return keeping(key, toml.write(plan), desk)


def keeping(key: str, text: str, desk: Sight) -> Edit:
    """Give the edit that keeps the text of a template; InputError where it is none."""
    plan = toml.read(text, f"template {key}")
    known = desk.get(Template, key)
    words = "changed" if known is not None else "kept"
    return Edit((Put(Template(key, plan.name, text), known),), f"{words} the template {plan.name}")


def _without(text: str, words: Mapping[str, str]) -> str:
    """Take what names a client out of a text, the longest names first; ``words`` says what stands for each."""
    found = text
    for word in sorted((word for word in words if len(word) > 1), key=len, reverse=True):
        found = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", words[word], found, flags=re.IGNORECASE)
    return found[:1].upper() + found[1:] if found != text else text
