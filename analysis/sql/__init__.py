"""The text of each question: one `.sql` file whose first line asks it in plain words."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
PARTS = ("touches", "opportunities", "milestones", "units")


@cache
def text(key: str) -> str:
    """The SQL file of a question, as it is written."""
    return (FOLDER / f"{key}.sql").read_text(encoding="utf-8")


def title(key: str) -> str:
    """The first comment line: the question in plain words."""
    return text(key).splitlines()[0].removeprefix("-- ")


@cache
def composed(key: str) -> str:
    """The statement that is run: the file, behind the parts that it and its parts read from."""
    parts = {part: (FOLDER / "parts" / f"{part}.sql").read_text(encoding="utf-8") for part in PARTS}
    named = _read_from(text(key))
    for part in reversed(PARTS):
        if part in named:
            named |= _read_from(parts[part]) - {part}
    heads = [f"{part} as (\n{parts[part]})" for part in PARTS if part in named or part == "touches"]
    return f"with {', '.join(heads)}\nselect * from (\n{text(key)})"


@cache
def parameters(key: str) -> frozenset[str]:
    """The names that the statement binds (DuckDB refuses one that it does not name)."""
    return frozenset(re.findall(r"\$(\w+)", composed(key)))


def _read_from(sql: str) -> set[str]:
    return set(re.findall(r"\b(?:from|join)\s+(\w+)", sql))
