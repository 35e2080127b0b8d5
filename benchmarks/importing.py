"""Files brought as a log, beside DuckDB's bare reading of them: seconds, and memory added, in a new process."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import NamedTuple, TypeAlias

import duckdb

from benchmarks.clock import taken
from data.combine.bundle import bundle_files
from data.combine.merge import merge
from data.database import LIMITS
from data.imports.log import import_log
from data.imports.upload import Upload

Act: TypeAlias = Callable[[Path], None]


class Cost(NamedTuple):
    """Seconds, and bytes of memory that were needed at the most beyond those of the process before."""

    seconds: float
    added: float


def bring(path: Path) -> None:
    """To typed tables with threads in order: what a person waits for after an upload."""
    import_log(Upload(path.read_bytes(), path.name)).close()


def bring_all(folder: Path) -> None:
    """The files of a folder as one log, as they are when somebody drops them together."""
    uploads = [Upload(path.read_bytes(), path.name) for path in sorted(folder.iterdir())]
    import_log(merge(bundle_files(uploads))).close()


def read_barely(path: Path) -> None:
    """The text of a CSV file into a table, and no more."""
    _make_table("select * from read_csv($path, all_varchar = true, header = true)", path)


def scan_barely(path: Path) -> None:
    """All columns of a Parquet file into a table of text: a log is read from text, whatever a column was before."""
    _make_table("select columns(*)::varchar from read_parquet($path)", path)


def read_all_barely(folder: Path) -> None:
    """The text of all CSV files of a folder into one table, in one statement."""
    read_barely(folder / "*.csv")


def _make_table(query: str, path: Path) -> None:
    with duckdb.connect(config=dict(LIMITS)) as connection:
        connection.execute(f"create table log as {query}", {"path": str(path)})


def in_turn(path: Path, times: int, ours: Act = bring, bare: Act = read_barely) -> tuple[Cost, Cost]:
    """What bringing costs, and what reading barely costs: the median of several turns A B A B."""
    turns = [(alone(ours, path), alone(bare, path)) for _ in range(times)]
    brought, read = zip(*turns, strict=True)
    return _middle(brought), _middle(read)


def alone(act: Act, path: Path) -> Cost:
    """What an act costs in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(cost, act, path).result()


def cost(act: Act, path: Path) -> Cost:
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
