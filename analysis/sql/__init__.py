"""The text of each question: one `.sql` file whose first line asks it in plain words."""

from __future__ import annotations

import re
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

FOLDER = Path(__file__).parent


@cache
def text(key: str) -> str:
    """The SQL file of a question, as it is written."""
    return (FOLDER / f"{key}.sql").read_text(encoding="utf-8")


def title(key: str) -> str:
    """The first comment line: the question in plain words."""
    return text(key).splitlines()[0].removeprefix("-- ")


@cache
def composed(key: str) -> str:
    """The statement that is run: the file, behind the parts that it and they read from."""
    parts = _parts()
    needed = _read_from(text(key)) | {"touches"}
    for part in reversed(parts):
        if part in needed:
            needed |= _read_from(parts[part])
    heads = [f"{part} as (\n{sql})" for part, sql in parts.items() if part in needed]
    return f"with {', '.join(heads)}\nselect * from (\n{text(key)})"


@cache
def parameters(key: str) -> frozenset[str]:
    """The names that the statement binds (DuckDB refuses one that it does not name)."""
    return frozenset(re.findall(r"\$(\w+)", composed(key)))


@cache
def _parts() -> dict[str, str]:
    """What several questions read from, each part after those that it reads from itself.

    A part of the same name as a table narrows that table to what the filters choose.
    """
    parts = {path.stem: path.read_text(encoding="utf-8") for path in (FOLDER / "parts").glob("*.sql")}
    reads = {name: sorted(_read_from(sql) & parts.keys() - {name}) for name, sql in sorted(parts.items())}
    return {name: parts[name] for name in TopologicalSorter(reads).static_order()}


def _read_from(sql: str) -> set[str]:
    return set(re.findall(r"\b(?:from|join)\s+(\w+)", sql))
