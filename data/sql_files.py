"""SQL files: a file may read from steps, which are the files in the folder beside it that has its name.

What a statement reads from and which parameters it names is read from its code, never from a comment or a text in it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

ASIDE = re.compile(r"""("[^"]*")|'(?:[^']|'')*'|--[^\n]*|/\*.*?\*/""", re.DOTALL)
"""A quoted name, which is code; or a text or a comment, which is not."""

SOURCE = re.compile(r"(?<!distinct )\b(?:from|join)\s+(\w+)")
PARAMETER = re.compile(r"\$(\w+)")
GATHERS = re.compile(r"\b(group by|over|distinct)\b")
"""What a step does that takes long for rows that nobody needs."""

QUERY = re.compile(r"^(with |(?=select\b))", re.MULTILINE)
"""Where the query of a statement begins, behind comments and what is done with its rows."""


@cache
def read_sql(path: Path) -> str:
    """The SQL of a file, each of its statements behind the steps that it reads from."""
    steps = read_steps(path.with_suffix(""))
    return ";\n".join(add_steps(statement, steps) for statement in split_statements(read_text(path)))


def read_steps(folder: Path) -> dict[str, str]:
    """The files of a folder, name → SQL, each after those that it reads from."""
    return sort_steps({path.stem: read_sql(path) for path in folder.glob("*.sql")})


def read_text(path: Path) -> str:
    """The text of a file as it is written."""
    return path.read_text(encoding="utf-8")


def split_statements(sql: str) -> list[str]:
    """The statements of a file, of which each ends a line with a semicolon but the last one."""
    return [statement.strip() for statement in sql.split(";\n")]


def sort_steps(steps: Mapping[str, str]) -> dict[str, str]:
    """The steps, each after those that it reads from."""
    sources = {name: sorted(list_sources(steps[name]) & steps.keys() - {name}) for name in sorted(steps)}
    return {name: steps[name] for name in TopologicalSorter(sources).static_order()}


def list_needed_steps(sql: str, steps: dict[str, str]) -> dict[str, str]:
    """Those of some sorted steps that a statement reads from, or that one of these reads from."""
    sources = list_sources(sql)
    for name, step in reversed(steps.items()):
        if name in sources:
            sources |= list_sources(step)
    return {name: step for name, step in steps.items() if name in sources}


def add_steps(sql: str, steps: dict[str, str], inlined: bool = False) -> str:
    """The statement behind those of some sorted steps that it needs, each under its name.

    `inlined`: a step that only passes rows on is no table of its own, so that each reader takes just the rows it needs.
    """
    needed = list_needed_steps(sql, steps)
    if not needed:
        return sql
    named = ",\n".join(
        f"{name} as {'not materialized ' if inlined and not GATHERS.search(strip_asides(step)) else ''}(\n{step}\n)"
        for name, step in needed.items()
    )
    return QUERY.sub(lambda start: f"with {named}" + (",\n" if start[0] else "\n"), sql, count=1)


def list_sources(sql: str) -> set[str]:
    """The tables and steps that a statement reads from, and the names that it gives to queries of its own."""
    return set(SOURCE.findall(strip_asides(sql)))


def list_parameters(sql: str) -> frozenset[str]:
    """The parameters that a statement names."""
    return frozenset(PARAMETER.findall(strip_asides(sql)))


def bind_parameters(sql: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values for the parameters that a statement names (DuckDB refuses any other)."""
    return {name: values[name] for name in sorted(list_parameters(sql))}


def strip_asides(sql: str) -> str:
    """The code of a statement, without comments and texts."""
    return ASIDE.sub(lambda aside: aside[1] or " ", sql)
