"""What is half typed: rows of a form's fields, by the lock under which they were typed and by what they belong to."""

from __future__ import annotations

import json
from dataclasses import dataclass

from pmdesk.store.driver import Connection


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """What stood in the fields of a form, by their names; ``scope`` is the client that it was locked to, or empty."""

    scope: str
    name: str
    typed: dict[str, str]


def read(connection: Connection) -> list[KeptDraft]:
    """Give all drafts, the newest first."""
    found = connection.execute("SELECT scope, name, typed FROM drafts ORDER BY at DESC, scope, name")
    return [KeptDraft(scope, name, json.loads(typed)) for scope, name, typed in found]


def keep(connection: Connection, draft: KeptDraft, at: str) -> None:
    """Keep a draft in place of the one with its name; one without fields is dropped."""
    if draft.typed:
        typed = json.dumps(draft.typed, ensure_ascii=False)
        connection.execute(
            "INSERT OR REPLACE INTO drafts (scope, name, typed, at) VALUES (?, ?, ?, ?)",
            [draft.scope, draft.name, typed, at],
        )
    else:
        connection.execute("DELETE FROM drafts WHERE scope = ? AND name = ?", [draft.scope, draft.name])
