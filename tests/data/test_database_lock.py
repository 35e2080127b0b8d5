"""A measured log lies alone in its database, and the database reaches nothing outside."""

from datetime import date

import duckdb
import pytest

from data.imports.log import MeasuredLog, import_log
from data.imports.upload import Upload

SECRET = [1, 2, 3]
OUTSIDE = [
    "select * from read_csv('/etc/passwd')",
    "select * from '/etc/passwd'",
    "select * from read_text('/etc/passwd')",
    "select * from glob('/*')",
    "copy measured_touches to '/tmp/top_of_mind_leak.csv'",
    "attach '/tmp/top_of_mind_leak.db'",
    "export database '/tmp/top_of_mind_leak'",
    "install httpfs",
    "load httpfs",
    "select * from read_csv('https://example.com/a.csv')",
    "set enable_external_access = true",
    "set memory_limit = '64GB'",
    "set python_enable_replacements = true",
    "reset lock_configuration",
    "select * from SECRET",
    "select * from OUTSIDE",
]


def measured(text: bytes = b"sent_at,company\n2026-03-01,Acme\n") -> MeasuredLog:
    return import_log(Upload(text, "log.csv")).measure(today=date(2026, 9, 1))


@pytest.fixture(scope="module")
def shut() -> MeasuredLog:
    return measured()


@pytest.mark.parametrize("statement", OUTSIDE)
def test_a_measured_log_reaches_nothing_outside(shut: MeasuredLog, statement: str) -> None:
    with pytest.raises(duckdb.Error):
        shut.records(statement)


def test_a_measured_log_still_answers() -> None:
    assert measured().records("select company, touch_number from measured_touches") == [
        {"company": "Acme", "touch_number": 1}
    ]


def test_two_logs_share_no_table() -> None:
    first, second = measured(), measured(b"sent_at,company\n2026-03-01,Beta\n2026-03-02,Beta\n")
    first.records("create table mine as select 1 as one")
    assert [log.records("select count(*) as n from touches")[0]["n"] for log in (first, second)] == [1, 2]
    with pytest.raises(duckdb.CatalogException):
        second.records("from mine")


def test_text_of_the_file_is_never_run() -> None:
    evil = "x'); drop table touches; --"
    text = f'sent_at,"{evil}",channel\n2026-03-01,"{evil}","{evil}"\n'.encode()
    [row] = measured(text).records("select extra from touches")
    assert row["extra"] == {evil: evil, "channel as written": evil}


def test_a_log_that_is_closed_is_gone() -> None:
    log = measured()
    log.close()
    with pytest.raises(duckdb.ConnectionException):
        log.records("select 1")
