"""How long the program takes to answer, as a multiple of a Python that does nothing; what it loads to do so."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.bench.measure import folder, process, python, sizes, store, tell

HEAVY = ("sqlalchemy", "pydantic", "alembic", "icalendar", "holidays", "textual")
PROBE = """
import sys
sys.argv = ["pmdesk", *sys.argv[1:]]
from pmdesk.__main__ import main
try:
    main()
except SystemExit:
    pass
print("loaded:", *[name for name in %r if name in sys.modules], file=sys.stderr)
"""


def loaded(*args: str) -> str:
    """Give the heavy modules that a command has loaded when it ends."""
    done = subprocess.run(python(PROBE % (HEAVY,), *args), check=True, capture_output=True, text=True)
    return done.stderr.rpartition("loaded:")[2].strip() or "none"


def main() -> None:
    """Print the ratios."""
    with folder() as compiled:
        # An installed program has its bytecode beside it; a checkout may be told to write none.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = str(compiled)
        measured()


def measured() -> None:
    """Measure whole processes, each after a run that does not count."""
    pmdesk = str(Path(sys.executable).with_name("pmdesk"))
    nothing = process([sys.executable, "-c", "pass"], 15)
    tell("pmdesk --version", process([pmdesk, "--version"], 15), nothing, 1.5, "python -c pass")
    print(f"     modules loaded by --version: {loaded('--version')}")
    with folder() as place:
        for size in sizes(__doc__):
            path = str(store(place, size))
            for form in (["today"], ["today", "--json"]):
                command = ["--store", path, "--as-of", "2026-11-23", *form]
                goal = 6 if form == ["today"] else 25
                tell(
                    f"pmdesk {' '.join(form)} at {size}",
                    process([pmdesk, *command], 9),
                    nothing,
                    goal,
                    "python -c pass",
                )
                print(f"     modules loaded by it: {loaded(*command)}")
            command = ["--store", path, "--as-of", "2026-11-23", "conflicts", "--json"]
            taken = process([pmdesk, *command], 3)
            times = f"{taken / nothing:.1f} × python -c pass"
            print(f"     pmdesk conflicts --json at {size}: {times}; loads {loaded(*command)}")


if __name__ == "__main__":
    main()
