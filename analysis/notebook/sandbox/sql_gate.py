"""What SQL of a visitor may be: one query that reads known tables, made of known parts and functions only.

DuckDB itself says what a text is (`json_serialize_sql`), and every part of its answer has to be on a list. An
allow-list, since "the statement is a SELECT" is no check at all: `with t as (insert …) select …` is one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn

from analysis.notebook.sandbox.cell_errors import CellError, NoTable, NotAllowed
from analysis.notebook.sandbox.duckdb_errors import explain_syntax_error, locate
from data.database import ENUMS

LONGEST_SQL = 20_000
"""Characters of one cell: some 300 lines."""

FUNCTIONS_FILE = Path(__file__).with_name("allowed_functions.txt")
PARTS_FILE = Path(__file__).with_name("allowed_parts.txt")
SPACE = "·"
"""A space within a name, in `allowed_functions.txt`."""

READ_ONLY = (
    "A cell only reads",
    "Write one query, such as: select channel, count(*) from touches group by channel.",
)
REFUSED_STATEMENTS = {
    "pivot": (
        "PIVOT has to name its columns here",
        "Write it as: from (pivot touches on channel in ('email', 'linkedin') using count(*) group by strategy).",
    ),
    "explain": ("EXPLAIN is not available here", "Run the query itself; a result tells how long it took."),
}


def read_sections(path: Path) -> dict[str, frozenset[str]]:
    """The names in a file, by the heading above them."""
    sections = path.read_text(encoding="utf-8").split("\n[")[1:]
    heads = (section.partition("]\n") for section in sections)
    return {head: frozenset(name.replace(SPACE, " ") for name in names.split()) for head, _, names in heads}


ALLOWED = {**read_sections(FUNCTIONS_FILE), **read_sections(PARTS_FILE)}


def check_result_names(tables: Collection[str], earlier: Collection[str]) -> None:
    """Raise CellError where an earlier result has the name of a table of the log."""
    for name in sorted(set(tables) & set(earlier)):
        raise CellError(f"“{name}” is a table of your log", "Give the result of that cell another name.")


def check_text(sql: str) -> None:
    """Raise CellError for a text that is too long for a cell, or holds what is no character."""
    if not sql.isprintable() and re.search(r"[\0\ud800-\udfff]", sql):
        raise CellError(
            "There is something in this cell that is no text", "Write the query anew, or paste it again."
        )
    if len(sql) > LONGEST_SQL:
        raise CellError(
            "This is too long for one cell",
            f"It has {len(sql):,} characters and can have {LONGEST_SQL:,}: split it, since a cell can use "
            "earlier results.",
        )


def check_tree(tree: bytes, sql: str, known: Collection[str]) -> frozenset[str]:
    """The known tables that the query in a tree of `json_serialize_sql` reads.

    Raises NotAllowed for anything but one query on these tables, CellError for a text that is no SQL.
    """
    try:
        return _TreeCheck(sql, known).check(json.loads(tree))
    except RecursionError:
        raise NotAllowed(
            "This query is nested too deeply", "Take it apart: with step as (…) select … from step."
        ) from None


class _TreeCheck:
    """One walk through a tree. Names of `with` are known only where DuckDB would know them too."""

    def __init__(self, sql: str, known: Collection[str]) -> None:
        self.sql = sql
        self.known = frozenset(known)
        self.types = ALLOWED["types"] | set(ENUMS)
        self.tables_read: set[str] = set()

    def check(self, tree: Any) -> frozenset[str]:
        if tree["error"]:
            self._refuse_text(tree)
        statements = tree["statements"]
        if len(statements) != 1:
            raise CellError(
                "There is no query in this cell"
                if not statements
                else "There is more than one query in this cell",
                "Write one query, such as: select channel, count(*) from touches group by channel.",
            )
        self._walk(statements[0]["node"], frozenset())
        return frozenset(self.tables_read)

    def _walk(self, part: Any, names: frozenset[str], functions: str = "functions") -> None:
        """Check a part and all that is in it. `names` are those that `with` has defined so far."""
        if isinstance(part, list):
            for each in part:
                self._walk(each, names)
        elif isinstance(part, dict):
            self._check_part(part, names, functions)
            names = self._with_names(part, names)
            for key, each in part.items():
                if key != "cte_map":
                    own = {part["cte_name"].lower()} if key == "right" and "cte_name" in part else set()
                    inside = "tables" if key == "function" else "functions"
                    self._walk(each, names | own, inside)

    def _with_names(self, part: dict[str, Any], names: frozenset[str]) -> frozenset[str]:
        """The names in scope once `with` has named its queries; each is known to those after it, not to itself."""
        for query in part.get("cte_map", {}).get("map", ()):
            self._walk(query["value"], names)
            names |= {query["key"].lower()}
        return names

    def _check_part(self, part: dict[str, Any], names: frozenset[str], functions: str) -> None:
        kind = part.get("type")
        if kind == "VALUE_PARAMETER":
            self._refuse(part, "There is no value for a ? or $ here", "Write the value itself in its place.")
        if isinstance(kind, str) and kind not in ALLOWED["parts"]:
            self._refuse(part, *READ_ONLY)
        if kind == "BASE_TABLE":
            self._check_table(part, names)
        if kind == "SHOW_REF" and part["query"] is None and part["table_name"] != '"tables"':
            self._refuse(
                part, "There is nothing to show here but tables", "Write: show tables, or: describe touches."
            )
        if kind == "TYPE":
            self._check_type(part)
        if "function_name" in part:
            self._check_function(part, ALLOWED[functions])

    def _check_table(self, part: dict[str, Any], names: frozenset[str]) -> None:
        path = [name.lower() for name in part["qualified_name"]["path"]]
        if path[1:] or part["at_clause"] or path[0] not in self.known | names:
            readable = ", ".join(sorted(self.known))
            raise NoTable(
                ".".join(path),
                f"{_suggest(path[-1], self.known)}A cell can read: {readable}.",
                *locate(self.sql, part.get("query_location")),
            )
        if path[0] not in names:
            self.tables_read.add(path[0])

    def _check_type(self, part: dict[str, Any]) -> None:
        path = [name.lower() for name in part["qualified_name"]["path"]]
        if path[1:] or path[0] not in self.types:
            self._refuse(
                part,
                f"There is no type “{'.'.join(path)}” here",
                f"{_suggest(path[-1], self.types)}Usual ones are integer, double, varchar, date and boolean.",
            )

    def _check_function(self, part: dict[str, Any], usable: frozenset[str]) -> None:
        name = part["function_name"]
        if part["qualified_name"]["path"] != [name] or name.lower() not in usable:
            self._refuse(
                part,
                f"There is no function “{name}” here",
                _suggest(name.lower(), usable)
                or "A cell only reads the tables of this log, with functions that count and compare.",
            )

    def _refuse(self, part: dict[str, Any], title: str, sentence: str) -> NoReturn:
        raise NotAllowed(title, sentence, *locate(self.sql, part.get("query_location")))

    def _refuse_text(self, tree: dict[str, Any]) -> NoReturn:
        """Raise why DuckDB finds no query in the text: it is no SQL, or a statement of another kind."""
        if tree["error_type"] == "parser":
            raise explain_syntax_error(tree["error_message"], self.sql, tree.get("position"))
        word = re.match(r"(\s|--.*\n|/\*.*?\*/|\()*(\w*)", self.sql, re.DOTALL)
        raise NotAllowed(*REFUSED_STATEMENTS.get(word[2].lower() if word else "", READ_ONLY))


def _suggest(name: str, there: Collection[str]) -> str:
    """The closest name that there is, as a question."""
    close = get_close_matches(name, there, n=1)
    return f"Did you mean {close[0]}? " if close else ""
