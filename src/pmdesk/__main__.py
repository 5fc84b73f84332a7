"""Where the program starts: ``--version`` is answered before anything is imported."""

from __future__ import annotations

import sys

VERSION = "0.1.0"


def main() -> None:
    """Run the command line, and end with its exit status."""
    if sys.argv[1:] == ["--version"]:
        sys.exit(_say(f"pmdesk {VERSION}\n"))
    from pmdesk.cli import run

    status = run(sys.argv[1:])
    import gc

    gc.freeze()  # what is left goes with the process: it need not be looked through for garbage once more
    sys.exit(status)


def _say(text: str) -> int:
    """Print; gives the exit status, 2 where nothing can be printed."""
    try:
        if sys.stdout is not None:
            sys.stdout.write(text)
            sys.stdout.flush()
    except OSError as error:
        sys.stdout = None  # as Python has it for a stream that is closed
        if sys.stderr is not None and not isinstance(error, BrokenPipeError):
            sys.stderr.write(f"pmdesk: what is printed can't be written: {error.strerror}\n")
        return 0 if isinstance(error, BrokenPipeError) else 2
    return 0


if __name__ == "__main__":
    main()
