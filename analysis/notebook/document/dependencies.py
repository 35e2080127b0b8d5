"""Which cells use which results, and so what has to run again when something changed."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analysis.notebook.document.cells import Notebook

PIECE = re.compile(
    r"'(?:[^']|'')*'|--[^\n]*|/\*.*?\*/|\$\$.*?\$\$|\"(?P<quoted>(?:[^\"]|\"\")+)\"|(?P<plain>[^\W\d]\w*)",
    re.DOTALL,
)
"""Texts and remarks, which name nothing; then names, in quotes or without."""


def names(sql: str) -> frozenset[str]:
    """Every name in a text of SQL, in small letters: of tables, columns, functions alike."""
    found = (piece["quoted"] or piece["plain"] for piece in PIECE.finditer(sql))
    return frozenset(name.lower() for name in found if name)


def renamed(sql: str, old: str, new: str) -> str:
    """The SQL with one name in place of another; texts and remarks stay as they are."""

    def written(piece: re.Match[str]) -> str:
        name = piece["quoted"] or piece["plain"]
        return new if name and name.lower() == old else piece[0]

    return PIECE.sub(written, sql)


def uses(cells: Notebook) -> dict[str, tuple[str, ...]]:
    """For each cell, the cells above it whose results its SQL names."""
    found: dict[str, tuple[str, ...]] = {}
    above: dict[str, str] = {}
    for cell in cells:
        named = names(cell.content) if cell.kind == "sql" else frozenset()
        found[cell.id] = tuple(each for name, each in above.items() if name in named)
        if cell.name:
            above[cell.name] = cell.id
    return found


def users(cells: Notebook, cell: str) -> frozenset[str]:
    """The cells below that use a result, and those that use theirs."""
    found = {cell}
    for each, used in uses(cells).items():
        if found & set(used):
            found.add(each)
    return frozenset(found - {cell})


def marks(cells: Notebook, log: str) -> dict[str, str]:
    """For each cell a mark of all that its result depends on: the log, its content, and the marks of what it uses.

    A result belongs to what is on screen as long as the mark it was made under is the mark of its cell.
    """
    used, found = uses(cells), dict[str, str]()
    named = {cell.id: cell.name for cell in cells}
    for cell in cells:
        asked = (cell.kind, cell.content, sorted(cell.parameters.items()), sorted(cell.filters.items()))
        on = [(named[each], found[each]) for each in used[cell.id]]
        found[cell.id] = sha256(repr((log, asked, on)).encode()).hexdigest()
    return found


def to_run(
    cells: Notebook, marks: Mapping[str, str], done: Mapping[str, str], asked: Collection[str]
) -> list[str]:
    """The cells that have to run now, in order.

    Those that are asked for, those whose result was made under another mark, and what these use and was never run.
    `done`: the marks under which there are results.
    """
    used = uses(cells)
    wanted = {*asked, *(each for each, mark in done.items() if marks.get(each) != mark)}
    for cell in reversed(cells):
        if cell.id in wanted:
            wanted |= set(used[cell.id]) - set(done)
    return [cell.id for cell in cells if cell.id in wanted and cell.kind != "text"]
