"""Indexes for what Today asks: spans of events, milestones that want attention, hours worked."""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"

STATEMENTS = (
    """
    DROP INDEX ix_event_spans_last_day
    """,
    """
    CREATE INDEX ix_event_spans_last_day_first_day_event ON event_spans (last_day, first_day, event)
    """,
    """
    CREATE INDEX ix_milestones_open ON milestones (due) WHERE status IN ('planned', 'at-risk')
    """,
    """
    CREATE INDEX ix_milestones_watched ON milestones (engagement, due, "key", status, baseline)
    WHERE (status = 'at-risk' OR status = 'planned' AND due > baseline)
    """,
    """
    CREATE INDEX ix_milestones_unaccepted ON milestones (engagement)
    WHERE status = 'done' AND acceptance <> '' AND accepted_on IS NULL
    """,
    """
    CREATE INDEX ix_time_engagement_date_hours ON time (engagement, date, hours)
    """,
)


def upgrade() -> None:
    """Make the indexes."""
    for statement in STATEMENTS:
        op.execute(statement)
