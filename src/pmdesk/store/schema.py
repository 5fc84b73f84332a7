"""The schema's version: told by ``PRAGMA user_version``; Alembic is only imported when a file is older."""

from __future__ import annotations

from pathlib import Path

from pmdesk.errors import StoreError
from pmdesk.store import driver

VERSION = 9
"""The number of the newest migration in ``migrations/versions``."""
MIGRATIONS = Path(__file__).parent / "migrations"


def ensure(connection: driver.Connection, path: Path) -> None:
    """Bring the file to this version, a copy of an older one beside it first; StoreError where it is newer."""
    found = driver.schema_version(connection)
    if found == VERSION:
        return
    if found > VERSION:
        raise StoreError(
            f"{path} was made by a newer pmdesk (schema {found}; this one knows {VERSION})", "install the newer pmdesk"
        )
    if found == 0 and connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
        raise StoreError(f"{path} is an SQLite file, but not a pmdesk store", "name another file with --store")
    if found:
        from pmdesk.store import backup

        backup.make(connection, path.with_name(f"{path.name}.schema-{found}"), replace=True)
    upgrade(connection, found)


def upgrade(connection: driver.Connection, found: int, to: int | None = None) -> None:
    """Run the steps from a version to another (None: the newest) in one transaction.

    Foreign keys are off meanwhile, and checked before it is committed. Raises sqlite3.Error, and then nothing was done.
    """
    from sqlalchemy.exc import DBAPIError

    from pmdesk.store.engine import engine_over

    wanted = VERSION if to is None else to
    connection.execute("PRAGMA foreign_keys=OFF")
    try:
        with engine_over(connection).begin() as bound:
            if driver.schema_version(connection) != found:  # another program was faster
                return
            _run(bound, found, wanted)
            if broken := connection.execute("PRAGMA foreign_key_check").fetchall():
                raise StoreError(f"the upgrade of the schema left {len(broken)} rows without what they refer to")
            connection.execute(f"PRAGMA user_version={wanted}")
    except DBAPIError as error:
        raise (error.orig if isinstance(error.orig, Exception) else error) from error
    finally:
        connection.execute("PRAGMA foreign_keys=ON")


def _run(bound: object, found: int, to: int) -> None:
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = bound
    script = ScriptDirectory.from_config(config)

    def steps(revision: object, context: object) -> object:
        return script._upgrade_revs(f"{to:04d}", f"{found:04d}" if found else "base")

    with EnvironmentContext(config, script, fn=steps):
        script.run_env()
