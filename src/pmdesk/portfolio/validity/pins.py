"""The digits that switch to a client's context: each is one client's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pmdesk.model import Client
from pmdesk.portfolio.validity.batch import Batch
from pmdesk.portfolio.validity.problem import Problem

DIGITS = range(1, 10)


def pins(batch: Batch) -> Iterator[Problem]:
    """Hold that two clients don't have one digit, archived ones included."""
    put = batch.put(Client)
    place = {client.key: number for number, client in enumerate(put)}
    for client in put:
        if client.pin is None:
            continue
        for other in batch.after.where(Client, "pin", client.pin):
            if other.key != client.key and place.get(other.key, -1) < place[client.key]:
                yield batch.problem(client, "pin", f"'{client.pin}' is the pin of {other.key} already")
                break


def allot(clients: Iterable[Client], taken: Iterable[int]) -> Mapping[str, int]:
    """Give the free digits, in order, to the active clients that have none, in order; by key."""
    used = set(taken)
    free = (digit for digit in DIGITS if digit not in used)
    waiting = (client.key for client in clients if client.pin is None and client.status == "active")
    return dict(zip(waiting, free, strict=False))
