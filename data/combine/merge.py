"""Several files as one log."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, count
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from data.combine.alike import read_alike
from data.combine.carry_over import renumber
from data.combine.merged_table import (
    FATES,
    PLACES,
    SET_ASIDE,
    SKIPPED,
    MergedTable,
    from_file,
    stack,
    write_place,
)
from data.database import connect, read_query
from data.errors import LogError
from data.exports import detect
from data.exports.export import Place
from data.files import limits
from data.files.text_columns import column_ids
from data.imports.choices import Choices
from data.imports.importer import Importer
from data.imports.log import ImportedLog, import_log, spread_extra
from data.imports.report import ADDED_MANUALLY, OpenQuestion
from data.imports.upload import Upload
from data.schema.mapping import refuse_wide
from data.schema.vocabulary import normalise

ReadFile = ImportedLog | Importer
"""What a file is and how it is read: with its log, or on the way there."""
REPEATED = "identical to another row, which counts once"


class QuestionLeftOpen(LogError):
    """A file about which something has to be asked before it is joined with others."""

    def __init__(self, name: str, need: OpenQuestion) -> None:
        super().__init__(f"{name}: {need.question}")
        self.question = need


def merge(uploads: Sequence[Upload]) -> Upload:
    """One upload that holds every row of several, each with the name of its file and where it stood there.

    Files of the same columns, read the same way, are merged row by row; any others through their clean logs. Raises
    QuestionLeftOpen while there is a question about one of them, and LogError for a file that can't be used.
    """
    limits.refuse_large(sum(len(upload.content) for upload in uploads), "All of it together")
    return _merge_alike(uploads) or _merge_logs(uploads)


def _merge_alike(uploads: Sequence[Upload]) -> Upload | None:
    """The rows of files of the same columns, read the same way; None for any other files, or if something is asked.

    What is needed of a file to say so is found out without a log of each, which takes a tenth of the time.
    """
    files = read_alike(uploads)
    if files is None:
        return None
    uploads = _number_duplicate_names(uploads, files)
    rows = [from_file(file.export.sheet, upload.name) for upload, file in zip(uploads, files, strict=True)]
    return _merge_rows(uploads, files, rows) if _can_be_stacked(files, rows) else None


def _merge_logs(uploads: Sequence[Upload]) -> Upload:
    """The same for any files, through the log of each."""
    logs = list[ImportedLog]()
    try:
        for upload in uploads:
            logs.append(import_log(upload))
            for question in logs[-1].report.open_questions:
                raise QuestionLeftOpen(upload.name, question)
        uploads = _number_duplicate_names(uploads, logs)
        tables = [_own_rows(upload, log) for upload, log in zip(uploads, logs, strict=True)]
        rows = [table for table in tables if table is not None]
        if len(rows) == len(uploads) and _can_be_stacked(logs, rows):
            return _merge_rows(uploads, logs, rows)
        return Upload(_merge_clean_logs(uploads, logs).to_bytes(), _name_of_all(uploads, logs), merged=True)
    finally:
        for log in logs:
            log.close()


def _can_be_stacked(logs: Sequence[ReadFile], tables: Sequence[MergedTable]) -> bool:
    """Whether files have the same columns, and these mean the same and are read the same way."""
    headers = {tuple(map(normalise, table.header)) for table in tables}
    meant = [
        {
            normalise(name): meaning
            for name, meaning in log.mapping.meanings.items()
            if meaning and name not in log.export.made_up
        }
        for log in logs
    ]
    orders, choices = [log.orders for log in logs], [log.choices for log in logs]
    return (
        len(headers) == 1
        and all(meanings == meant[0] for meanings in meant)
        and _agree(orders)
        and all(_agree([getattr(each, name) for each in choices]) for name in ("columns", "words", "chosen"))
        and len({each.dates for each in choices} - {None}) < 2
        and len({each.read_text for each in choices}) == 1
    )


def _agree(said: Sequence[Mapping[Any, Any]]) -> bool:
    """Whether no two of them say different things of the same key."""
    return all(other.get(key, value) == value for one in said for other in said for key, value in one.items())


def _own_rows(upload: Upload, log: ImportedLog) -> MergedTable | None:
    """The rows of a file as they are in it, each with its place; None where they are made of several tables."""
    if upload.merged:
        table = MergedTable.from_bytes(upload.content)
        return None if table.of_clean_logs else table
    sheet = detect.own_sheet(upload) if log.export.name else log.export.sheet
    return None if sheet is None else from_file(sheet, upload.name)


def _merge_rows(uploads: Sequence[Upload], logs: Sequence[ReadFile], tables: Sequence[MergedTable]) -> Upload:
    merged, start = stack(tables), 0
    lines, choices = merged.lines.to_pylist(), list[Choices]()
    for upload, table in zip(uploads, tables, strict=True):
        moved = dict(zip(table.lines.to_pylist(), lines[start:], strict=False))
        choices.append(_rename_columns(renumber(upload.choices, moved), table.names, merged.names))
        start += len(moved)
    return Upload(merged.to_bytes(), _name_of_all(uploads, logs), _merge_choices(choices), merged=True)


def _rename_columns(choices: Choices, names: Sequence[str], now: Sequence[str]) -> Choices:
    """What was said about a file, with the names that its columns have in another one."""
    same = dict(zip(names, now, strict=True))
    return replace(
        choices,
        columns={same.get(name, name): column for name, column in choices.columns.items()},
        chosen={
            key: same.get(answer, answer) if key == "date" else answer
            for key, answer in choices.chosen.items()
        },
        cells={(line, same.get(name, name)): text for (line, name), text in choices.cells.items()},
        texts={(same.get(name, name), said): text for (name, said), text in choices.texts.items()},
    )


def _merge_choices(said: Sequence[Choices]) -> Choices:
    """What was said about each of some files that were joined; nobody contradicts another."""
    return Choices(
        columns={name: column for each in said for name, column in each.columns.items()},
        dates=next((each.dates for each in said if each.dates), None),
        words={where: key for each in said for where, key in each.words.items()},
        drop_identical=all(each.drop_identical for each in said),
        chosen={key: answer for each in said for key, answer in each.chosen.items()},
        read_text=said[0].read_text,
        cells={where: text for each in said for where, text in each.cells.items()},
        texts={where: text for each in said for where, text in each.texts.items()},
        merged=tuple(line for each in said for line in each.merged),
        added=tuple(touch for each in said for touch in each.added),
    )


def _merge_clean_logs(files: Sequence[Upload], logs: Sequence[ImportedLog]) -> MergedTable:
    """The events of each log, and behind them the rows that are in none, each with its file."""
    with connect() as connection:
        connection.register("events", _events(files, logs))
        events = connection.sql(read_query("merge")).to_arrow_table()
    clean = spread_extra(events.drop_columns(list(PLACES)))
    header = tuple(clean.column_names)
    refuse_wide(header)
    names = [*column_ids(len(header)), *PLACES, *FATES]
    schema = pa.schema([(name, pa.string()) for name in names])
    columns = [column.cast(pa.string()) for column in (*clean.columns, *events.select(list(PLACES)).columns)]
    columns += [pa.nulls(clean.num_rows, pa.string())] * len(FATES)
    left_out = [
        dict(zip((*PLACES, *FATES), row, strict=True))
        for file, log in zip(files, logs, strict=True)
        for row in _left_out(file, log)
    ]
    rows = pa.concat_tables([pa.table(columns, schema=schema), pa.Table.from_pylist(left_out, schema)])
    return MergedTable.below_a_header(header, rows)


def _events(files: Sequence[Upload], logs: Sequence[ImportedLog]) -> pa.Table:
    """The events of each log with their place, the number of its first file, their turn, and what to add to its ids."""
    tables, number, shift = [], 1, 0
    for file, log in zip(files, logs, strict=True):
        events = log.clean_events()
        places = [write_place(place) for place in _places(file, log, events["line"].to_pylist())]
        further = {
            **{name: [place[index] for place in places] for index, name in enumerate(PLACES)},
            "number": [number] * len(places),
            "shift": [shift] * len(places),
            "turn": range(len(places)),
        }
        number += len(log.export.files) or 1
        shift += pc.max(events["id"]).as_py() or 0
        events = _without_places(events, log).drop_columns(["line"])
        for name, values in further.items():
            kind = pa.string() if name in PLACES else pa.int64()
            events = events.append_column(name, pa.array(values, kind))
        tables.append(events)
    return pa.concat_tables(tables)


def _without_places(events: pa.Table, log: ImportedLog) -> pa.Table:
    """The events of a log that was joined before, without the column that names its files."""
    if not log.export.files:
        return events
    extra = [
        row and [(key, text) for key, text in row if key not in log.export.made_up]
        for row in events["extra"].to_pylist()
    ]
    place = events.column_names.index("extra")
    return events.set_column(place, "extra", pa.array(extra, events.schema.field("extra").type))


def _places(file: Upload, log: ImportedLog, lines: Iterable[int]) -> Iterator[Place]:
    """Where rows of a log stood, by their lines."""
    known_places, texts = log.export.places, log.report.places
    for line in lines:
        place = known_places.get(line)
        if place is None and texts.get(line) == ADDED_MANUALLY:
            yield Place(file.name, line, ADDED_MANUALLY)
        elif place is None:
            yield Place(file.name, line)
        else:
            yield place if log.export.files else Place(file.name, place.line, place.file)


def _left_out(file: Upload, log: ImportedLog) -> Iterator[tuple[str, ...]]:
    """The rows that are in no clean log, as they stand in the columns `PLACES` and `FATES`."""
    found, before = log.report, len(log.export.aside)
    rows = dict(zip(log.sheet.lines.to_pylist(), range(len(log.sheet.lines)), strict=True))
    stood = [row for _, row in log.export.aside]
    stood += [_write_row(log, rows[reject.line]) for reject in found.rejects[before:]]
    repeated = [
        row["line"] for row in log.records("select line from entries where fate = 'duplicate' order by line")
    ]
    fates = [
        *(
            (reject.line, SET_ASIDE, reject.column, reject.value, reject.reason, row)
            for reject, row in zip(found.rejects, stood, strict=True)
        ),
        *((skip.line, SKIPPED, "", "", skip.reason, "") for skip in found.skips),
        *((line, SKIPPED, "", "", REPEATED, "") for line in repeated),
    ]
    for place, (_, *texts) in zip(_places(file, log, [line for line, *_ in fates]), fates, strict=True):
        yield *write_place(place), *texts


def _write_row(log: ImportedLog, row: int) -> str:
    """The filled cells of a row in one text."""
    cells = (
        (name, column[row].as_py())
        for name, column in zip(log.mapping.names, log.sheet.cells.columns, strict=True)
    )
    return "; ".join(f"{name}: {text}" for name, text in cells if text)


def _number_duplicate_names(files: Sequence[Upload], logs: Sequence[ReadFile]) -> list[Upload]:
    """The files, the second of one name numbered; those that were joined before have their names."""
    taken = {name for log in logs for name in log.export.files}
    named = list[Upload]()
    for file, log in zip(files, logs, strict=True):
        if not log.export.files:
            file = replace(file, name=_free_name(file.name, taken))
            taken.add(file.name)
        named.append(file)
    return named


def _free_name(name: str, taken: Container[str]) -> str:
    numbered = (f"{name} ({number})" for number in count(2))
    return next(free for free in chain([name], numbered) if free not in taken)


def _name_of_all(files: Sequence[Upload], logs: Sequence[ReadFile]) -> str:
    names = {name for file, log in zip(files, logs, strict=True) for name in log.export.files or (file.name,)}
    return f"{len(names)} files"
