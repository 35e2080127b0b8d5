"""The log of a whole cohort, made up in seconds, and two ways to bring it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from benchmarks.clock import taken
from data.database import Database
from data.imports.log import ImportedLog, MeasuredLog, import_log
from data.imports.upload import Upload
from data.sql_files import read_sql

SEED = 7
AS_OF = date(2026, 1, 31)
TABLES = ("entries", "sent", "replies", "milestones")
LARGEST_FILE = 1_000_000
"""Touches in the largest file; a larger cohort is several copies of it side by side."""

SQL = read_sql(Path(__file__).with_name("cohort.sql"))
MACROS = (
    f"create macro luck(key, what) as (hash(key, what, {SEED}) >> 11) / 9007199254740992.0",
    "create macro pick(among, luck) as among[1 + floor(luck * len(among))::int]",
)


class Cohort(MeasuredLog):
    """A log that remembers how many seconds it took to make each of its facts."""

    @cached_property
    def seconds(self) -> defaultdict[str, float]:
        """Of each fact that was made so far."""
        return defaultdict(float)

    def keep_table(self, name: str, sql: str, parameters: dict[str, Any] | None = None) -> None:
        """See `MeasuredLog.keep_table`."""
        self.seconds[name] += taken(lambda: super(Cohort, self).keep_table(name, sql, parameters))

    def keep_rows(self, name: str, about: str, sql: str, parameters: dict[str, Any] | None = None) -> None:
        """See `MeasuredLog.keep_rows`."""
        self.seconds[name] += taken(lambda: super(Cohort, self).keep_rows(name, about, sql, parameters))


def lay_side_by_side(log: ImportedLog, times: int) -> ImportedLog:
    """Copies of a log, each with people and companies of its own: more touches than one file brings."""
    database = Database(memory_limit="12GB")
    for table in TABLES:
        with database.lent("lent", log.table(f"select * from {table}")) as cursor:  # noqa: S608 - a table of ours
            cursor.execute(copies_sql(table, cursor), {"times": times})
        database.pack()  # as a log's own tables are, or ten million rows do not fit
    database.run("unclear_thanks")
    return replace(log, database=database)


def copies_sql(table: str, cursor: duckdb.DuckDBPyConnection) -> str:
    """The table that is lent, `$times` times, with other keys in each copy."""
    numbers = ("id", "line", "home", "opportunity", "thread", "person", "touch")
    has = {str(row[0]): str(row[1]) for row in cursor.execute("describe lent").fetchall()}
    keys = [f"{name} + copy * 10000000 as {name}" for name in numbers if has.get(name) == "BIGINT"]
    keys += ["client || '-' || copy as client"] if "client" in has else []
    # What is lent has words where the log has vocabularies.
    keys += [f"{name}::{name} as {name}" for name in ("channel", "strategy", "stage") if name in has]
    keys += ["kind::milestone as kind"] if table == "milestones" else []
    return (
        f"create table {table} as select * replace ({', '.join(keys)}) "  # noqa: S608 - names of ours
        "from lent, range($times) as copies (copy)"
    )


def write(path: Path, touches: int) -> None:
    """Write the log of a cohort with so many touches as a CSV file, or as Parquet: the same at every run."""
    with _made(touches) as connection:
        if path.suffix == ".parquet":
            connection.table("log").write_parquet(str(path))
        else:
            connection.table("log").write_csv(str(path), header=True)


def write_clients(folder: Path, clients: int) -> None:
    """Write a CSV file for each of so many clients, of 50 to 200 touches: the same at every run."""
    with _made(1_000 * clients) as connection:
        names = connection.execute(
            "select distinct client from log order by client limit $clients", {"clients": clients}
        ).fetchall()
        for number, (name,) in enumerate(names):
            rows = connection.table("log").filter(f"client = '{name}'").limit(50 + 37 * number % 151)
            rows.write_csv(str(folder / f"{name}.csv"), header=True)


@contextmanager
def _made(touches: int) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database with the log of a cohort as `log`."""
    with duckdb.connect() as connection:
        for macro in MACROS:
            connection.execute(macro)
        connection.execute(f"create table log as {SQL}", {"touches": touches})
        connection.execute("set enable_progress_bar = false")
        yield connection


def brought(touches: int) -> Cohort:
    """The measured log of a cohort with so many touches, whole millions above the first."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "cohort.csv"
        write(path, min(touches, LARGEST_FILE))
        log = import_log(Upload(path.read_bytes(), path.name))
    if touches > LARGEST_FILE:
        log = lay_side_by_side(log, touches // LARGEST_FILE)
    measured = log.measure(today=AS_OF, as_of=AS_OF)
    return Cohort(**{name: value for name, value in vars(measured).items() if not name.startswith("_")})
