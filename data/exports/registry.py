"""What makes a family of exports known, and who reads it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from data.exports.export import Export
from data.exports.table_rows import headers_of
from data.files.sheet import Sheet
from data.imports.choices import Choices

Tables = Mapping[str, list[Sheet]]
"""The tables of a file by their kind."""


@dataclass(frozen=True)
class Family:
    """The kinds of tables that one tool exports together, each with how it is known, and what reads them as one."""

    kinds: Mapping[str, Callable[[Sheet], bool]]
    read: Callable[[Tables, Choices], Export]


def has_headers(*headers: str) -> Callable[[Sheet], bool]:
    """Whether a table has all of these headers (in normal form)."""
    wanted = frozenset(headers)
    return lambda sheet: wanted <= headers_of(sheet)


def single_table(knows: Callable[[Sheet], bool], read: Callable[[Sheet], Export]) -> Family:
    """A kind of table that stands alone: the first of a file is read."""
    return Family({"table": knows}, lambda tables, _: read(tables["table"][0]))
