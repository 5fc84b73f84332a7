"""What is kept beside the schedule: blackouts, actions, RAID, KPIs, time, notes, lessons."""

from tests.generating.world import FUTURE, PAST, Desk, Rows

WORDS = [
    "scope",
    "budget",
    "crew",
    "permit",
    "freeze",
    "release",
    "vendor",
    "site",
    "access",
    "data",
    "training",
    "contract",
    "scanner",
    "cable",
    "ledger",
    "clinic",
    "store",
    "pilot",
    "audit",
    "invoice",
]
RAID_TYPES = ("risk", "risk", "issue", "assumption", "dependency", "decision")


def blackout_rows(desk: Desk) -> Rows:
    """My leave, two freezes a client a year, one shutdown for every other vendor."""
    rng = desk.rng("blackouts")
    for n in range(9):
        start = rng.randrange(0, PAST + FUTURE)
        yield f"ME-{n + 1}", "me", desk.iso[start], desk.iso[start + rng.choice((0, 4, 9))], "Leave", ""
    for c in desk.clients:
        for n in range(6):
            start = n * 180 + rng.randrange(0, 160)
            blocks = rng.choice(("", "", "milestones", "events", "all"))
            yield f"{c.key}-B{n + 1}", f"client/{c.key}", desk.iso[start], desk.iso[start + 7], "Change freeze", blocks
    for v in desk.vendors[::2]:
        start = rng.randrange(0, PAST + FUTURE)
        yield f"{v.key}-B1", f"vendor/{v.key}", desk.iso[start], desk.iso[start + 4], "Works holiday", ""


def action_rows(desk: Desk) -> Rows:
    """Six an engagement, and a few of my own."""
    rng = desk.rng("actions")
    for n in range(5):
        yield f"ME-T{n + 1}", "", f"Renew {WORDS[n]}", desk.iso[PAST + n], "me", "open", "", "", "mine", ""
    for e in desk.engagements:
        for n in range(6):
            due = e.start + rng.randrange(0, e.end - e.start)
            done = due < PAST and rng.random() < 0.9
            owner = rng.choice(("me", f"client/{e.client.key}", f"contact/{e.client.contacts[0]}"))
            tags = rng.choice(("", "", "start", "closing", "vendor minutes"))
            yield (
                f"{e.key}.T{n + 1}", e.key, f"Send the {rng.choice(WORDS)} list", desk.iso[due], owner,
                "done" if done else "open", "", tags, rng.choice(("mine", "client")), "",
            )  # fmt: skip


def raid_rows(desk: Desk) -> Rows:
    """Five an engagement."""
    rng = desk.rng("raid")
    for e in desk.engagements:
        for n in range(5):
            raised = e.start + rng.randrange(0, e.end - e.start)
            kind, subject = rng.choice(RAID_TYPES), rng.choice(WORDS)
            scored = kind in ("risk", "issue")
            yield (
                f"{e.key}.R{n + 1}", e.key, kind, f"{subject.capitalize()} not settled",
                rng.randint(1, 5) if scored else "", rng.randint(1, 5) if scored else "",
                rng.choice(("avoid", "mitigate", "transfer", "accept")) if kind == "risk" else "",
                f"Settle the {subject}", "", "", rng.choice(("me", f"client/{e.client.key}")), desk.iso[raised],
                desk.iso[raised + 30], "closed" if raised + 60 < PAST else "open",
                e.client.contacts[0] if rng.random() < 0.1 else "", rng.choice(("mine", "client")), "",
            )  # fmt: skip


def kpi_rows(desk: Desk) -> Rows:
    """Two an engagement; one of them is the SLA of its first vendor, if it has one."""
    for e in desk.engagements:
        vendor = e.vendors[0].key if e.vendors else ""
        yield f"{e.key}.K1", e.key, "", "Steps on time", "%", 90, "at-least", 80, "monthly", "no", "client"
        yield f"{e.key}.K2", e.key, vendor, "Answer within", "h", 8, "at-most", 6.5, "weekly", "yes", "mine"


def measurement_rows(desk: Desk) -> Rows:
    """Twelve a KPI, up to the anchor."""
    rng = desk.rng("measurements")
    for e in desk.engagements:
        for key, step, low, high in ((f"{e.key}.K1", 28, 60, 100), (f"{e.key}.K2", 7, 3, 10)):
            for n in range(12):
                if e.start + n * step < min(PAST, e.end):
                    yield key, desk.iso[e.start + n * step], round(rng.uniform(low, high), 2), ""


def time_rows(desk: Desk) -> Rows:
    """About forty entries for an engagement that has begun."""
    rng = desk.rng("time")
    for e in desk.engagements:
        worked = range(e.start, min(PAST, e.end), 3)
        for day in rng.sample(worked, min(40, len(worked))):
            yield e.key, desk.iso[day], rng.randint(1, 16) / 4, rng.choice(("", f"{rng.choice(WORDS)} call"))


def note_rows(desk: Desk) -> Rows:
    """As many as the desk wants, of twelve to thirty words each."""
    rng = desk.rng("notes")
    for n in range(desk.notes_wanted):
        e = rng.choice(desk.engagements)
        text = " ".join(rng.choices(WORDS, k=rng.randint(12, 30))).capitalize()
        yield f"N{n + 1:06}", e.client.key, e.key, desk.iso[rng.randrange(0, PAST)], f"{text}."


def lesson_rows(desk: Desk) -> Rows:
    """One an engagement that has ended."""
    rng = desk.rng("lessons")
    for e in desk.engagements:
        if e.end < PAST:
            a, b, c = rng.sample(WORDS, 3)
            yield (
                f"{e.key}.L1", e.key, f"Ask for the {a} first", desk.iso[e.end], f"The {a} came late", f"No {b}",
                f"Settle the {c} at the start", f"{a} {b}",
            )  # fmt: skip
