"""Whether this host can confine a worker: tried once, by a worker that does everything it must not be able to do."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from analysis.notebook.sandbox.limits import Limits
from analysis.notebook.sandbox.worker_process import Ended, Process


@dataclass(frozen=True)
class Confinement:
    """True where SQL of visitors is safe to run; else `reason` says why not. `held`: the layers that this host has."""

    reason: str = ""
    held: tuple[bool, ...] = ()

    def __bool__(self) -> bool:
        return not self.reason


@cache
def confined() -> Confinement:
    """Whether SQL cells can be on. Takes half a second, once."""
    if not sys.platform.startswith("linux"):
        return Confinement("SQL cells are off: they need a host with Linux, which can shut a query in.")
    try:
        greeting = Process({}, Limits(), "probe").greeting
    except Ended:
        return Confinement("SQL cells are off: the process that runs them does not start on this host.")
    return judged(greeting["tried"], tuple(greeting["held"]))


def judged(tried: Mapping[str, bool], held: tuple[bool, ...]) -> Confinement:
    """What the probes say: one that got through is enough to leave SQL cells off."""
    through = [name for name, refused in tried.items() if not refused]
    if through or not tried:
        return Confinement(f"SQL cells are off: on this host a query could {', '.join(through)}.", held)
    return Confinement(held=held)
