"""A pace for what strangers may do without end: so many at once, and from then on one after the other."""

from threading import Lock
from time import monotonic, sleep


class RateLimit:
    """Lets `burst` through at once, and then one every `seconds`; who comes sooner waits, `longest` seconds at most."""

    def __init__(self, burst: int, seconds: float, longest: float) -> None:
        self._burst, self._seconds, self._longest = burst, seconds, longest
        self._due = 0.0
        self._lock = Lock()

    def keep(self) -> None:
        """Return when it is this caller's turn."""
        with self._lock:
            now = monotonic()
            due = max(self._due, now - self._burst * self._seconds) + self._seconds
            self._due = min(due, now + self._longest)  # a crowd of yesterday delays nobody today
            early = self._due - now
        if early > 0:
            sleep(early)
