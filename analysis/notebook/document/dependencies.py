"""Which cells use which results, and so what has to run again when something changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from hashlib import sha256

from analysis.notebook.document.cells import SQL, TEXT, Notebook
from analysis.notebook.document.sql_names import find_names


def find_uses(cells: Notebook) -> dict[str, tuple[str, ...]]:
    """For each cell, the cells above it whose results its SQL names."""
    uses: dict[str, tuple[str, ...]] = {}
    above: dict[str, str] = {}
    for cell in cells:
        named = find_names(cell.content) if cell.kind == SQL else frozenset()
        uses[cell.id] = tuple(each for name, each in above.items() if name in named)
        if cell.name:
            above[cell.name] = cell.id
    return uses


def find_users(cells: Notebook, cell: str) -> frozenset[str]:
    """The cells below that use a result, and those that use theirs."""
    found = {cell}
    for each, used in find_uses(cells).items():
        if found & set(used):
            found.add(each)
    return frozenset(found - {cell})


def fingerprint_cells(cells: Notebook, log: str) -> dict[str, str]:
    """For each cell a digest of all that its result depends on: the log, its content, the fingerprints of what it uses.

    A result is up to date as long as its fingerprint is that of its cell.
    """
    used, fingerprints = find_uses(cells), dict[str, str]()
    named = {cell.id: cell.name for cell in cells}
    for cell in cells:
        definition = (cell.kind, cell.content, sorted(cell.parameters.items()), sorted(cell.filters.items()))
        on = [(named[each], fingerprints[each]) for each in used[cell.id]]
        fingerprints[cell.id] = sha256(repr((log, definition, on)).encode()).hexdigest()
    return fingerprints


def list_cells_to_run(
    cells: Notebook, fingerprints: Mapping[str, str], done: Mapping[str, str], requested: Collection[str]
) -> list[str]:
    """The cells that have to run now, in order.

    Those that are requested, those whose result has another fingerprint, and those that these use and were never run.
    `done`: the fingerprints of the results there are.
    """
    used = find_uses(cells)
    wanted = {
        *requested,
        *(each for each, fingerprint in done.items() if fingerprints.get(each) != fingerprint),
    }
    for cell in reversed(cells):
        if cell.id in wanted:
            wanted |= set(used[cell.id]) - set(done)
    return [cell.id for cell in cells if cell.id in wanted and cell.kind != TEXT]
