"""Calendars on servers: bindings, what is known to be there, what others changed."""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0007"

STATEMENTS = (
    """
    CREATE TABLE bindings (
        audience TEXT NOT NULL,
        url TEXT NOT NULL,
        "user" TEXT NOT NULL,
        synced TEXT NOT NULL,
        failed TEXT NOT NULL,
        words TEXT NOT NULL,
        PRIMARY KEY (audience),
        CONSTRAINT ck_bindings_audience CHECK (length("audience") > 0),
        CONSTRAINT ck_bindings_url CHECK (length("url") > 0)
    )
    """,
    """
    CREATE TABLE remote_items (
        audience TEXT NOT NULL,
        href TEXT NOT NULL,
        uid TEXT NOT NULL,
        ref TEXT NOT NULL,
        etag TEXT NOT NULL,
        base TEXT NOT NULL,
        tried TEXT NOT NULL,
        sent TEXT NOT NULL,
        state TEXT NOT NULL,
        since TEXT NOT NULL,
        words TEXT NOT NULL,
        PRIMARY KEY (audience, href),
        CONSTRAINT ck_remote_items_audience CHECK (length("audience") > 0),
        CONSTRAINT ck_remote_items_href CHECK (length("href") > 0),
        CONSTRAINT ck_remote_items_tried CHECK (length("tried") > 0),
        CONSTRAINT ck_remote_items_state CHECK ("state" IN ('', 'pending', 'refused'))
    )
    """,
    """
    CREATE TABLE proposals (
        id INTEGER NOT NULL,
        audience TEXT NOT NULL,
        uid TEXT NOT NULL,
        ref TEXT NOT NULL,
        act TEXT NOT NULL,
        href TEXT NOT NULL,
        etag TEXT NOT NULL,
        theirs TEXT NOT NULL,
        base TEXT NOT NULL,
        seen TEXT NOT NULL,
        rejected INTEGER NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT ck_proposals_audience CHECK (length("audience") > 0),
        CONSTRAINT ck_proposals_uid CHECK (length("uid") > 0),
        CONSTRAINT ck_proposals_act CHECK ("act" IN ('changed', 'deleted', 'unreadable')),
        CONSTRAINT ck_proposals_href CHECK (length("href") > 0),
        CONSTRAINT ck_proposals_seen CHECK (length("seen") > 0),
        CONSTRAINT ck_proposals_rejected CHECK ("rejected" BETWEEN 0 AND 1)
    )
    """,
    "CREATE INDEX ix_proposals_audience_uid ON proposals (audience, uid)",
)


def upgrade() -> None:
    """Make the tables."""
    for statement in STATEMENTS:
        op.execute(statement)
