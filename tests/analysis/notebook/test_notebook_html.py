"""A notebook as one page: everything it shows, and nothing that acts."""

import re
from datetime import date
from functools import partial

import pytest

from analysis.ask import ask
from analysis.notebook.document import cell_runs, notebook_html
from analysis.notebook.document.cells import QUESTION, SQL, TEXT, Cell, Notebook
from analysis.notebook.document.chart import Chart
from analysis.notebook.sandbox.worker import Worker
from data.imports.log import MeasuredLog, import_log
from data.imports.upload import Upload

CELLS: Notebook = (
    Cell("t", TEXT, content="## What I see\n\n- *one*\n\n| a | b |\n|---|---|\n| 1 | 2 |"),
    Cell("s", SQL, "sent", "select channel, count(*) as n from touches group by all", chart=Chart("bar")),
    Cell("q", QUESTION, "q", "response_by_channel"),
    Cell("r", QUESTION, "r", "response_by_channel", {"within": 14}),
    Cell("x", SQL, "wrong", "select 1 +"),
    Cell("y", SQL, "never", "select 2"),
)
ATTACKS = (
    "<script>alert(1)</script>",
    "![<img src=x onerror=alert(1)>](https://evil.example/x.png)",
    "[x](javascript:alert(1)) [y](data:text/html,x) [z](JaVaScRiPt:alert(1))",
    "<https://evil.example> <img src=//evil.example/x>",
    "`</code><script>`\n\n    </pre><script>",
    "[a]: javascript:alert(1)\n\n[a]",
)


@pytest.fixture(scope="module")
def page(log: MeasuredLog, worker: Worker) -> str:
    outcomes = cell_runs.run_all(CELLS[:-1], partial(ask, log), worker)
    return notebook_html.render_notebook(CELLS, outcomes, log)


def test_it_holds_texts_queries_tables_answers_and_what_went_wrong(page: str) -> None:
    assert "<h2>What I see</h2>" in page
    assert "select channel, count(*) as n from touches group by all" in page
    assert '<td class="text" dir="auto">email</td><td class="number" dir="auto">52</td>' in page
    assert page.count("<h2>Which channels get replies?</h2>") == 2
    assert "This can&#x27;t be read as SQL. Look at “+”" in page
    assert "Not run." in page


def test_each_figure_has_its_place(page: str) -> None:
    places = set(re.findall(r'id="figure-(\w+)"', page))
    assert places == {"s", "q", "r"}
    assert set(re.findall(r'"(\w)": \{"data"', page)) == places


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_text_is_never_more_than_text(attack: str) -> None:
    written = notebook_html.render_markdown(attack)
    assert not re.search(r"<(script|img|iframe)|javascript:[^&]*\"|data:text[^&]*\"", written, re.IGNORECASE)


def test_words_of_a_log_are_texts(worker: Worker) -> None:
    log = import_log(Upload(b"sent_at,channel\n2026-03-02,email\n", "<b>log</b>.csv")).measure(
        today=date(2026, 4, 1)
    )
    cells = (Cell("s", SQL, "s", "select '<img src=x onerror=alert(1)>' as \"<script>\""),)
    page = notebook_html.render_notebook(cells, cell_runs.run_all(cells, partial(ask, log), worker), log)
    assert "<img" not in page
    assert "<b>log" not in page
    assert '<th scope="col">&lt;script&gt;</th>' in page


def test_a_long_table_says_that_there_is_more(log: MeasuredLog, worker: Worker) -> None:
    cells = (Cell("s", SQL, "s", "select range as n from range(1200)"),)
    page = notebook_html.render_notebook(cells, cell_runs.run_all(cells, partial(ask, log), worker), log)
    assert "The first 1,000 rows; there are more." in page
