"""SQL of one visitor on the tables of their log: checked, run where it can reach nothing else, and ended in time."""

from __future__ import annotations

import weakref
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from threading import Lock, Timer
from time import monotonic, perf_counter
from typing import Any

import pyarrow as pa

from analysis.notebook.sandbox import sql_gate
from analysis.notebook.sandbox.cell_errors import Cancelled, CellError, NotConfined, TooMuch
from analysis.notebook.sandbox.confinement_check import check_confinement
from analysis.notebook.sandbox.duckdb_errors import explain_error, memory_error, time_error
from analysis.notebook.sandbox.limits import MB, Limits
from analysis.notebook.sandbox.worker_pool import SHARED_POOL, WorkerPool
from analysis.notebook.sandbox.worker_process import ProcessEnded, WorkerProcess


@dataclass(frozen=True)
class QueryResult:
    """The rows of a query, whether there were more than a result may have, and the seconds it took."""

    table: pa.Table
    truncated: bool
    seconds: float


class Worker:
    """Runs the SQL of one session, one query at a time, from any thread; another one waits for its turn.

    Its process starts with the first query, is ended and replaced where a query asks too much of it, and rests while
    it is not used. `tables` are those of `log_tables.read_tables(log)`; no query can change them.
    """

    def __init__(
        self, tables: Mapping[str, pa.Table], limits: Limits | None = None, pool: WorkerPool = SHARED_POOL
    ) -> None:
        self._tables = dict(tables)
        self._limits = limits or Limits()
        self._pool = pool
        self._running = Lock()
        self._process: WorkerProcess | None = None
        self._idle: Timer | None = None
        self._cancelled = False
        self.last_used = monotonic()

    def run(self, sql: str, earlier: Mapping[str, pa.Table] | None = None) -> QueryResult:
        """The rows of one query on the log's tables and on `earlier` results, by name.

        Raises CellError for SQL that can't be read or is not allowed, for a query that fails, takes too long or too
        much memory or was cancelled, and where SQL is off.
        """
        if not (confinement := check_confinement()):
            raise NotConfined("SQL cells are off", confinement.reason)
        earlier = {name.lower(): table for name, table in (earlier or {}).items()}
        sql_gate.check_result_names(self._tables, earlier)
        with self._running:
            self._cancelled = False
            try:
                with self._pool.turn(self):
                    return self._run_query(sql, earlier)
            except ProcessEnded as ended:
                self._end_process(ended.why)
                raise self._explain_end(ended.why) from ended
            finally:
                self._schedule_rest()

    @property
    def pid(self) -> int | None:
        """The number of its process, while it has one."""
        return self._process.pid if self._process else None

    def cancel(self) -> None:
        """Stop the query that is running or waiting, if there is one: its `run` raises Cancelled."""
        self._cancelled = True
        process = self._process
        if process and self._running.locked():
            process.end("cancelled")

    def close(self) -> None:
        """Stop everything and give the memory back."""
        self.cancel()
        with self._running:
            self._end_process("closed")

    def rest(self) -> bool:
        """End the process, unless a query is running on it. The next query starts another."""
        free = self._running.acquire(blocking=False)
        if free:
            self._end_process("rests")
            self._running.release()
        return free

    def _run_query(self, sql: str, earlier: Mapping[str, pa.Table]) -> QueryResult:
        process = self._ensure_process()
        if self._cancelled:
            raise ProcessEnded("cancelled")
        reads = self._check_sql(process, sql, {*self._tables, *earlier})
        start = perf_counter()
        response, rows = process.send(
            {"do": "run", "sql": sql}, {name: table for name, table in earlier.items() if name in reads}
        )
        seconds = perf_counter() - start
        self._raise_error(response, sql)
        table = read_table(rows)
        if response["truncated"] and not table.num_rows:
            raise TooMuch(
                "One row of this result is too large",
                f"A result has at most {self._limits.size // MB} MB: choose fewer columns or shorter texts.",
            )
        return QueryResult(table, response["truncated"], seconds)

    def _check_sql(self, process: WorkerProcess, sql: str, known: Collection[str]) -> Collection[str]:
        """The tables that a query reads, once it is known to do nothing but read."""
        sql_gate.check_text(sql)
        response, tree = process.send({"do": "parse", "sql": sql})
        self._raise_error(response, sql)
        return sql_gate.check_tree(tree, sql, known)

    def _raise_error(self, response: Mapping[str, Any], sql: str) -> None:
        """Raise the error in a response, if there is one; some errors end the worker."""
        if response.get("last"):
            self._end_process("died")
        if "error" in response:
            raise explain_error(response["error"], sql, self._limits)

    def _ensure_process(self) -> WorkerProcess:
        if self._process is None:
            try:
                process = WorkerProcess(self._tables, self._limits)
            except ProcessEnded as ended:
                raise TooMuch(
                    "This log is too large for SQL cells",
                    "They have half a GB for its tables; bring fewer rows or columns to ask it in SQL.",
                ) from ended
            if tuple(process.greeting["held"]) != check_confinement().layers:
                process.end("unconfined")
                raise NotConfined(
                    "This query was not run", "It could not be shut in this time; run it again."
                )
            self._process = process
        return self._process

    def _end_process(self, why: str) -> None:
        if self._process:
            self._process.end(why)
        self._process = None

    def _schedule_rest(self) -> None:
        """Let the process go when nobody has asked anything for a while; no timer keeps a worker from being dropped."""
        if self._idle:
            self._idle.cancel()
        self.last_used = monotonic()
        self._idle = Timer(self._limits.idle_seconds, _release, [weakref.ref(self)])
        self._idle.daemon = True
        self._idle.start()

    def _explain_end(self, why: str) -> CellError:
        if why == "cancelled":
            return Cancelled("You stopped this query", "Run the cell again when you want its result.")
        return time_error(self._limits) if why == "late" else memory_error()


def _release(worker: weakref.ref[Worker]) -> None:
    if (alive := worker()) is not None:
        alive.rest()


def read_table(rows: bytes) -> pa.Table:
    """The table in an Arrow stream, validated: nothing that a worker sends is trusted."""
    try:
        table = pa.ipc.open_stream(rows).read_all()
        table.validate(full=True)
    except pa.ArrowException as error:
        raise ProcessEnded("died") from error
    for at, field in enumerate(table.schema):
        if pa.types.is_decimal(field.type) and field.type.scale == 0:
            table = table.set_column(at, field.name, _as_integers(table.column(at)))
    return table


def _as_integers(numbers: pa.ChunkedArray) -> pa.ChunkedArray:
    """Sums of whole numbers as whole numbers, where they are not too large: DuckDB gives decimals of 38 digits."""
    try:
        return numbers.cast(pa.int64())
    except pa.ArrowInvalid:
        return numbers
