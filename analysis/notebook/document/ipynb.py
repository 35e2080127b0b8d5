"""A notebook as an `.ipynb` file: it runs in plain Jupyter, against the tables of the log as Parquet files.

The first cell reads the tables, and needs nothing but DuckDB and pandas. SQL runs as it is; a question has the
result of the app with it, and the SQL that counts it again. Each cell is in its own metadata too, so that the app can
read the file back.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from pprint import pformat
from string import Template
from typing import Any

import pandas as pd
import pyarrow as pa

from analysis.answer import Answer
from analysis.ask import list_values
from analysis.notebook.document import result_rows
from analysis.notebook.document.cell_runs import Outcome
from analysis.notebook.document.cells import SQL, TEXT, Cell, Notebook
from analysis.notebook.document.chart import ROLES, Chart, assign_columns
from analysis.notebook.sandbox.cell_errors import CellError
from analysis.notebook.sandbox.log_tables import describe_tables
from data.database import ENUMS
from data.imports.log import MeasuredLog
from data.sql_files import bind_parameters

OWN = "topofmind"
"""The name of our part of a cell's metadata."""

MARKDOWN_SIGNS = re.compile(r"[\\`*_{}\[\]()#+.!|<>&~$-]")
"""Signs that mean something in Markdown."""

FOLDER = "top-of-mind-tables"
FIRST_CELL = Path(__file__).with_name("first_cell.txt")
WIDTH = 100
JUPYTER_FORMAT: dict[str, Any] = {
    "max_rows": 60,
    "min_rows": 10,
    "max_cols": 20,
    "line_width": 80,
    "max_colwidth": 50,
    "show_dimensions": "truncate",
}
LANGUAGE = {
    "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
    "language_info": {"name": "python"},
}


def write_ipynb(cells: Notebook, outcomes: Mapping[str, Outcome], log: MeasuredLog) -> bytes:
    """The file. Cells that were run have their results with them, so it can be read without being run."""
    parts = [_code_cell("first", _first_cell(log), {"beside": True})]
    for cell in cells:
        parts += _cells_of(cell, outcomes.get(cell.id))
    whole = {"nbformat": 4, "nbformat_minor": 5, "metadata": LANGUAGE, "cells": parts}
    return json.dumps(whole, indent=1, ensure_ascii=False).encode()


def cell_source(cell: Cell, outcome: Outcome | None = None) -> str:
    """The text of a cell in the file: Markdown, or Python that does what the cell does."""
    if cell.kind == TEXT:
        return cell.content
    if cell.kind == SQL:
        return f"{cell.name} = Result({cell.name!r}, {quote_python(cell.content)})\n{cell.name}"
    if outcome is None or outcome.rows is None:
        return f"# The question {cell.content!r} was not asked before this file was made."
    table = [list(row.values()) for row in result_rows.to_json(outcome.rows)]
    arguments = (
        repr(cell.name),
        pformat(outcome.rows.column_names, WIDTH),
        pformat(table, WIDTH, compact=True),
    )
    return f"{cell.name} = Given({', '.join(arguments)})\n{cell.name}"


def format_frame(table: Sequence[Sequence[Any]], columns: Sequence[str]) -> str:
    """Rows as Jupyter prints them: what `frame` of the first cell gives."""
    data_frame = pd.DataFrame(table, columns=list(columns), dtype=object).infer_objects()
    text: str = data_frame.to_string(**JUPYTER_FORMAT)
    return text


def quote_python(text: str) -> str:
    """A text as Python writes it, on lines of its own where it can be."""
    if '"""' in text or set(text) & set("\\\r\0"):
        return repr(text)
    return f'"""\n{text}\n"""' if "\n" in text or '"' in text else f'"{text}"'


def _first_cell(log: MeasuredLog) -> str:
    tables = {
        table.name: {column.name: column.type for column in table.columns if column.words}
        for table in describe_tables()
    }
    return Template(FIRST_CELL.read_text(encoding="utf-8")).substitute(
        as_of=log.as_of.isoformat(),
        folder=FOLDER,
        words=pformat(ENUMS, WIDTH, compact=True, sort_dicts=False),
        tables=pformat(tables, WIDTH, sort_dicts=False),
    )


def _cells_of(cell: Cell, outcome: Outcome | None) -> Iterator[dict[str, Any]]:
    """A cell and those that go with it: the verdict and counts of a question, the chart of a result."""
    own = {"cell": asdict(cell)}
    if cell.kind == TEXT:
        yield _markdown_cell(cell.id, cell.content, own)
        return
    if outcome and outcome.answer:
        yield _markdown_cell(f"{cell.id}-said", _answer_markdown(outcome.answer), {"beside": True})
        yield _counts_cell(cell, outcome.answer)
    yield _code_cell(cell.id, cell_source(cell, outcome), own, _printed_rows(outcome))
    if cell.chart and outcome and outcome.rows is not None:
        yield from _chart_cells(cell, cell.chart, outcome.rows)


def _answer_markdown(answer: Answer) -> str:
    sentences = (answer.verdict, *answer.left_out, answer.question.method)
    return "\n\n".join(
        [f"### {answer.question.title}", *(MARKDOWN_SIGNS.sub(r"\\\g<0>", text) for text in sentences)]
    )


def _counts_cell(cell: Cell, answer: Answer) -> dict[str, Any]:
    """The SQL that counted, with the values it is bound to."""
    parameters = {**answer.parameters, **answer.question.bound_values()}
    bound = bind_parameters(answer.sql, list_values(answer.as_of, answer.filters, parameters))
    code = f"Counts({quote_python(answer.sql)}, {pformat(bound, WIDTH, compact=True)})"
    counts = format_frame(
        [list(row.values()) for row in answer.counts], list(answer.counts[0]) if answer.counts else []
    )
    return _code_cell(f"{cell.id}-counts", code, {"beside": True}, counts)


def _printed_rows(outcome: Outcome | None) -> str | None:
    if outcome is None or outcome.rows is None:
        return None
    return format_frame(
        [list(row.values()) for row in result_rows.to_python(outcome.rows)], outcome.rows.column_names
    )


def _chart_cells(cell: Cell, wanted: Chart, rows: pa.Table) -> Iterator[dict[str, Any]]:
    """The chart of a result, where its columns still make one."""
    with suppress(CellError):
        chart = assign_columns(wanted, rows)
        roles = {role: getattr(chart, role) for role in ROLES[chart.kind] if getattr(chart, role)}
        arguments = "".join(f", {role}={column!r}" for role, column in roles.items())
        yield _code_cell(
            f"{cell.id}-chart", f"Chart({chart.kind!r}, {cell.name}{arguments})", {"beside": True}
        )


def _markdown_cell(name: str, text: str, own: Mapping[str, Any]) -> dict[str, Any]:
    return {"cell_type": "markdown", "id": name, "metadata": {OWN: own}, "source": text}


def _code_cell(name: str, text: str, own: Mapping[str, Any], printed: str | None = None) -> dict[str, Any]:
    result: dict[str, Any] = {"output_type": "execute_result", "execution_count": None, "metadata": {}}
    return {
        "cell_type": "code",
        "id": name,
        "metadata": {OWN: own},
        "source": text,
        "execution_count": None,
        "outputs": [] if printed is None else [result | {"data": {"text/plain": printed}}],
    }
