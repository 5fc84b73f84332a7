"""SQLAlchemy over the store's own connection: what writes, writes through this, in one immediate transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlalchemy

    from pmdesk.store import driver


def engine_over(connection: driver.Connection) -> sqlalchemy.Engine:
    """Give an engine whose every transaction is ``BEGIN IMMEDIATE`` on this one connection.

    The driver's own implicit transactions are off (``isolation_level=None``): with them two programs lose each
    other's updates.
    """
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import StaticPool

    engine = create_engine(
        "sqlite://", creator=lambda: connection, poolclass=StaticPool, pool_reset_on_return=None, query_cache_size=64
    )

    def begin(bound: sqlalchemy.Connection) -> None:
        bound.exec_driver_sql("BEGIN IMMEDIATE")

    event.listen(engine, "begin", begin)
    return engine
