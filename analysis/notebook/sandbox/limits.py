"""What a cell may take."""

from __future__ import annotations

from dataclasses import dataclass

MB = 2**20


@dataclass(frozen=True)
class Limits:
    """Seconds on the clock, bytes of memory beyond what the tables take, rows and bytes of a result.

    `start_seconds` is for starting a worker and giving it the tables, `idle_seconds` is how long it then waits unused.
    """

    seconds: float = 8
    memory: int = 768 * MB
    rows: int = 10_000
    size: int = 32 * MB
    start_seconds: float = 30
    idle_seconds: float = 600

    @property
    def engine_milliseconds(self) -> int:
        """When the database stops by itself where it can, which spares the worker."""
        return int(self.seconds * 1000 * 5 / 8)

    @property
    def alarm_seconds(self) -> int:
        """When a worker ends itself, should nobody be left to end it."""
        return int(self.seconds) + 4
