"""The command line: one module a command group; each parses, calls, prints, and is imported when it runs."""

from __future__ import annotations

from pmdesk.cli.main import main, run

__all__ = ["main", "run"]
