"""One thread that works beside the pages: first what somebody waits for, and never more on its list than is of use."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, TypeVar

T = TypeVar("T")

BACKLOG = 32
"""Pieces of work that may wait; of more, those that nobody has asked after for longest are dropped."""
FRESH = 1.0
"""Seconds after which an asking counts as given up."""


@dataclass(slots=True)
class _Job:
    future: Future[Any]
    work: Callable[[], Any]
    asked: float


class Worker:
    """A list of work and the thread that does it, begun with the first piece.

    Of what was asked for lately the oldest comes first, so that everybody is served in turn; when nobody waits, the
    newest. A piece that is dropped is cancelled: whoever still wants it asks again.
    """

    def __init__(self, name: str, *, backlog: int = BACKLOG) -> None:
        self._name = name
        self._backlog = backlog
        self._jobs: list[_Job] = []
        self._turn = threading.Condition()
        self._thread: threading.Thread | None = None

    def submit(self, work: Callable[[], T]) -> Future[T]:
        """Put a piece of work on the list."""
        job = _Job(Future(), work, time.monotonic())
        with self._turn:
            self._jobs.append(job)
            if len(self._jobs) > self._backlog:
                dropped = min(self._jobs, key=lambda j: j.asked)
                self._jobs.remove(dropped)
                dropped.future.cancel()
            if self._thread is None or not self._thread.is_alive():
                # A daemon: a server that is stopped does not wait for findings nobody will see.
                self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
                self._thread.start()
            self._turn.notify()
        return job.future

    def ask(self, future: Future[Any]) -> None:
        """Say that somebody still waits for a piece of work."""
        with self._turn:
            for job in self._jobs:
                if job.future is future:
                    job.asked = time.monotonic()

    def waiting(self) -> int:
        """How many pieces of work are on the list."""
        with self._turn:
            return len(self._jobs)

    def _next(self) -> _Job:
        with self._turn:
            while not self._jobs:
                self._turn.wait()
            now = time.monotonic()
            job = next((j for j in self._jobs if now - j.asked < FRESH), self._jobs[-1])
            self._jobs.remove(job)
            return job

    def _run(self) -> None:
        while True:
            job = self._next()
            if not job.future.set_running_or_notify_cancel():
                continue
            try:
                result = job.work()
            except BaseException as error:
                job.future.set_exception(error)
            else:
                job.future.set_result(result)
            # Nothing of the work is held on to while the next is waited for.
            del job
