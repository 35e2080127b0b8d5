"""A notebook as one HTML file that opens anywhere and looks like a report: texts, queries, questions and results."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import mistune
import plotly.graph_objects as go
import pyarrow as pa
from mistune.util import striptags

from analysis import wording
from analysis.notebook.document import chart
from analysis.notebook.document.cell_runs import Outcome
from analysis.notebook.document.cells import SQL, TEXT, Cell, Notebook
from analysis.notebook.document.result_rows import to_json
from analysis.notebook.sandbox.cell_errors import CellError
from analysis.report import report_html
from analysis.report.markup import Html, scroll_table, tag
from data.imports.log import MeasuredLog

MOST_ROWS = 1_000
"""Of a table: a page with more is too slow to open."""


def render_notebook(cells: Notebook, outcomes: Mapping[str, Outcome], log: MeasuredLog) -> str:
    """The cells with their results, as far as they were run; for the owner of the log."""
    data_date = f"Data up to {wording.day(log.as_of)}."
    head = tag("header", tag("h1", "A notebook"), tag("p", f"Made from {log.report.name}. {data_date}"))
    figures = {cell.id: _figure(cell, outcomes.get(cell.id)) for cell in cells}
    return report_html.render_document(
        f"A notebook, data up to {log.as_of.isoformat()}",
        f"Top of Mind, a notebook. {data_date}",
        [head, tag("main", *(_section(cell, outcomes.get(cell.id), figures[cell.id]) for cell in cells))],
        {name: figure for name, figure in figures.items() if figure is not None},
    )


def _section(cell: Cell, outcome: Outcome | None, figure: go.Figure | None) -> Html:
    if cell.kind == TEXT:
        return tag("section", render_markdown(cell.content))
    if outcome and outcome.answer:
        return report_html.render_section(outcome.answer, cell.id)
    query = tag("div", tag("pre", tag("code", cell.content), tabindex="0"), class_="code")
    return tag(
        "section",
        tag("h2", cell.name),
        *([query] if cell.kind == SQL else []),
        *_result(cell, outcome, figure),
    )


def _result(cell: Cell, outcome: Outcome | None, figure: go.Figure | None) -> list[Html]:
    if outcome is None:
        return [tag("p", "Not run.", class_="quiet")]
    if outcome.rows is None:
        return [tag("p", str(outcome.error), class_="held")]
    drawn = [] if figure is None else [report_html.figure_place(cell.id, f"A chart of {cell.name}")]
    return [*drawn, *_table(cell, outcome.rows, whole=not outcome.truncated)]


def _table(cell: Cell, rows: pa.Table, *, whole: bool) -> list[Html]:
    values = to_json(rows.slice(0, MOST_ROWS))
    heads = tag("thead", tag("tr", *(tag("th", name, scope="col") for name in rows.column_names)))
    lines = tag("tbody", *(tag("tr", *map(_value_cell, row.values())) for row in values))
    table = scroll_table(tag("table", heads, lines), cell.name)
    if whole and len(values) == rows.num_rows:
        return [table]
    return [table, tag("p", f"The first {len(values):,} rows; there are more.", class_="quiet")]


def _value_cell(value: Any) -> Html:
    return tag("td", _value_text(value), class_="text" if isinstance(value, str) else "number", dir="auto")


def _value_text(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.4f}".rstrip("0").rstrip(".")
    return "–" if value is None else str(value)


def _figure(cell: Cell, outcome: Outcome | None) -> go.Figure | None:
    if outcome is None:
        return None
    if outcome.answer:
        return outcome.answer.figure
    if cell.chart and outcome.rows is not None:
        with suppress(CellError):  # its columns no longer make this chart: the table is below
            return chart.draw_chart(outcome.rows, cell.chart)
    return None


class _Renderer(mistune.HTMLRenderer):
    """Markdown as HTML in which a picture is its text: the page asks nothing of any network."""

    def image(self, text: str, url: str, title: str | None = None) -> str:  # noqa: ARG002 - as mistune calls it
        return mistune.escape(striptags(text))


class _Unlinked(_Renderer):
    """The same, and a link is its text with the address beside it, so that a stranger's text leads nowhere."""

    def link(self, text: str, url: str, title: str | None = None) -> str:  # noqa: ARG002
        address = mistune.escape(url)
        return text if text == address else f"{text} ({address})"


PLUGINS = ("table", "strikethrough")
_linked = mistune.create_markdown(renderer=_Renderer(escape=True), plugins=PLUGINS)
_unlinked = mistune.create_markdown(renderer=_Unlinked(escape=True), plugins=PLUGINS)


def render_markdown(text: str, *, links: bool = True) -> Html:
    """A text in Markdown as HTML; HTML in it is shown as it is written."""
    return Html((_linked if links else _unlinked)(text))
