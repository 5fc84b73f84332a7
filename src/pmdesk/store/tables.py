"""The schema: a table a noun, with its constraints, and what the store keeps beside them.

A test holds these tables to the nouns of ``pmdesk.model``. A change here needs a migration.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Text
from sqlmodel import Field, SQLModel

from pmdesk.model import KEPT, Noun

DAY = "length({0}) = 10"
STAMP = "length({0}) = 16"
"""Cheap conditions (a pattern costs a bulk insert half its time): the door has read every date before."""


def _field(
    kind: Any = Text, *args: Any, check: str = "", null: bool = False, primary: bool = False, of: str = ""
) -> Any:
    """Declare a column; ``check`` is an SQL condition in which ``{0}`` stands for the column."""
    parts: list[Any] = list(args)
    if of:
        parts.append(ForeignKey(of, deferrable=True, initially="DEFERRED"))
    column = Column(kind, *parts, nullable=null, primary_key=primary)
    if check:
        column.info["check"] = check
    return Field(sa_column=column)


def key() -> Any:
    """Give the key of a noun."""
    return _field(primary=True, check="length({0}) BETWEEN 1 AND 32")


def ref(table: str, *, null: bool = False, primary: bool = False) -> Any:
    """Give a reference to another noun's key."""
    return _field(of=f"{table}.key", null=null, primary=primary)


def text(*, null: bool = False, primary: bool = False, filled: bool = False) -> Any:
    """Give a text; ``filled`` ones may not be empty."""
    return _field(null=null, primary=primary, check="length({0}) > 0" if filled else "")


def day(*, null: bool = False, primary: bool = False) -> Any:
    """Give a day, ``YYYY-MM-DD``."""
    return _field(null=null, primary=primary, check=DAY)


def stamp(*, null: bool = False, primary: bool = False) -> Any:
    """Give wall time, ``YYYY-MM-DDTHH:MM``."""
    return _field(null=null, primary=primary, check=STAMP)


def number(*, null: bool = False, signed: bool = False) -> Any:
    """Give an exact decimal as text."""
    return _field(null=null, check="{0} >= '0'" if not signed else "{0} >= '-'")


def whole(low: int, high: int = 999_999_999, *, null: bool = True) -> Any:
    """Give a whole number between two bounds."""
    return _field(Integer, null=null, check=f"{{0}} BETWEEN {low} AND {high}")


def one_of(*options: str, null: bool = False) -> Any:
    """Give a word of a few."""
    return _field(null=null, check="{0} IN (" + ", ".join(f"'{option}'" for option in options) + ")")


class Row(SQLModel):
    """What every noun's table has: when the row was made and last edited (UTC, ISO 8601)."""

    created_at: str = Field(nullable=False, sa_type=Text)
    edited_at: str = Field(nullable=False, sa_type=Text)


class ProfileRow(Row, table=True):
    """One row: me."""

    __tablename__ = "profile"
    id: int = _field(Integer, primary=True, check="{0} = 1")
    name: str = text()
    email: str = text()
    timezone: str = text(filled=True)
    hours: str = text(filled=True)
    holidays: str | None = text(null=True)


class ClientRow(Row, table=True):
    """Clients."""

    __tablename__ = "clients"
    key: str = key()
    name: str = text(filled=True)
    aliases: str = text()
    pin: int | None = whole(1, 9)
    timezone: str | None = text(null=True)
    hours: str | None = text(null=True)
    holidays: str | None = text(null=True)
    color: str | None = text(null=True)
    status: str = one_of("active", "archived")
    notes: str = text()
    uid: str = text(filled=True)


class VendorRow(Row, table=True):
    """Vendors."""

    __tablename__ = "vendors"
    key: str = key()
    name: str = text(filled=True)
    timezone: str | None = text(null=True)
    hours: str | None = text(null=True)
    holidays: str | None = text(null=True)
    capacity: str = number()
    services: str = text()
    status: str = one_of("active", "archived")
    notes: str = text()


class ContactRow(Row, table=True):
    """People at clients and vendors."""

    __tablename__ = "contacts"
    key: str = key()
    of: str = text(filled=True)
    name: str = text(filled=True)
    role: str = text()
    email: str = text()
    phone: str = text()
    timezone: str | None = text(null=True)
    escalation: int | None = whole(1)
    notes: str = text()


class SiteRow(Row, table=True):
    """Places."""

    __tablename__ = "sites"
    key: str = key()
    client: str = ref("clients")
    name: str = text(filled=True)
    address: str = text()
    timezone: str | None = text(null=True)
    notes: str = text()


class EngagementRow(Row, table=True):
    """Contracts."""

    __tablename__ = "engagements"
    key: str = key()
    client: str = ref("clients")
    name: str = text(filled=True)
    status: str = one_of("proposed", "active", "paused", "closed")
    start: str = day()
    end: str | None = day(null=True)
    weekly_hours: str = number()
    budget_hours: str | None = number(null=True)
    fee: str | None = number(null=True)
    currency: str | None = text(null=True)
    decision_date: str | None = day(null=True)
    notice_days: int | None = whole(0)
    report_every: str | None = one_of("weekly", "biweekly", "monthly", null=True)
    report_day: str | None = one_of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", null=True)
    objective: str = text()
    notes: str = text()
    uid: str = text(filled=True)


class AllocationRow(Row, table=True):
    """Hours a week in a period."""

    __tablename__ = "allocations"
    engagement: str = ref("engagements", primary=True)
    start: str = day(primary=True)
    end: str = day()
    weekly_hours: str = number()


class AssignmentRow(Row, table=True):
    """Vendors' work on engagements."""

    __tablename__ = "assignments"
    key: str = key()
    vendor: str = ref("vendors")
    engagement: str = ref("engagements")
    start: str = day()
    end: str | None = day(null=True)
    units: str = number()
    exclusive: int = whole(0, 1, null=False)
    role: str = text()
    site: str | None = ref("sites", null=True)
    status: str = one_of("confirmed", "tentative", "cancelled")
    notes: str = text()


class MilestoneRow(Row, table=True):
    """Dates that were promised."""

    __tablename__ = "milestones"
    key: str = key()
    engagement: str = ref("engagements")
    title: str = text(filled=True)
    due: str = day()
    status: str = one_of("planned", "at-risk", "done", "cancelled")
    kind: str = one_of("deliverable", "decision", "payment", "go-live", "report")
    owner: str = text(filled=True)
    after: str = text()
    baseline: str | None = day(null=True)
    done_on: str | None = day(null=True)
    site: str | None = ref("sites", null=True)
    acceptance: str = text()
    accepted_by: str | None = ref("contacts", null=True)
    accepted_on: str | None = day(null=True)
    url: str = text()
    notes: str = text()
    uid: str = text(filled=True)


class EventRow(Row, table=True):
    """Meetings and visits."""

    __tablename__ = "events"
    key: str = key()
    engagement: str | None = ref("engagements", null=True)
    title: str = text(filled=True)
    start: str = stamp()
    end: str = stamp()
    timezone: str | None = text(null=True)
    rrule: str | None = text(null=True)
    exdates: str = text()
    status: str = one_of("confirmed", "tentative", "cancelled")
    me: int = whole(0, 1, null=False)
    vendors: str = text()
    site: str | None = ref("sites", null=True)
    url: str = text()
    notes: str = text()
    uid: str = text(filled=True)


class OverrideRow(Row, table=True):
    """Moved or cancelled occurrences."""

    __tablename__ = "overrides"
    event: str = ref("events", primary=True)
    occurrence: str = stamp(primary=True)
    start: str | None = stamp(null=True)
    end: str | None = stamp(null=True)
    title: str | None = text(null=True)
    status: str | None = one_of("confirmed", "tentative", "cancelled", null=True)


class BlackoutRow(Row, table=True):
    """Leave, freezes, shutdowns."""

    __tablename__ = "blackouts"
    key: str = key()
    who: str = text(filled=True)
    start: str = day()
    end: str = day()
    title: str = text(filled=True)
    blocks: str | None = one_of("milestones", "events", "all", null=True)
    uid: str = text(filled=True)


class ActionRow(Row, table=True):
    """What somebody has to do."""

    __tablename__ = "actions"
    key: str = key()
    engagement: str | None = ref("engagements", null=True)
    title: str = text(filled=True)
    due: str | None = day(null=True)
    owner: str = text(filled=True)
    status: str = one_of("open", "done", "cancelled")
    milestone: str | None = ref("milestones", null=True)
    tags: str = text()
    visibility: str = one_of("mine", "client")
    notes: str = text()


class RaidRow(Row, table=True):
    """The RAID register."""

    __tablename__ = "raid"
    key: str = key()
    engagement: str = ref("engagements")
    type: str = one_of("risk", "assumption", "issue", "dependency", "decision")
    title: str = text(filled=True)
    probability: int | None = whole(1, 5)
    impact: int | None = whole(1, 5)
    response: str | None = one_of("avoid", "mitigate", "transfer", "accept", null=True)
    plan: str = text()
    contingency: str = text()
    trigger: str = text()
    owner: str = text(filled=True)
    raised: str | None = day(null=True)
    review: str | None = day(null=True)
    status: str = one_of("open", "closed")
    escalated_to: str | None = ref("contacts", null=True)
    visibility: str = one_of("mine", "client")
    notes: str = text()


class KpiRow(Row, table=True):
    """Agreed measures."""

    __tablename__ = "kpis"
    key: str = key()
    engagement: str | None = ref("engagements", null=True)
    vendor: str | None = ref("vendors", null=True)
    name: str = text(filled=True)
    unit: str = text()
    target: str = number(signed=True)
    direction: str = one_of("at-least", "at-most")
    warning: str | None = number(null=True, signed=True)
    period: str = one_of("weekly", "monthly", "quarterly")
    sla: int = whole(0, 1, null=False)
    visibility: str = one_of("mine", "client")


class MeasurementRow(Row, table=True):
    """What was measured."""

    __tablename__ = "measurements"
    kpi: str = ref("kpis", primary=True)
    date: str = day(primary=True)
    value: str = number(signed=True)
    note: str = text()


class TimeRow(Row, table=True):
    """Hours worked."""

    __tablename__ = "time"
    engagement: str = ref("engagements", primary=True)
    date: str = day(primary=True)
    hours: str = number()
    note: str = text(primary=True)


class NoteRow(Row, table=True):
    """Notes."""

    __tablename__ = "notes"
    key: str = key()
    client: str | None = ref("clients", null=True)
    engagement: str | None = ref("engagements", null=True)
    date: str = day()
    text: str = text(filled=True)


class LessonRow(Row, table=True):
    """Lessons."""

    __tablename__ = "lessons"
    key: str = key()
    engagement: str = ref("engagements")
    title: str = text(filled=True)
    date: str | None = day(null=True)
    what_happened: str = text()
    root_cause: str = text()
    recommendation: str = text()
    tags: str = text()


class WaiverRow(Row, table=True):
    """Conflicts that were accepted."""

    __tablename__ = "waivers"
    id: str = text(primary=True, filled=True)
    reason: str = text(filled=True)
    until: str = day()
    severity: str = one_of("high", "medium", "low")
    ratio: str | None = text(null=True)


class OriginRow(Row, table=True):
    """Where rows came from that foreign calendars sent."""

    __tablename__ = "origins"
    scope: str = text(primary=True, filled=True)
    uid: str = text(primary=True, filled=True)
    part: str = text(primary=True)
    ref: str = text()
    digest: str = text()
    sequence: int = whole(0, null=False)


class FeedbackRow(Row, table=True):
    """What clients and vendors thought of an engagement."""

    __tablename__ = "feedback"
    engagement: str = ref("engagements", primary=True)
    who: str = text(primary=True, filled=True)
    date: str = day(primary=True)
    score: int = whole(1, 5, null=False)
    note: str = text()


class SourceRow(Row, table=True):
    """By which rule a measure is computed."""

    __tablename__ = "sources"
    kpi: str = ref("kpis", primary=True)
    rule: str = one_of("on-time", "median-slip", "response-median", "response-worst")


class RequestRow(Row, table=True):
    """Requests under a service level."""

    __tablename__ = "requests"
    key: str = key()
    kpi: str = ref("kpis")
    title: str = text(filled=True)
    opened: str = stamp()
    answered: str | None = stamp(null=True)
    pauses: str = text()


class TemplateRow(Row, table=True):
    """What engagements are made from."""

    __tablename__ = "templates"
    key: str = key()
    name: str = text(filled=True)
    text: str = text(filled=True)


class RatingRow(Row, table=True):
    """How good vendors are, by criterion."""

    __tablename__ = "ratings"
    vendor: str = ref("vendors", primary=True)
    date: str = day(primary=True)
    criterion: str = text(primary=True, filled=True)
    score: int = whole(1, 5, null=False)
    weight: str = number()
    note: str = text()


class SelectionRow(Row, table=True):
    """Choices of vendors."""

    __tablename__ = "selections"
    key: str = key()
    engagement: str | None = ref("engagements", null=True)
    title: str = text(filled=True)
    criteria: str = text()
    status: str = one_of("open", "decided")
    decided_on: str | None = day(null=True)
    decision: str = text()
    notes: str = text()


class CandidateRow(Row, table=True):
    """Who stands in a choice."""

    __tablename__ = "candidates"
    key: str = key()
    selection: str = ref("selections")
    name: str = text(filled=True)
    vendor: str | None = ref("vendors", null=True)
    scores: str = text()
    verdict: str = one_of("open", "chosen", "declined")
    notes: str = text()


class TurnRow(Row, table=True):
    """What RAID items were before they became of another type."""

    __tablename__ = "turns"
    raid: str = ref("raid", primary=True)
    step: int = _field(Integer, primary=True, check="{0} BETWEEN 1 AND 999999999")
    at: str = stamp()
    was: str = one_of("risk", "assumption", "issue", "dependency", "decision")
    became: str = one_of("risk", "assumption", "issue", "dependency", "decision")
    title: str = text(filled=True)
    probability: int | None = whole(1, 5)
    impact: int | None = whole(1, 5)
    response: str = text()
    plan: str = text()
    contingency: str = text()
    trigger: str = text()
    owner: str = text()


class EscalationRow(Row, table=True):
    """Before whom RAID items were put, and what was answered."""

    __tablename__ = "escalations"
    raid: str = ref("raid", primary=True)
    step: int = _field(Integer, primary=True, check="{0} BETWEEN 1 AND 999999999")
    contact: str | None = ref("contacts", null=True)
    at: str = stamp()
    hours: str = number()
    answered: str | None = stamp(null=True)
    answer: str = text()


class EventSpanRow(SQLModel, table=True):
    """The days that the occurrences of an event may touch, moved ones included; a NULL last day is open."""

    __tablename__ = "event_spans"
    event: str = ref("events", primary=True)
    first_day: str = day()
    last_day: str | None = day(null=True)


class SearchStaleRow(SQLModel, table=True):
    """Texts that were written since they were last taken into the index of words; triggers fill it."""

    __tablename__ = "search_stale"
    noun: str = text(primary=True)
    key: str = text(primary=True)


class SearchPlaceRow(SQLModel, table=True):
    """Which text a number of the index of words stands for; the newer, the higher."""

    __tablename__ = "search_places"
    id: int | None = _field(Integer, primary=True)
    noun: str = text()
    key: str = text()


class EntryRow(SQLModel, table=True):
    """The journal: one row a change that a person or a program made, whatever it touched."""

    __tablename__ = "entries"
    id: int | None = _field(Integer, primary=True)
    at: str = text(filled=True)
    by: str = text(filled=True)
    words: str = text(filled=True)
    clients: str = text()
    state: str = one_of("done", "undone", "dropped")


class ChangeRow(SQLModel, table=True):
    """What an entry did to one row: ``data`` is what is needed to take it back, and to do it again."""

    __tablename__ = "changes"
    entry: int = _field(Integer, ForeignKey("entries.id"), primary=True)
    seq: int = _field(Integer, primary=True)
    noun: str = text(filled=True)
    ref: str = text(filled=True)
    act: str = one_of("add", "adds", "edit", "remove")
    data: str | None = text(null=True)


class PublicationRow(SQLModel, table=True):
    """What each audience was last told of each item; the fields are those of ``portfolio.publication``."""

    __tablename__ = "publications"
    uid: str = text(primary=True, filled=True)
    audience: str = text(filled=True)
    form: str = text(filled=True)
    ref: str = text(filled=True)
    engagement: str = text()
    sequence: int = whole(0, null=False)
    digest: str = text()
    stamp: str = text(filled=True)
    created: str = text(filled=True)
    told: str = text(filled=True)
    first: str = text()
    last: str | None = text(null=True)
    cancelled: str | None = text(null=True)
    seen: str = text()
    text_of: str = text()
    text: str = text()


class ReportRow(SQLModel, table=True):
    """Reports as they were sent; the fields are those of ``portfolio.sent``."""

    __tablename__ = "reports"
    id: int | None = _field(Integer, primary=True)
    scope: str = text(filled=True)
    client: str = text(filled=True)
    first: str = day()
    last: str = day()
    day: str = day()
    form: str = one_of("md", "html")
    at: str = text(filled=True)
    engagements: str = text()
    facts: str = text()
    text: str = text()


class BindingRow(SQLModel, table=True):
    """Which collection on a server an audience's calendar is kept in; the fields are those of ``portfolio.remote``."""

    __tablename__ = "bindings"
    audience: str = text(primary=True, filled=True)
    url: str = text(filled=True)
    user: str = text()
    synced: str = text()
    failed: str = text()
    words: str = text()


class RemoteItemRow(SQLModel, table=True):
    """What is known to be in a collection; ``tried`` is a JSON list."""

    __tablename__ = "remote_items"
    audience: str = text(primary=True, filled=True)
    href: str = text(primary=True, filled=True)
    uid: str = text()
    ref: str = text()
    etag: str = text()
    base: str = text()
    tried: str = text(filled=True)
    sent: str = text()
    state: str = one_of("", "pending", "refused")
    since: str = text()
    words: str = text()


class ProposalRow(SQLModel, table=True):
    """What others changed in the calendars of ours."""

    __tablename__ = "proposals"
    id: int | None = _field(Integer, primary=True)
    audience: str = text(filled=True)
    uid: str = text(filled=True)
    ref: str = text()
    act: str = one_of("changed", "deleted", "unreadable")
    href: str = text(filled=True)
    etag: str = text()
    theirs: str = text()
    base: str = text()
    seen: str = text(filled=True)
    rejected: int = whole(0, 1, null=False)


class SettingRow(SQLModel, table=True):
    """Small state: the last context, when each client was last looked at."""

    __tablename__ = "settings"
    name: str = text(primary=True, filled=True)
    value: str = text()


class DraftRow(SQLModel, table=True):
    """What is half typed in the terminal."""

    __tablename__ = "drafts"
    scope: str = text(primary=True)
    name: str = text(primary=True, filled=True)
    typed: str = text()
    at: str = text(filled=True)


class HolidayRow(SQLModel, table=True):
    """Public holidays, kept so that they need not be computed again."""

    __tablename__ = "holidays"
    region: str = text(primary=True, filled=True)
    day: str = day(primary=True)
    name: str = text()


class HolidayYearRow(SQLModel, table=True):
    """Which years of a region are kept, and by which version of the package they were computed."""

    __tablename__ = "holiday_years"
    region: str = text(primary=True, filled=True)
    year: int = _field(Integer, primary=True)
    version: str = text()


_ROWS: tuple[type[SQLModel], ...] = (
    ProfileRow, ClientRow, VendorRow, ContactRow, SiteRow, EngagementRow, AllocationRow, AssignmentRow, MilestoneRow,
    EventRow, OverrideRow, BlackoutRow, ActionRow, RaidRow, KpiRow, MeasurementRow, TimeRow, NoteRow, LessonRow,
    WaiverRow, OriginRow, FeedbackRow, SourceRow, RequestRow, TemplateRow, RatingRow, SelectionRow, CandidateRow,
    TurnRow, EscalationRow,
)  # fmt: skip
_BY_NAME = {str(row.__tablename__): row for row in _ROWS}
TABLES: dict[type[Noun], Any] = {noun: _BY_NAME[noun.FILE].__table__ for noun in KEPT}  # type: ignore[attr-defined]  # table=True makes it
"""The table of each noun."""

METADATA = SQLModel.metadata
_INDEXES = (
    ("milestones", "engagement", "due"),
    ("events", "engagement"),
    ("assignments", "engagement"),
    ("assignments", "vendor", "start"),
    ("engagements", "client"),
    ("sites", "client"),
    ("contacts", "of"),
    ("actions", "engagement"),
    ("actions", "milestone"),
    ("raid", "engagement"),
    ("kpis", "engagement"),
    ("kpis", "vendor"),
    ("notes", "engagement"),
    ("notes", "client"),
    ("lessons", "engagement"),
    ("requests", "kpi"),
    ("candidates", "selection"),
    ("search_places", "noun", "key"),
    ("milestones", "due"),
    ("event_spans", "last_day"),
    ("changes", "ref"),
    ("entries", "state"),
    ("publications", "audience"),
    ("reports", "client"),
    ("proposals", "audience", "uid"),
)


def _constrain() -> None:
    """Put the conditions and indexes that were declared beside the columns onto their tables."""
    for table in METADATA.tables.values():
        for column in table.columns:
            if check := column.info.get("check"):
                quoted = f'"{column.name}"'
                table.append_constraint(CheckConstraint(check.format(quoted), name=f"ck_{table.name}_{column.name}"))
    for name, *columns in _INDEXES:
        table = METADATA.tables[name]
        Index(f"ix_{name}_{'_'.join(columns)}", *(table.columns[column] for column in columns))


_constrain()
