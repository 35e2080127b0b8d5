"""A table made of what is no table: the entries of a calendar, the messages of a mailbox."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyarrow as pa

from data.files.encoding import legible
from data.files.sheet import Sheet
from data.files.text_columns import column_ids


def build_sheet(
    name: str, header: Sequence[str], rows: Sequence[Mapping[str, str]], lines: Sequence[int]
) -> Sheet:
    """Rows of text under a header, each with the line on which it starts."""
    columns = [pa.array([legible(row.get(column, "")) for row in rows], pa.string()) for column in header]
    return Sheet(
        name=name,
        header=tuple(header),
        cells=pa.table(columns, column_ids(len(columns))),
        lines=pa.array(lines, pa.int64()),
        encoding="utf-8",
        delimiter=None,
        preamble=(),
        named=len(header),
    )
