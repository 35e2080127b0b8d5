"""What becomes of each row of an export: it is entered in the log, or skipped with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, count

import pyarrow as pa

from data.exports.export import Export, Place
from data.exports.export_dates import is_readable
from data.exports.list_items import why_skipped
from data.exports.table_rows import ExportRow, last_line, rows_of
from data.files.sheet import Sheet
from data.files.text_columns import column_ids
from data.imports.report import Oddity, OpenQuestion, Skip
from data.schema.mapping import CANONICAL, EXTRA

MADE_UP = ("id", "touch")
"""Columns by which the rows of a log find each other; rows that differ in them alone are identical."""


class RowBuilder:
    """Takes in what each row of some tables says, and gives it back as one table of rows of a log."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self._sheets = tuple(sheets)
        ends = [last_line(sheet) for sheet in sheets]
        self._starts = tuple(accumulate(ends[:-1], initial=0))
        self._entries: dict[int, dict[str, str | None]] = {}
        self._sources: dict[int, ExportRow] = {}
        self._skips: dict[int, str] = {}
        self._further = count(sum(ends) + 1)

    def rows(self, sheet: Sheet, read: Iterable[str] = ()) -> Iterator[ExportRow]:
        """Every row of one of the tables; what stands under the headers `read` does not go along unread."""
        start = next(start for each, start in self._tables() if each is sheet)
        return rows_of(sheet, start, frozenset(read))

    def enter(self, row: ExportRow, **cells: str | None) -> int:
        """A row of the log: column → text. Returns its number; the first that a row of the source makes has that
        row's own."""
        key = next(self._further) if row.key in self._entries else row.key
        self._sources[key] = row
        self._entries[key] = cells if cells.get("event") == "milestone" else _describe_cells(cells)
        return key

    def amend(self, key: int, **cells: str | None) -> None:
        """Say more about a row that was entered."""
        self._entries[key] |= cells

    def skip(self, row: ExportRow, reason: str) -> None:
        """Leave a row out, and say why. A row of which a part is entered counts as used."""
        self._skips[row.key] = reason

    def export(
        self,
        name: str,
        *,
        about: Iterable[str] = (),
        open_questions: Iterable[OpenQuestion] = (),
        oddities: Iterable[Oddity] = (),
        shape: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> Export:
        """Everything that was entered as one table, in the order of the source.

        `headers`: column → how the source calls it, where the person may be asked about it.
        """
        called = headers or {}
        self._skips = {key: reason for key, reason in self._skips.items() if key not in self._entries}
        self._skip_items()
        self._set_aside()
        said = {column for cells in self._entries.values() for column, text in cells.items() if text}
        columns = [column for column in CANONICAL if column in said] or ["event"]
        kept = list(dict.fromkeys(header for row in self._sources.values() for header in row.kept))
        return Export(
            name=name,
            sheet=self._table(columns, kept, called),
            columns={called.get(column, column): column for column in columns}
            | {_free_name(header): EXTRA for header in kept},
            shape=shape,
            skips=tuple(Skip(key, reason) for key, reason in sorted(self._skips.items())),
            about=tuple(about),
            open_questions=tuple(open_questions),
            oddities=tuple(oddities),
            places=self._places(),
            beside={key: row.key for key, row in self._sources.items() if key != row.key},
            made_up=frozenset(MADE_UP),
        )

    def _skip_items(self) -> None:
        """Skip the items of lists below the tables, which are no rows of them."""
        for sheet, start in self._tables():
            self._skips |= {start + line: why_skipped(text) for line, text in sheet.outside}

    def _set_aside(self) -> None:
        """A row of the source with a date that is none makes one row, which is set aside for that date."""
        unread = {key for key, cells in self._entries.items() if not is_readable(cells.get("at") or "")}
        for key in sorted(unread, reverse=True):
            self._entries[self._sources[key].key] = self._entries[key]
        spoilt = {self._sources[key].key for key in unread}
        for key in [key for key, row in self._sources.items() if row.key in spoilt and key != row.key]:
            del self._entries[key], self._sources[key]

    def _table(self, columns: list[str], kept: list[str], called: Mapping[str, str]) -> Sheet:
        keys = sorted(self._entries, key=lambda key: (self._sources[key].key, key))
        texts = [[self._entries[key].get(column) or "" for key in keys] for column in columns]
        texts += [[self._kept(key, header) for key in keys] for header in kept]
        arrays = [pa.array(column, pa.string()) for column in texts]
        header = (*(called.get(column, column) for column in columns), *map(_free_name, kept))
        return Sheet(
            name=self._sheets[0].name,
            header=header,
            cells=pa.table(arrays, column_ids(len(arrays))),
            lines=pa.array(keys, pa.int64()),
            encoding=self._sheets[0].encoding,
            delimiter=self._sheets[0].delimiter,
            preamble=tuple(text for sheet in self._sheets for text in sheet.preamble),
            notes=tuple(note for sheet in self._sheets for note in sheet.notes),
            named=len(header),
        )

    def _kept(self, key: int, header: str) -> str:
        """What goes along unread stands with the first row that a row of the source makes."""
        row = self._sources[key]
        return row.kept.get(header, "") if row.key == key else ""

    def _places(self) -> dict[int, Place]:
        """Where the rows stand; those of a single file have their line for a number, but for further ones."""
        keys = {key: row.key for key, row in self._sources.items()} | {key: key for key in self._skips}
        several = len(self._sheets) > 1
        return {key: self._place(source) for key, source in keys.items() if several or key != source}

    def _place(self, source: int) -> Place:
        sheet, start = next((sheet, start) for sheet, start in reversed(self._tables()) if start < source)
        return Place(sheet.name, source - start)

    def _tables(self) -> list[tuple[Sheet, int]]:
        return list(zip(self._sheets, self._starts, strict=True))


def _describe_cells(cells: dict[str, str | None]) -> dict[str, str | None]:
    """Only a step has a name; the subject of anything else is the first line of its notes."""
    notes = [text for text in (cells.get("label"), cells.get("notes")) if text]
    return {**cells, "label": "", "notes": "\n".join(notes)} if notes else cells


def _free_name(header: str) -> str:
    """A header that is no column of a log."""
    return f"{header} (as exported)" if header in CANONICAL else header
