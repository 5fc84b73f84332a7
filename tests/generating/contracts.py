"""Engagements, their hours, and the vendors promised to them."""

from random import Random

from tests.generating.world import FUTURE, PAST, Desk, Engagement, Rows, Vendor

WORK = ["rollout", "cutover", "readiness", "migration", "refresh", "pilot", "selection", "audit", "move", "integration"]
CARELESS = 0.05
"""The share of assignments that go to the busiest vendor asked, whether it has room or not."""


def engagement_rows(desk: Desk) -> Rows:
    """About four a client, some with an open end."""
    rng = desk.rng("engagements")
    for n, e in enumerate(desk.engagements):
        end = "" if e.end >= PAST + FUTURE and rng.random() < 0.5 else desk.iso[e.end]
        decision = desk.iso[PAST + rng.randrange(5, 60)] if e.status == "proposed" else ""
        name = f"{rng.choice(WORK).capitalize()} {n % 4 + 1}"
        every = rng.choice(("weekly", "biweekly", "monthly"))
        yield (
            e.key, e.client.key, name, e.status, desk.iso[e.start], end, e.weekly_hours, rng.randrange(20, 400),
            rng.randrange(2_000, 60_000), "EUR", decision, rng.choice((10, 14, 30)), every, "Fri",
            f"{name} on time, without a surprise", "",
        )  # fmt: skip


def allocation_rows(desk: Desk) -> Rows:
    """Scale a third of the engagements that cost hours up in one quarter and down after it."""
    rng = desk.rng("allocations")
    for e in desk.engagements:
        if rng.random() < 0.33 and e.end - e.start > 100:
            middle = e.start + 60
            yield e.key, desk.iso[e.start], desk.iso[middle - 1], round(e.weekly_hours * 1.3, 2)
            yield e.key, desk.iso[middle], desk.iso[middle + 30], round(e.weekly_hours * 0.5, 2)


def assignment_rows(desk: Desk) -> Rows:
    """Three an engagement where a vendor has room; a few are promised regardless. Fills `Engagement.vendors`."""
    rng = desk.rng("assignments")
    for e in desk.engagements:
        for n in range(3):
            start = e.start + rng.randrange(0, (e.end - e.start) // 2)
            end = min(e.end, start + rng.randrange(20, 150))
            vendor = _vendor_with_room(desk, rng, e, start, end)
            if vendor is None:
                continue
            exclusive = "yes" if rng.random() < 0.03 else "no"
            site = rng.choice(e.client.sites) if rng.random() < 0.3 else ""
            status = rng.choice(("confirmed",) * 12 + ("tentative", "cancelled"))
            yield (
                f"{e.key}.A{n + 1}", vendor.key, e.key, desk.iso[start], "" if end == e.end else desk.iso[end], 1,
                exclusive, "Delivery", site, status, "",
            )  # fmt: skip


def _vendor_with_room(desk: Desk, rng: Random, e: Engagement, start: int, end: int) -> Vendor | None:
    weeks = range(start // 7, end // 7 + 1)
    asked = rng.sample(desk.vendors, min(8, len(desk.vendors)))
    free = [vendor for vendor in asked if max(vendor.promised[w] for w in weeks) < vendor.capacity]
    if rng.random() < CARELESS:
        free = [max(asked, key=lambda vendor: max(vendor.promised[w] - vendor.capacity for w in weeks))]
    if not free:
        return None
    for w in weeks:
        free[0].promised[w] += 1
    e.vendors.append(free[0])
    return free[0]
