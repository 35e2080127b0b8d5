"""Times that can be compared on a busy machine: both sides take turns, and the middle of several turns counts."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import Any


def taken(act: Callable[[], Any]) -> float:
    """Seconds that it takes once."""
    start = perf_counter()
    act()
    return perf_counter() - start


def in_turn(*acts: Callable[[], Any], times: int) -> tuple[float, ...]:
    """The median seconds of each, after one turn that warms caches: A B A B A B."""
    turns = [[taken(act) for act in acts] for _ in range(times + 1)][1:]
    return tuple(map(median, zip(*turns, strict=True)))
