"""A Parquet file as a table of text: dates as ISO dates, what is nested flattened by one level."""

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pyarrow.types as is_

from data.errors import UnreadableFile
from data.files import limits
from data.files.file_kinds import PARQUET
from data.files.sheet import Sheet
from data.files.text_columns import column_ids
from data.files.to_text import text_of

ENCRYPTED = b"PARE"


def read(content: bytes, name: str) -> Sheet:
    """The table in a Parquet file. Raises UnreadableFile: encrypted, damaged, too large."""
    if content.startswith(ENCRYPTED):
        raise UnreadableFile(f"{name} is encrypted; write it again without a key and bring that.")
    try:
        file = pq.ParquetFile(pa.BufferReader(content))
        _refuse_huge(file.metadata)
        table = file.read(use_threads=False)
    except (pa.ArrowException, OSError) as error:
        reason = str(error).splitlines()[0]
        raise UnreadableFile(
            f"{name} is damaged, so it can't be read ({reason}). Write it once more."
        ) from None
    flat = table.flatten()
    cells = [_text(column) for column in flat.columns]
    return Sheet(
        name=name,
        header=tuple(flat.column_names),
        cells=pa.table(cells, column_ids(len(cells))),
        lines=pa.array(range(1, table.num_rows + 1), pa.int64()),
        encoding="utf-8",
        delimiter=None,
        preamble=(),
        named=len(cells),
        kind=PARQUET,
    )


def _refuse_huge(about: pq.FileMetaData) -> None:
    limits.refuse_many(about.num_rows)
    limits.refuse_huge(about.num_columns, about.num_rows, 1)


def _text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A column as text; days alone where every time of it is midnight."""
    kind = column.type.value_type if is_.is_dictionary(column.type) else column.type
    if is_.is_nested(kind) or is_.is_binary(kind) or is_.is_large_binary(kind) or is_.is_duration(kind):
        return pa.chunked_array([pa.array(map(text_of, column.to_pylist()), pa.string())])
    text = column.cast(pa.string())
    if is_.is_boolean(kind):
        return pc.utf8_upper(text)
    if not is_.is_temporal(kind):
        return text
    text = pc.replace_substring_regex(text, r"(\.\d*?)0+(Z?)$", r"\1\2")
    text = pc.replace_substring_regex(text, r"\.(Z?)$", r"\1")
    days = pc.all(pc.ends_with(text, " 00:00:00")).as_py()
    return pc.utf8_slice_codeunits(text, 0, 10) if days and is_.is_timestamp(kind) else text
