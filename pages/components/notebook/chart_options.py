"""How a result is shown: as a table or as a chart, and which columns the chart uses."""

from __future__ import annotations

import pyarrow as pa
import streamlit as st

from analysis.notebook.document import cells, chart
from analysis.notebook.document.cells import Cell
from analysis.notebook.document.chart import Chart
from analysis.notebook.document.notebook_editor import NotebookEditor

TABLE = "Table"


def choose_chart(book: NotebookEditor, cell: Cell, rows: pa.Table) -> Chart | None:
    """The chosen chart with its columns, saved with the cell; None for a table."""
    kinds = {TABLE: TABLE} | {kind: chart.CHART_KINDS[kind] for kind in chart.possible_kinds(rows)}
    now = cell.chart.kind if cell.chart and cell.chart.kind in kinds else TABLE
    kind = st.segmented_control(
        "Show as",
        list(kinds),
        default=now,
        required=True,
        format_func=lambda kind: kinds[kind],
        key=f"as {cell.id}",
    )
    options = (
        None if kind == TABLE else _choose_columns(cell, rows, cell.chart if kind == now else Chart(kind))
    )
    if options != cell.chart:
        book.replace(cells.change(book.cells, cell.id, chart=options))
    return options


def _choose_columns(cell: Cell, rows: pa.Table, now: Chart | None) -> Chart:
    settled = chart.assign_columns(now or Chart(TABLE), rows)
    with st.container(horizontal=True):
        picked = {
            role: _choose_column(cell, rows, settled, role, title)
            for role, title in chart.ROLES[settled.kind].items()
        }
    return Chart(settled.kind, **picked)


def _choose_column(cell: Cell, rows: pa.Table, settled: Chart, role: str, title: str) -> str | None:
    can, now = chart.column_choices(rows, settled.kind, role), getattr(settled, role)
    return st.selectbox(
        title,
        can,
        index=can.index(now) if now in can else None,
        key=f"{settled.kind} {role} {cell.id}",
        placeholder="None",
        width=200,
    )
