"""The result of a cell: an answer, rows as a table or a chart, or what is wrong and where."""

from __future__ import annotations

import pyarrow as pa
import streamlit as st

from analysis import export, wording
from analysis.notebook.document import chart
from analysis.notebook.document.cell_runs import Outcome
from analysis.notebook.document.cells import Cell
from analysis.notebook.document.chart import Chart
from analysis.notebook.document.notebook_editor import NotebookEditor
from analysis.notebook.document.result_rows import make_displayable, to_json
from analysis.notebook.sandbox.cell_errors import CellError
from analysis.notebook.sandbox.excerpt import quote_line
from data.errors import LogError
from pages import session
from pages.components.answers import answer_card
from pages.components.notebook import chart_options


def show_result(book: NotebookEditor, cell: Cell, outcome: Outcome | None, *, opened: bool) -> None:
    """The outcome of a cell; in an opened cell, also the choice of a chart."""
    if outcome is None:
        st.caption("Not run yet.")
    elif outcome.error:
        _show_error(cell, outcome.error)
    elif outcome.answer:
        answer_card.show_answer(outcome.answer, key=f"answer {cell.id}", in_notebook=True)
    elif outcome.rows is not None:
        options = chart_options.choose_chart(book, cell, outcome.rows) if opened else cell.chart
        show_rows(cell.name, cell.id, outcome.rows, options)
        _show_row_count(cell, outcome, outcome.rows)


def show_rows(name: str, key: str, rows: pa.Table, options: Chart | None) -> None:
    """Rows as a chart with these options, or as a table."""
    try:
        if options is not None:
            _show_chart(name, key, rows, options)
            return
    except CellError as error:
        st.text(str(error))
    st.dataframe(make_displayable(rows), hide_index=True, key=f"rows {key}")


def _show_chart(name: str, key: str, rows: pa.Table, options: Chart) -> None:
    figure, number = chart.draw_chart(rows, options), chart.limit_rows(rows, options).num_rows
    answer_card.show_figure(figure, f"chart {key}", f"{chart.CHART_KINDS[options.kind]} of {name}", name)
    if number < rows.num_rows:
        st.caption(f"The first {number:,} rows are drawn.")


def _show_row_count(cell: Cell, outcome: Outcome, rows: pa.Table) -> None:
    """How many rows there are, how long they took, and a button to download them."""
    number = rows.num_rows
    count = (
        f"The first {number:,} rows; there are more" if outcome.truncated else wording.count(number, "row")
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(f"{count}, in {outcome.seconds:.2f} seconds.")
        st.download_button(
            "Download as CSV",
            lambda: export.write_csv(to_json(rows)),
            f"{cell.name}-{session.current_upload.fingerprint(outcome.fingerprint)}.csv",
            "text/csv",
            key=f"csv {cell.id}",
            type="tertiary",
            icon=":material/download:",
            on_click="ignore",
        )


def _show_error(cell: Cell, error: LogError) -> None:
    """Title, sentence and line of an error, as plain text, since they can hold words of the log."""
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
            st.code(quote_line(cell.content, error.line, error.column), language=None)
        st.text(error.sentence)
