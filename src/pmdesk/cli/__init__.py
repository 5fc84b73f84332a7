"""The command line: one module a command group; each parses, calls, prints, and is imported when it runs."""

from __future__ import annotations

from collections.abc import Sequence


def run(args: Sequence[str]) -> int:
    """Run the command line; gives the exit status."""
    from pmdesk.cli.streams import make_ready

    make_ready()
    from pmdesk.cli.start import open_terminal, opening

    asked = opening(args)
    if asked is not None:
        from pmdesk.cli.ending import ended

        return ended(lambda: open_terminal(asked))
    if "today" in args:
        from pmdesk.cli.look import look_of, show

        look = look_of(args)
        if look is not None:
            from pmdesk.cli.ending import ended

            return ended(lambda: show(look))
    from pmdesk.cli.main import run as run_command

    return run_command(args)
