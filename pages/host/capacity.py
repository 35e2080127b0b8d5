"""How many may be in at once, and in which order the others come in. Knows no network; all moments are seconds."""

from __future__ import annotations

import secrets
from collections import deque
from dataclasses import dataclass, field
from typing import NamedTuple

ARRIVES = 30
"""Seconds in which somebody who was asked in has to arrive."""
RETURNS = 10
"""Seconds for which a seat is kept for somebody whose connection broke."""
PATIENT = 20
"""Seconds after which somebody who stopped asking has gone."""


class Turn(NamedTuple):
    """A place in the queue: the ticket that keeps it, and how many stand there up to and with its holder."""

    ticket: str
    number: int


@dataclass
class Room:
    """Seats, those who sit, those who were asked in, and those who wait in the order in which they came."""

    seats: int
    inside: int = 0
    _kept: deque[float] = field(default_factory=deque)
    _waiting: dict[str, float] = field(default_factory=dict)

    def ask(self, ticket: str | None, now: float) -> Turn | None:
        """Come in (None), or wait: ask again with the ticket that comes back."""
        self._forget(now)
        if ticket is None or ticket not in self._waiting:
            ticket = secrets.token_urlsafe(16)
        self._waiting[ticket] = now
        before = list(self._waiting).index(ticket)
        if before >= self.seats - self.inside - len(self._kept):
            return Turn(ticket, before + 1)
        del self._waiting[ticket]
        self._keep(now + ARRIVES)
        return None

    def enter(self, now: float) -> bool:
        """Sit down on a seat that was kept, or on a free one; False when there is none."""
        self._forget(now)
        if self._kept:
            self._kept.popleft()
        elif self.inside >= self.seats:
            return False
        self.inside += 1
        return True

    def leave(self, now: float) -> None:
        """Stand up. The seat is kept for a moment: most who leave have only lost their connection."""
        self.inside -= 1
        self._keep(now + RETURNS)

    def _keep(self, until: float) -> None:
        self._kept = deque(sorted((*self._kept, until)))

    def _forget(self, now: float) -> None:
        while self._kept and self._kept[0] <= now:
            self._kept.popleft()
        self._waiting = {ticket: asked for ticket, asked in self._waiting.items() if asked > now - PATIENT}
