"""The rows of a table, each cell under its header."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyarrow.compute as pc

from data.files.sheet import Sheet
from data.schema.mapping import unique_names
from data.schema.vocabulary import normalise


@dataclass(frozen=True)
class ExportRow:
    """A row of an export.

    `key`: its number; in a single file its line. `texts`: its filled cells by header in normal form, of headers that
    are alike the first. `kept`: by the header itself, what goes along unread.
    """

    key: int
    texts: Mapping[str, str]
    kept: Mapping[str, str]

    def __getitem__(self, header: str) -> str:
        """The text under a header; "" where there is none."""
        return self.texts.get(header, "")

    def first(self, *headers: str) -> str:
        """The text under the first of these headers that has one."""
        return next((text for header in headers if (text := self[header])), "")


def rows_of(sheet: Sheet, start: int = 0, read: frozenset[str] = frozenset()) -> Iterator[ExportRow]:
    """Every row, numbered by its line from `start`; what stands under the headers `read` does not go along unread."""
    names = unique_names(sheet.header)
    plain = [normalise(header) for header in sheet.header]
    columns = [column.to_pylist() for column in sheet.cells.columns]
    for line, *cells in zip(sheet.lines.to_pylist(), *columns, strict=True):
        filled = [(place, text.strip()) for place, text in enumerate(cells) if text and text.strip()]
        yield ExportRow(
            start + line,
            {plain[place]: text for place, text in reversed(filled)},
            {names[place]: text for place, text in filled if plain[place] not in read},
        )


def last_line(sheet: Sheet) -> int:
    """The last line of a table, or of the list below it."""
    return max([pc.max(sheet.lines).as_py() or 0, *(line for line, _ in sheet.outside)])


def headers_of(sheet: Sheet) -> frozenset[str]:
    """The headers of a table in their normal form."""
    return frozenset(map(normalise, sheet.header))
