"""The line of a cell that an error is about, with a mark below the place."""

from __future__ import annotations

LONGEST = 90
"""Letters of a line: a long one is cut around the place."""


def excerpt(sql: str, line: int, column: int) -> str:
    """The line under its number, and a caret under the column; both count from 1."""
    text = sql.split("\n")[line - 1].expandtabs(1)
    start = max(0, column - 1 - LONGEST // 2) if len(text) > LONGEST else 0
    cut = text[start : start + LONGEST]
    head = f"{line} | {'…' if start else ''}"
    return f"{head}{cut}\n{' ' * (len(head) + column - 1 - start)}^"
