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
from analysis.notebook.document.dependencies import renamed
from analysis.notebook.sandbox.cell_errors import CellError
from analysis.notebook.sandbox.log_tables import schema

TEXT, QUESTION, SQL = "text", "question", "sql"
KINDS = (TEXT, QUESTION, SQL)
NAME = re.compile(r"[a-z_][a-z0-9_]{0,39}")
PYTHON = ("con", "duckdb", "pd", "px", "go", "datetime", *dir(builtins))
"""What the first cell of an `.ipynb` has names for."""

MOST = 100
"""Cells of one notebook."""


@dataclass(frozen=True)
class Cell:
    """One cell. `content` is Markdown, the key of a question, or SQL.

    `name` is what later SQL calls the result (a text has none); `parameters` and `filters` are those of a question,
    `filters` as `View.to_json` writes them; without a `chart` the result of SQL is shown as a table.
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


def new(kind: str, content: str = "", name: str = "", **besides: Any) -> Cell:
    """A cell that is in no notebook yet; without a name, `add` finds one."""
    return Cell(secrets.token_hex(6), kind, name, content, **besides)


def add(cells: Notebook, cell: Cell, after: str | None = None) -> Notebook:
    """The notebook with one cell more, below the cell `after` or at its end; its name gets a number if it is taken."""
    if len(cells) >= MOST:
        raise CellError("This notebook is full", f"It can have {MOST} cells: delete one, or begin another.")
    place = _place(cells, after) + 1 if after else len(cells)
    named = replace(cell, name="" if cell.kind == TEXT else free(cells, cell.name or "result"))
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
    place, name = _place(cells, cell), normal(name)
    old = cells[place].name
    check_name(name, {each.name for each in cells if each.id != cell})
    below = tuple(
        replace(each, content=renamed(each.content, old, name)) if each.kind == SQL else each
        for each in cells[place + 1 :]
    )
    return (*cells[:place], replace(cells[place], name=name), *below)


def normal(name: str) -> str:
    """A name as it was typed, without regard to case."""
    return name.strip().lower()


def free(cells: Notebook, name: str) -> str:
    """The name, with a number behind it where it is taken."""
    taken = {each.name for each in cells} | reserved()
    if name not in taken:
        return name
    stem = re.sub(r"_\d+$", "", name)[:36]
    return next(each for number in range(2, MOST + 3) if (each := f"{stem}_{number}") not in taken)


def check_name(name: str, taken: Collection[str] = ()) -> None:
    """Raise CellError for a name that SQL could not use, or would take for something else."""
    if not NAME.fullmatch(name):
        raise CellError(
            f"“{name}” can't be the name of a result",
            "Use small letters, digits and _, up to 40 of them, and begin with a letter.",
        )
    if name in reserved():
        raise CellError(
            f"“{name}” already means something in SQL, in Python or in your log", "Choose another name."
        )
    if name in taken:
        raise CellError(f"Another result is called “{name}”", "Choose another name.")


@cache
def reserved() -> frozenset[str]:
    """What a result can't be called: words of SQL and of Python, and the tables and columns of every log."""
    query = "select keyword_name from duckdb_keywords() where keyword_category = 'reserved'"
    with duckdb.connect() as connection:
        words = {word for (word,) in connection.execute(query).fetchall()}
    columns = {column.name for table in schema() for column in table.columns}
    return frozenset({*words, *columns, *(table.name for table in schema()), *keyword.kwlist, *PYTHON})


def _place(cells: Notebook, cell: str) -> int:
    return next(place for place, each in enumerate(cells) if each.id == cell)
