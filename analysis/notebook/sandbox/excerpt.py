"""The line of a cell that an error is about, with a mark below the place."""

from __future__ import annotations

LONGEST_LINE = 90
"""Letters of a line: a long one is cut around the place."""


def quote_line(sql: str, line: int, column: int) -> str:
    """The line under its number, and a caret under the column; both count from 1."""
    text = sql.split("\n")[line - 1].expandtabs(1)
    start = max(0, column - 1 - LONGEST_LINE // 2) if len(text) > LONGEST_LINE else 0
    cut = text[start : start + LONGEST_LINE]
    head = f"{line} | {'…' if start else ''}"
    return f"{head}{cut}\n{' ' * (len(head) + column - 1 - start)}^"
