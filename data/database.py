"""The DuckDB of one log alone: in memory, within limits, with the vocabularies as types."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from data import sql_files
from data.errors import LogError
from data.playbook import CHANNELS, STAGES

SQL_FOLDER = Path(__file__).parent / "sql"

ENUMS = {
    "channel": [*CHANNELS],
    "strategy": [
        "thank_you",
        "next_steps",
        "materials",
        "connect",
        "engage",
        "letter",
        "conversation",
        "referral",
        "event",
        "news",
        "introduction",
        "application",
        "other",
    ],
    "stage": [*STAGES],
    "milestone": ["applied", "screen", "interview", "final", "offer", "accepted", "rejected", "withdrawn"],
}
"""The vocabularies in the order in which they are shown; stages in the order in which they are reached."""

LIMITS: dict[str, str] = {
    "memory_limit": "2GB",
    "temp_directory": "",  # a log is private: what does not fit into memory is refused, never written to disk
    "threads": "2",
    "autoinstall_known_extensions": "false",
}
SHUT = ("enable_external_access=false", "python_enable_replacements=false", "lock_configuration=true")
"""After these a database can reach no file, no network and no Python variable, and stays so."""


class TooLarge(LogError):
    """A log that does not fit into the memory it is given."""

    def __init__(self) -> None:
        super().__init__(
            f"This log needs more than {LIMITS['memory_limit']} of memory. Bring fewer rows or columns at once."
        )


class Database:
    """A database that one log has to itself. Each statement has a cursor of its own: one serves one query at a time."""

    def __init__(self, **limits: str) -> None:
        self._connection = connect(**limits)
        self._seeing: duckdb.DuckDBPyConnection | None = None

    def execute(self, sql: str, parameters: dict[str, Any] | None = None) -> duckdb.DuckDBPyConnection:
        """Run one statement. Raises TooLarge where the log outgrows its memory."""
        try:
            return (self._seeing or self._connection.cursor()).execute(sql, parameters)
        except duckdb.OutOfMemoryException as error:
            raise TooLarge from error

    def records(self, sql: str, parameters: dict[str, Any] | None = None) -> list[dict[str, Any]]:
        """The rows of one query as dicts."""
        cursor = self.execute(sql, parameters)
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def columns(self, sql: str, parameters: dict[str, Any] | None = None) -> dict[str, np.ndarray]:
        """The rows of one query without empty cells, each column as numbers."""
        columns = self.execute(sql, parameters).fetchnumpy()
        return {name: np.asarray(column) for name, column in columns.items()}

    def table(self, sql: str, parameters: dict[str, Any] | None = None) -> pa.Table:
        """The rows of one query as an Arrow table."""
        return self._connection.cursor().sql(sql, params=parameters).to_arrow_table()

    def run(self, name: str, **parameters: Any) -> None:
        """Run a file of `data/sql`, one statement after the other, each with the parameters that it names."""
        for statement in sql_files.split_statements(read_query(name)):
            self.execute(statement, sql_files.bind_parameters(statement, parameters))

    def fill(self, table: str, names: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
        """Make a table from rows made here; its columns are text, but for moments and flags."""
        types = {"moment": pa.timestamp("us"), "timed": pa.bool_()}
        columns = list(zip(*rows, strict=True)) or [()] * len(names)
        arrays = [
            pa.array(column, types.get(name, pa.string()))
            for name, column in zip(names, columns, strict=True)
        ]
        with self.lent("lent", pa.table(arrays, names=list(names))) as cursor:
            cursor.execute(f"create table {table} as select * from lent")  # noqa: S608 - a table of ours

    @contextmanager
    def lent(self, name: str, table: pa.Table) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor that sees an Arrow table under a name (a registered table is seen by its own cursor only)."""
        cursor = self._connection.cursor()
        cursor.register(name, table)
        yield cursor
        cursor.unregister(name)

    @contextmanager
    def seeing(self, name: str, table: pa.Table) -> Iterator[None]:
        """As long as this lasts, every statement sees an Arrow table under a name."""
        with self.lent(name, table) as self._seeing:
            yield
        self._seeing = None

    def pack(self) -> None:
        """Packed, the tables so far take a third of the memory and are no slower to ask."""
        self.execute("checkpoint")

    def shut(self) -> None:
        """Let nothing in or out from now on."""
        for setting in SHUT:
            self._connection.cursor().execute(f"set {setting}")

    def close(self) -> None:
        """Give the memory back."""
        self._connection.close()


def connect(**limits: str) -> duckdb.DuckDBPyConnection:
    """A database in memory, within limits, that knows the vocabularies as types."""
    connection = duckdb.connect(":memory:", config={**LIMITS, **limits})
    for name, words in ENUMS.items():
        connection.execute(f"create type {name} as enum ({', '.join(map(repr, words))})")
    connection.execute(read_query("macros"))
    return connection


def read_query(name: str) -> str:
    """A file of `data/sql` behind its steps."""
    return sql_files.read_sql(SQL_FOLDER / f"{name}.sql")
