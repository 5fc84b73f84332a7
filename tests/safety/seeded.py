"""The doctor names each fault that was seeded, mends what is safe to mend, and says what to do about the rest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.safety.nursery import Nursery
from tests.safety.stores import content, copied, opened, sample
from tests.safety.tally import Tally


@dataclass(frozen=True, slots=True)
class Seed:
    """A fault: its kind, how it is sown, and whether ``--fix`` mends it."""

    kind: str
    sow: Callable[[Path], None]
    mends: bool


def _sql(*statements: str) -> Callable[[Path], None]:
    def sow(path: Path) -> None:
        with opened(path) as connection:
            connection.execute("PRAGMA foreign_keys=OFF")
            connection.execute("PRAGMA ignore_check_constraints=ON")
            for statement in statements:
                connection.execute(statement)

    return sow


def _mode(path: Path) -> None:
    path.chmod(0o644)


def _leftover(path: Path) -> None:
    (path.parent / ".s-2026-11-20.db-abc.part").write_bytes(b"half")


def _bad_backup(path: Path) -> None:
    folder = path.parent / "backups"
    folder.mkdir(exist_ok=True, mode=0o700)
    bad = folder / "s-2026-01-01.db"
    bad.write_bytes(path.read_bytes()[:20000])
    bad.chmod(0o600)


def _higher_backup(path: Path) -> None:
    folder = path.parent / "backups"
    folder.mkdir(exist_ok=True, mode=0o700)
    copy = copied(path, folder / "s-2026-01-02.db")
    copy.chmod(0o600)
    _sql("UPDATE publications SET sequence = sequence + 7")(copy)


def _damage(path: Path) -> None:
    with opened(path) as connection:
        page = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'milestones'").fetchone()[0]
    raw = bytearray(path.read_bytes())
    raw[(page - 1) * 4096 : (page - 1) * 4096 + 200] = b"\xff" * 200
    path.write_bytes(raw)


def _index(path: Path) -> None:
    """Change an indexed value where the index doesn't see it."""
    with opened(path) as connection:
        connection.execute("PRAGMA writable_schema=ON")
        row = "SELECT sql, rootpage FROM sqlite_schema WHERE name = 'ix_milestones_due'"
        sql, page = connection.execute(row).fetchone()
        connection.execute("DELETE FROM sqlite_schema WHERE name = 'ix_milestones_due'")
    with opened(path) as connection:
        connection.execute("UPDATE milestones SET due = '2031-01-01' WHERE key = 'ACME-POS.UAT'")
    with opened(path) as connection:
        connection.execute("PRAGMA writable_schema=ON")
        connection.execute(
            "INSERT INTO sqlite_schema VALUES ('index', 'ix_milestones_due', 'milestones', ?, ?)", [page, sql]
        )


UAT = "WHERE key = 'ACME-POS.UAT'"
NOW = "'2026-11-23T09:00:00+00:00'"
SEEDS = (
    Seed("mode", _mode, True),
    Seed("leftover", _leftover, True),
    Seed("backup-damaged", _bad_backup, True),
    Seed("no-backup", _sql("UPDATE entries SET at = '2020-01-01T09:00:00+00:00'"), True),
    Seed("sequence-fallen", _higher_backup, True),
    Seed("damaged", _damage, False),
    Seed("index-damaged", _index, True),
    Seed("constraint", _sql(f"UPDATE milestones SET status = 'someday' {UAT}"), False),
    Seed("index-missing", _sql("DROP INDEX ix_milestones_due"), True),
    Seed("schema", _sql("CREATE TABLE birds (name TEXT)"), False),
    Seed("value", _sql(f"UPDATE milestones SET due = '2026-13-45' {UAT}"), False),
    Seed("reference", _sql(f"UPDATE milestones SET site = 'NOWHERE' {UAT}"), True),
    Seed(
        "reference", _sql("UPDATE actions SET owner = 'vendor/NOBODY' WHERE key = (SELECT min(key) FROM actions)"), True
    ),
    Seed("reference", _sql(f"UPDATE milestones SET engagement = 'NOWHERE' {UAT}"), False),
    Seed(
        "rule", _sql("UPDATE blackouts SET \"end\" = '2001-01-01' WHERE key = (SELECT min(key) FROM blackouts)"), False
    ),
    Seed("rule", _sql(f"UPDATE milestones SET after = key {UAT}"), False),
    Seed("pin", _sql("UPDATE clients SET pin = (SELECT pin FROM clients WHERE key = 'ACME') WHERE key = 'BOR'"), True),
    Seed("profile", _sql("DELETE FROM profile"), True),
    Seed("uid-missing", _sql(f"UPDATE milestones SET uid = '' {UAT}"), True),
    Seed("uid-duplicate", _sql("UPDATE events SET uid = (SELECT min(uid) FROM milestones) WHERE rowid = 1"), True),
    Seed("stamps", _sql(f"UPDATE milestones SET edited_at = 'yesterday' {UAT}"), True),
    Seed("span", _sql("UPDATE event_spans SET first_day = '2031-01-01' WHERE rowid = 1"), True),
    Seed("span", _sql("DELETE FROM event_spans WHERE rowid = 2"), True),
    Seed("words", _sql("DELETE FROM search_places WHERE id = (SELECT min(id) FROM search_places)"), True),
    Seed("holidays", _sql("INSERT INTO holidays VALUES ('ES', '2026-99-99', 'x')"), True),
    Seed("journal-orphan", _sql("INSERT INTO changes VALUES (999, 0, 'client', 'ACME', 'edit', '{}')"), True),
    Seed("journal-empty", _sql(f"INSERT INTO entries VALUES (998, {NOW}, 'x', 'said nothing', '', 'done')"), True),
    Seed("journal-order", _sql("UPDATE entries SET state = 'undone' WHERE id = 2"), True),
    Seed("journal-unreadable", _sql("UPDATE changes SET data = '{half' WHERE entry = 2"), True),
    Seed("journal-stuck", _sql("DELETE FROM notes WHERE key = 'ACME-POS.FIRST'"), True),
    Seed("publication", _sql("UPDATE publications SET digest = 'x' WHERE rowid = 1"), True),
    Seed("publication", _sql("UPDATE publications SET seen = '{half' WHERE rowid = 1"), False),
)


def prove(folder: Path, *, mend: bool = True) -> Tally:
    """Sow each fault into a store of its own, ask the doctor, and (unless not asked to) let it mend."""
    tally = Tally()
    with Nursery() as nursery:
        healthy = sample(nursery, folder / "healthy" / "s.db")
        for words in ("note first @ACME-POS", "note second @ACME-POS"):
            nursery.run(healthy, "add", words)
        nursery.run(healthy, "export", "ics", "--client", "ACME", "--out", folder / "acme.ics")
        answer = nursery.run(healthy, "doctor")
        tally.count("" if answer.status == 0 else f"the healthy store: {answer.out}{answer.last}")
        for number, seed in enumerate(SEEDS):
            store = copied(healthy, folder / f"seed{number}" / "s.db")
            seed.sow(store)
            fault = _fault(nursery, store, seed, mend=mend)
            tally.count(fault and f"{seed.kind} ({number}): {fault}")
    return tally


def prove_named(folder: Path) -> Tally:
    """Ask the doctor only, without letting it mend."""
    return prove(folder, mend=False)


def _fault(nursery: Nursery, store: Path, seed: Seed, *, mend: bool) -> str:
    found = nursery.run(store, "doctor")
    lines = [line for line in found.out.splitlines() if line.startswith(f"{seed.kind}: ")]
    if found.is_traceback or found.status != 1 or not lines or "    mend: " not in found.out:
        return f"not named: exit {found.status}: {found.out}{found.last}"
    return _unmended(nursery, store, seed) if mend else ""


def _unmended(nursery: Nursery, store: Path, seed: Seed) -> str:
    before = content(store) if seed.mends else {}
    mended = nursery.run(store, "doctor", "--fix")
    if mended.is_traceback:
        return mended.last
    if not seed.mends:
        return "" if mended.status == 1 and f"\n{seed.kind}: " in f"\n{mended.out}" else f"went away: {mended.out}"
    if mended.status != 0 or f"mended: {seed.kind}: " not in mended.out:
        return f"not mended: {mended.out}{mended.last}"
    kept = list((store.parent / "backups").glob("*before-doctor*"))
    if len(kept) != 1 or content(kept[0]) != before:
        return "there is no backup of what it was"
    again = nursery.run(store, "log")
    return "" if again.status == 0 else f"afterwards: {again.last}"
