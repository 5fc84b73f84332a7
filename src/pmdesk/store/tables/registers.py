"""What is kept around the schedule: registers, measures, notes, lessons, requests, ratings."""

from __future__ import annotations

from sqlalchemy import Integer

from pmdesk.store.tables.columns import Row, day, field, key, number, one_of, ref, stamp, text, whole


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
    step: int = field(Integer, primary=True, check="{0} BETWEEN 1 AND 999999999")
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
    step: int = field(Integer, primary=True, check="{0} BETWEEN 1 AND 999999999")
    contact: str | None = ref("contacts", null=True)
    at: str = stamp()
    hours: str = number()
    answered: str | None = stamp(null=True)
    answer: str = text()
