"""The names in a text of SQL: found, or one replaced by another."""

from __future__ import annotations

import re

PIECE = re.compile(
    r"'(?:[^']|'')*'|--[^\n]*|/\*.*?\*/|\$\$.*?\$\$|\"(?P<quoted>(?:[^\"]|\"\")+)\"|(?P<plain>[^\W\d]\w*)",
    re.DOTALL,
)
"""Texts and comments, which name nothing; then names, in quotes or without."""


def find_names(sql: str) -> frozenset[str]:
    """Every name in a text of SQL, in small letters: of tables, columns and functions alike."""
    names = (piece["quoted"] or piece["plain"] for piece in PIECE.finditer(sql))
    return frozenset(name.lower() for name in names if name)


def replace_name(sql: str, old: str, new: str) -> str:
    """The SQL with one name in place of another; texts and comments stay as they are."""

    def replacement(piece: re.Match[str]) -> str:
        name = piece["quoted"] or piece["plain"]
        return new if name and name.lower() == old else piece[0]

    return PIECE.sub(replacement, sql)
