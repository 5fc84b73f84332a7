"""What is half typed in the terminal."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"

STATEMENTS = (
    """
    CREATE TABLE drafts (
        scope TEXT NOT NULL,
        name TEXT NOT NULL,
        typed TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (scope, name),
        CONSTRAINT ck_drafts_name CHECK (length("name") > 0),
        CONSTRAINT ck_drafts_at CHECK (length("at") > 0)
    )
    """,
)


def upgrade() -> None:
    """Make the table."""
    for statement in STATEMENTS:
        op.execute(statement)
