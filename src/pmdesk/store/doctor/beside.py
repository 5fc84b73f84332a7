"""Faults of what the store keeps beside its rows: spans of events, public holidays, publications."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from typing import Any

from pmdesk.errors import UNREADABLE
from pmdesk.model import Event, Override
from pmdesk.portfolio.publication import FORMS, Publication
from pmdesk.store import publications, search, spans
from pmdesk.store.doctor.fault import Fault, Fix
from pmdesk.store.doctor.patient import Patient


def event_spans(patient: Patient) -> Iterator[Fault]:
    """Compare the kept spans with those that the events have."""
    kept = {event: (first, last) for event, first, last in patient.connection.execute("SELECT * FROM event_spans")}
    overrides: dict[str, list[Any]] = {}
    for override in patient.lookup.rows(Override):
        overrides.setdefault(override.event, []).append(override)
    for event in patient.lookup.rows(Event):
        try:
            first, last = spans.bounds(event, overrides.get(event.key, ()))
        except UNREADABLE:  # its values are faults already
            kept.pop(event.key, None)
            continue
        if kept.pop(event.key, None) != (first.isoformat(), last.isoformat() if last else None):
            yield Fault(
                "span", event.ref, "its days are kept wrongly", "work them out anew (--fix)", _refresh(event.key)
            )
    unreadable = {fault.where for fault in patient.unreadable}
    for key in kept:
        if f"event/{key}" not in unreadable:
            yield Fault("span", f"event/{key}", "days of no event", "take them away (--fix)", _refresh(key))


def _refresh(key: str) -> Fix:
    return lambda surgery: spans.refresh(surgery.connection, [key])


def holidays(patient: Patient) -> Iterator[Fault]:
    """Hold that the kept public holidays are days."""
    for region, day in patient.connection.execute("SELECT region, day FROM holidays"):
        try:
            date.fromisoformat(day)
        except UNREADABLE:
            words = f"{str(day)[:40]!r} is not a day"
            yield Fault("holidays", region, words, "look them up anew (--fix)", _drop_region(region))


def _drop_region(region: str) -> Fix:
    def fix(surgery: Any) -> None:
        surgery.connection.execute("DELETE FROM holidays WHERE region = ?", [region])
        surgery.connection.execute("DELETE FROM holiday_years WHERE region = ?", [region])

    return fix


def told(patient: Patient) -> Iterator[Fault]:
    """Hold that what audiences were told can be read, and is what its checksum says."""
    for item in publications.read_all(patient.connection):
        if not _is_readable(item):
            words = f"what {item.audience} was told of it can't be read"
            yield Fault("publication", item.ref, words, "put the last backup back: pmdesk restore PATH")
        elif item.digest and sha256(item.seen.encode("utf-8", "surrogatepass")).hexdigest() != item.digest:
            words = f"what {item.audience} was told of it doesn't fit its checksum"
            yield Fault("publication", item.ref, words, "tell it anew at the next export (--fix)", _tell_anew(item.uid))


def _is_readable(item: Publication) -> bool:
    try:
        days = [date.fromisoformat(day) for day in (item.first, item.last, item.told[:10]) if day]
        whole = isinstance(json.loads(item.seen), list) and isinstance(item.sequence, int)
    except UNREADABLE:
        return False
    return whole and bool(days) and item.form in FORMS


def reports(patient: Patient) -> Iterator[Fault]:
    """Hold that what is kept of reports that went out can be read."""
    for number, client, facts, *days in patient.connection.execute(
        "SELECT id, client, facts, day, first, last FROM reports"
    ):
        try:
            whole = isinstance(json.loads(facts), dict) and all(date.fromisoformat(day) for day in days)
        except UNREADABLE:
            whole = False
        if not whole:
            words = f"what report {number} told can't be read"
            yield Fault("publication", f"client/{client}", words, "put the last backup back: pmdesk restore PATH")


def _tell_anew(uid: str) -> Fix:
    def fix(surgery: Any) -> None:
        surgery.connection.execute("UPDATE publications SET digest = '', text = '', text_of = '' WHERE uid = ?", [uid])

    return fix


def words(patient: Patient) -> Iterator[Fault]:
    """Hold that the index of words has each text once, those that wait for it apart."""
    connection = patient.connection
    if (wrong := search.fault(connection)) is not None:
        yield Fault("words", search.INDEX, wrong, "made anew by the next search (--fix)", _make_anew)


def _make_anew(surgery: Any) -> None:
    search.forget_all(surgery.connection)
