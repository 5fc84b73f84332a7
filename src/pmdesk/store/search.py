"""The index of words over notes and lessons (SQLite's FTS5): what it takes in, and what it finds.

Triggers note which texts were written, by whatever way (edit, undo, import, restore); they are taken in before the
next search, a few of them already with the change. Nothing of it is in a dump. Where this SQLite has no FTS5, texts are
gone through one by one: that finds words as they are written, accents and all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from pmdesk.model import Lesson, Note, Noun
from pmdesk.portfolio.folding import asked, tokens
from pmdesk.store import driver
from pmdesk.store.driver import Connection
from pmdesk.store.rows import read_in

AT_ONCE = 100
"""So many texts are taken in with the change that wrote them; more wait for the next search."""
_MANY = 5_000
"""From so many texts on the index is made one piece again, which is faster to search."""
_CHUNK = 10_000
_LESSON = 1 << 56
_DAY = 28
"""A text's number: lessons above notes, newer days above older ones, by bits; the newest are found first."""
INDEX = "search_words"
TERMS = "search_terms"
_BEGUN = 3
"""Up to so many signs of a word have an index of their own; the words that begin with more are looked up first.

FTS5 would put all texts of all those words together before it gives the first, which costs 100 times as much.
"""
_WORDS_AT_MOST = 60
_MAKE = (
    f"CREATE VIRTUAL TABLE IF NOT EXISTS {INDEX} USING fts5(words, tokenize = 'ascii', prefix = '1 2 3')",
    f"CREATE TABLE IF NOT EXISTS {TERMS} (term TEXT PRIMARY KEY) WITHOUT ROWID",
)
_KINDS: dict[str, type[Note] | type[Lesson]] = {Note.KIND: Note, Lesson.KIND: Lesson}
_TEXTS = {
    Note.KIND: ("key", "text"),
    Lesson.KIND: ("key", "title", "what_happened", "root_cause", "recommendation", "tags"),
}
"""The columns whose words are found."""


class Hit(NamedTuple):
    """A text that was found: its kind (note, lesson) and key."""

    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for: what was typed, in which kinds, of which client (None: of all), at most so many."""

    typed: str
    kinds: tuple[str, ...] = (Lesson.KIND, Note.KIND)
    client: str | None = None
    limit: int = 50


def is_available(connection: Connection) -> bool:
    """Tell whether this SQLite can make the index."""
    found = connection.execute("SELECT count(*) FROM pragma_module_list WHERE name = 'fts5'").fetchone()
    return bool(found[0])


# -- taking in -----------------------------------------------------------------------------------------------------


def keep_up(connection: Connection) -> None:
    """Take in the few texts that the open transaction wrote; many wait, and so does what can't be taken in."""
    few = connection.execute("SELECT noun, key FROM search_stale LIMIT ?", [AT_ONCE + 1]).fetchall()
    if not few or len(few) > AT_ONCE or not is_available(connection):
        return
    connection.execute("SAVEPOINT search")
    try:
        _take_in(connection, few)
    except driver.Error:
        connection.execute("ROLLBACK TO search")
    finally:
        connection.execute("RELEASE search")


def catch_up(connection: Connection) -> bool:
    """Take in all texts that were written since; False where the index can't be used, as without FTS5.

    Where another program writes at this moment, or nothing may be written here, the index stays as it is.
    """
    if not is_available(connection):
        return False
    waiting = connection.execute("SELECT count(*) FROM search_stale").fetchone()[0]
    made = connection.execute("SELECT count(*) FROM sqlite_schema WHERE name = ?", [INDEX]).fetchone()[0]
    if made and not waiting:
        return True
    try:
        with _alone(connection):
            _take_in(connection, connection.execute("SELECT noun, key FROM search_stale").fetchall())
            if waiting >= _MANY:
                connection.execute(f"INSERT INTO {INDEX} ({INDEX}) VALUES ('optimize')")
    except driver.Error as error:
        if not driver.is_busy(error) and "readonly" not in str(error):
            raise
        return bool(made)
    return True


@contextmanager
def _alone(connection: Connection) -> Iterator[None]:
    """Run a transaction if it can begin at once."""
    wait = connection.execute("PRAGMA busy_timeout").fetchone()[0]
    connection.execute("PRAGMA busy_timeout=0").fetchone()
    try:
        with driver.immediate(connection):
            yield
    finally:
        connection.execute(f"PRAGMA busy_timeout={wait}").fetchone()


def _take_in(connection: Connection, written: Sequence[tuple[str, str]]) -> None:
    for statement in _MAKE:
        connection.execute(statement)
    is_first = not connection.execute("SELECT EXISTS(SELECT 1 FROM search_places)").fetchone()[0]
    clients = dict(connection.execute("SELECT key, client FROM engagements"))
    serial: dict[int, int] = {}
    by_kind: dict[str, list[str]] = defaultdict(list)
    for kind, key in written:
        by_kind[kind].append(key)
    for kind, keys in by_kind.items():
        for at in range(0, len(keys), _CHUNK):
            part = keys[at : at + _CHUNK]
            if not is_first:
                _forget(connection, kind, part)
            _add(connection, read_in(connection, _KINDS[kind], "key", part), clients, serial)
    marks = [(kind, key) for kind, key in written]
    connection.executemany("DELETE FROM search_stale WHERE noun = ? AND key = ?", marks)


def _forget(connection: Connection, kind: str, keys: Iterable[str]) -> None:
    for key in keys:
        for (number,) in connection.execute("SELECT id FROM search_places WHERE noun = ? AND key = ?", [kind, key]):
            connection.execute(f"DELETE FROM {INDEX} WHERE rowid = ?", [number])
        connection.execute("DELETE FROM search_places WHERE noun = ? AND key = ?", [kind, key])


def _add(
    connection: Connection, rows: Iterable[Note | Lesson], clients: dict[str, str], serial: dict[int, int]
) -> None:
    places, texts = [], []
    terms: set[str] = set()
    for row in rows:
        number = _number(connection, row, serial)
        client = (getattr(row, "client", None) or clients.get(row.engagement or "")) or ""
        places.append((number, row.KIND, row.key))
        words = tokens(text_of(row))
        terms.update(words)
        texts.append((number, " ".join([_mark(client), *words])))
    connection.executemany("INSERT INTO search_places (id, noun, key) VALUES (?, ?, ?)", places)
    connection.executemany(f"INSERT INTO {INDEX} (rowid, words) VALUES (?, ?)", sorted(texts))  # else each is a segment
    longer = sorted((term,) for term in terms if len(term) > _BEGUN)
    connection.executemany(f"INSERT OR IGNORE INTO {TERMS} (term) VALUES (?)", longer)


def _number(connection: Connection, row: Note | Lesson, serial: dict[int, int]) -> int:
    base = (_LESSON if isinstance(row, Lesson) else 0) + ((row.date or date.min).toordinal() << _DAY)
    if base not in serial:
        held = connection.execute(
            "SELECT max(id) FROM search_places WHERE id BETWEEN ? AND ?", [base, base + (1 << _DAY) - 1]
        ).fetchone()[0]
        serial[base] = base if held is None else held
    serial[base] += 1
    return serial[base]


def forget_all(connection: Connection) -> None:
    """Take the index away: the next search makes it anew."""
    for name in (INDEX, TERMS):
        connection.execute(f"DROP TABLE IF EXISTS {name}")
    connection.execute("DELETE FROM search_places")
    for kind, noun in _KINDS.items():
        connection.execute(f"INSERT OR IGNORE INTO search_stale (noun, key) SELECT ?, key FROM {noun.FILE}", [kind])


def fault(connection: Connection) -> str | None:
    """Give what is wrong with the index; None where nothing is, or it was not made yet."""
    made = connection.execute("SELECT count(*) FROM sqlite_schema WHERE name = ?", [INDEX]).fetchone()[0]
    if not made or not is_available(connection):
        return None
    try:
        connection.execute(f"INSERT INTO {INDEX} ({INDEX}) VALUES ('integrity-check')")
    except driver.Error as error:
        return str(error)
    there = "SELECT 'note', key FROM notes UNION ALL SELECT 'lesson', key FROM lessons"
    held = "SELECT noun, key FROM search_places"
    waits = "SELECT noun, key FROM search_stale"
    for first, second, said in ((there, held, "lacks"), (held, there, "holds")):
        lost = connection.execute(f"SELECT * FROM ({first}) EXCEPT SELECT * FROM ({second}) EXCEPT {waits}").fetchone()
        if lost:
            return f"{said} {lost[0]}/{lost[1]}{'' if said == 'lacks' else ', which is gone'}"
    return None


def text_of(row: Noun) -> str:
    """Give what is searched of a row."""
    parts = (getattr(row, name) for name in _TEXTS[row.KIND])
    return "\n".join(" ".join(part) if isinstance(part, tuple) else part for part in parts)


def _mark(client: str) -> str:
    """Give the word that no text holds and that stands for a client."""
    return "¶" + "".join(one if one.isalnum() else "¶" for one in client.lower())


# -- finding -------------------------------------------------------------------------------------------------------


def find(connection: Connection, sought: Sought) -> list[Hit]:
    """Give the texts that hold all words, lessons first, the newest first of each; no words find nothing."""
    wanted = asked(sought.typed)
    if not wanted:
        return []
    if not catch_up(connection):
        return _gone_through(connection, sought)
    return _found(connection, " AND ".join(_begun(connection, words) for words in wanted), sought)


def _begun(connection: Connection, words: Sequence[str]) -> str:
    """Give what finds words one after the other, of which the last may be begun only."""
    *before, last = words
    if len(last) > _BEGUN:
        asked_for = f"SELECT term FROM {TERMS} WHERE term >= ? AND term < ? LIMIT ?"
        found = connection.execute(asked_for, [last, last + "\U0010ffff", _WORDS_AT_MOST + 1]).fetchall()
        if len(found) <= _WORDS_AT_MOST:
            whole = [term for (term,) in found] or [last]
            return "(" + " OR ".join(f'"{" ".join([*before, term])}"' for term in whole) + ")"
    return f'"{" ".join(words)}" *'


def like(connection: Connection, words: Iterable[str], sought: Sought) -> list[Hit]:
    """Give the texts that hold any of some words, those with the most and rarest first."""
    known = list(dict.fromkeys(word for text in words for word in tokens(text)))[:100]
    if not known or not catch_up(connection):
        return []
    return _found(connection, " OR ".join(f'"{word}"' for word in known), sought, order="rank")


def _found(connection: Connection, match: str, sought: Sought, order: str = "rowid DESC") -> list[Hit]:
    if sought.client is not None:
        match = f'"{_mark(sought.client)}" AND ({match})'
    low = 0 if Note.KIND in sought.kinds else _LESSON
    high = _LESSON * 2 if Lesson.KIND in sought.kinds else _LESSON
    asked_for = f"SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH ? AND rowid >= ? AND rowid < ? ORDER BY {order} LIMIT ?"
    numbers = [number for (number,) in connection.execute(asked_for, [match, low, high, sought.limit])]
    marks = ",".join("?" * len(numbers))
    named = connection.execute(f"SELECT id, noun, key FROM search_places WHERE id IN ({marks})", numbers)
    places = {number: Hit(kind, key) for number, kind, key in named}
    return [places[number] for number in numbers if number in places]


def _gone_through(connection: Connection, sought: Sought) -> list[Hit]:
    """Find without the index: each word that was typed somewhere in the text."""
    found: list[Hit] = []
    parts = [part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") for part in sought.typed.split()][:16]
    for kind in sorted(sought.kinds):
        noun = _KINDS[kind]
        said = " || ' ' || ".join(f'"{name}"' for name in _TEXTS[kind])
        where = " AND ".join(f"({said}) LIKE ? ESCAPE '\\'" for _ in parts)
        values: list[object] = [f"%{part.strip(chr(34))}%" for part in parts]
        if sought.client is not None:
            own = "engagement IN (SELECT key FROM engagements WHERE client = ?)"
            where += f" AND ({own}{' OR client = ?' if noun is Note else ''})"
            values += [sought.client] * (2 if noun is Note else 1)
        asked_for = f'SELECT key FROM "{noun.FILE}" WHERE {where} ORDER BY date DESC, key LIMIT ?'
        rows = connection.execute(asked_for, [*values, sought.limit - len(found)])
        found += [Hit(kind, key) for (key,) in rows]
    return found
