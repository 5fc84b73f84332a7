"""``pmdesk lessons`` and ``use``: what was learnt and noted, found by its words, and used for other work."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from pmdesk.cli.options import KEY, Globals, pass_globals, say
from pmdesk.cli.vendors import print_json
from pmdesk.errors import InputError

if TYPE_CHECKING:
    from pmdesk.desk import Desk
    from pmdesk.desk.memory import Retold
    from pmdesk.model import Lesson, Note, Noun
    from pmdesk.portfolio.likeness import Like

_NOT_HERE = "what was learnt elsewhere is nobody's business"


@click.command("lessons")
@click.argument("words", nargs=-1)
@click.option("--notes", is_flag=True, help="Search notes too.")
@click.option("--client", type=KEY, help="Only what is of this client.")
@click.option("--like", "ref", metavar="REF", help="Those like an engagement/KEY, vendor/KEY or raid/KEY.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=50, help="At most so many [50].")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
@pass_globals
def lessons_command(
    options: Globals,
    words: tuple[str, ...],
    notes: bool,
    client: str | None,
    ref: str | None,
    limit: int,
    as_json: bool,
) -> None:
    """Search lessons for WORDS (also begun ones), newest first; without any, list them all."""
    options.hold_open(_NOT_HERE)
    with options.desk(create=False) as desk:
        if ref is not None:
            told = [_like(one, desk) for one in desk.memory().like(_row(desk, ref))[:limit]]
        else:
            told = [_text(row, desk) for row in _found(desk, " ".join(words), notes=notes, client=client, limit=limit)]
    if as_json:
        print_json(told)
        return
    for line in _lines(told):
        say(line)


def _found(desk: Desk, typed: str, *, notes: bool, client: str | None, limit: int) -> list[Lesson | Note]:
    from pmdesk.model import Engagement, Lesson, Note
    from pmdesk.store.search import Sought

    kinds = (Lesson.KIND, Note.KIND) if notes else (Lesson.KIND,)
    if typed.strip():
        found = desk.memory().find(Sought(typed, kinds, client, limit))
        if not found.has_index:
            say("this SQLite has no FTS5: texts are gone through as they are written, accents and all", err=True)
        return list(found.rows)
    rows: list[Lesson | Note] = [*desk.rows(Lesson), *(desk.rows(Note) if notes else ())]
    if client is not None:
        own = {row.key for row in desk.rows(Engagement, client=client)}
        rows = [row for row in rows if row.engagement in own or getattr(row, "client", None) == client]
    return sorted(rows, key=lambda row: -(row.date.toordinal() if row.date else 0))[:limit]


def _row(desk: Desk, ref: str) -> Noun:
    from pmdesk.model import Engagement, RaidItem, Vendor

    kinds: dict[str, type[Noun]] = {"engagement": Engagement, "vendor": Vendor, "raid": RaidItem}
    head, _, key = ref.partition("/")
    noun = kinds.get(head.lower())
    row = desk.get(noun, key.upper()) if noun is not None else None
    if row is None:
        raise InputError(f"there is no {ref}", "--like engagement/KEY, vendor/KEY or raid/KEY")
    return row


def _text(row: Lesson | Note, desk: Desk) -> dict[str, Any]:
    from pmdesk.model import Engagement, Lesson

    work = desk.get(Engagement, row.engagement) if row.engagement else None
    found: dict[str, Any] = {
        "ref": row.ref, "client": work.client if work else getattr(row, "client", None), "engagement": row.engagement,
        "date": row.date.isoformat() if row.date else None,
    }  # fmt: skip
    if not isinstance(row, Lesson):
        return {**found, "text": row.text}
    return {
        **found, "title": row.title, "what_happened": row.what_happened, "root_cause": row.root_cause,
        "recommendation": row.recommendation, "tags": list(row.tags),
    }  # fmt: skip


def _like(one: Like, desk: Desk) -> dict[str, Any]:
    return {**_text(one.lesson, desk), "score": one.score, "why": list(one.why)}


def _lines(told: list[dict[str, Any]]) -> Iterator[str]:
    if not told:
        yield "nothing found"
    for one in told:
        day = f"{one['date']} " if one["date"] else ""
        said = one["title"] if "title" in one else " ".join(one["text"].split())[:100]
        why = f" ({'; '.join(one['why'])})" if one.get("why") else ""
        yield f"{one['ref'].partition('/')[2]} {day}{one['client'] or '-'}: {said}{why}"
        if one.get("recommendation"):
            yield f"  next time: {' '.join(one['recommendation'].split())}"


@click.command("use")
@click.argument("lesson", type=KEY)
@click.option("--for", "engagement", type=KEY, required=True, help="The engagement that it is used for.")
@click.option(
    "--as", "use", type=click.Choice(["risk", "start", "closing"]), default="risk", help="What it becomes [risk]."
)
@click.option("--title", help="Another title than the one shown.")
@click.option("--plan", help="Another text for what to do.")
@click.option("--take", is_flag=True, help="Make it; without, its text is only shown.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
@pass_globals
def use_command(
    options: Globals, lesson: str, engagement: str, use: str, title: str | None, plan: str | None, take: bool,
    as_json: bool,
) -> None:  # fmt: skip
    """Show a lesson as a risk, or an item of the start or closing checklist, for an engagement; --take makes it.

    For another client all that names the lesson's own is replaced; what still names one is refused.
    """
    from dataclasses import replace

    from pmdesk.model import Lesson

    options.hold_open(_NOT_HERE)
    with options.desk(create=False) as desk:
        row = desk.get(Lesson, lesson)
        if row is None:
            raise InputError(f"there is no lesson {lesson}")
        told = desk.memory().retold(row, engagement)
        told = replace(told, title=title or told.title, plan=plan if plan is not None else told.plan)
        made = _take(desk, told, engagement, use) if take else None
    if as_json:
        print_json(_use_json(told, made))
        return
    for line in _use_lines(told, made):
        say(line)


def _take(desk: Desk, told: Retold, engagement: str, use: str) -> str:
    from pmdesk.desk.deeds import save
    from pmdesk.desk.memory import made_of
    from pmdesk.errors import Refused
    from pmdesk.model import Engagement

    work = desk.get(Engagement, engagement)
    texts = (told.title, told.plan, told.why)
    if work is not None and (mentions := desk.memory().mentions(texts, work.client)):
        raise Refused([str(one) for one in mentions])
    edit = save(desk, made_of(told, engagement, use, desk.today()), None, engagement)
    desk.apply(edit.changes, edit.words)
    return edit.changes[0].ref


def _use_json(told: Retold, made: str | None) -> dict[str, Any]:
    return {
        "title": told.title, "plan": told.plan, "why": told.why,
        "replaced": [{"was": was, "now": now} for was, now in told.replaced],
        "mentions": [{"word": one.word, "client": one.client} for one in told.mentions], "made": made,
    }  # fmt: skip


def _use_lines(told: Retold, made: str | None) -> Iterator[str]:
    yield told.title
    yield from (f"  {line}" for text in (told.plan, told.why) for line in text.splitlines())
    yield from (f"replaced: {was} -> {now}" for was, now in told.replaced)
    yield from (f"still names {one.client}: {one.word}" for one in told.mentions)
    yield f"made {made}" if made else "nothing was made: --take makes it as it stands here"
