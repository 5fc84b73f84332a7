"""The one family of errors: words for the user, a hint what to do, and the exit status."""

from __future__ import annotations

UNREADABLE = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError)
"""What working with a value that no program wrote may raise."""


class PmdeskError(Exception):
    """Anything that is said to the user in one line.

    ``exit_status`` is what the command line ends with (2: the input was wrong, 3: the store could not be used);
    ``hint`` says what to do next, and may be empty.
    """

    exit_status = 2

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} ({self.hint})" if self.hint else self.message


class InputError(PmdeskError):
    """What was asked for or given can't be taken."""


class Refused(InputError):
    """A change, or a workbook, with one line for each thing that is wrong in it."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


class Stale(Refused):
    """A change of what another program has changed meanwhile; nothing was written."""


class StoreError(PmdeskError):
    """The store can't be used: locked, damaged, newer than the program, not writable."""

    exit_status = 3
