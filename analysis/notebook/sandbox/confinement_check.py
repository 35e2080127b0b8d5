"""Whether this host can confine a worker: tried once, by a worker that does everything it must not be able to do."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from analysis.notebook.sandbox.limits import Limits
from analysis.notebook.sandbox.worker_process import ProcessEnded, WorkerProcess


@dataclass(frozen=True)
class Confinement:
    """True where SQL of visitors is safe to run; else `reason` says why not. `layers`: which of them this host has."""

    reason: str = ""
    layers: tuple[bool, ...] = ()

    def __bool__(self) -> bool:
        return not self.reason


@cache
def check_confinement() -> Confinement:
    """Whether SQL cells can be on. Takes half a second, once."""
    if not sys.platform.startswith("linux"):
        return Confinement("SQL cells are off: they need a host with Linux, which can shut a query in.")
    try:
        greeting = WorkerProcess({}, Limits(), "probe").greeting
    except ProcessEnded:
        return Confinement("SQL cells are off: the process that runs them does not start on this host.")
    return judge_probes(greeting["tried"], tuple(greeting["held"]))


def judge_probes(refusals: Mapping[str, bool], layers: tuple[bool, ...]) -> Confinement:
    """The result of the probes: one that got through is enough to leave SQL cells off."""
    through = [name for name, refused in refusals.items() if not refused]
    if through or not refusals:
        return Confinement(f"SQL cells are off: on this host a query could {', '.join(through)}.", layers)
    return Confinement(layers=layers)
