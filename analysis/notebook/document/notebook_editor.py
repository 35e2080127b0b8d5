"""A notebook while somebody edits it: its cells, their results, which one is open, and which have to run."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from analysis.notebook.document import cells, dependencies
from analysis.notebook.document.cell_runs import Outcome
from analysis.notebook.document.cells import SQL, Cell, Notebook


@dataclass
class NotebookEditor:
    """The notebook of one session. `open_cell` is the cell that is being edited."""

    cells: Notebook = ()
    results: dict[str, Outcome] = field(default_factory=dict)
    open_cell: str | None = None
    _requested: set[str] = field(default_factory=set)
    _before_delete: Notebook | None = None

    def replace(self, notebook: Notebook) -> None:
        """Put another version of the notebook in place of this one."""
        self.cells, self._before_delete = notebook, None
        ids = {cell.id for cell in notebook}
        self.results = {cell: outcome for cell, outcome in self.results.items() if cell in ids}
        self.open_cell = self.open_cell if self.open_cell in ids else None

    def add(self, cell: Cell, after: str | None = None) -> None:
        """Put a cell in, open it, and run it if there is something to run. Raises CellError."""
        self.replace(cells.add(self.cells, cell, after))
        self.open_cell = cell.id
        if cell.content:
            self.run(cell.id)

    def open(self, cell: str | None) -> None:
        """Edit this cell, and no other."""
        self.open_cell = cell

    def change(self, cell: str, **what: Any) -> None:
        """Change what a cell holds, and run it."""
        self.replace(cells.change(self.cells, cell, **what))
        self.run(cell)

    def delete(self, cell: str) -> None:
        """Take a cell out; until something else changes, it can be restored."""
        before = self.cells
        self.replace(cells.delete(before, cell))
        self._before_delete = before

    def undelete(self) -> None:
        """Restore the deleted cell."""
        if self._before_delete is not None:
            self.replace(self._before_delete)

    @property
    def has_deleted(self) -> bool:
        """Whether the last change was to delete a cell."""
        return self._before_delete is not None

    def insert(self, text: str, typed: str | None) -> str:
        """Put a piece of SQL at the end of the query that is open, or into a new one; returns all of it.

        `typed`: the text in its field, if there is one. Half a query is not run: its result is gone until the
        person runs it. Raises CellError.
        """
        query = next((cell for cell in self.cells if cell.id == self.open_cell and cell.kind == SQL), None)
        if query is None:
            query, typed = cells.create(SQL), None
            self.add(query, after=self.open_cell)
        before = query.content if typed is None else typed
        written = f"{before}{' ' if before and not before[-1].isspace() else ''}{text}"
        self.replace(cells.change(self.cells, query.id, content=written))
        self.results.pop(query.id, None)
        self._requested.discard(query.id)
        return written

    def run(self, *wanted: str) -> None:
        """Run these cells when they are next shown, and those that use their results."""
        for cell in wanted:
            self._requested.update({cell}, dependencies.find_users(self.cells, cell) & self.results.keys())

    def cells_to_run(self, fingerprints: dict[str, str]) -> list[str]:
        """The cells that have to run now, in order; `fingerprints` as `dependencies.fingerprint_cells` gives them."""
        done = {cell: outcome.fingerprint for cell, outcome in self.results.items()}
        return dependencies.list_cells_to_run(self.cells, fingerprints, done, self._requested)

    def store(self, cell: str, outcome: Outcome) -> None:
        """Keep the outcome of a cell."""
        self.results[cell] = outcome
        self._requested.discard(cell)

    def run_only(self, cell: str) -> None:
        """Run none of the cells that were to come after this one."""
        self._requested.intersection_update({cell})
