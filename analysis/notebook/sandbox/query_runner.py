"""The queries of one session, each in a thread of its own, so that a page can show its progress and stop it."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor

import pyarrow as pa

from analysis.notebook.sandbox.limits import Limits
from analysis.notebook.sandbox.log_tables import read_tables
from analysis.notebook.sandbox.worker import QueryResult, Worker
from data.imports.log import MeasuredLog


class QueryRunner:
    """Runs one query at a time. A page that is drawn again meanwhile finds its query still running."""

    seconds = Limits().seconds
    """How long a query can take."""

    def __init__(self, log: MeasuredLog) -> None:
        self._log = log
        self._worker: Worker | None = None
        self._thread = ThreadPoolExecutor(1)
        self._pending: tuple[str, Future[QueryResult]] | None = None

    def submit(self, fingerprint: str, sql: str, earlier: Mapping[str, pa.Table]) -> Future[QueryResult]:
        """The result to come: the same one for the same fingerprint until `forget`. Another query is stopped for it."""
        if self._pending and self._pending[0] != fingerprint:
            self.stop()
            self.forget()
        if self._pending is None:
            self._pending = fingerprint, self._thread.submit(self._run, sql, earlier)
        return self._pending[1]

    def forget(self) -> None:
        """Let the next query run anew, whatever its fingerprint."""
        self._pending = None

    def stop(self) -> None:
        """End the query that is running, if there is one: its result is that it was stopped."""
        if self._worker:
            self._worker.cancel()

    def close(self) -> None:
        """Stop everything and give the memory back."""
        self._thread.shutdown(wait=False, cancel_futures=True)
        if self._worker:
            self._worker.close()

    def _run(self, sql: str, earlier: Mapping[str, pa.Table]) -> QueryResult:
        if self._worker is None:
            self._worker = Worker(read_tables(self._log))
        return self._worker.run(sql, earlier)
