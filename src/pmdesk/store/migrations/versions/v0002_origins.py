"""Where rows came from that foreign calendars sent."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"

STATEMENTS = (
    """
    CREATE TABLE origins (
        created_at TEXT NOT NULL,
        edited_at TEXT NOT NULL,
        scope TEXT NOT NULL,
        uid TEXT NOT NULL,
        part TEXT NOT NULL,
        ref TEXT NOT NULL,
        digest TEXT NOT NULL,
        sequence INTEGER NOT NULL,
        PRIMARY KEY (scope, uid, part),
        CONSTRAINT ck_origins_scope CHECK (length("scope") > 0),
        CONSTRAINT ck_origins_uid CHECK (length("uid") > 0),
        CONSTRAINT ck_origins_sequence CHECK ("sequence" BETWEEN 0 AND 999999999)
    )
    """,
)


def upgrade() -> None:
    """Make the table."""
    for statement in STATEMENTS:
        op.execute(statement)
