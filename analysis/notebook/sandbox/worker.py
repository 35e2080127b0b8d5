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
from analysis.notebook.sandbox.explain import explained, out_of_memory, too_late
from analysis.notebook.sandbox.limits import MB, Limits
from analysis.notebook.sandbox.selfcheck import confined
from analysis.notebook.sandbox.worker_pool import EVERYBODY, Places
from analysis.notebook.sandbox.worker_process import Ended, Process


@dataclass(frozen=True)
class Result:
    """The rows of a query, whether there were more than a result may have, and the seconds it took."""

    table: pa.Table
    truncated: bool
    seconds: float


class Worker:
    """Runs the SQL of one session, one query at a time, from any thread; another one waits for its turn.

    Its process starts with the first query, is ended and replaced where a query asks too much of it, and rests while
    it is not used. `tables` are those of `tables.tables(log)`; no query can change them.
    """

    def __init__(
        self, tables: Mapping[str, pa.Table], limits: Limits | None = None, places: Places = EVERYBODY
    ) -> None:
        self._tables = dict(tables)
        self._limits = limits or Limits()
        self._places = places
        self._running = Lock()
        self._process: Process | None = None
        self._idle: Timer | None = None
        self._cancelled = False
        self.used = monotonic()

    def run(self, sql: str, earlier: Mapping[str, pa.Table] | None = None) -> Result:
        """The rows of one query on the log's tables and on `earlier` results, by name.

        Raises CellError for SQL that can't be read or is not allowed, for a query that fails, takes too long or too
        much memory or was cancelled, and where SQL is off.
        """
        if not (here := confined()):
            raise NotConfined("SQL cells are off", here.reason)
        earlier = {name.lower(): table for name, table in (earlier or {}).items()}
        sql_gate.check_names(self._tables, earlier)
        with self._running:
            self._cancelled = False
            try:
                with self._places.turn(self):
                    return self._answer(sql, earlier)
            except Ended as ended:
                self._end(ended.why)
                raise self._unanswered(ended.why) from ended
            finally:
                self._rest_later()

    @property
    def pid(self) -> int | None:
        """The number of its process, while it has one."""
        return self._process.pid if self._process else None

    def cancel(self) -> None:
        """Stop the query that is running or waiting, if there is one: it raises Cancelled where it was asked."""
        self._cancelled = True
        process = self._process
        if process and self._running.locked():
            process.end("cancelled")

    def close(self) -> None:
        """Stop everything and give the memory back."""
        self.cancel()
        with self._running:
            self._end("closed")

    def rest(self) -> bool:
        """End the process, unless a query is running on it. The next query starts another."""
        free = self._running.acquire(blocking=False)
        if free:
            self._end("rests")
            self._running.release()
        return free

    def _answer(self, sql: str, earlier: Mapping[str, pa.Table]) -> Result:
        process = self._alive()
        if self._cancelled:
            raise Ended("cancelled")
        reads = self._checked(process, sql, {*self._tables, *earlier})
        start = perf_counter()
        said, rows = process.ask(
            {"do": "run", "sql": sql}, {name: table for name, table in earlier.items() if name in reads}
        )
        seconds = perf_counter() - start
        self._heard(said, sql)
        table = opened(rows)
        if said["truncated"] and not table.num_rows:
            raise TooMuch(
                "One row of this result is too large",
                f"A result has at most {self._limits.size // MB} MB: choose fewer columns or shorter texts.",
            )
        return Result(table, said["truncated"], seconds)

    def _checked(self, process: Process, sql: str, known: Collection[str]) -> Collection[str]:
        """The tables that a query reads, once it is known to do nothing but read."""
        sql_gate.check_text(sql)
        said, tree = process.ask({"do": "parse", "sql": sql})
        self._heard(said, sql)
        return sql_gate.check_tree(tree, sql, known)

    def _heard(self, said: Mapping[str, Any], sql: str) -> None:
        """Raise the error that the worker tells of, if it does; after some it is the last that it says."""
        if said.get("last"):
            self._end("died")
        if "error" in said:
            raise explained(said["error"], sql, self._limits)

    def _alive(self) -> Process:
        if self._process is None:
            try:
                process = Process(self._tables, self._limits)
            except Ended as ended:
                raise TooMuch(
                    "This log is too large for SQL cells",
                    "They have half a GB for its tables; bring fewer rows or columns to ask it in SQL.",
                ) from ended
            if tuple(process.greeting["held"]) != confined().held:
                process.end("unconfined")
                raise NotConfined(
                    "This query was not run", "It could not be shut in this time; run it again."
                )
            self._process = process
        return self._process

    def _end(self, why: str) -> None:
        if self._process:
            self._process.end(why)
        self._process = None

    def _rest_later(self) -> None:
        """Let the process go when nobody has asked anything for a while; no timer keeps a worker from being dropped."""
        if self._idle:
            self._idle.cancel()
        self.used = monotonic()
        self._idle = Timer(self._limits.idle_seconds, _let_go, [weakref.ref(self)])
        self._idle.daemon = True
        self._idle.start()

    def _unanswered(self, why: str) -> CellError:
        if why == "cancelled":
            return Cancelled("You stopped this query", "Run the cell again when you want its result.")
        return too_late(self._limits) if why == "late" else out_of_memory()


def _let_go(worker: weakref.ref[Worker]) -> None:
    if found := worker():
        found.rest()


def opened(rows: bytes) -> pa.Table:
    """The table in an Arrow stream. Nothing that a worker sends is taken at its word."""
    try:
        table = pa.ipc.open_stream(rows).read_all()
        table.validate(full=True)
    except pa.ArrowException as error:
        raise Ended("died") from error
    for at, field in enumerate(table.schema):
        if pa.types.is_decimal(field.type) and field.type.scale == 0:
            table = table.set_column(at, field.name, _whole(table.column(at)))
    return table


def _whole(numbers: pa.ChunkedArray) -> pa.ChunkedArray:
    """Sums of whole numbers as whole numbers, where they are not too large: DuckDB gives decimals of 38 digits."""
    try:
        return numbers.cast(pa.int64())
    except pa.ArrowInvalid:
        return numbers
