"""What a store keeps beside the portfolio, and what no undo takes back: settings, drafts, what was published."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from pmdesk.model import Client, Profile, Vendor
from pmdesk.store import drafts, driver, holidays_kept, publications, reports, rows, snapshots
from pmdesk.store.drafts import KeptDraft
from pmdesk.store.handle import Handle

if TYPE_CHECKING:
    from pmdesk.portfolio.publication import Publication
    from pmdesk.portfolio.sent import Sent


class Kept(Handle):
    """Reads and writes of what is no change of the portfolio."""

    def setting(self, name: str) -> str | None:
        """Give a small piece of state."""
        with self._reading() as connection:
            found = connection.execute("SELECT value FROM settings WHERE name = ?", [name]).fetchone()
            return found[0] if found else None

    def set_setting(self, name: str, value: str) -> None:
        """Keep a small piece of state; it is no change of the portfolio and can't be undone."""
        with self._reading() as connection:
            connection.execute("INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)", [name, value])

    def journal_state(self) -> str:
        """Give a text that differs whenever any row may differ: each change of a row is in the journal, and stays."""
        with self._reading() as connection:
            last = connection.execute("SELECT id, at FROM entries ORDER BY id DESC LIMIT 1").fetchone()
            states = connection.execute("SELECT state, count(*) FROM entries GROUP BY state ORDER BY state").fetchall()
            return f"{last} {states}"

    def drafts(self) -> list[KeptDraft]:
        """Give what was half typed, the newest first."""
        with self._reading() as connection:
            return drafts.read(connection)

    def keep_draft(self, draft: KeptDraft, now: datetime) -> None:
        """Keep what is half typed; one without fields is dropped. It is no change of the portfolio."""
        with self._reading() as connection:
            drafts.keep(connection, draft, now.astimezone(UTC).isoformat(timespec="milliseconds"))

    def publications(self, audience: str) -> list[Publication]:
        """Give what an audience (``client/KEY`` or ``mine``) was last told by a calendar."""
        with self._reading() as connection:
            return publications.read(connection, audience)

    def told_clients(self) -> frozenset[str]:
        """Give the keys of the clients that a calendar ever told anything."""
        with self._reading() as connection:
            return frozenset(publications.read_clients(connection))

    def publications_of(self, refs: Sequence[str]) -> list[Publication]:
        """Give what clients were last told of some items by a calendar, where it has days and was not cancelled."""
        with self._reading() as connection:
            return publications.read_of(connection, refs)

    def save_publications(self, told: Sequence[Publication]) -> None:
        """Keep what audiences were told, in one transaction."""
        with driver.told(self.path), driver.immediate(self._connection):
            publications.save(self._connection, told)
        self._published = True

    def save_report(self, sent: Sent) -> None:
        """Keep a report as it was sent."""
        with driver.told(self.path), driver.immediate(self._connection):
            reports.save(self._connection, sent)
        self._published = True

    def keep_holidays(self, today: date) -> None:
        """Compute the public holidays that a read around today would need, so that none has to ask for them."""
        with self._reading() as connection:
            regions = snapshots.regions_of(
                rows.read(connection, Profile), rows.read(connection, Client), rows.read(connection, Vendor)
            )
            holidays_kept.keep(connection, regions, range(max(1, today.year - 1), min(9999, today.year + 5)))
