"""A notebook as plain JSON and back, as it is saved with a log and written into an `.ipynb`.

JSON may have been written by anybody, so each part of it is checked; nothing in it is run.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from analysis.filters import Filters
from analysis.notebook.document.cells import (
    CELL_KINDS,
    MOST_CELLS,
    RESULT_NAME,
    TEXT,
    Cell,
    Notebook,
    reserved_names,
)
from analysis.notebook.document.chart import CHART_KINDS, Chart
from analysis.notebook.sandbox.sql_gate import LONGEST_SQL
from data.errors import LogError

IDENTITY = re.compile(r"[A-Za-z0-9_-]{1,64}")
LONGEST_VALUE, MOST_VALUES = 200, 60


class UnreadableNotebook(LogError):
    """Something that is no notebook, or one with parts that no notebook has."""


def to_json(cells: Notebook) -> list[dict[str, Any]]:
    """The cells as values that JSON can hold."""
    return [asdict(cell) for cell in cells]


def from_json(stored: Sequence[Any]) -> Notebook:
    """The inverse of `to_json`. Raises UnreadableNotebook."""
    if len(stored) > MOST_CELLS:
        raise UnreadableNotebook(f"This notebook has {len(stored):,} cells and can have {MOST_CELLS}.")
    cells = tuple(cell_from_json(each, place) for place, each in enumerate(stored, start=1))
    for names in ([each.id for each in cells], [each.name for each in cells if each.name]):
        if len(set(names)) < len(names):
            raise UnreadableNotebook("Two cells of this notebook have the same name.")
    return cells


def cell_from_json(stored: Any, place: int) -> Cell:
    """One cell; `place` counts from 1. Raises UnreadableNotebook."""
    parts = stored if isinstance(stored, Mapping) else {}
    for part, fits in CELL_PARTS.items():
        if not fits(parts.get(part)):
            raise UnreadableNotebook(f"Cell {place} of this notebook can't be read: its {part} is none.")
    if (parts["kind"] == TEXT) != (parts["name"] == ""):
        raise UnreadableNotebook(f"Cell {place} of this notebook can't be read: its name is none.")
    chart = Chart(**parts["chart"]) if parts["chart"] else None
    return Cell(**{part: parts[part] for part in CELL_PARTS} | {"chart": chart})


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and (
        not value or bool(RESULT_NAME.fullmatch(value) and value not in reserved_names())
    )


def _are_parameters(parameters: Any) -> bool:
    return (
        isinstance(parameters, Mapping)
        and len(parameters) <= MOST_VALUES
        and all(_is_word(name) and (value is None or _is_value(value)) for name, value in parameters.items())
    )


def _are_filters(filters: Any) -> bool:
    if not isinstance(filters, Mapping) or not all(
        isinstance(value, str) or (isinstance(value, list) and all(map(_is_word, value)))
        for value in filters.values()
    ):
        return False
    try:
        return Filters.from_json(dict(filters)).to_json() == filters
    except (ValueError, TypeError):  # a day that is none
        return False


def _is_chart(value: Any) -> bool:
    return value is None or (
        isinstance(value, Mapping)
        and set(value) == {"kind", "x", "y", "colour"}
        and value["kind"] in CHART_KINDS
        and all(value[role] is None or _is_word(value[role]) for role in ("x", "y", "colour"))
    )


def _is_value(value: Any) -> bool:
    return isinstance(value, bool | int) or _is_word(value)


def _is_word(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_VALUE


CELL_PARTS: Mapping[str, Callable[[Any], object]] = {
    "id": lambda value: isinstance(value, str) and IDENTITY.fullmatch(value),
    "kind": lambda value: isinstance(value, str) and value in CELL_KINDS,
    "name": _is_name,
    "content": lambda value: isinstance(value, str) and len(value) <= LONGEST_SQL,
    "parameters": _are_parameters,
    "filters": _are_filters,
    "chart": _is_chart,
    "collapsed": lambda value: isinstance(value, bool),
}
"""What each part of a cell has to be."""
