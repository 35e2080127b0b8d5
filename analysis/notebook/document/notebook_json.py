"""A notebook as plain JSON and back: what is kept with a log, and what travels in an `.ipynb`.

What comes back may have been written by anybody, so each part of it is checked; nothing in it is run.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from analysis.filters import Filters
from analysis.notebook.document.cells import KINDS, MOST, NAME, TEXT, Cell, Notebook, reserved
from analysis.notebook.document.chart import KINDS as CHARTS
from analysis.notebook.document.chart import Chart
from analysis.notebook.sandbox.sql_gate import LONGEST
from data.errors import LogError

IDENTITY = re.compile(r"[A-Za-z0-9_-]{1,64}")
LONGEST_VALUE, MOST_VALUES = 200, 60


class UnreadableNotebook(LogError):
    """Something that is no notebook, or one with parts that no notebook has."""


def plain(cells: Notebook) -> list[dict[str, Any]]:
    """The cells as JSON can hold them."""
    return [asdict(cell) for cell in cells]


def read(stored: Sequence[Any]) -> Notebook:
    """The inverse of `plain`. Raises UnreadableNotebook."""
    if len(stored) > MOST:
        raise UnreadableNotebook(f"This notebook has {len(stored):,} cells and can have {MOST}.")
    cells = tuple(cell(each, place) for place, each in enumerate(stored, start=1))
    for told in ([each.id for each in cells], [each.name for each in cells if each.name]):
        if len(set(told)) < len(told):
            raise UnreadableNotebook("Two cells of this notebook have the same name.")
    return cells


def cell(stored: Any, place: int) -> Cell:
    """One cell; `place` is where it stands, counted from 1. Raises UnreadableNotebook."""
    given = stored if isinstance(stored, Mapping) else {}
    for part, fits in PARTS.items():
        if not fits(given.get(part)):
            raise UnreadableNotebook(f"Cell {place} of this notebook can't be read: its {part} is none.")
    if (given["kind"] == TEXT) != (given["name"] == ""):
        raise UnreadableNotebook(f"Cell {place} of this notebook can't be read: its name is none.")
    chart = Chart(**given["chart"]) if given["chart"] else None
    return Cell(**{part: given[part] for part in PARTS} | {"chart": chart})


def _is_name(given: Any) -> bool:
    return isinstance(given, str) and (not given or bool(NAME.fullmatch(given) and given not in reserved()))


def _are_parameters(given: Any) -> bool:
    return (
        isinstance(given, Mapping)
        and len(given) <= MOST_VALUES
        and all(_is_word(name) and (value is None or _is_value(value)) for name, value in given.items())
    )


def _are_filters(given: Any) -> bool:
    if not isinstance(given, Mapping) or not all(
        isinstance(value, str) or (isinstance(value, list) and all(map(_is_word, value)))
        for value in given.values()
    ):
        return False
    try:
        return Filters.from_json(dict(given)).to_json() == given
    except (ValueError, TypeError):  # a day that is none
        return False


def _is_chart(given: Any) -> bool:
    return given is None or (
        isinstance(given, Mapping)
        and set(given) == {"kind", "x", "y", "colour"}
        and given["kind"] in CHARTS
        and all(given[role] is None or _is_word(given[role]) for role in ("x", "y", "colour"))
    )


def _is_value(given: Any) -> bool:
    return isinstance(given, bool | int) or _is_word(given)


def _is_word(given: Any) -> bool:
    return isinstance(given, str) and len(given) <= LONGEST_VALUE


PARTS: Mapping[str, Callable[[Any], object]] = {
    "id": lambda given: isinstance(given, str) and IDENTITY.fullmatch(given),
    "kind": lambda given: isinstance(given, str) and given in KINDS,
    "name": _is_name,
    "content": lambda given: isinstance(given, str) and len(given) <= LONGEST,
    "parameters": _are_parameters,
    "filters": _are_filters,
    "chart": _is_chart,
    "collapsed": lambda given: isinstance(given, bool),
}
"""What each part of a cell has to be."""
