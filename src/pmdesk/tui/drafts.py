"""What is half typed: kept while it is typed, so that nothing that ends the program can take it away."""

from __future__ import annotations

from collections.abc import Callable, Iterator, MutableMapping

Typed = dict[str, str]
"""What stands in the fields of a form, by their names."""


class Drafts(MutableMapping[str, Typed]):
    """Drafts by the name of what they belong to: ``milestone/ACME-POS.UAT``, ``milestone/+``, ``capture``.

    Those that were typed under a lock are one set, for each client another one, and the others one more: none is
    offered where it was not typed. ``keep`` is called with scope, name and what is typed (None: dropped).
    """

    def __init__(self, keep: Callable[[str, str, Typed | None], None]) -> None:
        self._keep = keep
        self._rows: dict[tuple[str, str], Typed] = {}
        self.scope = ""
        self.is_loaded = False

    def scope_to(self, lock: str | None) -> None:
        """Go over to the set of a lock (None: the open one), and forget the others until they are loaded."""
        self.scope = lock or ""
        self._rows.clear()
        self.is_loaded = False

    def load(self, rows: dict[tuple[str, str], Typed]) -> None:
        """Take what was kept; what is typed meanwhile stands."""
        mine = {key: typed for key, typed in rows.items() if key[0] == self.scope}
        self._rows = {**mine, **self._rows}
        self.is_loaded = True

    def offer(self) -> str:
        """Say what is kept; empty where nothing is."""
        names = list(self)
        if not names:
            return ""
        if "capture" in names:
            return "kept from last time: what you typed; a brings it back"
        count = "a half-typed form" if len(names) == 1 else f"{len(names)} half-typed forms"
        return f"kept from last time: {count}; A or e brings it back"

    def __getitem__(self, name: str) -> Typed:
        return self._rows[self.scope, name]

    def __setitem__(self, name: str, typed: Typed) -> None:
        if self._rows.get((self.scope, name)) != typed:
            self._rows[self.scope, name] = typed
            self._keep(self.scope, name, typed)

    def __delitem__(self, name: str) -> None:
        del self._rows[self.scope, name]
        self._keep(self.scope, name, None)

    def __iter__(self) -> Iterator[str]:
        return iter([name for scope, name in self._rows if scope == self.scope])

    def __len__(self) -> int:
        return sum(1 for scope, _ in self._rows if scope == self.scope)
