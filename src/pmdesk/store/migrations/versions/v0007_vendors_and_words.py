"""Ratings and choices of vendors, what became of RAID items, and which texts the index of words has still to take in."""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision = "0006"

STATEMENTS = (
    """
    CREATE TABLE ratings (
        created_at TEXT NOT NULL,
        edited_at TEXT NOT NULL,
        vendor TEXT NOT NULL,
        date TEXT NOT NULL,
        criterion TEXT NOT NULL,
        score INTEGER NOT NULL,
        weight TEXT NOT NULL,
        note TEXT NOT NULL,
        PRIMARY KEY (vendor, date, criterion),
        FOREIGN KEY(vendor) REFERENCES vendors ("key") DEFERRABLE INITIALLY DEFERRED,
        CONSTRAINT ck_ratings_date CHECK (length("date") = 10),
        CONSTRAINT ck_ratings_criterion CHECK (length("criterion") > 0),
        CONSTRAINT ck_ratings_score CHECK ("score" BETWEEN 1 AND 5),
        CONSTRAINT ck_ratings_weight CHECK ("weight" >= '0')
    )
    """,
    """
    CREATE TABLE selections (
        created_at TEXT NOT NULL,
        edited_at TEXT NOT NULL,
        "key" TEXT NOT NULL,
        engagement TEXT,
        title TEXT NOT NULL,
        criteria TEXT NOT NULL,
        status TEXT NOT NULL,
        decided_on TEXT,
        decision TEXT NOT NULL,
        notes TEXT NOT NULL,
        PRIMARY KEY ("key"),
        FOREIGN KEY(engagement) REFERENCES engagements ("key") DEFERRABLE INITIALLY DEFERRED,
        CONSTRAINT ck_selections_key CHECK (length("key") BETWEEN 1 AND 32),
        CONSTRAINT ck_selections_title CHECK (length("title") > 0),
        CONSTRAINT ck_selections_status CHECK ("status" IN ('open', 'decided')),
        CONSTRAINT ck_selections_decided_on CHECK (length("decided_on") = 10)
    )
    """,
    """
    CREATE TABLE candidates (
        created_at TEXT NOT NULL,
        edited_at TEXT NOT NULL,
        "key" TEXT NOT NULL,
        selection TEXT NOT NULL,
        name TEXT NOT NULL,
        vendor TEXT,
        scores TEXT NOT NULL,
        verdict TEXT NOT NULL,
        notes TEXT NOT NULL,
        PRIMARY KEY ("key"),
        FOREIGN KEY(selection) REFERENCES selections ("key") DEFERRABLE INITIALLY DEFERRED,
        FOREIGN KEY(vendor) REFERENCES vendors ("key") DEFERRABLE INITIALLY DEFERRED,
        CONSTRAINT ck_candidates_key CHECK (length("key") BETWEEN 1 AND 32),
        CONSTRAINT ck_candidates_name CHECK (length("name") > 0),
        CONSTRAINT ck_candidates_verdict CHECK ("verdict" IN ('open', 'chosen', 'declined'))
    )
    """,
    "CREATE INDEX ix_candidates_selection ON candidates (selection)",
    """
    CREATE TABLE turns (
        created_at TEXT NOT NULL,
        edited_at TEXT NOT NULL,
        raid TEXT NOT NULL,
        step INTEGER NOT NULL,
        at TEXT NOT NULL,
        was TEXT NOT NULL,
        became TEXT NOT NULL,
        title TEXT NOT NULL,
        probability INTEGER,
        impact INTEGER,
        response TEXT NOT NULL,
        "plan" TEXT NOT NULL,
        contingency TEXT NOT NULL,
        "trigger" TEXT NOT NULL,
        owner TEXT NOT NULL,
        PRIMARY KEY (raid, step),
        FOREIGN KEY(raid) REFERENCES raid ("key") DEFERRABLE INITIALLY DEFERRED,
        CONSTRAINT ck_turns_step CHECK ("step" BETWEEN 1 AND 999999999),
        CONSTRAINT ck_turns_at CHECK (length("at") = 16),
        CONSTRAINT ck_turns_was CHECK ("was" IN ('risk', 'assumption', 'issue', 'dependency', 'decision')),
        CONSTRAINT ck_turns_became CHECK ("became" IN ('risk', 'assumption', 'issue', 'dependency', 'decision')),
        CONSTRAINT ck_turns_title CHECK (length("title") > 0),
        CONSTRAINT ck_turns_probability CHECK ("probability" BETWEEN 1 AND 5),
        CONSTRAINT ck_turns_impact CHECK ("impact" BETWEEN 1 AND 5)
    )
    """,
    """
    CREATE TABLE escalations (
        created_at TEXT NOT NULL,
        edited_at TEXT NOT NULL,
        raid TEXT NOT NULL,
        step INTEGER NOT NULL,
        contact TEXT,
        at TEXT NOT NULL,
        hours TEXT NOT NULL,
        answered TEXT,
        answer TEXT NOT NULL,
        PRIMARY KEY (raid, step),
        FOREIGN KEY(raid) REFERENCES raid ("key") DEFERRABLE INITIALLY DEFERRED,
        FOREIGN KEY(contact) REFERENCES contacts ("key") DEFERRABLE INITIALLY DEFERRED,
        CONSTRAINT ck_escalations_step CHECK ("step" BETWEEN 1 AND 999999999),
        CONSTRAINT ck_escalations_at CHECK (length("at") = 16),
        CONSTRAINT ck_escalations_hours CHECK ("hours" >= '0'),
        CONSTRAINT ck_escalations_answered CHECK (length("answered") = 16)
    )
    """,
    """
    CREATE TABLE search_stale (
        noun TEXT NOT NULL,
        "key" TEXT NOT NULL,
        PRIMARY KEY (noun, "key")
    )
    """,
    """
    CREATE TABLE search_places (
        id INTEGER NOT NULL,
        noun TEXT NOT NULL,
        "key" TEXT NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    'CREATE INDEX ix_search_places_noun_key ON search_places (noun, "key")',
)
_EVENTS = (("add", "INSERT", "new"), ("edit", "UPDATE", "new"), ("remove", "DELETE", "old"))


_MOVED = """
    CREATE TRIGGER search_engagements_edit AFTER UPDATE OF client ON engagements WHEN old.client <> new.client BEGIN
        INSERT OR IGNORE INTO search_stale (noun, "key") SELECT 'note', "key" FROM notes WHERE engagement = new."key";
        INSERT OR IGNORE INTO search_stale (noun, "key")
            SELECT 'lesson', "key" FROM lessons WHERE engagement = new."key";
    END
"""
"""The index knows whose a text is."""


def _triggers(table: str, kind: str) -> list[str]:
    """Give what notes that a text was written, by whatever way, and what has all that is there be taken in."""
    noted = 'INSERT OR IGNORE INTO search_stale (noun, "key")'
    made = [
        f"CREATE TRIGGER search_{table}_{name} AFTER {event} ON {table} "
        f"BEGIN {noted} VALUES ('{kind}', {row}.\"key\"); END"
        for name, event, row in _EVENTS
    ]
    return [*made, f"{noted} SELECT '{kind}', \"key\" FROM {table}"]


def upgrade() -> None:
    """Make the tables and the triggers; the index itself is made by the first search."""
    for statement in (*STATEMENTS, *_triggers("notes", "note"), *_triggers("lessons", "lesson"), _MOVED):
        op.execute(statement)
