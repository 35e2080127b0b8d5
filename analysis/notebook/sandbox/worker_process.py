"""The app's side of one worker process: it gets the tables once, then one request at a time, and is ended when late."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import weakref
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from threading import Lock, Timer
from typing import Any, BinaryIO, cast

import pyarrow as pa

from analysis.notebook.sandbox import messages
from analysis.notebook.sandbox.limits import Limits
from data.database import ENUMS

CHILD = Path(__file__).with_name("worker_main.py")
VOCABULARY = b"vocabulary"
"""The metadata of an Arrow field that names its vocabulary: on the way, types of words become plain texts."""


class ProcessEnded(Exception):
    """The process ended before it responded. `why`: it was "late", the person "cancelled", or it "died"."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class WorkerProcess:
    """A confined child with the tables of one log. Raises ProcessEnded where it ends first."""

    def __init__(self, tables: Mapping[str, pa.Table], limits: Limits, *arguments: str) -> None:
        self.limits = limits
        self._why: str | None = None
        self._ending = Lock()
        self._popen = _start_child(*arguments)
        self.pid = self._popen.pid
        weakref.finalize(self, _kill, self._popen)
        words = {name: _vocabulary_columns(table.schema) for name, table in tables.items()}
        hello = {"limits": asdict(limits), "vocabularies": ENUMS, "words": words}
        self.greeting, _ = self._exchange(hello, tables, limits.start_seconds)

    def send(
        self, request: Mapping[str, Any], tables: Mapping[str, pa.Table] | None = None
    ) -> tuple[dict[str, Any], bytes]:
        """The response of the child to one request, and the bytes that come with it."""
        return self._exchange(request, tables or {}, self.limits.seconds)

    def end(self, why: str) -> None:
        """Stop it at once, whatever it does."""
        with self._ending:
            self._why = self._why or why
            _kill(self._popen)

    def _exchange(
        self, request: Mapping[str, Any], tables: Mapping[str, pa.Table], seconds: float
    ) -> tuple[dict[str, Any], bytes]:
        requests, responses = cast(BinaryIO, self._popen.stdin), cast(BinaryIO, self._popen.stdout)
        with self._time_limit(seconds):
            try:
                messages.send_request(requests, request, tables)
                return messages.read_response(responses, 2 * self.limits.size)
            except (OSError, EOFError, ValueError) as error:
                self.end("died")
                raise ProcessEnded(self._why or "died") from error

    @contextmanager
    def _time_limit(self, seconds: float) -> Iterator[None]:
        late = Timer(seconds, self.end, ["late"])
        late.daemon = True
        late.start()
        try:
            yield
        finally:
            late.cancel()


def _start_child(*arguments: str) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(  # noqa: S603 - a program of ours, with nothing of a visitor in its arguments
            [sys.executable, "-I", str(CHILD), *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={},
            cwd="/",
            close_fds=True,
            start_new_session=True,
        )
    except OSError as error:
        raise ProcessEnded("died") from error


def _kill(popen: subprocess.Popen[bytes]) -> None:
    """End the whole process group, of which the child is the first, and close its pipes."""
    if popen.poll() is None:
        os.killpg(popen.pid, signal.SIGKILL)
        popen.wait()
    for pipe in (popen.stdin, popen.stdout):
        with contextlib.suppress(BrokenPipeError):  # it has not read all of its request
            if pipe:
                pipe.close()


def _vocabulary_columns(schema: pa.Schema) -> dict[str, str]:
    """The columns of a table that are of a vocabulary."""
    return {
        field.name: field.metadata[VOCABULARY].decode()
        for field in schema
        if VOCABULARY in (field.metadata or {})
    }
