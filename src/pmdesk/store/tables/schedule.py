"""Who there is, what was agreed with them, and what is scheduled."""

from __future__ import annotations

from sqlalchemy import Integer

from pmdesk.store.tables.columns import Row, day, field, key, number, one_of, ref, stamp, text, whole


class ProfileRow(Row, table=True):
    """One row: me."""

    __tablename__ = "profile"
    id: int = field(Integer, primary=True, check="{0} = 1")
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
