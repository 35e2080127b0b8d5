"""Workers with the sample log, with the gate and without, and a host with secrets that no query may find."""

import os
import shutil
import socket
import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, cast

import duckdb
import pyarrow as pa
import pytest

from analysis.notebook.sandbox.cell_errors import TooMuch
from analysis.notebook.sandbox.confinement_check import check_confinement
from analysis.notebook.sandbox.log_tables import read_tables
from analysis.notebook.sandbox.worker import QueryResult, Worker
from analysis.notebook.sandbox.worker_pool import WorkerPool
from data.imports.log import MeasuredLog, import_log
from data.imports.upload import Upload
from tests.paths import JOB_SEEKER
from tests.patience import PATIENT, give_queries_time

HERE = Path(__file__).parent
KINDS = tomllib.loads((HERE / "attacks.toml").read_text(encoding="utf-8"))
BRIEF = replace(PATIENT, seconds=3)
"""For queries that nothing else ends."""


SECRET, NEIGHBOUR = "canary-5417", "canary-7243"
LEAKS = (SECRET, NEIGHBOUR, "root:x:0", "worker_main.py", "r-xp", "local_address")
"""What would be in a result that holds a file, the environment, another session, or the process itself."""

SAME_AS_EVER = "select count(*) as n, sum(abs(-id)) as ids, max(stage) as stage from touches"


class Ungated(Worker):
    """A worker that runs whatever it is given: what is left to stop it is the process that it runs in."""

    def _checked(self, *given: Any) -> Collection[str]:
        *_, known = given
        return cast(Collection[str], known)


@dataclass(frozen=True)
class Host:
    """What there is to find, to write to and to talk to."""

    secret: Path
    folder: Path
    database: Path
    door: socket.socket

    def aimed(self, sql: str) -> str:
        """An attack with the places of this host in it."""
        places = {"secret": self.secret, "folder": self.folder, "database": self.database}
        for name, place in {**places, "port": self.door.getsockname()[1]}.items():
            sql = sql.replace(f"{{{name}}}", str(place))
        return sql

    def traces(self) -> list[str]:
        """What an attack has left behind: files, or a knock at the door."""
        left = [
            str(path) for path in (*self.folder.iterdir(), Path("/.tmp"), Path("/.duckdb")) if path.exists()
        ]
        try:
            self.door.accept()
        except BlockingIOError:
            return left
        return [*left, "a connection"]


def in_time(worker: Worker, sql: str) -> QueryResult:
    """The result of a query that takes a moment, however often a busy machine lets the time of a cell run out."""
    for _ in range(20):
        try:
            return worker.run(sql)
        except TooMuch:
            continue
    return worker.run(sql)


def told(result: QueryResult) -> str:
    """Everything that a result would show."""
    return str(result.table.to_pydict())


@pytest.fixture(scope="session", autouse=True)
def patience() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        give_queries_time(patch)
        yield


@pytest.fixture(scope="session")
def log() -> MeasuredLog:
    return import_log(Upload(JOB_SEEKER.read_bytes(), JOB_SEEKER.name)).measure(today=date(2026, 11, 1))


@pytest.fixture(scope="session")
def of_log(log: MeasuredLog) -> dict[str, pa.Table]:
    if not check_confinement():
        pytest.skip(check_confinement().reason)
    return read_tables(log)


@pytest.fixture(scope="module")
def worker(of_log: dict[str, pa.Table]) -> Iterator[Worker]:
    worker = Worker(of_log, PATIENT, WorkerPool(1))
    yield worker
    worker.close()


@pytest.fixture(scope="module")
def brief(of_log: dict[str, pa.Table]) -> Iterator[Worker]:
    """A worker whose queries are soon stopped."""
    worker = Worker(of_log, BRIEF, WorkerPool(1))
    yield worker
    worker.close()


@pytest.fixture(scope="module")
def ungated(of_log: dict[str, pa.Table]) -> Iterator[Ungated]:
    worker = Ungated(of_log, BRIEF, WorkerPool(1))
    yield worker
    worker.close()


@pytest.fixture(scope="module")
def host(of_log: dict[str, pa.Table]) -> Iterator[Host]:
    place = Path(mkdtemp())
    folder, secret, database = place / "folder", place / "secret.csv", place / "secret.db"
    folder.mkdir()
    secret.write_text(f"a,b\n{SECRET},1\n")
    with duckdb.connect(database) as connection:
        connection.execute("create table secrets as select 'canary-5417' as secret")
    for path, mode in ((place, 0o755), (folder, 0o777), (secret, 0o644), (database, 0o644)):
        path.chmod(mode)
    os.environ["NOTEBOOK_SECRET"] = SECRET
    neighbour = Worker({**of_log, "others": pa.table({"company": [NEIGHBOUR]})}, PATIENT, WorkerPool(1))
    neighbour.run("select * from others")
    with socket.create_server(("127.0.0.1", 0)) as door:
        door.setblocking(False)
        yield Host(secret, folder, database, door)
    neighbour.close()
    del os.environ["NOTEBOOK_SECRET"]
    shutil.rmtree(place)
