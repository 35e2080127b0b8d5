"""How many visitors the app takes at once, and in which order the others follow. No network; times are seconds."""

from __future__ import annotations

import secrets
from collections import deque
from dataclasses import dataclass, field
from typing import NamedTuple

ARRIVAL_SECONDS = 30
"""Seconds for which a seat is reserved for the next visitor in the queue."""
RETURN_SECONDS = 10
"""Seconds for which a seat is reserved for a visitor whose connection broke."""
PATIENCE_SECONDS = 20
"""Seconds after which a visitor who no longer asks leaves the queue."""


class QueuePlace(NamedTuple):
    """A place in the queue: the ticket that keeps it, and its number, from 1."""

    ticket: str
    number: int


@dataclass
class Capacity:
    """Seats: those taken, those reserved, and the visitors who wait for one in the order in which they came."""

    seats: int
    inside: int = 0
    _reserved: deque[float] = field(default_factory=deque)
    _queue: dict[str, float] = field(default_factory=dict)

    def request_seat(self, ticket: str | None, now: float) -> QueuePlace | None:
        """Reserve a seat (None), or return a place in the queue: ask again with its ticket."""
        self._forget_expired(now)
        if ticket is None or ticket not in self._queue:
            ticket = secrets.token_urlsafe(16)
        self._queue[ticket] = now
        before = list(self._queue).index(ticket)
        if before >= self.seats - self.inside - len(self._reserved):
            return QueuePlace(ticket, before + 1)
        del self._queue[ticket]
        self._reserve(now + ARRIVAL_SECONDS)
        return None

    def take_seat(self, now: float) -> bool:
        """Take a seat that is reserved, or a free one; False when there is none."""
        self._forget_expired(now)
        if self._reserved:
            self._reserved.popleft()
        elif self.inside >= self.seats:
            return False
        self.inside += 1
        return True

    def leave_seat(self, now: float) -> None:
        """Leave a seat. It stays reserved for a moment: most who leave have only lost their connection."""
        self.inside -= 1
        self._reserve(now + RETURN_SECONDS)

    def _reserve(self, until: float) -> None:
        self._reserved = deque(sorted((*self._reserved, until)))

    def _forget_expired(self, now: float) -> None:
        while self._reserved and self._reserved[0] <= now:
            self._reserved.popleft()
        self._queue = {
            ticket: asked for ticket, asked in self._queue.items() if asked > now - PATIENCE_SECONDS
        }
