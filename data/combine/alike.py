"""Files with the same columns, as a career office has one for each client: read together as far as a log of each is
not needed, since to make one takes long, and as long for twenty rows as for a thousand."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing

import pyarrow as pa

from data.database import Database, read_query
from data.errors import LogError
from data.exports.detect import detect_export
from data.imports.importer import Importer
from data.imports.questions import knows_job
from data.imports.upload import Upload
from data.schema.sql_builder import cells_sql
from data.schema.untidy_columns import find_untidy_columns


def read_alike(uploads: Sequence[Upload]) -> list[Importer] | None:
    """Each file with its columns and dates understood; None if they differ, or if something may have to be asked.

    Nothing but `export`, `choices`, `mapping` and `orders` may be asked of what is returned.
    """
    with closing(Database()) as database:
        try:
            files = [Importer(detect_export(upload), upload.choices, database) for upload in uploads]
        except LogError:  # the file before it may have a question, which comes first
            return None
        merged = any(upload.merged for upload in uploads)
        if merged or not _are_alike(files) or not all(map(_is_plain, files)):
            return None
        _read_dates(files, database)
        return None if any(file.open_questions for file in files) else files


def _are_alike(files: Sequence[Importer]) -> bool:
    """Whether the same columns mean the same in all of them."""
    first = files[0].mapping
    return all(
        len(file.mapping.header) == len(first.header)
        and file.mapping.columns == first.columns
        and [(stage.index, stage.kind) for stage in file.mapping.stages]
        == [(stage.index, stage.kind) for stage in first.stages]
        for file in files
    )


def _is_plain(file: Importer) -> bool:
    """Whether a file is a table of no known tool, and without what it takes a log to find out."""
    known = file.export.name or file.mapping.follow_ups
    return not known and knows_job(file.export, file.choices, file.mapping)


def _read_dates(files: Sequence[Importer], database: Database) -> None:
    """Read the dates of each file, of which the texts are found in all files at once."""
    cells = pa.concat_tables([file.sheet.cells for file in files])
    numbers = [
        pa.repeat(pa.scalar(number, pa.int64()), len(file.sheet.lines)) for number, file in enumerate(files)
    ]
    with database.seeing("sheet", cells.append_column("line", pa.chunked_array(numbers))):
        files[0].name_cells(find_untidy_columns(cells))
        database.execute(cells_sql(files[0].mapping, added=False))
        found = database.records(read_query("unread_dates"))
    texts: list[list[tuple[str, str]]] = [[] for _ in files]
    for row in found:
        texts[row["file"]].append((row["field"], row["text"]))
    for file, unread in zip(files, texts, strict=True):
        file.read_dates(unread)
