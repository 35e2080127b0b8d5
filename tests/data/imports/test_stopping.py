"""A log that is stopped while it is read leaves nothing behind."""

from pathlib import Path

import duckdb
import pytest

from benchmarks import cohort
from data.imports.importer import FINDING, ORDERING, STEPS
from data.imports.log import Log


class Stopped(Exception):
    pass


@pytest.mark.parametrize("last", [FINDING, ORDERING])
def test_a_large_log_that_is_stopped_half_way_has_no_database_any_more(tmp_path: Path, last: str) -> None:
    def told(step: str) -> None:
        if step == last:
            raise Stopped

    cohort.write(tmp_path / "log.csv", 300_000)
    log = Log.__new__(Log)
    with pytest.raises(Stopped):
        log.__init__((tmp_path / "log.csv").read_bytes(), "log.csv", told=told)  # type: ignore[misc]
    with pytest.raises(duckdb.ConnectionException):
        log.records("select 1")


def test_the_steps_are_told_in_order() -> None:
    heard: list[str] = []
    Log(b"sent_at,channel\n2026-03-02,email\n", "log.csv", told=heard.append).close()
    assert tuple(dict.fromkeys(heard)) == STEPS[:3]
