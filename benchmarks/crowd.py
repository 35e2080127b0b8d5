"""What a crowd costs everybody else: a page drawn again while twenty sessions run queries made to take everything."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import cycle
from pathlib import Path
from statistics import median
from threading import Event, Thread
from time import sleep

import pyarrow as pa
from streamlit.testing.v1 import AppTest

from analysis.notebook.sandbox.cell_errors import CellError
from analysis.notebook.sandbox.worker import Worker
from benchmarks.clock import taken

ROOT = Path(__file__).parents[1]
SESSIONS = 20
BOMBS = (
    "select count(*) from range(1000000000) a, range(1000000000) b",
    "select levenshtein(repeat('x', 200000), repeat('y', 200000))",
    "select list_transform(range(100000000), lambda x: repeat('x', 100))",
    "select len(range(1000000000))",
    "select repeat('x', 2000000000)",
    "select max(md5(i::varchar)) from range(100000000000) t(i)",
    "select list(i) from range(1000000000) t(i)",
)
"""Time, memory, and both: some run until they are stopped, some end their process at once, over and over again."""

TURNS, PAUSE = 10, 0.3
"""Reruns in a row, and the seconds between them in which the visitor looks."""


def in_turn(times: int) -> tuple[float, float]:
    """Median seconds of a rerun while all is quiet and amid the crowd. Both take turns, after one that warms up."""
    page = visited()
    page.run()
    quiet: list[float] = []
    crowded: list[float] = []
    for _ in range(times):
        quiet += reruns(page)
        with crowd():
            crowded += reruns(page)
    return median(quiet), median(crowded)


def visited() -> AppTest:
    """A visitor who looks at the overview of the sample log."""
    page = AppTest.from_file(ROOT / "app.py", default_timeout=120).run()
    [button] = [button for button in page.button if button.label == "Try it with sample data"]
    return button.click().run()


def reruns(page: AppTest) -> Iterator[float]:
    """Seconds of each rerun."""
    for _ in range(TURNS):
        sleep(PAUSE)
        yield taken(page.run)


@contextmanager
def crowd(sessions: int = SESSIONS) -> Iterator[None]:
    """Sessions that do nothing but run one bomb after the other."""
    over = Event()
    with ExitStack() as leaving:
        for number in range(sessions):
            worker = Worker({"touches": pa.table({"id": [1]})})
            thread = Thread(target=_bombs, args=(worker, number, over))
            thread.start()
            leaving.callback(thread.join)
            leaving.callback(worker.close)
        leaving.callback(over.set)
        yield


def _bombs(worker: Worker, first: int, over: Event) -> None:
    for number, bomb in enumerate(cycle(BOMBS)):
        if over.is_set():
            return
        if number >= first % len(BOMBS):
            try:
                worker.run(bomb)
            except CellError:
                continue
