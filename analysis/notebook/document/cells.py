"""A notebook as data: its cells in order, and edits that each return a new notebook. Nothing is run here."""

from __future__ import annotations

import builtins
import keyword
import re
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, TypeAlias

import duckdb

from analysis.notebook.document.chart import Chart
from analysis.notebook.document.sql_names import replace_name
from analysis.notebook.sandbox.cell_errors import CellError
from analysis.notebook.sandbox.log_tables import describe_tables

TEXT, QUESTION, SQL = "text", "question", "sql"
CELL_KINDS = (TEXT, QUESTION, SQL)
RESULT_NAME = re.compile(r"[a-z_][a-z0-9_]{0,39}")
PYTHON_NAMES = ("con", "duckdb", "pd", "px", "go", "datetime", *dir(builtins))
"""Names that the first cell of an `.ipynb` uses."""

MOST_CELLS = 100
"""Cells of one notebook."""


@dataclass(frozen=True)
class Cell:
    """One cell. `content` is Markdown, the key of a question, or SQL.

    `name` is what later SQL calls the result (a text has none); `parameters` and `filters` are those of a question,
    `filters` as `Filters.to_json` writes them; without a `chart` the result of SQL is shown as a table.
    """

    id: str
    kind: str
    name: str = ""
    content: str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict)
    filters: Mapping[str, Any] = field(default_factory=dict)
    chart: Chart | None = None
    collapsed: bool = False


Notebook: TypeAlias = tuple[Cell, ...]


def create(kind: str, content: str = "", name: str = "", **besides: Any) -> Cell:
    """A cell that is in no notebook yet; without a name, `add` finds one."""
    return Cell(secrets.token_hex(6), kind, name, content, **besides)


def add(cells: Notebook, cell: Cell, after: str | None = None) -> Notebook:
    """The notebook with one cell more, below the cell `after` or at its end; a name in use gets a number."""
    if len(cells) >= MOST_CELLS:
        raise CellError(
            "This notebook is full", f"It can have {MOST_CELLS} cells: delete one, or begin another."
        )
    place = _place(cells, after) + 1 if after else len(cells)
    named = replace(cell, name="" if cell.kind == TEXT else free_name(cells, cell.name or "result"))
    return (*cells[:place], named, *cells[place:])


def move(cells: Notebook, cell: str, by: int) -> Notebook:
    """The notebook with a cell so many places further down, or up where `by` is negative, as far as there is room."""
    place = _place(cells, cell)
    rest = [each for each in cells if each.id != cell]
    rest.insert(max(0, place + by), cells[place])
    return tuple(rest)


def copy(cell: Cell) -> Cell:
    """The same once more; `add` gives it a name of its own."""
    return replace(cell, id=secrets.token_hex(6))


def delete(cells: Notebook, cell: str) -> Notebook:
    """The notebook without a cell."""
    return tuple(each for each in cells if each.id != cell)


def change(cells: Notebook, cell: str, **what: Any) -> Notebook:
    """The notebook with other content, parameters, chart … in one cell."""
    return tuple(replace(each, **what) if each.id == cell else each for each in cells)


def rename(cells: Notebook, cell: str, name: str) -> Notebook:
    """The notebook with another name for a result, also in the SQL below that uses it. Raises CellError."""
    place, name = _place(cells, cell), normalise_name(name)
    old = cells[place].name
    check_name(name, {each.name for each in cells if each.id != cell})
    below = tuple(
        replace(each, content=replace_name(each.content, old, name)) if each.kind == SQL else each
        for each in cells[place + 1 :]
    )
    return (*cells[:place], replace(cells[place], name=name), *below)


def normalise_name(name: str) -> str:
    """A name as it was typed, without regard to case."""
    return name.strip().lower()


def free_name(cells: Notebook, name: str) -> str:
    """The name, with a number behind it where another cell has it."""
    used = {each.name for each in cells} | reserved_names()
    if name not in used:
        return name
    stem = re.sub(r"_\d+$", "", name)[:36]
    return next(each for number in range(2, MOST_CELLS + 3) if (each := f"{stem}_{number}") not in used)


def check_name(name: str, used: Collection[str] = ()) -> None:
    """Raise CellError for a name that SQL could not use, or would take for something else."""
    if not RESULT_NAME.fullmatch(name):
        raise CellError(
            f"“{name}” can't be the name of a result",
            "Use small letters, digits and _, up to 40 of them, and begin with a letter.",
        )
    if name in reserved_names():
        raise CellError(
            f"“{name}” already means something in SQL, in Python or in your log", "Choose another name."
        )
    if name in used:
        raise CellError(f"Another result is called “{name}”", "Choose another name.")


@cache
def reserved_names() -> frozenset[str]:
    """What a result can't be called: words of SQL and of Python, and the tables and columns of every log."""
    query = "select keyword_name from duckdb_keywords() where keyword_category = 'reserved'"
    with duckdb.connect() as connection:
        words = {word for (word,) in connection.execute(query).fetchall()}
    columns = {column.name for table in describe_tables() for column in table.columns}
    return frozenset(
        {*words, *columns, *(table.name for table in describe_tables()), *keyword.kwlist, *PYTHON_NAMES}
    )


def _place(cells: Notebook, cell: str) -> int:
    return next(place for place, each in enumerate(cells) if each.id == cell)
