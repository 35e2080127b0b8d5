"""Running cells: what each gives, what it may use, and a query that somebody watches or stops."""

from collections.abc import Iterator
from functools import partial

import pyarrow as pa
import pytest

from analysis.ask import ask
from analysis.notebook.document import cell_runs
from analysis.notebook.document.cell_runs import Outcome
from analysis.notebook.document.cells import QUESTION, SQL, TEXT, Cell, Notebook
from analysis.notebook.document.chart import possible_kinds
from analysis.notebook.document.starters import read_starters
from analysis.notebook.sandbox.cell_errors import Cancelled, CellError
from analysis.notebook.sandbox.excerpt import quote_line
from analysis.notebook.sandbox.log_tables import read_tables
from analysis.notebook.sandbox.query_runner import QueryRunner
from analysis.notebook.sandbox.worker import QueryResult, Worker
from analysis.notebook.sandbox.worker_pool import WorkerPool
from benchmarks import cohort
from data.imports.log import MeasuredLog
from tests.analysis.notebook.test_worker import ENDLESS
from tests.patience import CEILING, PATIENT

SENT = Cell(
    "a", SQL, "sent", "select channel, count(*) as n from touches group by all order by n desc limit 2"
)
MOST = Cell("b", SQL, "most", "select max(n) as n from sent")
ASKED = Cell("c", QUESTION, "asked", "response_by_channel", {"within": 14}, {"channels": ["letter"]})


@pytest.fixture
def desk(log: MeasuredLog, of_log: dict[str, pa.Table]) -> Iterator[QueryRunner]:
    desk = QueryRunner(log)
    desk._worker = Worker(of_log, PATIENT, WorkerPool(1))
    yield desk
    desk.close()


def outcomes(log: MeasuredLog, worker: Worker | None, *cells: Cell) -> dict[str, Outcome]:
    return cell_runs.run_all(cells, partial(ask, log), worker)


def rows(found: Outcome) -> list[dict[str, object]]:
    assert found.rows is not None
    return list(found.rows.to_pylist())


def test_each_cell_gives_what_it_gives_in_its_order(log: MeasuredLog, worker: Worker) -> None:
    found = outcomes(log, worker, SENT, Cell("t", TEXT, content="words"), MOST, ASKED)
    assert list(found) == ["a", "b", "c"]
    assert rows(found["a"]) == [{"channel": "email", "n": 52}, {"channel": "linkedin", "n": 35}]
    assert rows(found["b"]) == [{"n": 52}]


def test_a_question_is_asked_as_its_cell_says(log: MeasuredLog) -> None:
    answer = outcomes(log, None, ASKED)["c"].answer
    assert answer is not None
    assert (answer.parameters["within"], answer.filters.channels) == (14, ("letter",))
    assert [row["name"] for row in answer.rows] == ["letter"]


def test_sql_reads_the_rows_of_a_question(log: MeasuredLog, worker: Worker) -> None:
    found = outcomes(log, worker, ASKED, Cell("d", SQL, "d", "select name, n from asked"))
    assert rows(found["d"]) == [{"name": "letter", "n": 5}]


@pytest.mark.parametrize("key", ["paths_to_offers", "best_time", "credit_for_offers", "tips_kept"])
def test_rows_of_every_shape_can_be_read(log: MeasuredLog, worker: Worker, key: str) -> None:
    found = outcomes(log, worker, Cell("q", QUESTION, "q", key), Cell("d", SQL, "d", "from q limit 1"))
    assert found["d"].error is None


def test_a_question_that_is_none_says_so(log: MeasuredLog) -> None:
    found = outcomes(
        log, None, Cell("c", QUESTION, "x", "luck"), Cell("d", QUESTION, "y", "journey", {"x": 1})
    )
    assert "There is no question “luck”" in str(found["c"].error)
    assert "has no parameter x" in str(found["d"].error)


def test_what_uses_a_missing_result_waits(log: MeasuredLog, worker: Worker) -> None:
    found = outcomes(log, worker, Cell("a", SQL, "sent", "select"), MOST)
    assert found["b"].error is not None
    assert found["b"].error.args[0].startswith("“sent” has no result")


def test_all_results_together_have_an_end() -> None:
    big = QueryResult(pa.table({"n": pa.array([0] * 1000)}), False, 0.1)
    assert cell_runs.run_query("mark", lambda: big, cell_runs.MOST_BYTES - 8000).error is None
    assert isinstance(cell_runs.run_query("mark", lambda: big, cell_runs.MOST_BYTES - 7999).error, CellError)


def test_a_page_drawn_anew_finds_the_query_it_asked(desk: QueryRunner) -> None:
    job = desk.submit("mark", "select 1 as one", {})
    assert desk.submit("mark", "select 1 as one", {}) is job
    assert job.result(CEILING).table.to_pylist() == [{"one": 1}]
    desk.forget()
    assert desk.submit("mark", "select 1 as one", {}) is not job


def test_a_query_can_be_stopped(desk: QueryRunner) -> None:
    desk.submit("first", "select 1", {}).result(CEILING)
    job = desk.submit("mark", ENDLESS, {})
    with pytest.raises(TimeoutError):
        job.result(1)
    desk.stop()
    with pytest.raises(Cancelled):
        job.result(CEILING)


def test_another_query_takes_the_place_of_the_one_that_runs(desk: QueryRunner) -> None:
    desk.submit("first", "select 1", {}).result(CEILING)
    job = desk.submit("mark", ENDLESS, {})
    with pytest.raises(TimeoutError):
        job.result(1)
    assert desk.submit("another", "select 2 as two", {}).result(CEILING).table.to_pylist() == [{"two": 2}]
    assert isinstance(job.exception(), Cancelled)


@pytest.mark.parametrize("title", read_starters())
def test_a_ready_made_query_runs_and_can_be_told_from_the_others(worker: Worker, title: str) -> None:
    assert len(title) <= 46
    result = worker.run(read_starters()[title])
    assert not result.table.num_rows or possible_kinds(result.table)


@pytest.mark.long
def test_every_ready_made_query_answers_on_a_million_messages(of_log: object) -> None:  # noqa: ARG001 - skips
    worker = Worker(read_tables(cohort.brought(1_000_000)))
    rows = {title: worker.run(sql).table.num_rows for title, sql in read_starters().items()}
    worker.close()
    assert [title for title, number in rows.items() if not number] == [
        "Rows of your file that were set aside, and why"
    ]


@pytest.mark.parametrize(
    ("sql", "line", "column", "shown"),
    [
        ("select 1", 1, 8, "1 | select 1\n           ^"),
        ("select\n\tx", 2, 2, "2 |  x\n     ^"),
        (f"{'a ' * 100}x", 1, 201, f"1 | …{' a' * 22} x\n{' ' * 50}^"),
    ],
)
def test_the_line_of_a_mistake_is_shown_with_a_mark_below(
    sql: str, line: int, column: int, shown: str
) -> None:
    assert quote_line(sql, line, column) == shown


def test_a_notebook_without_a_worker_answers_its_questions(log: MeasuredLog) -> None:
    cells: Notebook = (SENT, ASKED)
    assert list(outcomes(log, None, *cells)) == ["c"]
