"""Where the program starts: ``--version`` is answered before anything is imported."""

from __future__ import annotations

import sys

VERSION = "0.1.0"


def main() -> None:
    """Run the command line, and end with its exit status."""
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(f"pmdesk {VERSION}\n")
        return
    from pmdesk.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
