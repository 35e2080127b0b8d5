"""A table of text: any file as it stood, with nothing guessed about what its cells mean."""

import csv
import io
from dataclasses import dataclass

import pyarrow as pa

from data.errors import UnreadableFile
from data.files.file_kinds import CSV
from data.files.text_columns import BATCH


@dataclass(frozen=True)
class Sheet:
    """A table of text as it stood in the file: no meaning is given to any cell.

    `header`: the names in order, which may repeat or be empty; column i is `c{i}` in `cells`. `cells`: text;
    null where the record had no such cell, "" for an empty cell. `lines`: int64, the 1-based line each record
    starts on (in a workbook its row, in a file without lines its number; they count on over parts taken together).
    `delimiter`: None for one cell per line. `preamble`: the lines above the header that hold anything. `notes`: what
    was odd and what was done about it. `named`: how many names the file itself gives: 0 when it has no header,
    fewer than columns when rows are longer than the header. `kind`: one of `file_kinds`. `parts`: the tables that
    the file holds, where it holds several; `part`: the one that this is. `outside`: the list items of a
    text that stand below its table, each with its line.
    """

    name: str
    header: tuple[str, ...]
    cells: pa.Table
    lines: pa.Array
    encoding: str
    delimiter: str | None
    preamble: tuple[str, ...]
    notes: tuple[str, ...] = ()
    named: int = 0
    kind: str = CSV
    parts: tuple[str, ...] = ()
    part: str | None = None
    outside: tuple[tuple[int, str], ...] = ()


class NoSuchPart(UnreadableFile):
    """The file holds no table of the name that was asked for."""


def empty_sheet(name: str) -> Sheet:
    """The table in a file of no bytes: no rows and no columns."""
    return Sheet(name, (), pa.table({}), pa.array([], pa.int64()), "utf-8", None, ())


def write_csv(sheet: Sheet) -> str:
    """Header and records as RFC 4180 text: what the file held, without made-up names or missing cells."""
    out = io.StringIO()
    writer = csv.writer(out)
    if sheet.named:
        writer.writerow(sheet.header[: sheet.named])
    for batch in sheet.cells.to_batches(BATCH):
        for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            writer.writerow(_present(row))
    return out.getvalue()


def _present(row: tuple[str | None, ...]) -> list[str]:
    return [cell for cell in row if cell is not None]
