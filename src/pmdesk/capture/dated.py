"""Makers of what has a day: milestones, actions, leave, freezes, and the RAID register."""

from __future__ import annotations

from datetime import date

from pmdesk.capture.asking import WANTED
from pmdesk.capture.claims import take_predecessors, take_scores
from pmdesk.capture.draft import Draft
from pmdesk.capture.reading import Reading
from pmdesk.capture.saying import dated, days_long
from pmdesk.model import Action, Blackout, Milestone, RaidItem


def make_milestone(draft: Draft) -> Reading:
    """Read a milestone: title, due, engagement, predecessors."""
    after = take_predecessors(draft.scan, draft.place, draft.situation)
    draft.refuse_repeats()
    due = draft.take_day("due")
    if due is None and not draft.scan.problems:
        draft.scan.lack(f"when? (want {WANTED})")
    title = draft.title()
    draft.say("Milestone", draft.place.name)
    row = None
    if due is not None:
        draft.say(dated(due, draft.today), draft.closed_on(due))
        if title and draft.place.key:
            key = draft.key(Milestone, title, "M")
            row = Milestone(key, draft.place.key, title, due, after=after, baseline=due)
    draft.say(*(f"after {item.key.rpartition('.')[2]}{_lag(item.lag)}" for item in after))
    return draft.done(title, row, f"added milestone {title}")


def _lag(days: int) -> str:
    return f"{days:+d}d" if days else ""


def make_action(draft: Draft) -> Reading:
    """Read an action: title, due, engagement."""
    draft.refuse_repeats()
    due = draft.take_day("due")
    title = draft.title()
    draft.say("Action", draft.place.name, f"due {dated(due, draft.today)}" if due else "")
    row = Action(draft.key(Action, title, "A"), draft.place.key, title, due) if title else None
    return draft.done(title, row, f"added action {title}")


def make_raid(draft: Draft) -> Reading:
    """Read a risk, an issue or a decision: title, probability and impact, the day of the next review."""
    probability, impact = (None, None) if draft.kind == "decision" else take_scores(draft.scan)
    review = draft.take_day("due")
    title = draft.title()
    draft.say(draft.kind.capitalize(), draft.place.name, _scored(probability, impact))
    draft.say(f"review {dated(review, draft.today)}" if review else "")
    row = None
    if title and draft.place.key:
        key = draft.key(RaidItem, title, draft.kind[0].upper())
        row = RaidItem(key, draft.place.key, draft.kind, title, probability, impact, raised=draft.today, review=review)
    return draft.done(title, row, f"added {draft.kind} {title}")


def _scored(probability: int | None, impact: int | None) -> str:
    if probability and impact:
        return f"p{probability} × i{impact} = {probability * impact}"
    return f"p{probability}" if probability else f"i{impact}" if impact else ""


def make_blackout(draft: Draft) -> Reading:
    """Read my leave (``off``) or a client's change freeze."""
    found = draft.take_days("span")
    if found is None and not draft.scan.problems:
        draft.scan.lack("which days? (want 24 dec..2 jan, fri, next week)")
    mine = draft.kind == "off"
    title = draft.title("Leave" if mine else "Change freeze")
    draft.say("Leave" if mine else "Freeze", draft.client_name)
    row = None
    if found:
        draft.say(_ahead(found.first, found.last, draft.today))
        who = "me" if mine else f"client/{draft.place.client}"
        key = draft.key(Blackout, title, "OFF", "ME" if mine else draft.place.client or "")
        row = Blackout(key, who, found.first, found.last, title) if mine or draft.place.client else None
    return draft.done(title, row, f"added blackout {title}")


def _ahead(first: date, last: date, today: date) -> str:
    return dated(first, today) if first == last else days_long(first, last)
