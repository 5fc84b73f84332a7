"""What the store keeps beside the nouns: journal, publications, sync, index of words, settings, holidays."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Integer
from sqlmodel import SQLModel

from pmdesk.store.tables.columns import day, field, one_of, ref, text, whole


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
    id: int | None = field(Integer, primary=True)
    noun: str = text()
    key: str = text()


class EntryRow(SQLModel, table=True):
    """The journal: one row a change that a person or a program made, whatever it touched."""

    __tablename__ = "entries"
    id: int | None = field(Integer, primary=True)
    at: str = text(filled=True)
    by: str = text(filled=True)
    words: str = text(filled=True)
    clients: str = text()
    state: str = one_of("done", "undone", "dropped")


class ChangeRow(SQLModel, table=True):
    """What an entry did to one row: ``data`` is what is needed to take it back, and to do it again."""

    __tablename__ = "changes"
    entry: int = field(Integer, ForeignKey("entries.id"), primary=True)
    seq: int = field(Integer, primary=True)
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
    id: int | None = field(Integer, primary=True)
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
    id: int | None = field(Integer, primary=True)
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
    year: int = field(Integer, primary=True)
    version: str = text()
