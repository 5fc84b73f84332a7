"""Me, the clients, their people, vendors and sites."""

from tests.generating.world import COLORS, Desk, Rows


def profile(desk: Desk) -> Rows:
    """One row: me."""
    yield "Alex Moreno", "alex@pm.example", "Europe/Madrid", "Mon-Fri 09:00-17:00", "ES-MD"


def client_rows(desk: Desk) -> Rows:
    """All clients; the first nine are pinned."""
    for n, c in enumerate(desk.clients):
        pin = n + 1 if n < 9 else ""
        yield c.key, c.name, f"{c.key.lower()}.example", pin, c.zone, c.hours, c.holidays, COLORS[n % 9], "active", ""


def contact_rows(desk: Desk) -> Rows:
    """Three contacts a client, one a vendor."""
    for c in desk.clients:
        for n, key in enumerate(c.contacts, 1):
            mail = f"{key.lower()}@{c.key.lower()}.example"
            yield key, f"client/{c.key}", f"Kim {key}", ("Sponsor", "Owner", "Coordinator")[n - 1], mail, "", "", n, ""
    for v in desk.vendors:
        mail = f"desk@{v.key.lower()}.example"
        yield f"{v.key}-P1", f"vendor/{v.key}", f"Robin {v.key}", "Delivery", mail, "+1 555 0100", v.place[0], 1, ""


def vendor_rows(desk: Desk) -> Rows:
    """All vendors, with the crews they have; half of them work round the clock."""
    for n, v in enumerate(desk.vendors):
        hours = v.place[1] if n % 2 else "Mon-Sun 00:00-24:00"
        yield v.key, v.name, v.place[0], hours, "", v.capacity, v.name.split()[1], "active", ""


def site_rows(desk: Desk) -> Rows:
    """Three sites a client."""
    for c in desk.clients:
        for n, key in enumerate(c.sites, 1):
            yield key, c.key, f"Site {n}", f"{n} Main Street", "", ""
