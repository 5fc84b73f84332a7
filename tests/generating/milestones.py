"""Milestones in chains."""

from random import Random

from tests.generating.world import PAST, Desk, Engagement, Rows

STEPS = [
    "Scope agreed",
    "Design approved",
    "Build complete",
    "Test passed",
    "Training held",
    "Sign-off",
    "Site ready",
    "Handover",
    "Data loaded",
    "Review held",
]
KINDS = ("deliverable",) * 5 + ("decision", "payment", "go-live", "report")


def milestone_rows(desk: Desk) -> Rows:
    """Chains of milestones in date order, done up to the anchor, but for a few."""
    rng = desk.rng("milestones")
    for e, count in desk.shares(desk.size.milestones):
        before: tuple[str, int] | None = None
        for n in range(count):
            due = e.start + (n + 1) * (e.end - e.start) // (count + 1)
            due = due if rng.random() < 0.01 else min(desk.working(due, e.client), e.end)
            due = max(due, before[1]) if before else due
            if n == count - 1 and rng.random() < 0.15:
                due = e.end + 5
            status = _status(rng, due)
            yield _milestone(desk, rng, e, n + 1, due, status, before)
            if status != "cancelled" or rng.random() < 0.05:
                before = _key(e, n + 1), due


def _key(e: Engagement, n: int) -> str:
    return f"{e.key}.M{n:04}"


def _status(rng: Random, due: int) -> str:
    if rng.random() < 0.02:
        return "cancelled"
    if due < PAST:
        return "done" if rng.random() < 0.97 else "planned"
    return "at-risk" if rng.random() < 0.05 else "planned"


def _milestone(
    desk: Desk, rng: Random, e: Engagement, n: int, due: int, status: str, before: tuple[str, int] | None
) -> tuple[object, ...]:
    key = _key(e, n)
    owner = rng.choice(("me", "me", f"client/{e.client.key}", f"contact/{rng.choice(e.client.contacts)}", "vendor"))
    if owner == "vendor":
        owner = f"vendor/{rng.choice(e.vendors).key}" if e.vendors else "me"
    after = ""
    if before and rng.random() < 0.6:
        lag = rng.randrange(0, due - before[1] + 1) if rng.random() < 0.99 else due - before[1] + 3
        after = f"{before[0]}+{lag}d" if lag else before[0]
    baseline = desk.iso[max(0, due - rng.choice((7, 14)))] if rng.random() < 0.1 else ""
    done_on = desk.iso[min(due + rng.randrange(0, 3), PAST - 1)] if status == "done" else ""
    criterion = "Signed by the owner" if rng.random() < 0.1 else ""
    by, on = (rng.choice(e.client.contacts), done_on) if criterion and done_on else ("", "")
    site = rng.choice(e.client.sites) if rng.random() < 0.2 else ""
    url = f"https://example.com/{key.lower()}" if rng.random() < 0.1 else ""
    return (
        key, e.key, f"{rng.choice(STEPS)} {n}", desk.iso[due], status, rng.choice(KINDS), owner, after, baseline,
        done_on, site, criterion, by, on, url, "",
    )  # fmt: skip
