"""Feedback, computed measures with their requests, and templates."""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"

STATEMENTS = (
    """
    CREATE TABLE feedback (
        created_at TEXT NOT NULL,
        edited_at TEXT NOT NULL,
        engagement TEXT NOT NULL,
        who TEXT NOT NULL,
        date TEXT NOT NULL,
        score INTEGER NOT NULL,
        note TEXT NOT NULL,
        PRIMARY KEY (engagement, who, date),
        FOREIGN KEY(engagement) REFERENCES engagements ("key") DEFERRABLE INITIALLY DEFERRED,
        CONSTRAINT ck_feedback_who CHECK (length("who") > 0),
        CONSTRAINT ck_feedback_date CHECK (length("date") = 10),
        CONSTRAINT ck_feedback_score CHECK ("score" BETWEEN 1 AND 5)
    )
    """,
    """
    CREATE TABLE sources (
        created_at TEXT NOT NULL,
        edited_at TEXT NOT NULL,
        kpi TEXT NOT NULL,
        rule TEXT NOT NULL,
        PRIMARY KEY (kpi),
        FOREIGN KEY(kpi) REFERENCES kpis ("key") DEFERRABLE INITIALLY DEFERRED,
        CONSTRAINT ck_sources_rule CHECK (
            "rule" IN ('on-time', 'median-slip', 'response-median', 'response-worst')
        )
    )
    """,
    """
    CREATE TABLE requests (
        created_at TEXT NOT NULL,
        edited_at TEXT NOT NULL,
        "key" TEXT NOT NULL,
        kpi TEXT NOT NULL,
        title TEXT NOT NULL,
        opened TEXT NOT NULL,
        answered TEXT,
        pauses TEXT NOT NULL,
        PRIMARY KEY ("key"),
        FOREIGN KEY(kpi) REFERENCES kpis ("key") DEFERRABLE INITIALLY DEFERRED,
        CONSTRAINT ck_requests_key CHECK (length("key") BETWEEN 1 AND 32),
        CONSTRAINT ck_requests_title CHECK (length("title") > 0),
        CONSTRAINT ck_requests_opened CHECK (length("opened") = 16),
        CONSTRAINT ck_requests_answered CHECK (length("answered") = 16)
    )
    """,
    "CREATE INDEX ix_requests_kpi ON requests (kpi)",
    """
    CREATE TABLE templates (
        created_at TEXT NOT NULL,
        edited_at TEXT NOT NULL,
        "key" TEXT NOT NULL,
        name TEXT NOT NULL,
        text TEXT NOT NULL,
        PRIMARY KEY ("key"),
        CONSTRAINT ck_templates_key CHECK (length("key") BETWEEN 1 AND 32),
        CONSTRAINT ck_templates_name CHECK (length("name") > 0),
        CONSTRAINT ck_templates_text CHECK (length("text") > 0)
    )
    """,
)


def upgrade() -> None:
    """Make the tables."""
    for statement in STATEMENTS:
        op.execute(statement)
