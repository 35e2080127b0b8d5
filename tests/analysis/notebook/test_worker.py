"""Queries of one visitor: what comes back, what it may cost, and what happens to a process that is no longer needed."""

import gc
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from threading import Thread

import pyarrow as pa
import pytest

from analysis.notebook.sandbox import worker as module
from analysis.notebook.sandbox.cell_errors import Busy, Cancelled, CellError, NotConfined, TooMuch
from analysis.notebook.sandbox.confinement_check import Confinement
from analysis.notebook.sandbox.limits import MB
from analysis.notebook.sandbox.worker import Worker
from analysis.notebook.sandbox.worker_pool import WorkerPool, count_affordable
from analysis.notebook.sandbox.worker_process import ProcessEnded
from tests.analysis.notebook.conftest import in_time
from tests.paths import ROOT
from tests.patience import CEILING, PATIENT

ENDLESS = "select levenshtein(repeat('x', 200000), repeat('y', 200000))"
TABLES = {"touches": pa.table({"id": [1, 2, 3]})}
ORPHAN = f"""
import pyarrow as pa
from analysis.notebook.sandbox.limits import Limits
from analysis.notebook.sandbox.worker_process import WorkerProcess
process = WorkerProcess({{"touches": pa.table({{"id": [1]}})}}, Limits(seconds=1, start_seconds={CEILING}))
print(process.pid, flush=True)
process.limits = Limits(seconds=60)
process.send({{"do": "run", "sql": "{ENDLESS}"}})
"""


def alive(pid: int | None) -> bool:
    return Path(f"/proc/{pid}/stat").exists() and " Z " not in Path(f"/proc/{pid}/stat").read_text()


def children() -> set[str]:
    """The processes that this one has started and that live."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(FileNotFoundError, ProcessLookupError):  # it ended in this moment
            state, parent, *_ = path.read_text().rsplit(")", 1)[1].split()
            if int(parent) == os.getpid() and state != "Z":
                found.add(path.parent.name)
    return found


def waited_for(happens: Callable[[], bool]) -> bool:
    """Whether something happens, with all the time that a busy machine may need."""
    for _ in range(CEILING * 20):
        if happens():
            return True
        time.sleep(0.05)
    return False


def asked(worker: Worker, sql: str) -> tuple[Thread, list[CellError]]:
    """Ask in a thread of its own, which has begun to run."""
    errors: list[CellError] = []

    def ask() -> None:
        try:
            worker.run(sql)
        except CellError as error:
            errors.append(error)

    thread = Thread(target=ask)
    thread.start()
    assert waited_for(lambda: worker.pid is not None)
    return thread, errors


def test_a_result_is_the_rows_and_the_time(worker: Worker) -> None:
    result = worker.run("select 1 as one, 'a' as letter")
    assert result.table.to_pydict() == {"one": [1], "letter": ["a"]}
    assert not result.truncated
    assert result.seconds > 0


def test_sums_of_whole_numbers_are_whole_numbers(worker: Worker) -> None:
    assert worker.run("select sum(id) as ids from touches").table.schema.field("ids").type == pa.int64()


def test_a_sum_too_large_for_a_whole_number_is_kept(worker: Worker) -> None:
    found = worker.run("select sum(9000000000000000000) as n from range(100)").table["n"]
    assert found.to_pylist() == [Decimal(900_000_000_000_000_000_000)]


def test_words_of_a_vocabulary_are_in_their_order(worker: Worker) -> None:
    result = worker.run("select distinct stage from touches where stage is not null order by stage")
    assert result.table["stage"].to_pylist() == [
        "prospect",
        "applied",
        "screen",
        "interview",
        "final",
        "offer",
    ]


def test_ten_thousand_rows_are_shown_and_more_are_told(worker: Worker) -> None:
    result = worker.run("from range(10001)")
    assert (result.table.num_rows, result.truncated) == (10_000, True)
    assert not worker.run("from range(10000)").truncated


def test_a_result_has_a_size(worker: Worker) -> None:
    result = worker.run("select repeat('x', 1000000) as text from range(100)")
    assert result.table.nbytes <= 32 * MB
    assert result.truncated


def test_one_row_can_be_too_large(worker: Worker) -> None:
    with pytest.raises(TooMuch, match=r"One row of this result is too large. A result has at most 32 MB"):
        worker.run("select repeat('x', 40000000)")


def test_an_endless_query_ends_with_a_sentence_and_the_next_one_runs(brief: Worker) -> None:
    with pytest.raises(TooMuch) as error:
        brief.run(ENDLESS)
    assert error.value.sentence.startswith("A cell has 3 seconds: count before you join, or read fewer rows")
    assert in_time(brief, "select 1 as one").table["one"].to_pylist() == [1]


def test_a_memory_bomb_ends_with_a_sentence_and_the_next_query_runs(worker: Worker) -> None:
    with pytest.raises(TooMuch, match=r"This query needs too much memory\. Read fewer rows or columns"):
        worker.run("select repeat('x', 2000000000)")
    assert worker.pid is None
    assert worker.run("select 1 as one").table["one"].to_pylist() == [1]


def test_a_query_can_be_stopped_and_the_next_one_runs() -> None:
    worker = Worker(TABLES, PATIENT, WorkerPool(1))
    thread, errors = asked(worker, ENDLESS)
    worker.cancel()
    thread.join(CEILING)
    assert [type(error) for error in errors] == [Cancelled]
    assert worker.run("select count(*) as n from touches").table["n"].to_pylist() == [3]


def test_queries_of_several_threads_take_turns(worker: Worker) -> None:
    found: dict[int, list[int]] = {}

    def ask(number: int) -> None:
        found[number] = worker.run(f"select {number} as n").table["n"].to_pylist()

    threads = [Thread(target=ask, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(CEILING)
    assert found == {number: [number] for number in range(8)}


def test_where_all_turns_are_taken_a_query_is_told_to_wait() -> None:
    places = WorkerPool(1, patience=0.1)
    first, second = (Worker(TABLES, PATIENT, places) for _ in range(2))
    thread, _ = asked(first, ENDLESS)
    with pytest.raises(Busy, match=r"Others are asking right now\. 1 queries can run at once"):
        second.run("select 1")
    first.cancel()
    thread.join(CEILING)


def test_the_process_that_waited_longest_makes_room_for_another() -> None:
    places = WorkerPool(1, alive=2)
    first, second, third = (Worker(TABLES, PATIENT, places) for _ in range(3))
    for each in (first, second, third):
        each.run("select 1")
    assert [each.pid is None for each in (first, second, third)] == [True, False, False]
    assert first.run("select count(*) as n from touches").table["n"].to_pylist() == [3]


def test_a_process_that_nobody_asks_rests() -> None:
    worker = Worker(TABLES, replace(PATIENT, idle_seconds=0.1), WorkerPool(1))
    worker.run("select 1")
    assert waited_for(lambda: worker.pid is None)
    assert worker.run("select 1 as one").table["one"].to_pylist() == [1]


def test_a_closed_worker_leaves_no_process() -> None:
    worker = Worker(TABLES, PATIENT, WorkerPool(1))
    worker.run("select 1")
    pid = worker.pid
    worker.close()
    assert not alive(pid)


def test_a_worker_that_is_dropped_leaves_no_process() -> None:
    worker = Worker(TABLES, PATIENT, WorkerPool(1))
    worker.run("select 1")
    pid = worker.pid
    del worker
    gc.collect()
    assert waited_for(lambda: not alive(pid))


def test_a_query_ends_even_where_the_app_was_killed() -> None:
    app = subprocess.Popen([sys.executable, "-c", ORPHAN], stdout=subprocess.PIPE, cwd=ROOT)
    pid = int((app.stdout or sys.stdin.buffer).readline())
    time.sleep(0.5)  # while which the query has begun
    app.send_signal(signal.SIGKILL)
    app.wait()
    assert waited_for(lambda: not alive(pid))


def test_where_the_host_confines_nothing_no_query_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    reason = "SQL cells are off: on this host a query could read a file."
    monkeypatch.setattr(module, "check_confinement", lambda: Confinement(reason))
    with pytest.raises(NotConfined, match=reason):
        Worker(TABLES).run("select 1")


def test_where_a_layer_of_this_host_fails_once_no_query_runs(
    of_log: dict[str, pa.Table], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "check_confinement", lambda: Confinement(layers=(True, True, False)))
    with pytest.raises(NotConfined, match="could not be shut in"):
        Worker(of_log, PATIENT, WorkerPool(1)).run("select 1")


def test_rows_that_are_no_rows_are_not_taken() -> None:
    broken = pa.StringArray.from_buffers(1, pa.py_buffer(b"\0\0\0\0\2\0\0\0"), pa.py_buffer(b"\xff\xff"))
    stream = pa.BufferOutputStream()
    with pa.ipc.new_stream(stream, pa.schema({"a": pa.string()})) as writer:
        writer.write_table(pa.table({"a": broken}))
    for content in (stream.getvalue().to_pybytes(), b"nonsense"):
        with pytest.raises(ProcessEnded):
            module.read_table(content)


@pytest.mark.long
def test_a_log_that_does_not_fit_is_told_so() -> None:
    numbers = pa.array([hash((place, "x")) for place in range(2**20)], pa.int64())  # nothing packs them
    large = pa.table({"id": pa.chunked_array([numbers] * 100)})
    with pytest.raises(TooMuch, match="This log is too large for SQL cells"):
        Worker({"touches": large}, PATIENT, WorkerPool(1)).run("select 1")


def test_there_is_a_turn_for_each_processor_and_each_gigabyte() -> None:
    assert 1 <= count_affordable() <= (os.cpu_count() or 1)
