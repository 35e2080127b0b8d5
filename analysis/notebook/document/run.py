"""What running a cell gives: the rows of SQL, the answer to a question, or why there is neither."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from analysis.answer import Answer, plain
from analysis.filters import Filters
from analysis.notebook.document.cells import QUESTION, TEXT, Cell, Notebook
from analysis.notebook.document.dependencies import marks, uses
from analysis.notebook.document.result_rows import tidy
from analysis.notebook.sandbox.cell_errors import CellError, NoTable, TooMuch
from analysis.notebook.sandbox.limits import MB
from analysis.notebook.sandbox.worker import Result, Worker
from data.errors import LogError

Ask = Callable[..., Answer]
"""Asks a question of the catalogue: its key, a view, its parameters by name."""

MOST = 64 * MB
"""Of all results of a notebook together: they stay in memory as long as they are shown."""


@dataclass(frozen=True)
class Outcome:
    """What a cell gave when it was run under a mark (`uses.marks`): rows, or an error.

    A question also gives its answer; `truncated` says that there were more rows than a result may have.
    """

    mark: str
    rows: pa.Table | None = None
    answer: Answer | None = None
    error: LogError | None = None
    truncated: bool = False
    seconds: float | None = None


def answered(cell: Cell, mark: str, ask: Ask) -> Outcome:
    """A question, asked."""
    try:
        answer = ask(cell.content, Filters.from_json(dict(cell.filters)), **cell.parameters)
    except LogError as error:
        return Outcome(mark, error=error)
    return Outcome(mark, _table(answer), answer)


def queried(mark: str, result: Callable[[], Result], held: int = 0, below: Collection[str] = ()) -> Outcome:
    """The result of SQL, which `result` waits for.

    `held`: the bytes that the other results take. `below`: the results that are made further down.
    """
    try:
        found = result()
        if held + found.table.nbytes > MOST:
            raise TooMuch(
                "The results of this notebook take too much memory",
                f"Together they can have {MOST // MB} MB: choose fewer columns or rows, or delete a cell.",
            )
    except NoTable as error:
        return Outcome(mark, error=_too_early(error) if error.table in below else error)
    except CellError as error:
        return Outcome(mark, error=error)
    return Outcome(mark, tidy(found.table), truncated=found.truncated, seconds=found.seconds)


def earlier(cells: Notebook, cell: Cell, outcomes: Mapping[str, Outcome]) -> dict[str, pa.Table]:
    """The results that a cell uses, by name. Raises CellError where one is missing."""
    used = uses(cells)[cell.id]
    found: dict[str, pa.Table] = {}
    for each in cells:
        if each.id in used:
            rows = outcomes[each.id].rows if each.id in outcomes else None
            if rows is None:
                raise CellError(
                    f"“{each.name}” has no result", "Put that cell right first, and this one runs by itself."
                )
            found[each.name] = rows
    return found


def below(cells: Notebook, cell: Cell) -> frozenset[str]:
    """The names of the results that are made further down than a cell."""
    return frozenset(each.name for each in cells[cells.index(cell) + 1 :] if each.name)


def everything(cells: Notebook, ask: Ask, worker: Worker | None) -> dict[str, Outcome]:
    """Every cell run in its order, with nobody watching; without a worker, the SQL of none."""
    outcomes: dict[str, Outcome] = {}
    for cell, mark in zip(cells, marks(cells, "").values(), strict=True):
        if cell.kind == QUESTION:
            outcomes[cell.id] = answered(cell, mark, ask)
        elif cell.kind != TEXT and worker is not None:
            outcomes[cell.id] = _run(cells, cell, mark, outcomes, worker)
    return outcomes


def size(outcomes: Mapping[str, Outcome], besides: str) -> int:
    """The bytes of all results but one."""
    rows = (outcome.rows for cell, outcome in outcomes.items() if cell != besides)
    return sum(each.nbytes for each in rows if each is not None)


def _run(cells: Notebook, cell: Cell, mark: str, outcomes: Mapping[str, Outcome], worker: Worker) -> Outcome:
    return queried(
        mark,
        lambda: worker.run(cell.content, earlier(cells, cell, outcomes)),
        size(outcomes, cell.id),
        below(cells, cell),
    )


def _too_early(error: NoTable) -> CellError:
    return CellError(
        f"“{error.table}” is made further down",
        "A cell reads only what stands above it: move this cell below that one.",
        error.line,
        error.column,
    )


def _table(answer: Answer) -> pa.Table:
    """The rows of an answer as SQL can read them; without any, its columns."""
    rows: list[dict[str, Any]] = plain(answer.rows)
    if rows:
        return pa.Table.from_pylist(rows)
    return pa.table({name: pa.array([], pa.string()) for name in answer.question.columns})
