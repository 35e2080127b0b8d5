"""A cell while it runs: how long it has taken so far, and a button to stop it."""

from __future__ import annotations

from concurrent.futures import Future, wait
from time import monotonic

import streamlit as st

from analysis.notebook.document import cell_runs
from analysis.notebook.document.cell_runs import Outcome
from analysis.notebook.document.cells import QUESTION, Cell
from analysis.notebook.document.notebook_editor import NotebookEditor
from analysis.notebook.sandbox.cell_errors import CellError
from analysis.notebook.sandbox.query_runner import QueryRunner
from analysis.notebook.sandbox.worker import QueryResult
from pages import session

FIRST_WAIT, REFRESH = 0.3, 0.2
"""Seconds until progress is shown at all, and between its updates."""


def run_cell(book: NotebookEditor, cell: Cell, mark: str) -> Outcome | None:
    """Run a cell and store its outcome in the book. None for SQL where it is off."""
    if cell.kind == QUESTION:
        outcome = cell_runs.run_question(cell, mark, session.answers.ask)
    elif session.notebook_state.why_sql_is_off():
        return None
    else:
        outcome = _run_query(book, cell, mark)
    book.store(cell.id, outcome)
    return outcome


def _run_query(book: NotebookEditor, cell: Cell, mark: str) -> Outcome:
    runner = session.answers.query_runner()
    try:
        job = runner.submit(mark, cell.content, cell_runs.earlier_results(book.cells, cell, book.results))
    except CellError as error:
        return Outcome(mark, error=error)
    _show_progress(job, cell)
    runner.forget()
    return cell_runs.run_query(
        mark,
        job.result,
        cell_runs.size_of_others(book.results, cell.id),
        cell_runs.names_below(book.cells, cell),
    )


def _show_progress(job: Future[QueryResult], cell: Cell) -> None:
    """Wait for a query and show its progress. Other actions on the page come first; the query runs on behind them."""
    wait([job], FIRST_WAIT)
    if job.done():
        return
    place, began = st.empty(), monotonic()
    with place.container(horizontal=True, vertical_alignment="center"):
        progress = st.progress(0.0, "Running")
        st.button(
            "Stop",
            icon=":material/stop:",
            key=f"stop {cell.id}",
            on_click=session.notebook_state.stop_query,
            args=(cell.id,),
        )
    while not job.done():
        seconds = monotonic() - began
        progress.progress(
            min(1.0, seconds / QueryRunner.seconds),
            f"Running for {seconds:.0f} of at most {QueryRunner.seconds:.0f} seconds",
        )
        wait([job], REFRESH)
    place.empty()
