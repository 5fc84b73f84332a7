"""Reports as they were sent."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"

STATEMENTS = (
    """
    CREATE TABLE reports (
        id INTEGER NOT NULL,
        scope TEXT NOT NULL,
        client TEXT NOT NULL,
        day TEXT NOT NULL,
        first TEXT NOT NULL,
        last TEXT NOT NULL,
        form TEXT NOT NULL,
        at TEXT NOT NULL,
        engagements TEXT NOT NULL,
        facts TEXT NOT NULL,
        text TEXT NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT ck_reports_scope CHECK (length("scope") > 0),
        CONSTRAINT ck_reports_client CHECK (length("client") > 0),
        CONSTRAINT ck_reports_day CHECK (length("day") = 10),
        CONSTRAINT ck_reports_first CHECK (length("first") = 10),
        CONSTRAINT ck_reports_last CHECK (length("last") = 10),
        CONSTRAINT ck_reports_form CHECK ("form" IN ('md', 'html')),
        CONSTRAINT ck_reports_at CHECK (length("at") > 0)
    )
    """,
    "CREATE INDEX ix_reports_client ON reports (client)",
)


def upgrade() -> None:
    """Make the table."""
    for statement in STATEMENTS:
        op.execute(statement)
