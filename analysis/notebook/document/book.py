"""A notebook as somebody works on it: its cells, what they gave, which one is open, and which have to run."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from analysis.notebook.document import cells, dependencies
from analysis.notebook.document.cells import SQL, Cell, Notebook
from analysis.notebook.document.run import Outcome


@dataclass
class Book:
    """What one session knows of its notebook. `opened` is the cell that is being edited."""

    cells: Notebook = ()
    results: dict[str, Outcome] = field(default_factory=dict)
    opened: str | None = None
    _asked: set[str] = field(default_factory=set)
    _before: Notebook | None = None

    def write(self, now: Notebook) -> None:
        """Go on with the cells as they are now."""
        self.cells, self._before = now, None
        there = {cell.id for cell in now}
        self.results = {cell: found for cell, found in self.results.items() if cell in there}
        self.opened = self.opened if self.opened in there else None

    def add(self, cell: Cell, after: str | None = None) -> None:
        """Put a cell in, open it, and run it if there is something to run. Raises CellError."""
        self.write(cells.add(self.cells, cell, after))
        self.opened = cell.id
        if cell.content:
            self.run(cell.id)

    def open(self, cell: str | None) -> None:
        """Edit this cell, and no other."""
        self.opened = cell

    def change(self, cell: str, **what: Any) -> None:
        """Change what a cell holds, and run it."""
        self.write(cells.change(self.cells, cell, **what))
        self.run(cell)

    def delete(self, cell: str) -> None:
        """Take a cell out; until something else changes, it can be brought back."""
        before = self.cells
        self.write(cells.delete(before, cell))
        self._before = before

    def undelete(self) -> None:
        """Bring back what was deleted."""
        if self._before is not None:
            self.write(self._before)

    @property
    def has_deleted(self) -> bool:
        """Whether the last change was to delete a cell."""
        return self._before is not None

    def insert(self, text: str, typed: str | None) -> str:
        """Put a piece of SQL at the end of the query that is open, or into a new one; returns all of it.

        `typed`: what stands in its field, if there is one. Half a query is not run: its result is gone until the
        person runs it. Raises CellError.
        """
        found = next((cell for cell in self.cells if cell.id == self.opened and cell.kind == SQL), None)
        if found is None:
            found, typed = cells.new(SQL), None
            self.add(found, after=self.opened)
        before = found.content if typed is None else typed
        written = f"{before}{' ' if before and not before[-1].isspace() else ''}{text}"
        self.write(cells.change(self.cells, found.id, content=written))
        self.results.pop(found.id, None)
        self._asked.discard(found.id)
        return written

    def run(self, *wanted: str) -> None:
        """Run these cells when they are next shown, and those that use what they gave."""
        for cell in wanted:
            self._asked.update({cell}, dependencies.users(self.cells, cell) & self.results.keys())

    def to_run(self, marks: dict[str, str]) -> list[str]:
        """The cells that have to run now, in order; `marks` as `uses.marks` gives them."""
        done = {cell: found.mark for cell, found in self.results.items()}
        return dependencies.to_run(self.cells, marks, done, self._asked)

    def keep(self, cell: str, found: Outcome) -> None:
        """Remember what a cell gave."""
        self.results[cell] = found
        self._asked.discard(cell)

    def only(self, cell: str) -> None:
        """Run none of the cells that were to come after this one."""
        self._asked.intersection_update({cell})
