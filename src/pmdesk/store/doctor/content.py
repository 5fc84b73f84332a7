"""Faults of rows: values, references, rules, pins, uids, times."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pmdesk.errors import UNREADABLE
from pmdesk.model import KEPT, Client, Milestone, Noun, Profile, columns_of
from pmdesk.model.valid import faults
from pmdesk.portfolio import Put
from pmdesk.portfolio.lookup import MemoryLookup
from pmdesk.portfolio.validity import RULES, Problem
from pmdesk.portfolio.validity.batch import Batch
from pmdesk.store.doctor.fault import Fault, Fix
from pmdesk.store.doctor.patient import Patient, moment, ref_of
from pmdesk.store.rows import encoded, encoded_identity

_EDIT = "edit the row"


def values(patient: Patient) -> Iterator[Fault]:
    """Hold each value against its column's kind; rows that fail are left out of what the rules look at."""
    yield from patient.unreadable
    for noun, found in patient.rows.items():
        good = []
        for row in found:
            wrong = [(name, words) for name, words in _wrong(row) if name not in {"uid"}]
            for name, words in wrong:
                yield Fault("value", ref_of(row), f"{name}: {words}", _EDIT)
            if not wrong:
                good.append(row)
        patient.rows[noun] = good


def _wrong(row: Noun) -> list[tuple[str, str]]:
    try:
        return faults(row)
    except UNREADABLE as error:
        return [("", str(error))]


def profile(patient: Patient) -> Iterator[Fault]:
    """Hold that there is a profile."""
    if not patient.connection.execute("SELECT count(*) FROM profile").fetchone()[0]:
        yield Fault("profile", "profile", "is missing", "it is made anew (--fix); set name and hours again", _profile)


def _profile(surgery: Any) -> None:
    surgery.connection.execute(
        "INSERT INTO profile (id, name, email, timezone, hours, created_at, edited_at) "
        "VALUES (1, '', '', 'UTC', 'Mon-Fri 09:00-17:00', ?, ?)",
        [surgery.at, surgery.at],
    )


def rules(patient: Patient) -> Iterator[Fault]:
    """Hold the rules across columns and rows against everything that is stored."""
    lookup = MemoryLookup(row for found in patient.rows.values() for row in found)
    if lookup.get(Profile, ()) is None:
        lookup.put_all(Profile, [((), Profile())])
    every = [Put(row) for found in patient.rows.values() for row in found]
    stored = {(noun, row.identity) for noun in KEPT for row in patient.lookup.rows(noun)}
    batch = Batch(every, lookup, lambda noun, identity: (noun, identity) in stored)
    for rule in RULES:
        for problem in rule(batch):
            kind = {"missing": "reference", "pins": "pin"}.get(rule.__name__, "rule")
            row: Any = lookup.get(problem.noun, problem.identity)
            fix = _clear_pin(row) if kind == "pin" else _forget(row, problem, lookup) if kind == "reference" else None
            mend = {"pin": "take one away", "reference": "add what is missing, or take the reference away"}.get(
                kind, _EDIT
            )
            yield Fault(
                kind, problem.ref, f"{problem.column}: {problem.message}", mend + (" (--fix)" if fix else ""), fix
            )


def _clear_pin(row: Client) -> Fix:
    return lambda surgery: surgery.edit(Client, [row.key], "pin", None)


def _forget(row: Any, problem: Problem, lookup: MemoryLookup) -> Fix | None:
    """Give how a row forgets what is not there; None where it can't be without it."""
    name, noun = problem.column, type(row)
    column = columns_of(noun)[name]
    there = lookup.get
    if name == "owner":
        changed = replace(row, owner="me")
    elif isinstance(row, Milestone) and name == "after":
        changed = replace(row, after=tuple(item for item in row.after if there(Milestone, (item.key,)) is not None))
    elif column.kind.name.startswith("list"):
        target = next(one for one in KEPT if column.ref == one.KIND)
        kept = tuple(key for key in getattr(row, name) if there(target, (key,)) is not None)
        changed = replace(row, **{name: kept})
    elif column.ref and not column.required:
        changed = replace(row, **{name: None})
    else:
        return None
    value = encoded(changed)[name]
    known = encoded_identity(noun, row.identity)
    return lambda surgery: surgery.edit(noun, known, name, value)


def uids(patient: Patient) -> Iterator[Fault]:
    """Hold that every item that calendars show has a uid of its own."""
    seen: dict[str, str] = {}
    for noun in KEPT:
        if "uid" not in columns_of(noun) or not columns_of(noun)["uid"].hidden:
            continue
        for key, uid in patient.connection.execute(f'SELECT key, uid FROM "{noun.FILE}" ORDER BY created_at, key'):
            ref = f"{noun.KIND}/{key}"
            if not uid:
                yield Fault("uid-missing", ref, "has no uid", "give it one (--fix)", _new_uid(noun, key))
            elif uid in seen:
                words = f"has the uid of {seen[uid]}"
                yield Fault("uid-duplicate", ref, words, "give it one of its own (--fix)", _new_uid(noun, key))
            else:
                seen[uid] = ref


def _new_uid(noun: type[Noun], key: str) -> Fix:
    return lambda surgery: surgery.edit(noun, [key], "uid", surgery.new_uid())


def stamps(patient: Patient) -> Iterator[Fault]:
    """Hold that rows were edited after they were made, at moments that can be read."""
    for noun in KEPT:
        names = ", ".join(f'"{name}"' for name in noun.IDENTITY) or "id"
        for *known, made, edited in patient.connection.execute(
            f'SELECT {names}, created_at, edited_at FROM "{noun.FILE}"'
        ):
            begun, ended = moment(made), moment(edited)
            if begun is None or ended is None or ended < begun:
                where = f"{noun.KIND}/{' '.join(map(str, known))}" if noun.IDENTITY else noun.KIND
                best = made if begun is not None else edited if ended is not None else ""
                words = f"was made {made!r} and edited {edited!r}"
                yield Fault("stamps", where, words, "set both to the one that holds (--fix)", _stamp(noun, known, best))


def _stamp(noun: type[Noun], known: list[Any], best: str) -> Fix:
    where = " AND ".join(f'"{name}" = ?' for name in noun.IDENTITY or ("id",))

    def fix(surgery: Any) -> None:
        sql = f'UPDATE "{noun.FILE}" SET created_at = ?, edited_at = ? WHERE {where}'
        surgery.connection.execute(sql, [best or surgery.at, best or surgery.at, *known])

    return fix
