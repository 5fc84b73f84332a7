from __future__ import annotations

import threading
from typing import Any

from pmdesk.errors import PmdeskError, StoreError
from pmdesk.tui.worker import Failed, Worked, Worker


class Post:
    """Takes the messages that a worker posts."""

    def __init__(self) -> None:
        self.messages: list[Any] = []

    def post_message(self, message: Any) -> bool:
        self.messages.append(message)
        return True

    def answers(self) -> list[object]:
        return [message.result for message in self.messages if isinstance(message, Worked)]


def made() -> tuple[Worker, Post]:
    post = Post()
    return Worker(post), post  # type: ignore[arg-type]  # a pump is all that is asked for


def test_all_work_is_done_on_one_thread_and_in_order() -> None:
    worker, post = made()
    for _ in range(5):
        worker.ask(threading.get_ident, lambda _: None)
    worker.close()
    assert len(set(post.answers())) == 1
    assert threading.get_ident() not in post.answers()


def test_of_a_lane_only_the_newest_is_answered_and_waiting_ones_are_not_begun() -> None:
    worker, post = made()
    gate, begun = threading.Event(), threading.Event()
    ran: list[int] = []

    def first() -> int:
        begun.set()
        gate.wait(10)
        return 0

    def later(number: int) -> int:
        ran.append(number)
        return number

    worker.ask(first, lambda _: None, lane="x")
    begun.wait(10)
    for number in (1, 2, 3):
        worker.ask(lambda number=number: later(number), lambda _: None, lane="x")  # type: ignore[misc]  # bound at once
    worker.ask(lambda: "always", lambda _: None)
    gate.set()
    worker.close()
    assert post.answers() == [3, "always"]
    assert ran == [3]


def test_errors_arrive_as_words() -> None:
    worker, post = made()

    def known() -> None:
        raise StoreError("the store is locked", "wait")

    def unknown() -> None:
        raise RuntimeError("two\nlines")

    worker.ask(known, lambda _: None)
    worker.ask(unknown, lambda _: None)
    worker.close()
    failed = [message.error for message in post.messages if isinstance(message, Failed)]
    assert isinstance(failed[0], StoreError)
    assert isinstance(failed[1], PmdeskError)
    assert failed[1].message == "that failed: RuntimeError: two"
    assert worker.is_idle


def test_the_last_job_runs_after_all_others() -> None:
    worker, _ = made()
    ran: list[str] = []
    worker.ask(lambda: ran.append("work"), lambda _: None)
    worker.close(lambda: ran.append("last"))
    assert ran == ["work", "last"]
