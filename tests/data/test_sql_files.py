"""Steps of SQL files: what reads from what, and the statement that they make together."""

from pathlib import Path

import duckdb
import pytest

from data.sql_files import (
    add_steps,
    bind_parameters,
    list_sources,
    read_sql,
    read_steps,
    sort_steps,
    split_statements,
)


@pytest.mark.parametrize(
    ("sql", "sources"),
    [
        ("select * from touches join replies using (id)", {"touches", "replies"}),
        ("-- what follows from rules\nselect * from touches", {"touches"}),
        ("select 1 -- from rules", set()),
        ("/* from rules\njoin rules */ select * from touches", {"touches"}),
        ("select 'a letter from rules' as what, 'it''s from rules'", set()),
        ("select '-- no comment' as what from rules", {"rules"}),
        ("""select 1 as "it's" from rules where x = 'y'""", {"rules"}),
        ("select * from a where b is distinct from rules", {"a"}),
    ],
)
def test_what_a_statement_reads_from_is_in_its_code(sql: str, sources: set[str]) -> None:
    assert list_sources(sql) == sources


def test_a_comment_is_no_dependency_between_files(tmp_path: Path) -> None:
    (tmp_path / "a.sql").write_text("-- What comes from b.\nselect 1 as x")
    (tmp_path / "b.sql").write_text("-- What comes from a.\nselect * from a")
    assert [*read_steps(tmp_path)] == ["a", "b"]
    assert add_steps("select * from a", read_steps(tmp_path)).count("b as (") == 0


def test_values_are_bound_for_the_parameters_in_the_code() -> None:
    sql = "-- until $today\nselect $as_of, '$name', $as"
    assert bind_parameters(sql, {"as": 1, "as_of": 2, "name": 3, "today": 4}) == {"as": 1, "as_of": 2}


def test_steps_come_after_those_that_they_read_from() -> None:
    assert [*sort_steps({"a": "from c", "b": "select 1", "c": "from b"})] == ["b", "c", "a"]


@pytest.mark.parametrize(
    "sql",
    [
        "select sum(x) from doubled",
        "-- What is\n-- the sum?\nwith own as (from doubled) select sum(x) from own",
        "-- a comment\n\nselect sum(x) from doubled",
    ],
)
def test_a_statement_has_its_steps_before_it(sql: str) -> None:
    steps = {
        "numbers": "select unnest([1, 2]) as x",
        "doubled": "-- twice\nselect 2 * x as x from numbers",
        "no": "x",
    }
    assert duckdb.connect().execute(add_steps(sql, steps)).fetchall() == [(6,)]


def test_each_statement_of_a_file_has_the_steps_that_it_needs(tmp_path: Path) -> None:
    folder = tmp_path / "made"
    folder.mkdir()
    (folder / "ones.sql").write_text("-- One.\nselect 1 as x")
    file = tmp_path / "made.sql"
    file.write_text(
        "-- Two statements.\ncreate type t as enum ('a');\n\ncreate table made as\nselect * from ones\n"
    )
    connection = duckdb.connect()
    for statement in split_statements(read_sql(file)):
        connection.execute(statement)
    assert connection.execute("select * from made").fetchall() == [(1,)]
