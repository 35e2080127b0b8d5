"""The tables in one file, and which of them is the log."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from data.errors import UnreadableFile, list_names
from data.files.file_kinds import CSV, MARKDOWN, is_archive
from data.files.hints import Hints
from data.files.limits import TooLarge
from data.files.sheet import NoSuchPart, Sheet

TOGETHER = "all alike"
"""The name of the part that is all parts with the same columns, one after the other."""


class Part(NamedTuple):
    """A table in a file: its name, whether it is hidden, and how to read it."""

    name: str
    hidden: bool
    read: Callable[[Hints], Sheet]


def choose_table(parts: Sequence[Part], name: str, hints: Hints, asked: str | None = None) -> Sheet:
    """The part that was asked for; else the likeliest, together with all others of the same columns.

    A hidden part is read only when it is asked for, a part without a table never. Raises UnreadableFile.
    """
    tables, unread = _readable_parts(parts, hints, asked)
    if not tables:
        raise UnreadableFile(f"No table was found in {name}{_explain(parts, unread)}.")
    likeliest = max(tables, key=lambda part: _likelihood(tables[part], hints))
    alike = [
        part for part, table in tables.items() if table.named and table.header == tables[likeliest].header
    ]
    hidden = [part.name for part in parts if part.hidden]
    offered = [
        *([TOGETHER] if len(alike) > 1 else []),
        *tables,
        *(each for each in hidden if each not in tables),
    ]
    chosen = asked or (TOGETHER if len(alike) > 1 else likeliest)
    if chosen not in offered:
        raise NoSuchPart(f"{name} has no part called “{chosen}”. It has: {list_names(offered)}.")
    table = stack_tables({part: tables[part] for part in alike}) if chosen == TOGETHER else tables[chosen]
    if len(offered) == 1:
        return replace(table, name=name)
    notes = (*_beside(chosen, tables, alike, hidden, unread), *table.notes)
    return replace(table, name=name, notes=notes, parts=tuple(offered), part=chosen)


def readable_tables(parts: Sequence[Part], hints: Hints) -> list[Sheet]:
    """Every table that is not hidden, each under the name of its part."""
    return [replace(table, name=part) for part, table in _readable_parts(parts, hints, None)[0].items()]


def belongs_together(content: bytes, sheet: Sheet) -> bool:
    """Whether the table of a file is one of several files of text in an archive; parts of a workbook stand alone."""
    return bool(sheet.parts) and sheet.kind in (CSV, MARKDOWN) and is_archive(content)


def stack_tables(tables: Mapping[str, Sheet]) -> Sheet:
    """Tables of the same columns as one, in order; the lines of each count on from the last line before.

    Those of one text have the lines of that text.
    """
    first, *_ = tables.values()
    lines, outside, before = list[pa.Array](), list[tuple[int, str]](), 0
    for table in tables.values():
        lines.append(pc.add(table.lines, before))
        outside += ((line + before, text) for line, text in table.outside)
        if table.kind != MARKDOWN:
            before = pc.max(lines[-1]).as_py() or before
    return replace(
        first,
        cells=pa.concat_tables([table.cells for table in tables.values()]),
        lines=pa.concat_arrays(lines),
        preamble=tuple(chain.from_iterable(table.preamble for table in tables.values())),
        outside=tuple(outside),
        notes=tuple(f"{part}: {note}" for part, table in tables.items() for note in table.notes),
    )


def _readable_parts(
    parts: Sequence[Part], hints: Hints, asked: str | None
) -> tuple[dict[str, Sheet], list[str]]:
    """The tables that can be read, and the names of the parts that hold none."""
    tables, unread = dict[str, Sheet](), list[str]()
    for part in parts:
        if part.hidden and part.name != asked:
            continue
        try:
            tables[part.name] = part.read(hints)
        except TooLarge:
            raise
        except UnreadableFile:
            if len(parts) == 1:
                raise
            unread.append(part.name)
    return tables, unread


def _explain(parts: Sequence[Part], unread: Sequence[str]) -> str:
    """What is there instead of a table."""
    hidden = [part.name for part in parts if part.hidden]
    there = [f"nothing to read in {_quote_names(unread)}"] * bool(unread) + [
        f"hidden: {_quote_names(hidden)}"
    ] * bool(hidden)
    return f" ({'; '.join(there)})" if there else ""


def _likelihood(table: Sheet, hints: Hints) -> tuple[int, int]:
    """How many of its columns mean something to a log; then how many rows there are."""
    return hints.count_meaningful(table.header), len(table.lines)


def _beside(
    chosen: str,
    tables: Mapping[str, Sheet],
    alike: Sequence[str],
    hidden: Sequence[str],
    unread: Sequence[str],
) -> Iterator[str]:
    """What the file holds besides, in sentences."""
    taken = alike if chosen == TOGETHER else [chosen]
    if chosen == TOGETHER:
        counting = "" if tables[alike[0]].kind == MARKDOWN else ", lines counting on"
        yield f"{len(alike)} tables with the same columns are read as one{counting}: {_quote_names(alike)}."
    if others := [part for part in tables if part not in taken]:
        yield f"This is {_quote_names(taken)}; the file also holds {_quote_names(others)}, which can be chosen instead."
    if left := [part for part in hidden if part not in taken]:
        yield f"Hidden and not read: {_quote_names(left)}."
    if unread:
        yield f"Without a table, and not read: {_quote_names(unread)}."


def _quote_names(names: Sequence[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)
