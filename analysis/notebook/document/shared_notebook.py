"""The notebook of a share: its texts and its results, made anew from the log as it is shared; never its SQL.

Only coded and full shares have one. In a coded one no text and no result may hold a name for which the shared log has a
code: results come from codes, but SQL can also contain a name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import Any

import pyarrow as pa

from analysis import wording
from analysis.answer import Answer
from analysis.ask import ask
from analysis.notebook.document import cell_runs, result_rows
from analysis.notebook.document.cell_runs import Outcome
from analysis.notebook.document.cells import SQL, TEXT, Cell, Notebook
from analysis.notebook.document.chart import Chart
from analysis.notebook.document.sql_names import find_names
from analysis.notebook.sandbox.log_tables import read_tables
from analysis.notebook.sandbox.worker import Worker
from analysis.questions import QUESTIONS
from data.database import ENUMS
from data.errors import LogError
from data.imports.log import MeasuredLog

NAME_COLUMNS = ("company", "contact", "with_whom", "role", "client", "opportunity")
"""The columns of a log whose words name somebody or something."""

PEOPLE_COLUMNS = ("contact", "with_whom", "client")
"""Those of them that name people, of whom a part of the name is enough to know them: “Grace”."""

WITHHELD_LABELS = {
    "message": "messages",
    "notes": "notes",
    "role": "job titles",
    "label": "names of steps",
    "source": "your own words for channels",
    "extra": "other columns",
    "rejects": "rows that were set aside",
}
"""What SQL can read here and not in every shared log, and its name in a sentence."""

WORD = re.compile(r"[^\W_]+")
"""A word of a text; an underscore, which stands for a space in names of SQL, is between two."""
Name = tuple[str, ...]


class Unshareable(LogError):
    """A notebook that can't be shared as it is."""


@dataclass(frozen=True)
class SharedCell:
    """A cell as viewers see it: a text, an answer, or rows; `withheld`: the columns it reads that are not shared."""

    kind: str
    name: str = ""
    text: str = ""
    answer: Answer | None = None
    rows: pa.Table | None = None
    chart: Chart | None = None
    truncated: bool = False
    withheld: tuple[str, ...] = ()

    @property
    def withheld_text(self) -> str:
        """What its SQL reads and viewers don't get, in words."""
        return wording.join_words([WITHHELD_LABELS[name] for name in self.withheld])


def make_shared(cells: Notebook, log: MeasuredLog, withheld: Collection[str] = ()) -> tuple[SharedCell, ...]:
    """The notebook, run on the log as it is shared, without the columns that are `withheld` from it.

    Raises Unshareable for a cell without a result.
    """
    worker = Worker(read_tables(log)) if any(cell.kind == SQL for cell in cells) else None
    try:
        outcomes = cell_runs.run_all(cells, partial(ask, log), worker)
    finally:
        if worker:
            worker.close()
    return tuple(
        replace(_share_cell(cell, outcomes.get(cell.id)), withheld=_withheld_columns(cell, withheld))
        for cell in cells
    )


def refuse_names(notebook: Sequence[SharedCell], log: MeasuredLog) -> None:
    """Raise Unshareable where a text or a result holds a name that is in a log."""
    names, parts = _name_words(_texts_in(log, NAME_COLUMNS)), _name_parts(_texts_in(log, PEOPLE_COLUMNS))
    lengths = sorted({len(name) for name in names})
    for cell in notebook:
        for text in _cell_texts(cell):
            if found := _find_name(text, names, lengths) or _find_name_part(text, parts):
                where = f"“{cell.name}”" if cell.name else "A text of your notebook"
                raise Unshareable(
                    f"{where} names “{found}”, which is in your log, and a coded share holds no names. Take it out, "
                    "leave the notebook out, or share the full log."
                )


def to_json(notebook: Sequence[SharedCell]) -> list[dict[str, Any]]:
    """The notebook as JSON can hold it."""
    return [
        {
            "kind": cell.kind,
            "name": cell.name,
            "text": cell.text,
            "answer": _answer_to_json(cell.answer) if cell.answer else None,
            "rows": _rows_to_json(cell.rows) if cell.rows is not None and not cell.answer else None,
            "chart": asdict(cell.chart) if cell.chart else None,
            "truncated": cell.truncated,
            "without": cell.withheld,
        }
        for cell in notebook
    ]


def from_json(stored: Sequence[Mapping[str, Any]]) -> tuple[SharedCell, ...]:
    """The inverse of `to_json`. Raises ValueError, LookupError or TypeError for what it never wrote."""
    return tuple(
        SharedCell(
            kind=cell["kind"],
            name=cell["name"],
            text=cell["text"],
            answer=_answer_from_json(cell["answer"]) if cell["answer"] else None,
            rows=_rows_from_json(cell["rows"]) if cell["rows"] else None,
            chart=Chart(**cell["chart"]) if cell["chart"] else None,
            truncated=cell["truncated"],
            withheld=tuple(name for name in cell.get("without", ()) if WITHHELD_LABELS[name]),
        )
        for cell in stored
    )


def _share_cell(cell: Cell, outcome: Outcome | None) -> SharedCell:
    if cell.kind == TEXT:
        return SharedCell(TEXT, text=cell.content)
    if outcome is None or outcome.rows is None:
        why = f": {outcome.error}" if outcome else "."
        raise Unshareable(f"“{cell.name}” gives no result on the log as it would leave{why}")
    return SharedCell(
        cell.kind,
        cell.name,
        answer=outcome.answer,
        rows=None if outcome.answer else outcome.rows,
        chart=cell.chart and _chart_of(cell.chart, outcome.rows.column_names),
        truncated=outcome.truncated,
    )


def _chart_of(chart: Chart, columns: Collection[str]) -> Chart:
    """The chart with the columns that the result has: another one, named in it before, can be a word of the log."""
    x, y, colour = (column if column in columns else None for column in (chart.x, chart.y, chart.colour))
    return Chart(chart.kind, x, y, colour)


def _withheld_columns(cell: Cell, withheld: Collection[str]) -> tuple[str, ...]:
    named = find_names(cell.content) if cell.kind == SQL else frozenset()
    return tuple(name for name in WITHHELD_LABELS if name in withheld and name in named)


def _texts_in(log: MeasuredLog, columns: Collection[str]) -> frozenset[str]:
    """Every text in these columns of a log."""
    table = log.clean_table().select(columns)
    return frozenset(text for column in table.columns for text in column.unique().to_pylist() if text)


def _name_words(texts: Collection[str]) -> frozenset[Name]:
    """The words of every name; a name that is a word of ours, or a number, names nobody."""
    foreign = {_lower(text) for text in texts} - _own_words()
    return frozenset(_words(text) for text in foreign if len(text) > 1 and not text.isdecimal()) - {()}


def _name_parts(texts: Collection[str]) -> frozenset[str]:
    """Each word of the names of people, as it is written there: in small letters it may be any word."""
    ours = {word for text in _own_words() for word in _words(text)}
    return frozenset(
        word
        for text in texts
        for word in WORD.findall(_normalise(text))
        if len(word) > 2 and not word.islower() and not word.isdecimal() and word.lower() not in ours
    )


def _own_words() -> frozenset[str]:
    named = {name.lower() for name in wording.KEY_LABELS.values()}
    return frozenset({key for keys in ENUMS.values() for key in keys} | named)


def _cell_texts(cell: SharedCell) -> Iterator[str]:
    """Every text that a cell shows."""
    yield cell.name
    yield cell.text
    if cell.rows is not None:
        yield from cell.rows.column_names
        for column in cell.rows.columns:
            if not (pa.types.is_integer(column.type) or pa.types.is_floating(column.type)):
                yield from {str(value) for value in column.to_pylist() if value is not None}


def _find_name(text: str, names: Collection[Name], lengths: Sequence[int]) -> str | None:
    """The first name in a text, where it has one as whole words, in capital or small letters.

    `lengths`: of how many words the names are, fewest first.
    """
    words = _words(_lower(text))
    for start in range(len(words)):
        for length in lengths:
            if words[start : start + length] in names:
                return " ".join(words[start : start + length])
    return None


def _find_name_part(text: str, parts: Collection[str]) -> str | None:
    """The first word in a text that is part of somebody's name."""
    return next((word for word in WORD.findall(_normalise(text)) if word in parts), None)


def _words(text: str) -> Name:
    return tuple(WORD.findall(text))


def _normalise(text: str) -> str:
    """The text with each letter as one character: “ë” can also be written as two."""
    return unicodedata.normalize("NFKC", text)


def _lower(text: str) -> str:
    return _normalise(text).lower()


def _answer_to_json(answer: Answer) -> dict[str, Any]:
    """An answer without its counts: its verdict is the one that was made from them."""
    whole = answer.to_json()
    return {
        part: whole[part]
        for part in ("question", "parameters", "as_of", "filters", "rows", "held_out", "verdict")
    }


def _answer_from_json(stored: Mapping[str, Any]) -> Answer:
    question, verdict = QUESTIONS[stored["question"]], str(stored["verdict"])
    if any(set(row) - set(question.columns) for row in stored["rows"]):
        raise ValueError("columns that the question does not have")
    return Answer.from_json(replace(question, verdict=lambda _: verdict), {**stored, "counts": []})


def _rows_to_json(rows: pa.Table) -> dict[str, Any]:
    """Rows, and of what kind each column is: JSON knows no days."""
    times, known = (
        result_rows.time_columns(rows),
        {*result_rows.number_columns(rows), *result_rows.word_columns(rows)},
    )
    kinds = ["time" if name in times else "plain" if name in known else "text" for name in rows.column_names]
    lines = [
        [
            value if kind != "text" or value is None else str(value)
            for kind, value in zip(kinds, row.values(), strict=True)
        ]
        for row in result_rows.to_json(rows)
    ]
    return {"columns": rows.column_names, "kinds": kinds, "rows": lines}


def _rows_from_json(stored: Mapping[str, Any]) -> pa.Table:
    columns = list(zip(*stored["rows"], strict=True)) or [()] * len(stored["columns"])
    arrays = [
        pa.array([_time_from_json(value) if kind == "time" else value for value in column] or [None])[
            : len(column)
        ]
        for kind, column in zip(stored["kinds"], columns, strict=True)
    ]
    return pa.table(arrays, names=stored["columns"])


def _time_from_json(text: str | None) -> date | None:
    if text is None:
        return None
    return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)
