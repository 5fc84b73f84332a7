"""How a store gets from an older schema to this one: Alembic's steps, one transaction, a copy before it."""
