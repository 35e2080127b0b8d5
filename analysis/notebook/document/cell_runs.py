"""Cells run: the rows of SQL, the answer to a question, or the error in place of either."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from analysis.answer import Answer, plain
from analysis.filters import Filters
from analysis.notebook.document.cells import QUESTION, TEXT, Cell, Notebook
from analysis.notebook.document.dependencies import find_uses, fingerprint_cells
from analysis.notebook.document.result_rows import make_names_unique
from analysis.notebook.sandbox.cell_errors import CellError, NoTable, TooMuch
from analysis.notebook.sandbox.limits import MB
from analysis.notebook.sandbox.worker import QueryResult, Worker
from data.errors import LogError

Ask = Callable[..., Answer]
"""Asks a question of the catalogue: its key, filters, its parameters by name."""

MOST_BYTES = 64 * MB
"""Of all results of a notebook together: they stay in memory as long as they are shown."""


@dataclass(frozen=True)
class Outcome:
    """The result of a cell that was run under a fingerprint (`dependencies.fingerprint_cells`): rows, or an error.

    A question also gives its answer; `truncated` says that there were more rows than a result may have.
    """

    fingerprint: str
    rows: pa.Table | None = None
    answer: Answer | None = None
    error: LogError | None = None
    truncated: bool = False
    seconds: float | None = None


def run_question(cell: Cell, fingerprint: str, ask: Ask) -> Outcome:
    """A question, asked."""
    try:
        answer = ask(cell.content, Filters.from_json(dict(cell.filters)), **cell.parameters)
    except LogError as error:
        return Outcome(fingerprint, error=error)
    return Outcome(fingerprint, _table(answer), answer)


def run_query(
    fingerprint: str, result: Callable[[], QueryResult], held: int = 0, below: Collection[str] = ()
) -> Outcome:
    """The result of SQL, which `result` waits for.

    `held`: the bytes that the other results take. `below`: the results that are made further down.
    """
    try:
        found = result()
        if held + found.table.nbytes > MOST_BYTES:
            raise TooMuch(
                "The results of this notebook take too much memory",
                f"Together they can have {MOST_BYTES // MB} MB: choose fewer columns or rows, or delete a cell.",
            )
    except NoTable as error:
        return Outcome(fingerprint, error=_order_error(error) if error.table in below else error)
    except CellError as error:
        return Outcome(fingerprint, error=error)
    return Outcome(
        fingerprint,
        make_names_unique(found.table),
        truncated=found.truncated,
        seconds=found.seconds,
    )


def earlier_results(cells: Notebook, cell: Cell, outcomes: Mapping[str, Outcome]) -> dict[str, pa.Table]:
    """The results that a cell uses, by name. Raises CellError where one is missing."""
    used = find_uses(cells)[cell.id]
    results: dict[str, pa.Table] = {}
    for each in cells:
        if each.id in used:
            rows = outcomes[each.id].rows if each.id in outcomes else None
            if rows is None:
                raise CellError(
                    f"“{each.name}” has no result", "Put that cell right first, and this one runs by itself."
                )
            results[each.name] = rows
    return results


def names_below(cells: Notebook, cell: Cell) -> frozenset[str]:
    """The names of the results that are made further down than a cell."""
    return frozenset(each.name for each in cells[cells.index(cell) + 1 :] if each.name)


def run_all(cells: Notebook, ask: Ask, worker: Worker | None) -> dict[str, Outcome]:
    """Every cell run in its order, at once; without a worker, no SQL."""
    outcomes: dict[str, Outcome] = {}
    for cell, fingerprint in zip(cells, fingerprint_cells(cells, "").values(), strict=True):
        if cell.kind == QUESTION:
            outcomes[cell.id] = run_question(cell, fingerprint, ask)
        elif cell.kind != TEXT and worker is not None:
            outcomes[cell.id] = _run_sql(cells, cell, fingerprint, outcomes, worker)
    return outcomes


def size_of_others(outcomes: Mapping[str, Outcome], besides: str) -> int:
    """The bytes of all results but one."""
    rows = (outcome.rows for cell, outcome in outcomes.items() if cell != besides)
    return sum(each.nbytes for each in rows if each is not None)


def _run_sql(
    cells: Notebook, cell: Cell, fingerprint: str, outcomes: Mapping[str, Outcome], worker: Worker
) -> Outcome:
    return run_query(
        fingerprint,
        lambda: worker.run(cell.content, earlier_results(cells, cell, outcomes)),
        size_of_others(outcomes, cell.id),
        names_below(cells, cell),
    )


def _order_error(error: NoTable) -> CellError:
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
