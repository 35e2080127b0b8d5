"""DuckDB's errors in plain words: each becomes a title, a sentence that says what to do, and a location."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TypeAlias

from analysis.notebook.sandbox.cell_errors import CellError, TooMuch
from analysis.notebook.sandbox.limits import Limits

Location: TypeAlias = tuple[int, int] | tuple[None, None]
"""Line and column, from 1; nowhere where DuckDB does not say."""

NOWHERE: Location = (None, None)
RULES = tuple(
    (re.compile(rule["pattern"]), rule["title"], rule["sentence"])
    for rule in tomllib.loads(Path(__file__).with_name("cell_errors.toml").read_text(encoding="utf-8"))[
        "rule"
    ]
)

MOST_SUGGESTIONS = 2
"""How many of the nearest names an error suggests."""

TYPE_NAMES = (
    (r"ENUM\(.*?\)", "VARCHAR"),
    (r"STRING_LITERAL", "VARCHAR"),
    (r"_LITERAL", ""),
    (r"\bINT32\b", "INTEGER"),
    (r"\bINT64\b", "BIGINT"),
    (r"\bBOOL\b", "BOOLEAN"),
)


def explain_error(text: str, sql: str, limits: Limits) -> CellError:
    """The error of a query that DuckDB did not run or did not finish."""
    kind, _, message = text.partition(" Error: ")
    if kind == "Out of Memory":
        return memory_error()
    if kind == "INTERRUPT":
        return time_error(limits)
    return _apply_rules(message, _find_caret(message, sql))


def explain_syntax_error(message: str, sql: str, position: str | None) -> CellError:
    """The error of a text that is no SQL."""
    return _apply_rules(message, locate(sql, int(position)) if position else NOWHERE)


def memory_error() -> TooMuch:
    """The error of a query that needs more memory than it has."""
    return TooMuch(
        "This query needs too much memory",
        "Read fewer rows or columns, or make shorter texts and lists; your log and the other cells are untouched.",
    )


def time_error(limits: Limits) -> TooMuch:
    """The error of a query that does not end in time."""
    return TooMuch(
        "This query takes too long",
        f"A cell has {limits.seconds:g} seconds: count before you join, or read fewer rows, as in: "
        "from touches using sample 20000 rows.",
    )


def locate(sql: str, position: int | None) -> Location:
    """Line and column, from 1, of a position in bytes; nowhere for what DuckDB gives no position."""
    text = sql.encode()
    if position is None or position > len(text):
        return NOWHERE
    before = text[:position].decode(errors="ignore")
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _apply_rules(message: str, where: Location) -> CellError:
    for pattern, title, sentence in RULES:
        if found := pattern.search(message):
            words = {group: _plain_text(group, text) for group, text in found.groupdict().items()}
            return CellError(title.format(**words), sentence.format(**words), *where)
    first, *_ = message.splitlines() or [""]
    return CellError("DuckDB could not run this", f"It says: {first.strip()}", *where)


def _plain_text(group: str, text: str | None) -> str:
    """Names in a row as a person would list them, types as they are written."""
    if group in ("which", "close"):
        named = list(dict.fromkeys(re.findall(r"""["']([^"']+)["']""", text or "")))
        return " or ".join(named if group == "which" else named[:MOST_SUGGESTIONS])
    if group in ("type", "types", "one", "other"):
        for pattern, name in TYPE_NAMES:
            text = re.sub(pattern, name, text or "")
    return text or "nothing"


def _find_caret(message: str, sql: str) -> Location:
    """Where DuckDB shows a place in a copy of the line with a caret below; of a long line, it copies a part."""
    caret = re.search(r"^LINE (\d+): (.*)\n( *)\^", message, re.MULTILINE)
    if not caret:
        return NOWHERE
    line, copy = int(caret[1]), caret[2].strip(".")
    before = len(caret[3]) - len(f"LINE {line}: ") - caret[2].startswith("...") * 3
    start = sql.split("\n")[line - 1].find(copy)
    return (line, start + before + 1) if start >= 0 else NOWHERE
