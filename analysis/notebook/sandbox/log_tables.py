"""The tables of a log that a cell can read: for each its columns, types, vocabularies and examples, and its rows."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyarrow as pa

from analysis.notebook.sandbox.worker_process import VOCABULARY
from data.database import ENUMS
from data.imports.log import MeasuredLog
from data.imports.report import Reject
from data.sql_files import read_sql

HERE = Path(__file__).parent
REJECTS_MEANING = "Every row of your file that could not be used, and why."


@dataclass(frozen=True)
class Column:
    """A column of a table. `type` is DuckDB's; `words` are those it can hold, where it is of a vocabulary."""

    name: str
    type: str
    meaning: str
    example: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """A table that a cell can read."""

    name: str
    meaning: str
    columns: tuple[Column, ...]


@cache
def describe_tables() -> tuple[Table, ...]:
    """The tables of every log, in the order in which a person needs them."""
    tables = tomllib.loads((HERE / "schema.toml").read_text(encoding="utf-8"))
    return tuple(
        Table(
            name,
            _meaning(name),
            tuple(
                Column(column, kind, meaning, str(example), tuple(ENUMS.get(kind, ())))
                for column, (kind, meaning, example) in table["columns"].items()
            ),
        )
        for name, table in tables.items()
    )


def read_tables(log: MeasuredLog) -> dict[str, pa.Table]:
    """The tables of a measured log, as `Worker` takes them."""
    return {
        table.name: _with_vocabularies(table, _read_table(log, table.name)) for table in describe_tables()
    }


def _meaning(name: str) -> str:
    return REJECTS_MEANING if name == "rejects" else _query_text(name).splitlines()[0].removeprefix("-- ")


def _read_table(log: MeasuredLog, name: str) -> pa.Table:
    return _rejects_table(log.report.rejects) if name == "rejects" else log.table(_query_text(name))


def _rejects_table(rejects: tuple[Reject, ...]) -> pa.Table:
    columns = {
        "line": pa.array([reject.line for reject in rejects], pa.int64()),
        "column": pa.array([reject.column for reject in rejects], pa.string()),
        "value": pa.array([reject.value for reject in rejects], pa.string()),
        "reason": pa.array([reject.reason for reject in rejects], pa.string()),
    }
    return pa.table(columns)


def _with_vocabularies(table: Table, rows: pa.Table) -> pa.Table:
    """The rows with the name of its vocabulary on each column that has one: Arrow itself knows the words only."""
    kinds = {column.name: column.type for column in table.columns if column.words}
    fields = [
        field.with_metadata({VOCABULARY: kinds[field.name].encode()}) if field.name in kinds else field
        for field in rows.schema
    ]
    return pa.Table.from_arrays(rows.columns, schema=pa.schema(fields))


def _query_text(name: str) -> str:
    return read_sql(HERE / "tables" / f"{name}.sql")
