"""An `.ipynb` file in, a notebook out. It may come from anybody: size and parts are checked, nothing runs."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from analysis.notebook.document import cells, notebook_json
from analysis.notebook.document.cells import MOST_CELLS, QUESTION, SQL, TEXT, Cell, Notebook
from analysis.notebook.document.ipynb import OWN, cell_source
from analysis.notebook.document.notebook_json import UnreadableNotebook

MB = 2**20
MOST_BYTES, MOST_BRACKETS = 5 * MB, 100_000
"""Of a file: what it holds takes at most some ten times that in memory."""

MAGIC = re.compile(r"%%sql\b[^\n]*\n")
RESULT_CALL = re.compile(
    r"(?P<name>[a-z_][a-z0-9_]*) = Result\('(?P=name)', "
    r"(?:\"\"\"\n(?P<lines>[^\\]*?)\n\"\"\"|(?P<text>'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"))\)\n(?P=name)"
)
"""A cell of SQL as `ipynb.cell_source` writes it."""


@dataclass(frozen=True)
class ImportedNotebook:
    """The cells of a file, and how many of them were Python, which becomes text."""

    cells: Notebook
    python: int


def read_ipynb(content: bytes) -> ImportedNotebook:
    """The notebook in a file. Raises UnreadableNotebook."""
    notebook: Notebook = ()
    python = 0
    for place, part in enumerate(_read_parts(content), start=1):
        cell = _read_cell(part, place)
        if cell is not None:
            python += cell.kind == TEXT and part.get("cell_type") == "code"
            notebook = _append(notebook, cell)
    return ImportedNotebook(notebook_json.from_json(notebook_json.to_json(notebook)), python)


def _read_parts(content: bytes) -> list[Any]:
    if len(content) > MOST_BYTES or content.count(b"[") + content.count(b"{") > MOST_BRACKETS:
        raise UnreadableNotebook(
            f"This notebook is larger than {MOST_BYTES // MB} MB or holds too much. Clear its outputs where you ran "
            "it, save it and bring it again."
        )
    try:
        whole = json.loads(content)
    except (ValueError, RecursionError):
        whole = None
    if not isinstance(whole, dict) or whole.get("nbformat") != 4 or not isinstance(whole.get("cells"), list):
        raise UnreadableNotebook(
            "This file is no Jupyter notebook of version 4. Bring one that ends in .ipynb."
        )
    return list(whole["cells"])


def _read_cell(part: Any, place: int) -> Cell | None:
    """A cell of the file; None for one that only goes with another."""
    text, own = _read_source(part, place), _own_metadata(part)
    if own.get("beside"):
        return None
    if "cell" in own:
        return _merge_edits(notebook_json.cell_from_json(own["cell"], place), text)
    if part.get("cell_type") != "code":
        return cells.create(TEXT, text)
    return _read_code(text) if text.strip() else None


def _read_source(part: Any, place: int) -> str:
    source = part.get("source") if isinstance(part, dict) else None
    lines = [source] if isinstance(source, str) else source
    if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
        raise UnreadableNotebook(f"Cell {place} of this notebook can't be read: its source is none.")
    return "".join(lines)


def _own_metadata(part: Mapping[str, Any]) -> Mapping[str, Any]:
    metadata = part.get("metadata")
    own = metadata.get(OWN) if isinstance(metadata, dict) else None
    return own if isinstance(own, dict) else {}


def _merge_edits(cell: Cell, text: str) -> Cell:
    """A cell that this app wrote, with the changes that were made to it elsewhere."""
    if cell.kind == TEXT:
        return replace(cell, content=text)
    if cell.kind == QUESTION or text.strip() == cell_source(cell):
        return cell
    changed = _read_code(text)
    return replace(changed, id=cell.id, chart=cell.chart if changed.kind == SQL else None)


def _read_code(text: str) -> Cell:
    """SQL, where a cell holds nothing else; any other Python as text."""
    if magic := MAGIC.match(text):
        return cells.create(SQL, text[magic.end() :].strip())
    if call := RESULT_CALL.fullmatch(text.strip()):
        return cells.create(SQL, call["lines"] or ast.literal_eval(call["text"]), call["name"])
    return cells.create(TEXT, f"~~~python\n{text}\n~~~")


def _append(notebook: Notebook, cell: Cell) -> Notebook:
    """The cells so far and one more; one that was copied in Jupyter gets a name of its own."""
    if len(notebook) >= MOST_CELLS:
        raise UnreadableNotebook(f"This notebook has more than {MOST_CELLS} cells, more than fit here.")
    return cells.add(notebook, cells.copy(cell) if any(each.id == cell.id for each in notebook) else cell)
