"""Hostile text in every field, through every exit: no crash, no control sign, no action, and shown as it is."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from pmdesk.exchange.workbook.cells import unguarded
from pmdesk.model import NOUNS, columns_of
from pmdesk.model.clean import clean
from tests.safety import marked, outputs
from tests.safety.nursery import Answer, Nursery
from tests.safety.tally import Tally
from tests.safety.walking import walk
from tests.tui.hostile import PAYLOADS

DAY = ("--as-of", marked.TODAY.isoformat())
KEY = marked.key_of(1)
FEW = 5
"""Up to so many payloads the screens are left to the tests of the screens."""
_BARRED = re.compile("[\x00\ud800-\udfff]")
"""What no file of text and no argument can hold: an import refuses it, and that is tried elsewhere."""
_UNLIKE = re.compile(r"\s+")


def prove(folder: Path, count: int) -> Tally:
    """Send the first ``count`` payloads through every exit, and show them all on every screen."""
    tally = Tally()
    with Nursery() as nursery:
        for number, payload in enumerate(PAYLOADS[:count]):
            place = folder / f"payload{number}"
            for exit_, fault in _exits(nursery, place, _BARRED.sub("", payload)):
                tally.count(fault and f"{payload[:20]!r}, {exit_}: {fault}")
        store = folder / "screens.db"
        answer = nursery.run(store, *DAY, "import", _book(folder / "screens", PAYLOADS[:count]))
        tally.count(answer.err)
    for screen, fault in walk(store, DAY) if count > FEW else ():
        tally.count(fault and f"{screen}: {fault}")
    return tally


def _book(folder: Path, payloads: Sequence[str]) -> Path:
    """Write a workbook in which each text is a payload."""
    marked.write(folder, len(payloads))
    texts = {f"{noun.FILE}.csv": _texts(noun) for noun in NOUNS}
    for path in folder.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for row in rows:
            whose = next((int(found[3:5]) for found in marked.MARK.findall(" ".join(row.values()))), 1) or 1
            payload = _BARRED.sub("", payloads[whose - 1])
            row.update({name: payload for name in row if name in texts[path.name] and row[name]})
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    return folder


def _texts(noun: type) -> set[str]:
    """Name the columns in which anything may be written; a name of nothing but blanks would be none."""
    return {name for name, column in columns_of(noun).items() if column.kind.name == "text"}


def _exits(nursery: Nursery, place: Path, payload: str) -> Iterator[tuple[str, str]]:
    store, out = place / "s.db", place / "out"
    place.mkdir()
    answer = nursery.run(store, *DAY, "import", _book(place / "book", [payload]))
    yield "import", _fault(answer, {0}) if clean(payload).strip() else _fault(answer, {2})
    for args in _commands(nursery, store, out):
        yield " ".join(args), _fault(nursery.run(store, *DAY, *args), {0, 1})
    for args in _wrong(payload, place):
        yield f"{args[0]} {args[-1][:20]!r}", _fault(nursery.run(store, *DAY, *args), {0, 1, 2, 3})
    made = sorted(path for path in out.rglob("*") if path.is_file())
    for path in made:
        yield path.name, outputs.fault_of_file(path)
    yield "the names of files", "" if {path.parent for path in made} <= {out, out / "book", out / "cal"} else str(made)
    yield "as it is", _as_it_is(out, payload)


def _commands(nursery: Nursery, store: Path, out: Path) -> Iterator[tuple[str, ...]]:
    for form in ((), ("--json",)):
        yield "conflicts", *form
        yield "conflicts", "--audience", KEY, *form
        yield "today", *form
        yield "slot", "45m", "--client", KEY, "--with", marked.SHARED, *form
        yield "bid", "--hours", "20", "--from", "2026-12-01", "--to", "2026-12-31", *form
        yield "report", KEY, *form
    held = json.loads(nursery.run(store, *DAY, "conflicts", "--json").out)["conflicts"]
    for found in {item["kind"]: item["id"] for item in held}.values():
        yield "fixes", found
    yield "export", "csv", "--out", str(out / "book")
    yield "export", "json", "--out", str(out / "dump.json")
    yield "export", "ics", "--out", f"{out / 'cal'}/", "--include", "milestones,events,blackouts,terms"
    for page in ("plan.html", "plan.svg"):
        yield "export", "timeline", "--client", KEY, "--out", str(out / page)
    for page in ("report.html", "report.md"):
        yield "report", KEY, "--out", str(out / page)
    for act in ("log", "doctor", "undo", "log", "redo"):
        yield (act,)


def _wrong(payload: str, place: Path) -> Iterator[tuple[str, ...]]:
    """Give the commands in whose errors the payload may be quoted."""
    short = payload[:2000]
    bad = place / "bad"
    bad.mkdir()
    with (bad / "milestones.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["key", "engagement", "title", "due", payload[:40]])
        writer.writerow([short, short, short, short, ""])
    yield "import", str(bad)
    yield "import", str(place / payload.replace("/", "_")[:100])
    for args in (("report",), ("conflicts", "--client"), ("log", "--item"), ("fixes",), ("add",), ("slot",), ("undo",)):
        yield *args, "--", short
    yield "waive", "x", "--reason", short, "--until", short
    yield "add", f"note {short} @{KEY}-W"
    yield "export", "ics", "--client", short, "--out", "-"


def _fault(answer: Answer, wanted: set[int]) -> str:
    if answer.is_traceback or answer.status not in wanted:
        return f"exit {answer.status}: {answer.last}"
    if answer.status > 1 and answer.out:
        return "an error on stdout"
    return outputs.fault_of_text(answer.out, allowed="\n\r\t") or outputs.fault_of_text(answer.err)


def _as_it_is(out: Path, payload: str) -> str:
    """Find the payload in the workbook that comes out, as it went in but for what is never kept."""
    wanted = clean(payload)
    if not wanted.strip():
        return ""
    with (out / "book" / "milestones.csv").open(encoding="utf-8", newline="") as file:
        titles = {unguarded(row["title"]) for row in csv.DictReader(file)}
    return "" if wanted in titles else f"is {sorted(titles)[:1]!r}, not {wanted[:40]!r}"
