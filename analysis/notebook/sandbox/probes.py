"""Everything that a worker must not be able to do, tried by a worker whose database has no lock of its own.

What is left to stop it is the system, so a host that confines nothing is found out before a visitor's SQL runs on it.
"""

from __future__ import annotations

import contextlib
import errno
import os
import socket
from collections.abc import Callable
from pathlib import Path

import duckdb

from analysis.notebook.sandbox.limits import Limits
from analysis.notebook.sandbox.worker_database import WorkerDatabase

READABLE = Path("/etc/passwd")
"""A file that every host has and everybody may read."""

READ_QUERY = (
    f"from read_csv('{READABLE}', columns = {{'line': 'varchar'}}, delim = '|', quote = '', header = false)"
)
REFUSALS = (errno.EPERM, errno.EACCES, errno.ENETUNREACH, errno.EAGAIN)
"""How the system refuses. A connection that only the other side refused did get out."""


def run_probes(database: WorkerDatabase, folder: Path) -> dict[str, bool]:
    """Each attempt, and whether it was refused. Files that an attempt left in `folder` are removed."""
    own, copied = folder / f"probe-{os.getpid()}", folder / f"probe-{os.getpid()}.csv"
    attempts: dict[str, Callable[[], object]] = {
        "read a file": READABLE.read_bytes,
        "write a file": own.touch,
        "list a folder": lambda: list(Path("/").iterdir()),
        "read the environment": Path("/proc/self/environ").read_bytes,
        "open a connection": lambda: socket.socket().connect(("127.0.0.1", 9)),
        "send a message": lambda: socket.socket(type=socket.SOCK_DGRAM).sendto(b"", ("127.0.0.1", 9)),
        "start a program": lambda: os.waitpid(os.posix_spawn("/bin/true", ["true"], {}), 0),
        "read a file through the database": lambda: database.run(READ_QUERY, {}, Limits()),
        "write a file through the database": lambda: database.run(
            f"copy (select 1) to '{copied}'", {}, Limits()
        ),
    }
    refusals = {name: _is_refused(attempt) for name, attempt in attempts.items()}
    for path in (own, copied):
        with contextlib.suppress(OSError):  # an attempt that was refused left no file
            path.unlink()
    return refusals


def _is_refused(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except duckdb.Error:
        return True
    except OSError as error:  # one without a number is DuckDB's, which says that there is no such file
        return error.errno is None or error.errno in REFUSALS
    return False
