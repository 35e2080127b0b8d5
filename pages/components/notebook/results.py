"""The result of a cell: an answer, rows as a table or a chart, or what is wrong and where."""

from __future__ import annotations

import pyarrow as pa
import streamlit as st

from analysis import export, wording
from analysis.notebook.document import chart
from analysis.notebook.document.book import Book
from analysis.notebook.document.cells import Cell
from analysis.notebook.document.chart import Chart
from analysis.notebook.document.result_rows import legible, plain
from analysis.notebook.document.run import Outcome
from analysis.notebook.sandbox.cell_errors import CellError
from analysis.notebook.sandbox.excerpt import excerpt
from data.errors import LogError
from pages import session
from pages.components.answers import answer_card
from pages.components.notebook import chart_options


def shown(book: Book, cell: Cell, outcome: Outcome | None, *, opened: bool) -> None:
    """What running the cell gave; in an opened cell, also the choice of a chart."""
    if outcome is None:
        st.caption("Not run yet.")
    elif outcome.error:
        _error(cell, outcome.error)
    elif outcome.answer:
        answer_card.answer(outcome.answer, key=f"answer {cell.id}", noted=True)
    elif outcome.rows is not None:
        wanted = chart_options.chosen(book, cell, outcome.rows) if opened else cell.chart
        rows(cell.name, cell.id, outcome.rows, wanted)
        _beside(cell, outcome, outcome.rows)


def rows(name: str, key: str, found: pa.Table, wanted: Chart | None) -> None:
    """Rows as the chart that is wanted, or as a table."""
    try:
        if wanted is not None:
            _chart(name, key, found, wanted)
            return
    except CellError as error:
        st.text(str(error))
    st.dataframe(legible(found), hide_index=True, key=f"rows {key}")


def _chart(name: str, key: str, found: pa.Table, wanted: Chart) -> None:
    figure, drawn = chart.figure(found, wanted), chart.drawn(found, wanted).num_rows
    answer_card.figure(figure, f"chart {key}", f"{chart.KINDS[wanted.kind]} of {name}", name)
    if drawn < found.num_rows:
        st.caption(f"The first {drawn:,} rows are drawn.")


def _beside(cell: Cell, outcome: Outcome, found: pa.Table) -> None:
    """How many rows there are, how long they took, and the way to take them along."""
    number = found.num_rows
    told = f"The first {number:,} rows; there are more" if outcome.truncated else wording.count(number, "row")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(f"{told}, in {outcome.seconds:.2f} seconds.")
        st.download_button(
            "Download as CSV",
            lambda: export.csv(plain(found)),
            f"{cell.name}-{session.current.fingerprint(outcome.mark)}.csv",
            "text/csv",
            key=f"csv {cell.id}",
            type="tertiary",
            icon=":material/download:",
            on_click="ignore",
        )


def _error(cell: Cell, error: LogError) -> None:
    """Title, sentence and the line; as plain text, since they can hold words of the log."""
    if not isinstance(error, CellError):
        st.badge("No answer", icon=":material/error:", color="red")
        st.text(str(error))
        return
    where = f"Line {error.line}" if error.line else "No result"
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.badge(where, icon=":material/error:", color="red")
            st.text(error.title)
        if error.line and error.column:
            st.code(excerpt(cell.content, error.line, error.column), language=None)
        st.text(error.sentence)
