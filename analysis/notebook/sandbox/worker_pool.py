"""How many queries may run in this app at once, and how many workers may wait for the next one."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import BoundedSemaphore, Lock
from typing import Protocol
from weakref import WeakSet

from analysis.notebook.sandbox.cell_errors import Busy
from analysis.notebook.sandbox.limits import MB

MOST_ALIVE = 24
PATIENCE = 8.0
CGROUP = ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")


class PooledWorker(Protocol):
    """A worker with a process: when it was last used, and whether the process can be ended."""

    last_used: float

    def rest(self) -> bool:
        """End the process, unless a query is running on it."""


class WorkerPool:
    """Turns for queries, first come, first served; and room for the processes that wait for the next query.

    A query that runs may take a GB and a whole processor, a process that waits 40 MB and nothing else.
    """

    def __init__(self, running: int, alive: int = MOST_ALIVE, patience: float = PATIENCE) -> None:
        self.running, self.alive, self.patience = running, max(running, alive), patience
        self._turns = BoundedSemaphore(running)
        self._lock = Lock()
        self._workers: WeakSet[PooledWorker] = WeakSet()

    @contextmanager
    def turn(self, worker: PooledWorker) -> Iterator[None]:
        """Wait for a turn and have it. Raises Busy where none comes up in time."""
        if not self._turns.acquire(timeout=self.patience):
            raise Busy(
                "Others are asking right now",
                f"{self.running} queries can run at once and more are waiting: run this cell again in a few seconds.",
            )
        try:
            self._make_room(worker)
            yield
        finally:
            self._turns.release()

    def _make_room(self, worker: PooledWorker) -> None:
        """Keep this worker's process; end those that have waited longest, where there are too many."""
        with self._lock:
            others = sorted(self._workers - {worker}, key=lambda other: other.last_used)
            for other in others[: max(0, len(others) + 1 - self.alive)]:
                if other.rest():
                    self._workers.discard(other)
            self._workers.add(worker)


def count_affordable() -> int:
    """How many queries this machine or container can run at once: one a processor, and one a GB of memory."""
    if not sys.platform.startswith("linux"):
        return 1  # and none of them, since nothing can shut them in there
    return max(1, min(os.cpu_count() or 1, _memory_size() // (1024 * MB)))


def _memory_size() -> int:
    texts = [Path(path).read_text(encoding="ascii").strip() for path in CGROUP if Path(path).exists()]
    physical = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return min([physical, *(int(text) for text in texts if text.isdigit())])


SHARED_POOL = WorkerPool(count_affordable())
"""The pool of this app."""
