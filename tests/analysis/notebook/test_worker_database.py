"""The database's own lock, with nothing else around it: a second wall behind the one of the system."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from analysis.notebook.sandbox.worker_database import QUERY_ERRORS, WorkerDatabase
from tests.analysis.notebook.conftest import BRIEF, SECRET
from tests.patience import PATIENT


def rows(database: WorkerDatabase, sql: str) -> list[dict[str, object]]:
    content, _ = database.run(sql, {}, PATIENT)
    found: list[dict[str, object]] = pa.ipc.open_stream(content).read_all().to_pylist()
    return found


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[WorkerDatabase]:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "secret.csv").write_text(f"a,b\n{SECRET},1\n")
    database = WorkerDatabase({"stage": ["applied", "offer"]})
    database.load("touches", {}, pa.table({"id": [1, 2, 3]}).to_reader())
    database.lock(PATIENT)
    yield database
    database.close()


def test_every_setting_that_shuts_it_in_is_set(database: WorkerDatabase) -> None:
    found = {row["name"]: row["value"] for row in rows(database, "select name, value from duckdb_settings()")}
    shut = {
        "temp_directory": "",
        "max_temp_directory_size": "0 bytes",
        "memory_limit": "488.2 MiB",
        "threads": "1",
        "python_enable_replacements": "false",
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "allow_community_extensions": "false",
        "allow_persistent_secrets": "false",
        "enable_external_file_cache": "false",
        "max_expression_depth": "250",
        "max_execution_time": str(PATIENT.engine_milliseconds),
        "enable_external_access": "false",
        "lock_configuration": "true",
        "TimeZone": "UTC",
    }
    assert {name: found[name] for name in shut} == shut


def test_files_of_this_machine_are_no_files_to_it(database: WorkerDatabase) -> None:
    with pytest.raises(duckdb.PermissionException, match="LocalFileSystem has been disabled"):
        rows(database, "from read_csv('secret.csv')")


@pytest.mark.parametrize(
    "sql",
    [
        "from read_csv('secret.csv')",
        "from 'secret.csv'",
        "copy touches to 'copy.csv'",
        "copy touches to '.tmp/copy.csv'",
        "attach 'away.db'",
        "set enable_external_access = true",
        "set memory_limit = '64GB'",
        "from mine",
        "install httpfs",
    ],
)
def test_it_reaches_no_file_no_variable_and_no_setting(
    database: WorkerDatabase, tmp_path: Path, sql: str
) -> None:
    mine = pa.table({"a": [SECRET]})
    with pytest.raises(QUERY_ERRORS):
        rows(database, sql)
    assert [path.name for path in tmp_path.iterdir()] == ["secret.csv"]
    assert mine.num_rows == 1


@pytest.mark.parametrize(
    "sql",
    [
        "insert into touches values (4)",
        "with t as (delete from touches returning id) from t",
        "create macro abs(x) as 42",
        "create view touches as select 1",
    ],
)
def test_a_cell_changes_nothing(database: WorkerDatabase, sql: str) -> None:
    with pytest.raises(duckdb.Error, match="read-only"):
        rows(database, sql)


@pytest.mark.parametrize(
    "sql",
    [
        "create temp macro abs(x) as 42",
        "create temp table touches as select 1 as id",
        "create temp view touches as select 1 as id",
        "set variable id = 1",
    ],
)
def test_a_name_of_a_cell_does_not_live_on(database: WorkerDatabase, sql: str) -> None:
    with suppress(StopIteration):  # what gives no rows
        rows(database, sql)
    assert rows(database, "select abs(-1) as one, count(*) as n, getvariable('id') as v from touches") == [
        {"one": 1, "n": 3, "v": None}
    ]


def test_a_cell_is_one_statement(database: WorkerDatabase) -> None:
    with pytest.raises(duckdb.Error, match="2 statements"):
        rows(database, "commit; create macro abs(x) as 42")


def test_a_query_that_the_database_can_stop_is_stopped() -> None:
    database = WorkerDatabase({})
    database.lock(BRIEF)
    with pytest.raises(duckdb.InterruptException):
        rows(database, "select max(md5(i::varchar)) from range(100000000000) t(i)")


def test_an_earlier_result_is_gone_with_its_cell(database: WorkerDatabase) -> None:
    database.run("from mine", {"mine": pa.table({"a": [1]})}, PATIENT)
    with pytest.raises(duckdb.CatalogException, match="mine"):
        rows(database, "from mine")


def test_words_of_a_vocabulary_are_a_type() -> None:
    database = WorkerDatabase({"stage": ["offer", "applied"]})
    database.load("touches", {"stage": "stage"}, pa.table({"stage": ["applied", "offer"]}).to_reader())
    assert rows(database, "select stage from touches order by stage") == [
        {"stage": "offer"},
        {"stage": "applied"},
    ]
    database.close()
