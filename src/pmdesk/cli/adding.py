"""``pmdesk add "LINE"``: the quick capture from the shell."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import click

from pmdesk.cli.options import KEY, Globals, pass_globals, say
from pmdesk.errors import InputError, Stale

if TYPE_CHECKING:
    from pmdesk.capture.reading import Reading
    from pmdesk.capture.situation import Situation
    from pmdesk.capture.words import Problem
    from pmdesk.desk import Desk

TURNS = 100
"""So often a line is read again where another program was faster."""
MOST_CHOICES = 12
"""So many of the things that a line may mean are printed."""


@click.command("add")
@click.argument("words", nargs=-1, required=True, metavar="LINE")
@click.option("--client", type=KEY, help="Read the line as in the focus of this client: @KEY may be left out.")
@click.option("--yes", is_flag=True, help="Take a line that asks for a second Enter (a date far off).")
@pass_globals
def add_command(options: Globals, words: tuple[str, ...], client: str | None, yes: bool) -> int:
    """Add what one line says: a milestone, a meeting, leave, a risk, an action, hours, a note.

    pmdesk add 'UAT sign-off fri @ACME-POS after BUILD'
    """
    from pmdesk.capture.line import read_line

    with options.desk(create=False) as desk:
        for turn in range(TURNS):
            reading = read_line(" ".join(words), _situation(desk, options.lock, client))
            if reading.problems:
                _refuse(reading)
                return 2
            _require(reading, sure=yes)
            try:
                desk.apply(reading.changes, reading.journal)
            except Stale:  # another program took the key, or logged too: read the line against what is there now
                if turn + 1 == TURNS:
                    raise
                continue
            break
    for change in reading.changes:
        say(f"{change.ref}: {reading.says}")
    return 0


def _require(reading: Reading, *, sure: bool) -> None:
    """Refuse what adds nothing, and what asks for a second Enter unless the user is ``sure``."""
    if reading.slot is not None:
        raise InputError("a search for a slot adds nothing", "write the meeting with its time: sync tue 10-10:30")
    if reading.needs_confirm and not sure:
        say(reading.says)
        raise InputError(reading.confirm, "with --yes it is taken all the same")


def _situation(desk: Desk, lock: str | None, client: str | None) -> Situation:
    """Give what the line is read against; under a lock that is what its client may see."""
    from pmdesk.desk.capturing import around_today, situation_of

    portfolio = around_today(desk)
    for key in (lock, client):
        if key is not None and key not in portfolio.clients:
            raise InputError(f"there is no client {key}")
    if lock is not None:
        if client not in {None, lock}:
            raise InputError(f"this is locked to {lock}")
        from pmdesk.audience import for_client

        portfolio = for_client(portfolio, lock)
    return situation_of(desk, focus=lock or client, portfolio=portfolio)


def _refuse(reading: Reading) -> None:
    """Print what can't be read: the line, a mark under the word, what was wanted, and what may be meant."""
    for problem in reading.problems:
        say(" ".join(reading.line.splitlines()), err=True)
        say(_mark(reading.line, problem), err=True)
        say(f"pmdesk: {problem.words}", err=True)
    for choice in reading.choices[:MOST_CHOICES]:
        say(f"  @{choice.label}", err=True)
    if len(reading.choices) > MOST_CHOICES:
        say(f"  and {len(reading.choices) - MOST_CHOICES} more", err=True)


def _mark(line: str, problem: Problem) -> str:
    return " " * _cells(line[: problem.start]) + "^" * max(1, _cells(line[problem.start : problem.end]))


def _cells(text: str) -> int:
    """Give the terminal cells of a text as it is printed: wide characters take two, combining ones none."""
    from pmdesk.model.clean import clean

    shown = clean(text)
    return sum(
        0 if unicodedata.combining(one) else 2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in shown
    )
