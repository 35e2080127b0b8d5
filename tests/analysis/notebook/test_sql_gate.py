"""What may be asked: everything that a person asks of a log, and nothing else that DuckDB can do."""

import re
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from analysis.notebook.sandbox import sql_gate
from analysis.notebook.sandbox.cell_errors import CellError, NotAllowed
from analysis.notebook.sandbox.worker import Worker
from analysis.questions import QUESTIONS
from analysis.sql.composer import compose_alone

REALISTIC = dict(
    re.findall(
        r"^-- ([^\n]+)\n(.+?);$",
        Path(__file__).with_name("realistic.sql").read_text(),
        re.DOTALL | re.MULTILINE,
    )
)
LISTED = sql_gate.read_sections(sql_gate.FUNCTIONS_FILE)


def read(sql: str, known: tuple[str, ...] = ("touches", "opportunities")) -> frozenset[str]:
    """The tables that the gate lets a text read."""
    with duckdb.connect() as connection:
        [tree] = connection.execute("select json_serialize_sql($1)", [sql]).fetchone() or ("",)
    return sql_gate.check_tree(tree.encode(), sql, known)


def refused(sql: str) -> CellError:
    with pytest.raises(CellError) as error:
        read(sql)
    return error.value


@pytest.mark.parametrize("title", REALISTIC)
def test_a_realistic_query_runs(worker: Worker, title: str) -> None:
    assert worker.run(REALISTIC[title]).table.num_columns > 0


@pytest.mark.parametrize("key", QUESTIONS)
def test_the_sql_of_every_question_of_the_catalogue_is_allowed(key: str) -> None:
    assert "measured_touches" in read(
        re.sub(r"\$\w+", "null", compose_alone(key)),
        ("measured_touches", "replies", "milestones", "measured_opportunities", "untouched_opportunities"),
    )


def test_there_are_enough_realistic_queries() -> None:
    assert len(REALISTIC) >= 60


def test_every_function_of_duckdb_is_listed_once_as_usable_or_not() -> None:
    with duckdb.connect() as connection:
        there = {
            name for (name,) in connection.execute("select function_name from duckdb_functions()").fetchall()
        }
    usable = LISTED["functions"] | LISTED["tables"]
    assert there | {"unnest"} == usable | LISTED["refused"]
    assert usable & LISTED["refused"] == set()


def test_the_tables_that_a_query_reads_are_known() -> None:
    assert read("with a as (from touches) select * from a, Opportunities") == {"touches", "opportunities"}


def test_a_name_given_by_with_hides_a_table() -> None:
    assert read("with touches as (select 1) from touches") == frozenset()


def test_a_name_given_by_with_is_unknown_before_and_outside() -> None:
    assert refused("with a as (from b), b as (select 1) from a").title == "There is no table “b” here"
    assert refused("select * from (with b as (select 1) from b), b").title == "There is no table “b” here"


def test_a_name_given_by_with_is_unknown_to_itself_unless_it_is_recursive() -> None:
    assert refused("with b as (from b) from b").title == "There is no table “b” here"
    assert (
        read("with recursive b as (select 1 as n union all select n + 1 from b where n < 3) from b")
        == frozenset()
    )


@pytest.mark.parametrize(
    ("sql", "title", "line", "column"),
    [
        ("select *\nfrom touchs", "There is no table “touchs” here", 2, 6),
        ("select 'é', nosuch(1)", "There is no function “nosuch” here", 1, 13),
        ("select 1,\n  id::intger from touches", "There is no type “intger” here", 2, 7),
        ("select *\nfrom touches\nwher id = 1", "This can't be read as SQL", 3, 6),
        ("select 'x", "A quote is opened here and never closed", 1, 8),
        ("select ?", "There is no value for a ? or $ here", 1, 8),
    ],
)
def test_a_refusal_says_what_and_where(sql: str, title: str, line: int, column: int) -> None:
    error = refused(sql)
    assert (error.title, error.line, error.column) == (title, line, column)


def test_a_misspelled_table_is_guessed() -> None:
    assert refused("from opportunites").sentence == (
        "Did you mean opportunities? A cell can read: opportunities, touches."
    )


@pytest.mark.parametrize(
    ("sql", "title"),
    [
        ("", "There is no query in this cell"),
        ("-- only a comment", "There is no query in this cell"),
        ("select 1; select 2", "There is more than one query in this cell"),
        ("delete from touches", "A cell only reads"),
        ("-- a note\n(pivot touches on channel using count(*))", "PIVOT has to name its columns here"),
        ("explain select 1", "EXPLAIN is not available here"),
    ],
)
def test_what_is_no_single_query_is_refused_in_a_sentence(sql: str, title: str) -> None:
    assert refused(sql).title == title


def test_the_query_that_a_refused_pivot_proposes_is_allowed() -> None:
    example = (
        refused("pivot touches on channel using count(*)").sentence.removeprefix("Write it as: ").strip(".")
    )
    assert read(example) == {"touches"}


def test_a_query_nested_too_deeply_is_refused_in_a_sentence() -> None:
    assert refused("select " + "abs(" * 400 + "1" + ")" * 400).title == "This query is nested too deeply"


def test_writing_inside_a_query_is_refused() -> None:
    assert isinstance(refused("with t as (delete from touches returning id) from t"), NotAllowed)


def test_a_cell_has_a_length() -> None:
    with pytest.raises(CellError, match=r"has 20,001 characters and can have 20,000"):
        sql_gate.check_text("x" * 20_001)


def test_half_a_character_is_no_text() -> None:
    with pytest.raises(CellError, match="no text"):
        sql_gate.check_text("select '\ud800'")


def test_an_earlier_result_can_be_read_by_its_name(worker: Worker) -> None:
    earlier = {"Mine": pa.table({"a": [1, 2, 3]})}
    assert worker.run("select sum(a) as total from mine", earlier).table.to_pydict() == {"total": [6]}


def test_an_earlier_result_can_t_hide_a_table_of_the_log(worker: Worker) -> None:
    with pytest.raises(CellError, match="“touches” is a table of your log"):
        worker.run("from touches", {"Touches": pa.table({"a": [1]})})
