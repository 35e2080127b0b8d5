"""Several files as one log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from data.combine import merged_table
from data.combine.carry_over import followed
from data.database import connect
from data.errors import LogError
from data.exports import detect
from data.exports.export import Place
from data.files import limits
from data.files.reader import read
from data.files.sheet import Sheet
from data.imports.choices import Choices
from data.imports.log import Log, spread
from data.imports.report import ADDED_MANUALLY, OpenQuestion
from data.imports.upload import File, written
from data.schema.vocabulary import normal

SQL = Path(__file__).parents[1] / "sql" / "merge.sql"
REPEATED = "identical to another row, which counts once"


class Unanswered(LogError):
    """A file about which something has to be asked before it is joined with others."""

    def __init__(self, name: str, need: OpenQuestion) -> None:
        super().__init__(f"{name}: {need.question}")
        self.need = need


def join(files: Sequence[File]) -> File:
    """One file that holds every row of several, each with the name of its file and where it stood there.

    Files of the same columns, read the same way, are joined row by row; any others through their clean logs. Raises
    Unanswered while there is a question about one of them, and LogError for a file that can't be used.
    """
    limits.refuse_large(sum(len(file.content) for file in files), "All of it together")
    logs = list[Log]()
    try:
        for file in files:
            logs.append(Log(file.content, file.name, file.choices))
            for need in logs[-1].report.open_questions:
                raise Unanswered(file.name, need)
        files = _named_apart(files, logs)
        tables = [_own_rows(file, log) for file, log in zip(files, logs, strict=True)]
        rows = [table for table in tables if table is not None]
        if len(rows) == len(files) and _alike(logs, rows):
            return _joined_rows(files, logs, rows)
        return File(_joined_clean_logs(files, logs), _name(files, logs))
    finally:
        for log in logs:
            log.close()


def _alike(logs: Sequence[Log], tables: Sequence[Sheet]) -> bool:
    """Whether files have the same columns, and these mean the same and are read the same way."""
    headers = {tuple(map(normal, table.header)) for table in tables}
    meant = [
        {normal(name): meaning for name, meaning in log.mapping.meanings.items() if meaning} for log in logs
    ]
    orders, said = [log.orders for log in logs], [log.choices for log in logs]
    return (
        len(headers) == 1
        and all(meanings == meant[0] for meanings in meant)
        and _agree(orders)
        and all(_agree([getattr(each, name) for each in said]) for name in ("columns", "words", "chosen"))
        and len({each.dates for each in said} - {None}) < 2
        and len({each.read_text for each in said}) == 1
    )


def _agree(said: Sequence[Mapping[Any, Any]]) -> bool:
    """Whether nobody says of the same thing what another one does not."""
    return all(
        told.get(key, value) == value for told in said for other in said for key, value in other.items()
    )


def _own_rows(file: File, log: Log) -> Sheet | None:
    """The rows of a file as they stand in it, each with its place; None where they are made of several tables."""
    own = not log.export.name and not log.export.files
    sheet = log.export.sheet if own else detect.own_table(file.content, file.name, file.choices)
    if sheet is None or merged_table.is_clean(sheet):
        return None
    if merged_table.is_joined(sheet):
        return sheet
    places = [Place(file.name, line) for line in sheet.lines.to_pylist()]
    return replace(
        sheet,
        header=(*sheet.header, *merged_table.PLACES),
        cells=_with(sheet.cells, *zip(*map(_written, places), strict=True)),
    )


def _written(place: Place) -> tuple[str, str]:
    """A place as it stands in the columns `PLACES`."""
    return place.file, f"{place.within} {place.line}".strip()


def _with(cells: pa.Table, *columns: Sequence[str]) -> pa.Table:
    for column in columns:
        cells = cells.append_column(f"c{cells.num_columns}", pa.array(column, pa.string()))
    return cells


def _joined_rows(files: Sequence[File], logs: Sequence[Log], tables: Sequence[Sheet]) -> File:
    content = written(tables[0].header, pa.concat_tables([table.cells for table in tables]))
    name = _name(files, logs)
    lines, start = read(content, name).lines.to_pylist(), 0
    said = []
    for file, table in zip(files, tables, strict=True):
        now = lines[start : start + len(table.lines)]
        said.append(followed(file.choices, dict(zip(table.lines.to_pylist(), now, strict=True)), {}, ())[0])
        start += len(table.lines)
    return File(content, name, _together(said))


def _together(said: Sequence[Choices]) -> Choices:
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


def _joined_clean_logs(files: Sequence[File], logs: Sequence[Log]) -> bytes:
    """The events of each log, and behind them the rows that are in none, each with its file."""
    with connect() as connection:
        connection.register("events", _events(files, logs))
        told = connection.sql(SQL.read_text(encoding="utf-8")).to_arrow_table()
    clean = spread(told.drop_columns(list(merged_table.PLACES)))
    columns = [
        column.cast(pa.string())
        for column in (*clean.columns, *told.select(list(merged_table.PLACES)).columns)
    ]
    header = (*clean.column_names, *merged_table.PLACES, *merged_table.FATES)
    schema = pa.schema([(f"c{index}", pa.string()) for index in range(len(header))])
    columns += [pa.nulls(clean.num_rows, pa.string())] * len(merged_table.FATES)
    left_out = [
        dict(zip(schema.names[clean.num_columns :], row, strict=True))
        for file, log in zip(files, logs, strict=True)
        for row in _left_out(file, log)
    ]
    rows = [pa.table(columns, schema=schema), pa.Table.from_pylist(left_out, schema)]
    return written(header, pa.concat_tables(rows))


def _events(files: Sequence[File], logs: Sequence[Log]) -> pa.Table:
    """The events of each log with their place, the number of its first file, their turn, and what to add to its ids."""
    tables, number, shift = [], 1, 0
    for file, log in zip(files, logs, strict=True):
        events = log.clean_events()
        places = [_written(place) for place in _places(file, log, events["line"].to_pylist())]
        further = {
            **{name: [place[index] for place in places] for index, name in enumerate(merged_table.PLACES)},
            "number": [number] * len(places),
            "shift": [shift] * len(places),
            "turn": range(len(places)),
        }
        number += len(log.export.files) or 1
        shift += max(pc.max(events[name]).as_py() or 0 for name in ("id", "touch"))
        events = _without_places(events, log).drop_columns(["line"])
        for name, values in further.items():
            kind = pa.string() if name in merged_table.PLACES else pa.int64()
            events = events.append_column(name, pa.array(values, kind))
        tables.append(events)
    return pa.concat_tables(tables)


def _without_places(events: pa.Table, log: Log) -> pa.Table:
    """The events of a log that was joined before, without the column that names its files."""
    if not log.export.files:
        return events
    extra = [
        [(key, text) for key, text in row if key not in log.export.made_up]
        for row in events["extra"].to_pylist()
    ]
    place = events.column_names.index("extra")
    return events.set_column(place, "extra", pa.array(extra, events.schema.field("extra").type))


def _places(file: File, log: Log, lines: Iterable[int]) -> Iterator[Place]:
    """Where rows of a log stood, by their lines."""
    known_places, told = log.export.places, log.report.places
    for line in lines:
        place = known_places.get(line)
        if place is None and told.get(line) == ADDED_MANUALLY:
            yield Place(file.name, line, ADDED_MANUALLY)
        elif place is None:
            yield Place(file.name, line)
        else:
            yield place if log.export.files else Place(file.name, place.line, place.file)


def _left_out(file: File, log: Log) -> Iterator[tuple[str, ...]]:
    """The rows that are in no clean log, as they stand in the columns `PLACES` and `FATES`."""
    found, before = log.report, len(log.export.aside)
    rows = dict(zip(log.sheet.lines.to_pylist(), range(len(log.sheet.lines)), strict=True))
    stood = [row for _, row in log.export.aside]
    stood += [_as_it_stood(log, rows[reject.line]) for reject in found.rejects[before:]]
    repeated = [
        row["line"] for row in log.records("select line from entries where fate = 'duplicate' order by line")
    ]
    fates = [
        *(
            (reject.line, merged_table.SET_ASIDE, reject.column, reject.value, reject.reason, row)
            for reject, row in zip(found.rejects, stood, strict=True)
        ),
        *((skip.line, merged_table.SKIPPED, "", "", skip.reason, "") for skip in found.skips),
        *((line, merged_table.SKIPPED, "", "", REPEATED, "") for line in repeated),
    ]
    for place, (_, *texts) in zip(_places(file, log, [line for line, *_ in fates]), fates, strict=True):
        yield *_written(place), *texts


def _as_it_stood(log: Log, row: int) -> str:
    """The filled cells of a row in one text."""
    cells = (
        (name, column[row].as_py())
        for name, column in zip(log.mapping.names, log.sheet.cells.columns, strict=True)
    )
    return "; ".join(f"{name}: {text}" for name, text in cells if text)


def _named_apart(files: Sequence[File], logs: Sequence[Log]) -> list[File]:
    """The files, the second of one name numbered; those that were joined before have their names."""
    often = Counter(name for log in logs for name in log.export.files)
    named = list[File]()
    for file, log in zip(files, logs, strict=True):
        often[file.name] += 0 if log.export.files else 1
        number = f" ({often[file.name]})" if often[file.name] > 1 else ""
        named.append(file if log.export.files else replace(file, name=f"{file.name}{number}"))
    return named


def _name(files: Sequence[File], logs: Sequence[Log]) -> str:
    names = {name for file, log in zip(files, logs, strict=True) for name in log.export.files or (file.name,)}
    return f"{len(names)} files"
