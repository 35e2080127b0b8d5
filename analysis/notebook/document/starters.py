"""Queries to start from, each with the question that it answers."""

from __future__ import annotations

from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("starters.sql")


@cache
def read_starters() -> dict[str, str]:
    """What is asked → the SQL that asks it."""
    queries = (each.strip().partition("\n") for each in FILE.read_text(encoding="utf-8").split(";\n"))
    return {title.removeprefix("-- "): sql for title, _, sql in queries if title}
