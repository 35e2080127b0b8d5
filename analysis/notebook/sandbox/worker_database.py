"""The database of a worker: the tables of one log in memory, and nothing else that a query could reach.

Imported only once files and network are out of reach, since DuckDB and Arrow start threads of their own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import duckdb
import pyarrow as pa

from analysis.notebook.sandbox.limits import Limits

LOCKED_SETTINGS = (
    "temp_directory = ''",
    "max_temp_directory_size = '0KB'",
    "memory_limit = '512MB'",
    "threads = 1",
    "python_enable_replacements = false",
    "autoinstall_known_extensions = false",
    "autoload_known_extensions = false",
    "allow_community_extensions = false",
    "allow_persistent_secrets = false",
    "enable_external_file_cache = false",
    "max_expression_depth = 250",
    "TimeZone = 'UTC'",
    "disabled_filesystems = 'LocalFileSystem'",
    "enable_external_access = false",
)
"""In this order: temporary files are given up before the file system is. Set globally, since a cell's cursor does not
inherit what is set for its connection alone."""

BATCH = 2048
QUERY_ERRORS = (duckdb.Error, pa.ArrowException, MemoryError, OSError)
"""What running can raise: DuckDB's own, and for rows that fail on their way out, Arrow's."""

FATAL_ERRORS = ("Out of Memory Error", "FATAL Error", "INTERNAL Error")
"""After one of these the database may be in any state: the worker ends, and the next cell gets a new one."""


class WorkerDatabase:
    """One database, one cell at a time."""

    def __init__(self, vocabularies: Mapping[str, Sequence[str]]) -> None:
        self._connection = duckdb.connect(":memory:", config={"threads": "1", "async_threads": "1"})
        for name, words in vocabularies.items():
            self._connection.execute(f"create type {name} as enum ({', '.join(map(repr, words))})")

    def load(self, name: str, words: Mapping[str, str], batches: pa.RecordBatchReader) -> None:
        """Make a table from Arrow batches; `words` names the vocabularies of some of its columns."""
        typed = ", ".join(f"{column}::{vocabulary} as {column}" for column, vocabulary in words.items())
        rows = self._connection.from_arrow(batches)
        (rows.project(f"* replace ({typed})") if typed else rows).create(name)

    def lock(self, limits: Limits) -> None:
        """Give up every way out, and the way to change that."""
        self._connection.execute("checkpoint")  # packed, the tables leave more of the memory to a query
        time = f"max_execution_time = {limits.engine_milliseconds}"
        for setting in (*LOCKED_SETTINGS, time, "lock_configuration = true"):
            self._connection.execute(f"set global {setting}")

    def parse(self, sql: str) -> bytes:
        """The tree of a text of SQL as JSON: its statements, or why it is none."""
        [tree] = self._connection.cursor().execute("select json_serialize_sql($1)", [sql]).fetchone() or ("",)
        return str(tree).encode()

    def run(self, sql: str, earlier: Mapping[str, pa.Table], limits: Limits) -> tuple[bytes, bool]:
        """The first rows of one statement as an Arrow stream, and whether there are more.

        On a cursor of its own, so that no name or setting of a cell outlives it; it can change nothing either.
        """
        with self._connection.cursor() as cursor:
            for name, table in earlier.items():
                cursor.register(name, table)
            cursor.execute("begin transaction read only")
            statements = cursor.extract_statements(sql)
            if len(statements) != 1:
                raise duckdb.InvalidInputException(f"{len(statements)} statements where one is expected")
            table, truncated = cap_rows(_read_rows(cursor, statements[0]), limits)
            stream = pa.BufferOutputStream()
            with pa.ipc.new_stream(stream, table.schema) as writer:
                writer.write_table(table)
            return stream.getvalue().to_pybytes(), truncated

    def close(self) -> None:
        """Give the memory back."""
        self._connection.close()


def _read_rows(cursor: duckdb.DuckDBPyConnection, statement: duckdb.Statement) -> pa.RecordBatchReader:
    """The rows of a statement as they are asked for; `execute` would first make all of them."""
    try:
        return cursor.sql(statement).to_arrow_reader(BATCH)
    except (duckdb.BinderException, duckdb.CatalogException):
        cursor.execute(statement)  # fails in the same way, and says where
        raise


def cap_rows(batches: pa.RecordBatchReader, limits: Limits) -> tuple[pa.Table, bool]:
    """As many rows as a result may have, and whether there were more."""
    parts: list[pa.RecordBatch] = []
    rows, size = limits.rows, limits.size
    for batch in batches:
        part = batch.slice(0, rows)
        while part.num_rows and part.nbytes > size:
            part = part.slice(0, part.num_rows // 2)
        parts.append(part)
        rows, size = rows - part.num_rows, size - part.nbytes
        if part.num_rows < batch.num_rows:
            return pa.Table.from_batches(parts, batches.schema), True
    return pa.Table.from_batches(parts, batches.schema), False


def error_text(error: BaseException) -> str:
    """An error in DuckDB's words: its kind, the message, and the line with a caret below the place."""
    out_of_memory = isinstance(error, (pa.ArrowMemoryError, MemoryError))
    return f"Out of Memory Error: {error}" if out_of_memory else str(error)
