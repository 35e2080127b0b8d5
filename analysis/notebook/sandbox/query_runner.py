"""The queries of one session: each in a thread of its own, so that whoever asked can watch it and stop it."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor

import pyarrow as pa

from analysis.notebook.sandbox.limits import Limits
from analysis.notebook.sandbox.log_tables import tables
from analysis.notebook.sandbox.worker import Result, Worker
from data.imports.log import Log


class Desk:
    """Takes one query at a time. A page that is drawn anew meanwhile finds the query it asked still running."""

    seconds = Limits().seconds
    """How long a query can take."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self._worker: Worker | None = None
        self._thread = ThreadPoolExecutor(1)
        self._asked: tuple[str, Future[Result]] | None = None

    def ask(self, mark: str, sql: str, earlier: Mapping[str, pa.Table]) -> Future[Result]:
        """The result to come; the same one for the same mark until it is `taken`. Another query is stopped for it."""
        if self._asked and self._asked[0] != mark:
            self.stop()
            self.taken()
        if self._asked is None:
            self._asked = mark, self._thread.submit(self._run, sql, earlier)
        return self._asked[1]

    def taken(self) -> None:
        """The result was taken: what is asked next is asked anew."""
        self._asked = None

    def stop(self) -> None:
        """End the query that is running, if there is one: its result is that it was stopped."""
        if self._worker:
            self._worker.cancel()

    def close(self) -> None:
        """Stop everything and give the memory back."""
        self._thread.shutdown(wait=False, cancel_futures=True)
        if self._worker:
            self._worker.close()

    def _run(self, sql: str, earlier: Mapping[str, pa.Table]) -> Result:
        if self._worker is None:
            self._worker = Worker(tables(self._log))
        return self._worker.run(sql, earlier)
