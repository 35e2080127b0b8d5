"""DuckDB's errors as a person reads them: what is wrong, what to do, and where."""

import pytest

from analysis.notebook.sandbox.cell_errors import CellError
from analysis.notebook.sandbox.worker import Worker


def error(worker: Worker, sql: str) -> CellError:
    with pytest.raises(CellError) as raised:
        worker.run(sql)
    return raised.value


@pytest.mark.parametrize(
    ("sql", "title", "sentence"),
    [
        (
            "select chanel from touches",
            "There is no column “chanel” here",
            "Did you mean channel or",
        ),
        ("select chanel", "“chanel” is a column of no table", "select chanel from touches"),
        ("select t.x from touches", "This query reads no table “t”", "behind from or join"),
        (
            "select company from touches a join touches b using (id)",
            "“company” is in more than one table",
            "a.company or b.company",
        ),
        (
            "select channel, count(*) from touches",
            "“channel” is neither grouped by nor summed up",
            "group by all",
        ),
        ("select 1 from touches where count(*) > 1", "A count or sum can't stand in WHERE", "having"),
        ("select max(sum(id)) from touches", "A count or sum can't stand inside another one", "with step as"),
        ("select sum(company) from touches", "“sum” can't be used like this", "It was given VARCHAR"),
        ("select min() from touches", "“min” can't be used like this", "It was given nothing"),
        ("select company > 3 from touches", "VARCHAR and INTEGER can't be compared", "try_cast"),
        ("select 'soon'::integer", "“soon” can't be read as INTEGER", "try_cast"),
        ("select * from touches where sent_on > 'soon'", "“soon” is no date", "'2026-03-31'"),
        ("select strptime('a', '%d')", "“a” is not written as %d", "try_strptime"),
        ("select date_trunc('weak', sent_on) from touches", "“weak” is no part of a date", "'week'"),
        ("select 2147483647::int + 1::int", "A number is too large for its type", "bigint"),
        (
            "select (select id, line from touches)",
            "A query in brackets gives 2 columns where one is needed",
            "one",
        ),
        (
            "select (select id from touches)",
            "A query in brackets gives several rows where one is needed",
            "max",
        ),
        (
            "select 1 union select 1, 2",
            "The queries joined by union have different numbers of columns",
            "by name",
        ),
        ("select list_transform([1], x -> x)", "An arrow no longer makes a function", "lambda x"),
        ("select row_number() from touches", "A window is missing", "over (order by sent_on)"),
        ("select 5 % 0", "Something is divided by zero", "nullif"),
        ("select * from touches limit -1", "DuckDB could not run this", "LIMIT/OFFSET cannot be negative"),
    ],
)
def test_an_error_says_what_is_wrong_and_what_to_do(
    worker: Worker, sql: str, title: str, sentence: str
) -> None:
    found = error(worker, sql)
    assert found.title == title
    assert sentence in found.sentence


@pytest.mark.parametrize(
    ("sql", "line", "column"),
    [
        ("select\n  id,\n  chanel\nfrom touches", 3, 3),
        ("select 'é',\n 'ü', chanel from touches", 2, 7),
        ("select id,\n 'soon'::date from touches", 2, 8),
        (
            "select\n  try_cast('1' as integer),\n  case when id > 0 then 'x' end::integer\nfrom touches",
            3,
            32,
        ),
        ("select 1 union select 1, 2", None, None),
    ],
)
def test_an_error_is_at_its_place(worker: Worker, sql: str, line: int | None, column: int | None) -> None:
    found = error(worker, sql)
    assert (found.line, found.column) == (line, column)


def test_a_place_in_a_long_line_is_found_though_duckdb_shows_a_part_of_it(worker: Worker) -> None:
    sql = "select " + "id, " * 60 + "case when id > 0 then 'x' end::integer from touches"
    found = error(worker, sql)
    assert (found.line, found.column) == (1, sql.index("::integer") + 1)


def test_the_whole_error_is_one_text(worker: Worker) -> None:
    assert str(error(worker, "select 1 union select 1, 2")).startswith(
        "The queries joined by union have different numbers of columns. Choose the same columns"
    )
