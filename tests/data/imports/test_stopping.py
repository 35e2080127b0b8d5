"""A log that is stopped while it is read leaves nothing behind."""

from pathlib import Path

import duckdb
import pytest

from benchmarks import cohort
from data.database import Database
from data.imports import log as log_module
from data.imports.importer import FINDING, ORDERING, STEPS
from data.imports.log import import_log
from data.imports.upload import Upload


class Stopped(Exception):
    pass


@pytest.mark.parametrize("last", [FINDING, ORDERING])
def test_a_large_log_that_is_stopped_half_way_has_no_database_any_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, last: str
) -> None:
    def told(step: str) -> None:
        if step == last:
            raise Stopped

    cohort.write(tmp_path / "log.csv", 30_000)
    database = Database()
    monkeypatch.setattr(log_module, "Database", lambda: database)
    upload = Upload((tmp_path / "log.csv").read_bytes(), "log.csv")
    with pytest.raises(Stopped):
        import_log(upload, on_step=told)
    with pytest.raises(duckdb.ConnectionException):
        database.records("select 1")


def test_the_steps_are_told_in_order() -> None:
    heard: list[str] = []
    import_log(Upload(b"sent_at,channel\n2026-03-02,email\n", "log.csv"), on_step=heard.append).close()
    assert tuple(dict.fromkeys(heard)) == STEPS[:3]
