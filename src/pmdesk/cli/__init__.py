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
        import gc

        gc.disable()  # of modules and rows nothing is garbage before the process ends: looking for it costs a tenth
        try:
            status = _today(args)
        finally:
            gc.enable()
        if status is not None:
            return status
    from pmdesk.cli.main import run as run_command

    return run_command(args)


def _today(args: Sequence[str]) -> int | None:
    """Answer a plain ``today``; None where more is asked for."""
    from pmdesk.cli.look import look_of, show

    look = look_of(args)
    if look is None:
        return None
    from pmdesk.cli.ending import ended

    return ended(lambda: show(look))
