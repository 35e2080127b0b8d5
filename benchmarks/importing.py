"""A CSV file brought as a log, beside DuckDB's bare `read_csv` of it: seconds, and memory added, in a new process."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import NamedTuple

import duckdb

from benchmarks.clock import taken
from data.database import LIMITS
from data.imports.log import import_log
from data.imports.upload import Upload


class Cost(NamedTuple):
    """Seconds, and bytes of memory that were needed at the most beyond those of the process before."""

    seconds: float
    added: float


def bring(path: Path) -> None:
    """To typed tables with threads in order: what a person waits for after an upload."""
    import_log(Upload(path.read_bytes(), path.name)).close()


def read_barely(path: Path) -> None:
    """Text into a table, and no more."""
    with duckdb.connect(config=dict(LIMITS)) as connection:
        connection.execute(
            "create table log as select * from read_csv($path, all_varchar = true, header = true)",
            {"path": str(path)},
        )


def in_turn(path: Path, times: int) -> tuple[Cost, Cost]:
    """What bringing costs, and what reading barely costs: the median of several turns A B A B."""
    turns = [(alone(bring, path), alone(read_barely, path)) for _ in range(times)]
    ours, bare = zip(*turns, strict=True)
    return _middle(ours), _middle(bare)


def alone(act: Callable[[Path], None], path: Path) -> Cost:
    """What an act costs in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(cost, act, path).result()


def cost(act: Callable[[Path], None], path: Path) -> Cost:
    """What an act costs here; the memory is right only in a process that did nothing before."""
    before = memory("VmRSS")
    seconds = taken(lambda: act(path))
    return Cost(seconds, memory("VmHWM") - before)


def memory(kind: str) -> int:
    """Bytes of memory that this process has now (VmRSS) or had at the most (VmHWM), as Linux tells it."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    [kilobytes] = [line.split()[1] for line in lines if line.startswith(f"{kind}:")]
    return int(kilobytes) * 1024


def _middle(costs: tuple[Cost, ...]) -> Cost:
    return Cost(*(median(values) for values in zip(*costs, strict=True)))
