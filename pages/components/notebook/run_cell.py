"""Running a cell while somebody watches: how long it takes so far, and a way to stop it."""

from __future__ import annotations

from concurrent.futures import Future, wait
from time import monotonic

import streamlit as st

from analysis.notebook.document import run
from analysis.notebook.document.book import Book
from analysis.notebook.document.cells import QUESTION, Cell
from analysis.notebook.document.run import Outcome
from analysis.notebook.sandbox.cell_errors import CellError
from analysis.notebook.sandbox.query_runner import Desk
from analysis.notebook.sandbox.worker import Result
from pages import session

AT_ONCE, EVERY = 0.3, 0.2
"""Seconds: what takes no longer needs no progress shown; and how often it is brought up to date."""


def outcome(book: Book, cell: Cell, mark: str) -> Outcome | None:
    """Run a cell and keep what it gave. None for SQL where it is off."""
    if cell.kind == QUESTION:
        found = run.answered(cell, mark, session.answers.ask)
    elif session.notebook_state.sql_off():
        return None
    else:
        found = _queried(book, cell, mark)
    book.keep(cell.id, found)
    return found


def _queried(book: Book, cell: Cell, mark: str) -> Outcome:
    desk = session.answers.desk()
    try:
        job = desk.ask(mark, cell.content, run.earlier(book.cells, cell, book.results))
    except CellError as error:
        return Outcome(mark, error=error)
    _watch(job, cell)
    desk.taken()
    return run.queried(mark, job.result, run.size(book.results, cell.id), run.below(book.cells, cell))


def _watch(job: Future[Result], cell: Cell) -> None:
    """Wait for a query. Whatever else is done on the page meanwhile comes first: it goes on running behind it."""
    wait([job], AT_ONCE)
    if job.done():
        return
    place, began = st.empty(), monotonic()
    with place.container(horizontal=True, vertical_alignment="center"):
        progress = st.progress(0.0, "Running")
        st.button(
            "Stop",
            icon=":material/stop:",
            key=f"stop {cell.id}",
            on_click=session.notebook_state.stop,
            args=(cell.id,),
        )
    while not job.done():
        seconds = monotonic() - began
        progress.progress(
            min(1.0, seconds / Desk.seconds),
            f"Running for {seconds:.0f} of at most {Desk.seconds:.0f} seconds",
        )
        wait([job], EVERY)
    place.empty()
